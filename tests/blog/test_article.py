"""The article page, as a reader sees it."""

from itertools import pairwise

import pytest
from bs4 import BeautifulSoup
from wagtail.models import PageViewRestriction

from blog.models import Topic
from blog.people.models import Person
from blog.reading_time import minutes_to_read
from blog.streams import ArticleBody

pytestmark = pytest.mark.site

CARD = ("care_card", {"level": "urgent", "title": "Ask today", "text": "<p>If it hurts.</p>"})
PAID = '<p>A <a href="https://www.amazon.com/dp/B000000000?tag=demo-20">mask</a>.</p>'


def main_of(client, page):
    return BeautifulSoup(client.get(page.url).content, "html.parser").main


def test_everything_stands_in_its_place(client, publish, picture):
    page = publish(lead_image=picture, lead_image_alt="A dark sky")
    html = client.get(page.url).content.decode().partition("<main")[2]
    order = [
        'aria-label="Breadcrumb"',
        'href="/topics/sleep/"',
        "<h1>Sleeping better</h1>",
        "What helps.",
        "Written by",
        "Medically reviewed by",
        "minute to read",
        'alt="A dark sky"',
        'class="body"',
        'id="references"',
        'id="about-this-review"',
        'class="share"',
        'id="comments"',
    ]
    places = [html.find(text) for text in order]
    assert -1 not in places
    assert places == sorted(places)


def test_the_notice_stands_before_picture_and_text(client, publish, picture):
    page = publish(body=[("paragraph", PAID)], lead_image=picture, lead_image_alt="Sky")
    html = client.get(page.url).content.decode()
    assert (
        -1
        < html.find('data-disclosure="notice"')
        < html.find('class="lead-image"')
        < html.find("amazon.com/dp")
    )


def test_a_paid_link_in_a_reference_is_told_as_well(client, publish):
    source = {"title": "A book", "url": "https://www.amazon.com/dp/B000000000?tag=demo-20"}
    html = client.get(publish(references=[("reference", source)]).url).content.decode()
    assert -1 < html.find('data-disclosure="notice"') < html.find("amazon.com/dp")
    assert "sponsored" in html


def test_markers_lead_to_references_and_other_numbers_stay(client, publish):
    main = main_of(client, publish(body=[("paragraph", "<p>One [1], two [2].</p>"), CARD]))
    assert [link["href"] for link in main.select(".body .reference-marker a")] == ["#reference-1"]
    assert main.find(id="reference-1").get_text(" ", strip=True).startswith("Doe J. Walking after meals.")
    assert "two [2]." in main.select_one(".body").get_text()


def test_markers_work_in_every_block(client, publish):
    body = [
        ("key_points", {"points": ["Point [1]"]}),
        ("table", {"caption": "Caption [1]", "header": ["A"], "rows": [["Cell [1]"]]}),
        ("quote", {"text": "Quote [1]", "attribution": ""}),
        ("do_and_dont", {"dos": ["Do [1]"], "donts": ["Not [1]"]}),
    ]
    main = main_of(client, publish(body=body))
    assert len(main.select(".reference-marker")) == 6
    assert main.select_one(".table-block__scroll")["aria-label"] == "Caption [1]"


def test_contents_lead_to_the_headings(client, publish):
    body = [("heading", {"text": text, "anchor": ""}) for text in ("One", "Two", "Three")]
    main = main_of(client, publish(body=body))
    anchors = [link["href"].removeprefix("#") for link in main.select(".contents a")]
    assert [main.find(id=anchor).name for anchor in anchors] == ["h2", "h2", "h2"]


def test_no_level_of_headings_is_left_out(client, publish):
    main = main_of(client, publish(body=[CARD, ("heading", {"text": "One", "anchor": ""}), CARD]))
    levels = [int(heading.name[1]) for heading in main.find_all(["h1", "h2", "h3", "h4"])]
    assert levels[:4] == [1, 2, 2, 3]
    assert all(later - earlier <= 1 for earlier, later in pairwise(levels))


def test_all_ids_are_unique_and_nothing_is_inline(client, publish, picture):
    body = [("heading", {"text": text, "anchor": ""}) for text in ("References", "Comments", "References")]
    soup = BeautifulSoup(client.get(publish(body=body).url).content, "html.parser")
    ids = [tag["id"] for tag in soup.find_all(id=True)]
    assert len(ids) == len(set(ids))
    assert soup.find(style=True) is None
    assert soup.find("style") is None
    assert [script["type"] for script in soup.find_all("script", src=False)] == ["application/ld+json"]


@pytest.mark.parametrize(
    ("names", "byline"),
    [(["A"], "Written by A"), (["A", "B"], "Written by A and B"), (["A", "B", "C"], "Written by A, B and C")],
)
def test_the_byline_reads_as_a_sentence(client, publish, names, byline):
    people = [Person.objects.create(name=name, slug=name.lower()) for name in names]
    line = main_of(client, publish(authors=people)).select_one(".byline__authors")
    assert " ".join(line.get_text().split()) == byline
    assert [link["href"] for link in line.find_all("a")] == [f"/people/{name.lower()}/" for name in names]


def test_a_hostile_name_stays_a_name(client, publish):
    person = Person.objects.create(name="<b>Kim</b>", slug="kim")
    assert main_of(client, publish(authors=[person])).select_one(".byline b") is None


def test_three_related_articles_those_with_most_in_common_first(client, publish, home, topic):
    heart = Topic.objects.create(name="Heart", slug="heart", locale=home.locale)
    other = Topic.objects.create(name="Other", slug="other", locale=home.locale)
    publish("Both", topics=[topic, heart], days_ago=9)
    publish("Unrelated", topics=[other])
    for number in (1, 2, 3):
        publish(f"Number {number}", days_ago=number)
    locked = publish("Locked")
    PageViewRestriction.objects.create(page=locked, restriction_type="password", password="secret")
    page = publish("This one", topics=[topic, heart])
    links = main_of(client, page).select(".related a")
    assert [link.text for link in links] == ["Both", "Number 1", "Number 2"]


def test_share_buttons_can_be_switched_off_on_one_page(client, publish):
    assert main_of(client, publish("With")).select_one(".share")
    assert main_of(client, publish("Without", show_share_buttons=False)).select_one(".share") is None


def test_a_draft_is_previewed_with_its_headings_and_references(write, admin_user):
    page = write(body=[("heading", {"text": text, "anchor": ""}) for text in ("One", "Two", "Three")])
    html = page.make_preview_request(extra_request_attrs={"user": admin_user}).content.decode()
    assert 'href="#two"' in html
    assert 'id="two"' in html
    assert "nobody has signed this text yet" in html


def test_an_article_without_anything_optional_is_shown(client, publish):
    page = publish(references=[], authors=[], topics=[])
    main = main_of(client, page)
    assert main.h1.text == "Sleeping better"
    assert main.select_one(".references, .contents, .related, .lead-image, .byline__authors") is None


@pytest.mark.parametrize(("words", "minutes"), [(0, 1), (238, 1), (476, 2), (1000, 4)])
def test_reading_time_counts_words(words, minutes):
    body = ArticleBody().to_python([{"type": "paragraph", "value": "<p>" + "word " * words + "</p>"}])
    assert minutes_to_read(body) == minutes
