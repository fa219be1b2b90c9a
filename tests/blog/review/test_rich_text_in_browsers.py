"""Two sources that a browser shows differently never have the same canonical form.

The judge is html5lib, which parses as browsers do and shares nothing with our own reader; Wagtail's rewriter goes
first, as it does on a page.
"""

import re
import unicodedata
from html import escape

import html5lib
from hypothesis import given, settings
from hypothesis import strategies as st
from wagtail.rich_text.rewriters import EmbedRewriter, LinkRewriter, MultiRuleRewriter

from blog.review.addresses import address
from blog.review.markup import BLOCK_TAGS, DROPPED_ATTRIBUTES, DROPPED_TAGS
from blog.review.rich_text import rich_text


class Files(dict):
    """Each file has a hash of its own."""

    def __missing__(self, key):
        return f"{key[0]} {key[1]}"


def rule(pattern):
    def expand(tags):
        return [
            pattern.format(**{"id": "", "alt": "", **{k: escape(v) for k, v in tag.items()}}) for tag in tags
        ]

    return expand


wagtail = MultiRuleRewriter(
    [
        LinkRewriter(
            bulk_rules={"page": rule('<a href="/page/{id}">'), "document": rule('<a href="/file/{id}">')}
        ),
        EmbedRewriter(bulk_rules={"image": rule('<img src="/image/{id}" alt="{alt}">')}),
    ]
)
SPACES = re.compile("[ \t\n\f\r\u00a0]+")
BLOCKS = BLOCK_TAGS | {"img"}


def is_block(item):
    return not isinstance(item, str) and item[0].lstrip("/") in BLOCKS


def pieces(element):
    """Yield what a browser shows of an element: texts, tags with the attributes that count."""
    if element.text:
        yield element.text
    for child in element:
        if isinstance(child.tag, str):
            kept = {
                name: address(value) if name == "href" else SPACES.sub(" ", value).strip()
                for name, value in child.attrib.items()
                if name not in DROPPED_ATTRIBUTES and not str(name).startswith("data-")
            }
            shown = kept or child.tag not in DROPPED_TAGS
            yield from [(child.tag, tuple(sorted(kept.items())))] if shown else []
            yield from pieces(child)
            yield from [(f"/{child.tag}",)] if shown else []
        if child.tail:
            yield child.tail


def trimmed(items):
    """Join texts, fold their white space, and leave it out beside blocks."""
    joined = []
    for item in items:
        if isinstance(item, str) and joined and isinstance(joined[-1], str):
            joined[-1] += item
        else:
            joined.append(item)
    for place, item in enumerate(joined):
        if isinstance(item, str):
            text = SPACES.sub(" ", unicodedata.normalize("NFC", item))
            text = text.lstrip() if place == 0 or is_block(joined[place - 1]) else text
            text = text.rstrip() if place == len(joined) - 1 or is_block(joined[place + 1]) else text
            joined[place] = text
    return [item for item in joined if item]


def shown(source):
    """What a reader can see of a source, and where its links lead."""
    items = trimmed(pieces(html5lib.parseFragment(wagtail(source), namespaceHTMLElements=False)))
    place = 0
    while place < len(items) - 1:
        beside = items[max(place - 1, 0) : place] + items[place + 2 : place + 3]
        is_empty = items[place : place + 2] == [("p", ()), ("/p",)]
        if is_empty and (len(beside) < 2 or any(is_block(item) for item in beside)):
            items, place = trimmed(items[:place] + items[place + 2 :]), 0
        else:
            place += 1
    return items


LEAVES = [
    "5", "0", " mg", "not ", "\n", "&nbsp;", "e\u0301", "\u0338", "&amp;", "&lt;", ">", "&#65;", "A", "<br>", "<br/>",
    "<p></p>", "<p> </p>", "<b></b>", '<embed embedtype="image" id="1" alt="x"/>', "<hr/>", "<!-->", "<!--", "-->",
    "&copy", "<P>", "</p>", "<script>", "&#1;", "\x1f", '<a href="https://a.example/" href="https://b.example/">',
    '<a linktype="p&#97;ge" id="1">', "<li>", "<td>", "<svg>", "<embed embedtype='image' id='2'>", "<![CDATA[", "<?",
]  # fmt: skip
LINKS = ['<a href="https://a.example/x?y=1">', '<a linktype="page" id="1">', '<a id="1" linktype="document">']
TAGS = ["p", "p", "b", "i", "em", "sup", "h2", "ul><li", "blockquote", "s", "table><tr><td", "dl><dd", "div"]
leaves = st.sampled_from(LEAVES)


def wrapped(children):
    inner = st.lists(children, max_size=3).map("".join)
    closed = {tag: "".join(f"</{name}>" for name in reversed(tag.split("><"))) for tag in TAGS}
    elements = st.tuples(st.sampled_from(TAGS), inner).map(lambda it: f"<{it[0]}>{it[1]}{closed[it[0]]}")
    return elements | st.tuples(st.sampled_from(LINKS), inner).map(lambda it: f"{it[0]}{it[1]}</a>")


sources = st.lists(st.recursive(leaves, wrapped, max_leaves=6), min_size=1, max_size=4)


@settings(max_examples=150, deadline=None)
@given(sources, st.data())
def test_what_is_shown_differently_has_another_form(parts, data):
    place = data.draw(st.integers(0, len(parts)))
    other = list(parts)
    if data.draw(st.booleans()):
        tag = data.draw(st.sampled_from(["b", "p", "sup"]))
        other[place:] = [f"<{tag}>", *other[place:], f"</{tag}>"]
    else:
        other.insert(place, data.draw(leaves))
    one, two = "".join(parts), "".join(other)
    assert rich_text(one, Files()) != rich_text(two, Files()) or shown(one) == shown(two)


def test_the_judge_sees_what_the_tricks_hide():
    assert shown("<p>5<!-->0<!-- --> mg</p>") == [("p", ()), "50 mg", ("/p",)]
    assert shown("<p>5 <b>mg</b></p><p></p>") == shown('<p id="x">5&nbsp;mg</p>')
    assert shown('<a href="https://a.example/" href="https://b.example/">x</a>')[0][1] == (
        ("href", "a.example/"),
    )
    assert shown("<table><b>x</b></table>") != shown("<table><tr><td>x</table>")
