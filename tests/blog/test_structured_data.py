"""What search engines are told."""

import json
from datetime import timedelta

import pytest
import time_machine
from bs4 import BeautifulSoup
from django.template import Context, Template
from django.utils import timezone
from wagtail.models import Site

from blog.models import HealthArticlePage, Topic
from blog.people.models import Credential, DeclaredInterest, Specialty
from blog.review import gate, signing
from blog.review.grounds import Outcome
from blog.review.models import Correction, EmergencyReplacement, Publication
from blog.structured_data import graph, script
from tests.blog.schema_org import faults

pytestmark = pytest.mark.site


def told(client, address):
    [element] = BeautifulSoup(client.get(address).content, "html.parser").select(
        'script[type="application/ld+json"]'
    )
    return json.loads(element.string)


def test_an_article_is_a_posting_and_a_way_to_it(client, publish, picture):
    Site.objects.update(site_name="Good Life")
    page = publish(lead_image=picture, lead_image_alt="Sky")
    posting, web_page, breadcrumb = told(client, page.url)["@graph"]
    assert web_page["mainEntity"] == {"@id": posting["@id"]}
    assert posting["isPartOf"] == {"@id": web_page["@id"]}
    assert posting["@type"] == "BlogPosting"
    assert posting["headline"] == "Sleeping better"
    assert posting["author"] == [
        {"@type": "Person", "name": "Ana Ruiz", "url": "http://testserver/people/ana-ruiz/"}
    ]
    assert posting["datePublished"] == page.first_published_at.isoformat()
    assert posting["citation"] == ["Doe J. Walking after meals."]
    assert posting["about"] == [{"@type": "Thing", "name": "Sleep"}]
    assert posting["publisher"]["name"] == "Good Life"
    assert posting["image"].startswith("http")
    assert [step["name"] for step in breadcrumb["itemListElement"]] == [
        "Our Good Life",
        "Articles",
        "Sleeping better",
    ]
    assert [step["position"] for step in breadcrumb["itemListElement"]] == [1, 2, 3]


def test_what_is_not_known_is_left_out(publish):
    posting = graph(publish(references=[]))["@graph"][0]
    assert not {"image", "citation", "publisher", "commentCount"} & posting.keys()


def test_a_title_cannot_end_the_script(client, publish):
    page = publish("</script><script>alert(1)</script> & <!--")
    assert told(client, page.url)["@graph"][0]["headline"] == page.title
    assert b"<script>alert(1)" not in client.get(page.url).content


def test_signs_of_html_are_written_as_escapes():
    assert script({"a": "</script>&"}) == (
        '<script type="application/ld+json">{"a": "\\u003C/script\\u003E\\u0026"}</script>'
    )


def test_a_person_has_a_profile_with_credentials(client, publish):
    publish()
    profile = told(client, "/people/bo-lind/")
    assert profile["@type"] == "ProfilePage"
    assert profile["mainEntity"]["name"] == "Bo Lind"
    assert profile["mainEntity"]["hasCredential"][0]["recognizedBy"]["name"] == "University"


REVIEW = {"lastReviewed", "reviewedBy"}


def nodes(data):
    """Each node of a document, also those inside others."""
    if isinstance(data, dict):
        yield data
        data = list(data.values())
    if isinstance(data, list):
        for each in data:
            yield from nodes(each)


@pytest.fixture
def checked(publish, reviewer, home, picture):
    """An article with everything that is told of one."""
    Site.objects.update(site_name="Good Life")
    credential = reviewer.credentials.get()
    credential.jurisdiction, credential.register_url = "Austria", "https://register.example/7"
    credential.checked_on = timezone.localdate()
    credential.specialties = [Specialty.objects.create(name="Cardiology", slug="cardiology")]
    credential.save()
    heart = Topic.objects.create(name="Heart", slug="heart", locale=home.locale)
    page = publish(lead_image=picture, lead_image_alt="Sky", topics=[heart])
    Correction.objects.create(
        page=page, wrong="It said 50 mg.", changed="Now 5 mg.", published_at=timezone.now()
    )
    return page


def test_an_article_keeps_to_the_vocabulary(client, checked):
    data = told(client, checked.url)
    assert faults(data) == []
    posting, web_page, _ = data["@graph"]
    assert posting["correction"][0]["text"] == "It said 50 mg. Now 5 mg."
    assert web_page["@type"] == "MedicalWebPage"
    assert web_page["lastReviewed"] == timezone.localdate().isoformat()
    assert web_page["specialty"] == ["https://schema.org/Cardiovascular"]
    [reviewer] = web_page["reviewedBy"]
    assert (reviewer["name"], reviewer["honorificSuffix"]) == ("Bo Lind", "MD")
    assert reviewer["url"] == "http://testserver/people/bo-lind/"
    assert reviewer["hasCredential"][0]["validIn"]["name"] == "Austria"
    assert reviewer["hasCredential"][0]["url"] == "https://register.example/7"


