"""A comment's text becomes the HTML it may contain, and never any other."""

import html5lib
import pytest
from hypothesis import given
from hypothesis import strategies as st

from comments.markup import render

TAGS = {"p", "br", "strong", "em", "blockquote", "ul", "ol", "li", "code", "a"}
SCHEMES = ("http://", "https://")
REL = {"nofollow", "ugc", "noopener"}
HTML = "{http://www.w3.org/1999/xhtml}"


def unsafe_nodes(html):
    """Return each element, attribute or address in `html` that no comment may contain, as a browser reads it."""
    found = []
    for element in html5lib.parseFragment(html, treebuilder="etree").iter():
        if not isinstance(element.tag, str):
            found.append("a comment")
            continue
        tag = element.tag.removeprefix(HTML)
        if tag == "DOCUMENT_FRAGMENT":
            continue
        if tag not in TAGS:
            found.append(f"<{tag}>")
        for name, value in element.attrib.items():
            allowed = {
                "href": lambda v: v.lower().startswith(SCHEMES),
                "rel": lambda v: set(v.split()) == REL,
            }
            if tag != "a" or name not in allowed or not allowed[name](value):
                found.append(f"{tag} {name}={value!r}")
    return found


@pytest.mark.parametrize(
    "html",
    [
        "<script>x</script>",
        "<p onclick=x>",
        '<a href="javascript:x">',
        '<a href="/x">',
        '<p style="x">',
        "<svg><a xlink:href=x></svg>",
        "<!-- x -->",
        '<a rel="nofollow">',
    ],
)
def test_the_inspector_itself_sees_what_is_unsafe(html):
    assert unsafe_nodes(html)


@pytest.mark.parametrize(
    ("text", "html"),
    [
        ("one\n\ntwo", "<p>one</p>\n<p>two</p>\n"),
        ("one\ntwo", "<p>one<br>\ntwo</p>\n"),
        ("*soft* and **loud**", "<p><em>soft</em> and <strong>loud</strong></p>\n"),
        ("- a\n- b", "<ul>\n<li>a</li>\n<li>b</li>\n</ul>\n"),
        ("1. a\n2. b", "<ol>\n<li>a</li>\n<li>b</li>\n</ol>\n"),
        ("> said", "<blockquote>\n<p>said</p>\n</blockquote>\n"),
        ("`5 mg`", "<p><code>5 mg</code></p>\n"),
        (
            "[source](https://example.org/a?b=c&d=e)",
            '<p><a href="https://example.org/a?b=c&amp;d=e" rel="nofollow ugc noopener">source</a></p>\n',
        ),
        ("<b>bold</b>", "<p>&lt;b&gt;bold&lt;/b&gt;</p>\n"),
        ("![picture](https://example.org/a.png)", None),
        ("# heading", "<p># heading</p>\n"),
        ("[bad](javascript:alert(1))", "<p>[bad](javascript:alert(1))</p>\n"),
        ("[here](/admin/)", '<p><a rel="nofollow ugc noopener">here</a></p>\n'),
        ("5 < 6 & 7 > 2", "<p>5 &lt; 6 &amp; 7 &gt; 2</p>\n"),
        ("", ""),
    ],
)
def test_small_markdown_and_nothing_else(text, html):
    rendered = render(text)
    assert unsafe_nodes(rendered) == []
    assert "<img" not in rendered
    if html is not None:
        assert rendered == html


@pytest.mark.shared
def test_no_hostile_input_leaves_an_unsafe_node(shared_data):
    checked = 0
    for path in sorted((shared_data / "hostile").rglob("*")):
        if not path.is_file():
            continue
        text = path.read_bytes().decode("utf-8", "replace")
        vectors = [*text.splitlines(), text[:5000]]
        for vector in vectors:
            for written in (
                vector,
                f"[x]({vector})",
                f"[{vector}](https://a.b)",
                f"`{vector}`",
                f"> {vector}",
            ):
                assert unsafe_nodes(render(written)) == [], written
                checked += 1
    assert checked > 5000


@given(st.text(max_size=300))
def test_no_text_at_all_leaves_an_unsafe_node(text):
    assert unsafe_nodes(render(text)) == []


@given(
    st.lists(st.sampled_from(["[", "](", ")", "<", ">", "`", "*", "javascript:", "&#", "\n", "a", "\\", '"']))
)
def test_no_combination_of_marks_leaves_an_unsafe_node(pieces):
    assert unsafe_nodes(render("".join(pieces))) == []
