"""Handwritten notices are taken out of whatever fields and blocks a page has, and out of nothing else."""

from types import SimpleNamespace

import pytest
from wagtail import blocks
from wagtail.fields import StreamField

from disclosures.legacy_cleanup import FoundNotice, notices_in, remaining_html, take_out
from disclosures.legacy_fields import article_fields, drop_empty_blocks, pieces_of
from tests.testapp.models import BlocksPage, PlainPage

pytestmark = pytest.mark.django_db
WORDS = "This post contains affiliate links. If you buy through them, I earn a small commission."
NOTICE = f"<p>{WORDS}</p>"
BODY = "".join(
    f"<p>Paragraph {number} tells of sleep and of light in the morning.</p>" for number in range(12)
)


def a_plain_page(body):
    return PlainPage(title="Lamps", body=body)


def a_page_of_blocks(*body):
    return BlocksPage(title="Lamps", body=list(body))


def kinds(page):
    return [child.block_type for child in page.body]


def test_notices_at_both_ends_of_a_text_are_found_and_nothing_is_changed():
    page = a_plain_page(f"{NOTICE}{BODY}{NOTICE}")
    first, last = notices_in(page)
    assert first == FoundNotice("body", "body", WORDS, "", first.after)
    assert first.after.startswith("Paragraph 0")
    assert first.after.endswith(" …")
    assert last.before.startswith("… ")
    assert last.before.endswith("light in the morning.")
    assert {len(last.before) > 100, len(first.after) > 100} == {True}
    assert page.body == f"{NOTICE}{BODY}{NOTICE}"


def test_they_are_taken_out_and_the_rest_stays_as_it_is():
    page = a_plain_page(f"{NOTICE}{BODY}{NOTICE}")
    assert take_out(page) == notices_in(a_plain_page(f"{NOTICE}{BODY}{NOTICE}"))
    assert page.body == BODY
    assert take_out(page) == []


@pytest.mark.parametrize("body", ["", BODY, f"{BODY}{NOTICE}{BODY}"])
def test_a_page_without_one_is_left_alone(body):
    page = a_plain_page(body)
    assert notices_in(page) == take_out(page) == []
    assert page.body == body


def test_a_field_that_holds_nothing_else_is_emptied():
    page = a_plain_page(f'<div class="note">{NOTICE}</div><p></p>')
    take_out(page)
    assert page.body == ""


def test_a_picture_beside_it_stays():
    page = a_plain_page(f'{NOTICE}<embed embedtype="image" id="1" format="left" alt="">')
    take_out(page)
    assert page.body == '<embed embedtype="image" id="1" format="left" alt="">'


def test_what_we_tell_ourselves_is_not_taken_for_an_article():
    names = [field.name for field in article_fields(PlainPage())]
    assert names == ["body"]
    page = PlainPage(title="Lamps", body=BODY, disclosure_extra_text=WORDS, search_description=WORDS)
    assert notices_in(page) == []


def test_more_notices_than_anybody_writes_are_left_to_the_editor():
    page = a_plain_page(NOTICE + "".join(f"<p>Hello {number}.</p>{NOTICE}" for number in range(9)))
    assert len(take_out(page)) == 6


def test_blocks_at_the_ends_of_a_stream_are_looked_at():
    page = a_page_of_blocks(
        ("paragraph", NOTICE), ("number", 3.0), ("paragraph", BODY), ("paragraph", f"<p>Bye.</p>{NOTICE}")
    )
    assert [notice.text for notice in notices_in(page)] == [WORDS, WORDS]
    assert kinds(page) == ["paragraph", "number", "paragraph", "paragraph"]
    take_out(page)
    assert kinds(page) == ["number", "paragraph", "paragraph"]
    assert page.body.get_prep_value()[2]["value"] == "<p>Bye.</p>"


def test_a_block_in_the_middle_is_not_looked_at():
    page = a_page_of_blocks(("paragraph", BODY), ("paragraph", NOTICE), ("paragraph", BODY))
    assert take_out(page) == []
    assert len(page.body) == 3


