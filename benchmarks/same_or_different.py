"""Which changes of an article need a new signature: each is made and measured, and the table is printed.

Run: python benchmarks/same_or_different.py
"""

import os
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))
os.environ.setdefault("DJANGO_SETTINGS_MODULE", "site_config.settings.test")

import django

django.setup()

from blog.review.digest import _stream, digest_of
from blog.streams import ArticleBody

BODY = ArticleBody()
# What the files hold; two pictures have the same bytes.
FILES = {
    ("image", "1"): "bytes of a bed",
    ("image", "2"): "bytes of a bed",
    ("image", "3"): "bytes of a pill",
    ("document", "1"): "bytes of a leaflet",
    ("document", "2"): "bytes of another leaflet",
}
Blocks = list[dict[str, Any]]


def text(html: str, **more: Any) -> Blocks:
    """Return a body of one paragraph."""
    return [{"type": "paragraph", "value": html, **more}]


def picture(**value: Any) -> Blocks:
    """Return a body of one picture."""
    return [{"type": "image", "value": {"image": 1, "alt": "A bed", "caption": "At night", **value}}]


def table(*rows: list[str]) -> Blocks:
    """Return a body of one table."""
    return [{"type": "table", "value": {"caption": "Doses", "header": ["Age", "Dose"], "rows": list(rows)}}]


def link(address: str) -> Blocks:
    """Return a body with one link."""
    return text(f'<p><a href="{address}">a study</a></p>')


def leaflet(key: int) -> Blocks:
    """Return a body with a link to a document."""
    return text(f'<p><a id="{key}" linktype="document">a leaflet</a></p>')


DOSE, AGES = text("<p>Take 5 mg at night.</p>"), (["10", "5 mg"], ["20", "10 mg"])
POINTS = [{"type": "item", "value": "Walk", "id": "1"}, {"type": "item", "value": "Rest", "id": "2"}]
# Whether the digest stays, what is changed, before, after.
CASES: list[tuple[bool, str, Blocks, Blocks]] = [
    (True, "nothing: saved again, blocks have new ids", text("<p>x</p>", id="a"), text("<p>x</p>", id="b")),
    (True, "`data-block-key`, written by the editor", text('<p data-block-key="a">x</p>'), text("<p>x</p>")),
    (True, "bold and italics", DOSE, text("<p>Take <b>5 mg</b> <i>at night</i>.</p>")),
    (True, "two spaces, a line break in the source", DOSE, text("<p>Take  5\nmg at night.</p>")),
    (True, "a space that does not break", DOSE, text("<p>Take 5&nbsp;mg at night.</p>")),
    (True, "an empty paragraph at the end", DOSE, text("<p>Take 5 mg at night.</p><p></p>")),
    (True, "a tracking parameter", link("https://a.example/x?utm_source=mail"), link("https://a.example/x?id=7")),
    (True, "`rel` and `target` of a link", link("https://a.example/x"), link('https://a.example/x" rel="nofollow')),
    (True, "the same picture uploaded again", picture(image=1), picture(image=2)),
    (True, "the address of a heading", [{"type": "heading", "value": {"text": "Sleep", "anchor": "a"}}],
     [{"type": "heading", "value": {"text": "Sleep", "anchor": "b"}}]),
    (True, "an é of one character or of two", text("<p>caf\u00e9</p>"), text("<p>cafe\u0301</p>")),
    (False, "5 mg → 50 mg", DOSE, text("<p>Take 50 mg at night.</p>")),
    (False, "5 mg → 5 µg", DOSE, text("<p>Take 5 µg at night.</p>")),
    (False, "an inserted “not”", DOSE, text("<p>Take not 5 mg at night.</p>")),
    (False, "a superscript removed", text("<p>10<sup>9</sup></p>"), text("<p>109</p>")),
    (False, "a raised character for a plain one", text("<p>10²</p>"), text("<p>102</p>")),
    (False, "a space of no width in a number", DOSE, text("<p>Take 5\u200b mg at night.</p>")),
    (False, "the direction of writing turned", text("<p>50</p>"), text("<p>\u202e05</p>")),
    (False, "text hidden in a comment trick", DOSE, text("<p>Take 5<!-->0<!-- --> mg at night.</p>")),
    (False, "a new link", text("<p>a study</p>"), link("https://a.example/x")),
    (False, "where a link leads", link("https://a.example/x"), link("https://a.example/y")),
    (False, "the destination in a query", link("https://a.example/url?q=https://b.example"),
     link("https://a.example/url?q=https://c.example")),
    (False, "the same, encoded twice", link("https://a.example/url?q=https%253A%252F%252Fb.example"),
     link("https://a.example/url?q=https%253A%252F%252Fc.example")),
    (False, "a second `href`, which browsers ignore", link("https://a.example/x"),
     link('https://a.example/x" href="https://b.example/')),
    (False, "another page linked", text('<p><a linktype="page" id="1">x</a></p>'),
     text('<p><a linktype="page" id="2">x</a></p>')),
    (False, "another document, or its file replaced", leaflet(1), leaflet(2)),
    (False, "another picture, or its file replaced", picture(image=1), picture(image=3)),
    (False, "the description of a picture", picture(), picture(alt="A bench")),
    (False, "a caption", picture(), picture(caption="By day")),
    (False, "the order of blocks", [*DOSE, *picture()], [*picture(), *DOSE]),
    (False, "the order of points", [{"type": "key_points", "value": {"points": POINTS}}],
     [{"type": "key_points", "value": {"points": POINTS[::-1]}}]),
    (False, "a cell of a table moved", table(*AGES), table(["10", "10 mg"], ["20", "5 mg"])),
    (False, "a paragraph as a quote", text("x"), [{"type": "quote", "value": {"text": "x"}}]),
]  # fmt: skip


def root(body: Blocks) -> str:
    """Return the digest of a body of our own blocks."""
    return digest_of({"version": 2, "content": {"body": _stream(BODY, body, FILES)}}).root


def lines() -> Iterator[str]:
    """Yield the table in Markdown: each change was made and measured."""
    yield "| change | digest |"
    yield "|---|---|"
    for _expected, change, before, after in CASES:
        yield f"| {change} | {'same' if root(before) == root(after) else '**different**'} |"


if __name__ == "__main__":
    print("\n".join(lines()))
