"""What search engines are told."""

import json

import pytest
from bs4 import BeautifulSoup
from wagtail.models import Site

from blog.structured_data import graph, script

pytestmark = pytest.mark.site


def told(client, address):
    [element] = BeautifulSoup(client.get(address).content, "html.parser").select(
        'script[type="application/ld+json"]'
    )
    return json.loads(element.string)


def test_an_article_is_a_posting_and_a_way_to_it(client, publish, picture):
    Site.objects.update(site_name="Good Life")
    page = publish(lead_image=picture, lead_image_alt="Sky")
    posting, breadcrumb = told(client, page.url)["@graph"]
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