def test_a_heading_above_a_notice_goes_with_it():
    note = {"heading": "Affiliate disclosure", "text": NOTICE, "layout": "wide"}
    page = a_page_of_blocks(
        ("advertisement", "Affiliate disclosure"), ("paragraph", NOTICE), ("paragraph", BODY)
    )
    assert [notice.text for notice in take_out(page)] == [f"Affiliate disclosure {WORDS}"]
    assert kinds(page) == ["paragraph"]
    page = a_page_of_blocks(("note", note), ("paragraph", BODY))
    take_out(page)
    assert kinds(page) == ["paragraph"]


def test_a_heading_by_itself_is_never_taken_out():
    page = a_page_of_blocks(
        ("advertisement", "Sponsored post"),
        ("paragraph", BODY),
        ("paragraph", NOTICE),
        ("points", ["Sponsored post"]),
    )
    assert [notice.text for notice in take_out(page)] == [WORDS]
    assert kinds(page) == ["advertisement", "paragraph", "points"]


def test_a_block_of_which_something_is_left_stays():
    table = {"columns": [{"type": "rich", "heading": ""}], "rows": [{"values": [NOTICE]}]}
    page = a_page_of_blocks(
        ("table", table), ("note", {"heading": "", "text": f"{NOTICE}<p>Sleep well.</p>"})
    )
    assert len(take_out(page)) == 1
    assert page.body[1].value["text"].source == "<p>Sleep well.</p>"


class Stream(blocks.StreamBlock):
    """Texts of other kinds, and blocks in blocks."""

    plain = blocks.TextBlock()
    raw = blocks.RawHTMLBlock()
    flag = blocks.BooleanBlock()
    quote = blocks.StructBlock([("text", blocks.TextBlock()), ("source", blocks.URLBlock(required=False))])
    parts = blocks.ListBlock(blocks.StreamBlock([("text", blocks.RichTextBlock())]))


def a_stream(*values):
    field = StreamField(Stream())
    field.set_attributes_from_name("body")
    return SimpleNamespace(
        _meta=SimpleNamespace(concrete_fields=[field]), body=field.to_python(list(values))
    ), field


def test_plain_text_keeps_its_letters():
    page, _field = a_stream(("plain", f"{WORDS}\n\nSleep < wake & “rest” &amp;."), ("raw", f"<hr>{BODY}"))
    assert len(take_out(page)) == 1
    assert page.body[0].value == "Sleep < wake & “rest” &amp;."


def test_raw_html_and_nested_blocks_are_looked_at():
    page, _field = a_stream(
        ("raw", f"{NOTICE}{BODY}"), ("flag", True), ("parts", [[("text", BODY)], [("text", NOTICE)]])
    )
    assert len(take_out(page)) == 2
    assert page.body[0].value == BODY
    assert [child.block_type for child in page.body] == ["raw", "flag", "parts"]


def test_a_quote_with_a_source_stays_when_its_text_goes():
    page, _field = a_stream(("quote", {"text": WORDS, "source": "https://example.org/"}), ("raw", BODY))
    take_out(page)
    assert page.body[0].value["text"] == ""
    assert page.body[0].value["source"] == "https://example.org/"


def test_empty_values_are_no_texts():
    page, field = a_stream(("plain", None), ("quote", {}))
    assert [piece.html for piece in pieces_of(page, field)] == ["", ""]
    assert take_out(page) == []
    drop_empty_blocks(page, field, pieces_of(page, field))
    assert len(page.body) == 0


def test_a_notice_over_two_blocks_is_taken_out_of_both():
    page, _field = a_stream(("raw", "<p>Affiliate disclosure</p>"), ("raw", NOTICE), ("raw", BODY))
    assert take_out(page)[0].text.startswith("Affiliate disclosure")
    assert [child.value for child in page.body] == [BODY]


def test_what_is_left_can_be_searched_for_links():
    page = a_page_of_blocks(
        ("paragraph", NOTICE), ("paragraph", '<p><a href="https://example.org/">x</a></p>')
    )
    take_out(page)
    assert remaining_html(page) == '<p><a href="https://example.org/">x</a></p>'
    assert remaining_html(a_plain_page(BODY)) == BODY


@pytest.mark.parametrize(
    ("text", "names"),
    [("This post is sponsored by Acme.", True), ("The lamp was a gift.", True), (WORDS, False),
     ("Dieser Beitrag ist gesponsert.", True)],
)  # fmt: skip
def test_a_notice_that_names_a_giver_is_known(text, names):
    assert FoundNotice("body", "body", text).names_a_giver is names