def test_only_the_web_page_says_who_reviewed_it(client, checked):
    having = [node["@type"] for node in nodes(told(client, checked.url)) if REVIEW & node.keys()]
    assert having == ["MedicalWebPage"]


def test_a_profile_keeps_to_the_vocabulary(client, checked):
    for address in ("/people/bo-lind/", "/people/ana-ruiz/"):
        assert faults(told(client, address)) == []


@pytest.mark.parametrize(
    ("node", "fault"),
    [
        ({"@type": "BlogPosting", "lastReviewed": "2026-01-01"}, "lastReviewed: no property of BlogPosting"),
        ({"@type": "MedicalWebPage", "reviewedBy": "Bo"}, "MedicalWebPage.reviewedBy"),
        ({"@type": "MedicalWebPage", "lastReviewed": "yesterday"}, "MedicalWebPage.lastReviewed"),
        ({"@type": "MedicalWebPage", "specialty": ["https://schema.org/Heart"]}, "MedicalWebPage.specialty"),
        ({"@type": "MedicalWebPage", "mainEntity": {"@id": "#nowhere"}}, "MedicalWebPage.mainEntity"),
        ({"@type": "BlogPosting", "commentCount": "7"}, "BlogPosting.commentCount"),
        ({"@type": "Doctor"}, "Doctor: no such type"),
        ({"@type": "Person", "hasCredential": [{"@type": "Person", "nickname": "x"}]}, "nickname"),
    ],
)
def test_the_check_finds_what_is_wrong(node, fault):
    assert any(fault in line for line in faults(node))


def sent_back(page):
    review = signing.request_changes(page, page.assigned_reviewer, statement="No", signed_with="link")
    gate.renew(page, review)


def grounded(**changes):
    def change(page):
        gate.record(page, Outcome.keeping(Publication.objects.current(page.pk), **changes))

    return change


def replaced(page):
    emergency = EmergencyReplacement.objects.create(
        page=page,
        digest="e",
        digest_version=1,
        payload={},
        reason="The dose was wrong.",
        replaced_at=timezone.now(),
        until=timezone.now() + timedelta(days=3),
    )
    grounded(basis="emergency", digest="e", emergency=emergency)(page)


@pytest.mark.parametrize(
    ("change", "days"),
    [
        (lambda page: None, 400),
        (sent_back, 0),
        (grounded(digest="changed behind the gate"), 0),
        (grounded(basis="transition"), 0),
        (replaced, 0),
    ],
    ids=["overdue", "sent back", "stale", "transition", "emergency"],
)
def test_nothing_is_told_of_a_review_that_no_longer_holds(client, publish, change, days):
    """Not in JSON-LD, not on the page, not in feeds, not on the reviewer's page, not by the API."""
    page = publish()
    fields = "/api/v2/pages/?type=blog.HealthArticlePage&fields=content_html"
    everywhere = [page.url, "/feed/", "/feed/atom/", "/feed/json/", fields, "/people/bo-lind/"]
    before = [client.get(address).text for address in everywhere]
    assert all("edically reviewed by" in text for text in before[:-1])
    assert "Articles reviewed" in before[-1]
    change(page)
    with time_machine.travel(timezone.now() + timedelta(days=days), tick=False):
        after = [client.get(address).text for address in everywhere]
        graph_nodes = told(client, page.url)["@graph"]
    assert not [node for node in nodes(graph_nodes) if REVIEW & node.keys()]
    assert "MedicalWebPage" not in after[0]
    assert "Articles reviewed" not in after[-1]
    for text in after[:-1]:
        assert "next review by" not in text
        assert days or "edically reviewed by" not in text


def test_nothing_is_told_in_a_preview(publish, rf):
    page = publish()
    request = rf.get("/")
    request.is_preview = True
    told_in_preview = Template("{% load blog_tags %}{% structured_data page %}").render(
        Context({"page": HealthArticlePage.objects.get(pk=page.pk), "request": request})
    )
    assert "BlogPosting" in told_in_preview
    assert "lastReviewed" not in told_in_preview


def test_all_who_signed_are_told_and_have_the_article_on_their_pages(client, publish, author):
    page = publish(authors=[])
    Credential.objects.create(person=author, title="MD", name="Doctor of Medicine", issuer="University")
    DeclaredInterest.objects.create(person=author, statement="None")
    signing.sign(page, author, signed_with="link")
    _, web_page, _ = told(client, page.url)["@graph"]
    assert [person["name"] for person in web_page["reviewedBy"]] == ["Bo Lind", "Ana Ruiz"]
    assert "Bo Lind" in client.get("/feed/").text
    for slug in ("bo-lind", "ana-ruiz"):
        assert "Articles reviewed" in client.get(f"/people/{slug}/").text
