"""Wagtail's API, as another program reads it."""

import json

import pytest
from rest_framework.renderers import JSONRenderer
from rest_framework.response import Response
from rest_framework.views import APIView
from wagtail.models import Site

from blog.people.models import Person
from disclosures.api import DisclosedJSONRenderer
from disclosures.models import DisclosureSettings
from tests.disclosures.documents import Read
from tests.disclosures.pages import PAID, a_page
from tests.testapp.models import BlocksPage, Step

pytestmark = pytest.mark.django_db
PAGES = "/api/v2/pages/"
TYPED = f"{PAGES}?type=testapp.PlainPage&fields=*"


def answer(client, address):
    response = client.get(address)
    assert response.status_code == 200, response.content
    assert response["Content-Type"] == "application/json"
    return response.json()


def test_a_page_tells_before_its_text_and_in_it(client):
    page = answer(client, f"{PAGES}{a_page().pk}/")
    assert list(page)[:2] == ["id", "disclosure"]
    assert page["disclosure"]["told"]
    assert [link["network"] for link in page["disclosure"]["links"]] == ["Amazon"]
    read = Read(page["body"])
    assert (read.r1_and_r2(), read.r4("(paid link)"), read.r12(), read.r14()) == (True, True, True, True)


def test_a_page_without_paid_links_says_so(client):
    page = answer(client, f"{PAGES}{a_page(body='<p>x</p>').pk}/")
    assert (page["disclosure"]["told"], page["disclosure"]["notice"], page["body"]) == (False, "", "<p>x</p>")


@pytest.mark.parametrize("format_", ["db_html", "html", "markdown", "db_markdown"])
def test_every_format_of_rich_text_is_told(client, format_):
    page = answer(client, f"{PAGES}{a_page().pk}/?rich_text_format={format_}")
    body = page["body"]
    assert body.index("we earn a commission") < body.index("(paid link)") < body.rindex("this")


def test_the_field_stays_when_somebody_leaves_it_out(client):
    assert "disclosure" in answer(client, f"{PAGES}{a_page().pk}/?fields=-disclosure")
    assert "disclosure" not in answer(client, f"{PAGES}{a_page('<p>x</p>', 'x').pk}/?fields=-disclosure")


def test_a_list_says_of_each_page_what_its_editor_decided(client):
    a_page(
        body="<p>x</p>", slug="one", disclosure_extra_text="The maker sent us this.", disclosure_forced=True
    )
    a_page(body="<p>x</p>", slug="two")
    told = {item["meta"]["slug"]: item["disclosure"] for item in answer(client, PAGES)["items"]}
    assert "The maker sent us this." in told["one"]["notice"]
    assert told["two"]["told"] is False


def test_texts_in_a_list_are_told_one_by_one(client):
    a_page(slug="one")
    a_page(slug="two", body="<p>x</p>")
    items = {item["meta"]["slug"]: item for item in answer(client, TYPED)["items"]}
    assert Read(items["one"]["body"]).r1_and_r2()
    assert items["two"]["body"] == "<p>x</p>"


def test_the_words_are_those_of_the_site(client):
    page = a_page()
    DisclosureSettings.objects.create(site=page.get_site(), jurisdiction="UK")
    assert answer(client, f"{PAGES}{page.pk}/")["disclosure"]["links"][0]["label"] == "Ad"


def test_a_card_of_advertising_says_so(client):
    a_page(body="<p>x</p>", disclosure_wholly_commercial=True)
    [item] = [each for each in answer(client, PAGES)["items"] if each["title"] == "Lamps"]
    assert item["disclosure"]["commercial"] == "Advertisement"
    assert item["disclosure"]["told"]


def test_a_list_costs_the_same_with_more_pages(client, django_assert_max_num_queries):
    for number in range(8):
        a_page(slug=f"lamps-{number}")
    answer(client, TYPED)
    with django_assert_max_num_queries(16):
        assert len(answer(client, TYPED)["items"]) == 8


def test_a_page_is_limited_and_only_json_is_spoken(client):
    assert client.get(f"{PAGES}?limit=100").status_code == 400
    assert client.get(PAGES, headers={"Accept": "text/html"})["Content-Type"] == "application/json"


SHORT = "https://amzn.to/3xyz"
FREE = "<p>Nothing here.</p>"


def a_page_of_blocks(body=(), steps=(), **values):
    reviewer = Person.objects.create(name="Bo Lind", slug="bo-lind")
    page = BlocksPage(title="Blocks", slug="blocks", body=body, assigned_reviewer=reviewer, **values)
    page.steps = [Step(text=text) for text in steps]
    Site.objects.get(is_default_site=True).root_page.add_child(instance=page)
    BlocksPage.objects.update(live=True)
    return page


@pytest.mark.urls("tests.disclosures.urls_of_api")
@pytest.mark.parametrize(
    "block",
    [
        ("paragraph", PAID),
        ("note", {"heading": "x", "text": PAID, "layout": ""}),
        ("note", {"heading": f"Buy {SHORT}", "text": FREE, "layout": ""}),
        ("points", ["x", f"Buy {SHORT}"]),
        ("link", SHORT),
        ("advertisement", f"Buy {SHORT}"),
    ],
)
def test_each_kind_of_block_is_told(client, block):
    page = answer(client, f"{PAGES}{a_page_of_blocks([('paragraph', FREE), block]).pk}/")
    assert page["disclosure"]["told"]
    assert [entry["type"] for entry in page["body"]] == ["disclosure", "paragraph", block[0]]
    assert ("(paid link)" in str(page["body"][2])) is (block[0] != "link")


@pytest.mark.urls("tests.disclosures.urls_of_api")
def test_a_table_in_a_stream_is_told(client):
    columns, rows = [{"type": "rich", "heading": "x"}], [{"values": [PAID]}]
    table = {"type": "table", "value": {"columns": columns, "rows": rows, "caption": ""}}
    told = answer(client, f"{PAGES}{a_page_of_blocks(json.dumps([table])).pk}/")
    assert told["body"][0]["type"] == "disclosure"
    assert "(paid link)" in str(told["body"][1])


@pytest.mark.urls("tests.disclosures.urls_of_api")
def test_fields_and_child_rows_count(client):
    page = a_page_of_blocks(source=SHORT, steps=["First", f"Then {SHORT}"], dose=1.5)
    told = answer(client, f"{PAGES}{page.pk}/")
    assert [link["label"] for link in told["disclosure"]["links"]] == ["", "(paid link)"]
    assert (told["source"], told["dose"], told["steps"][0]["text"]) == (SHORT, 1.5, "First")
    assert told["steps"][1]["text"].endswith(f"Then (paid link) {SHORT}")


class Forgetful(APIView):
    """A view that forgets to tell."""

    renderer_classes = [DisclosedJSONRenderer]
    authentication_classes = []

    def get(self, request):
        return Response(self.said)


@pytest.mark.parametrize("said", [{"body": PAID}, {"items": [{"shop": "https://amzn.to/3xyz"}]}])
def test_the_guard_looks_at_what_any_view_sends(rf, said):
    Forgetful.said = said
    told = Forgetful.as_view()(rf.get("/")).render().content.decode()
    assert 0 < told.index('"notice"') < told.index("amzn.to" if "amzn.to" in told else "amazon.com")


@pytest.mark.parametrize("said", [{"body": "<p>x</p>"}, "x", None])
def test_the_guard_changes_nothing_else(rf, said):
    Forgetful.said = said
    expected = JSONRenderer().render(said)
    assert Forgetful.as_view()(rf.get("/")).render().content == expected
