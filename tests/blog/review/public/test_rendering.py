"""An old text reads like an article, and leads nowhere."""

import pytest

from blog.people.models import Specialty
from blog.review.public.rendering import article, rich_text
from blog.review.public.texts import with_names
from tests.testapp.models import BlocksPage, ReviewedPage


def html_of(*blocks, model=BlocksPage, **content):
    return article(model, {"title": "Never here", "body": list(blocks), **content})


@pytest.mark.parametrize(
    ("block", "html"),
    [
        ({"type": "paragraph", "value": {"html": "<p>Take <sup>9</sup></p>"}}, "<p>Take <sup>9</sup></p>"),
        (
            {"type": "paragraph", "value": {"html": '<p>A <a href="amzn.to/x">link</a></p>'}},
            "<p>A link</p>",
        ),
        (
            {
                "type": "paragraph",
                "value": {"html": '<embed alt="A &quot;sky&quot;" embedtype="image" image="h">'},
            },
            '[Picture: A "sky"]',
        ),
        ({"type": "heading", "value": {"text": "Doses"}}, "<h2>Doses</h2>"),
        (
            {"type": "note", "value": {"text": {"html": "<p>So.</p>"}, "heading": "Careful"}},
            "<h3>Careful</h3><p>So.</p>",
        ),
        ({"type": "points", "value": ["One", "Two"]}, "<ul><li><p>One</p></li><li><p>Two</p></li></ul>"),
        ({"type": "number", "value": "2.5"}, "<p>2.5</p>"),
        ({"type": "picture", "value": {"picture": "hash"}}, '<p class="review-picture">[Picture]</p>'),
        (
            {"type": "captioned", "value": {"image": {"picture": "hash"}, "alt_text": "A sky"}},
            '<p class="review-picture">[Picture: A sky]</p>',
        ),
        (
            {"type": "captioned", "value": {"image": {"picture": "hash"}, "caption": "Night"}},
            '<p class="review-picture">[Picture]</p><p>Night</p>',
        ),
        (
            {
                "type": "table",
                "value": {
                    "columns": [{"type": "text", "heading": "Dose"}],
                    "rows": [["5 mg"], [{"html": "<p>6</p>"}]],
                    "caption": "Doses",
                },
            },
            "<thead><tr><th>Dose</th></tr></thead><tbody><tr><td>5 mg</td></tr><tr><td>6</td></tr></tbody>",
        ),
        (
            {"type": "table", "value": {"rows": [["5 mg"]]}},
            "<table><tbody><tr><td>5 mg</td></tr></tbody></table>",
        ),
        (
            {"type": "gone", "value": {"level": "urgent", "inner": [{"type": "heading", "value": "Now"}]}},
            '<h2>Now</h2><p><span class="review-label">Level:</span> urgent</p>',
        ),
        ({"type": "empty"}, "<p></p>"),
    ],
)
def test_each_kind_of_block_is_readable(block, html):
    assert html in html_of({"type": "paragraph", "value": {"html": "<p>x</p>"}}, block)


def test_a_stream_of_things_of_one_kind_is_a_numbered_list():
    blocks = [
        {"type": "note", "value": {"heading": f"Note {number}.", "layout": "wide"}} for number in (1, 2)
    ]
    html = html_of(*blocks)
    assert "<ol><li>Note 1. wide</li><li>Note 2. wide</li></ol>" in html


def test_fields_stand_in_the_order_of_the_page_type_and_say_what_they_are():
    html = article(
        BlocksPage, {"left": "A field that is gone", "dose": "2.5", "source": "who.int/x", "body": []}
    )
    assert html.index("Source:") < html.index("Dose:") < html.index("Left:")
    assert "Never here" not in html_of()


def test_rich_text_fields_are_text():
    assert article(ReviewedPage, {"body": {"html": "<p>Take 5 mg.</p>"}}) == "<p>Take 5 mg.</p>"


@pytest.mark.parametrize(
    "attack",
    [
        "<script>alert(1)</script>",
        '<p onclick="alert(1)">x</p>',
        '<a href="javascript:alert(1)">x</a>',
        '<embed alt="&lt;script&gt;alert(1)&lt;/script&gt;" embedtype="image" image="h">',
        '<img src=x onerror="alert(1)">',
        "<iframe src=//evil.example></iframe>",
    ],
)
def test_nothing_in_a_text_runs(attack):
    html = rich_text(attack) + html_of(
        {"type": "x", "value": attack}, {"type": "y", "value": {"html": attack}}
    )
    for sign in ("<script", "<p onclick", "<a ", "<img", "<iframe"):
        assert sign not in html


@pytest.mark.django_db
def test_keys_of_topics_are_shown_as_names():
    sleep = Specialty.objects.create(name="Sleep medicine", slug="sleep-medicine")
    content = with_names(BlocksPage, {"subjects": [sleep.pk, 999]})
    assert content == {"subjects": ["Sleep medicine", "999"]}
    assert "Sleep medicine, 999" in article(BlocksPage, content)
