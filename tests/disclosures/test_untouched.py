"""Outside the edits nothing changes by one character: on made-up HTML, and on the posts of real blogs."""

import re
from xml.etree import ElementTree as ET

import pytest
import turbohtml
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from disclosures.compliance import Served, assess
from disclosures.detection import find_paid_links
from disclosures.injection import disclose, disclose_page
from disclosures.policy import Policy
from tests.disclosures.documents import Read

NOTICE = re.compile(r'<div class="disclosure-notice" data-disclosure="notice".*?</div>\n', re.DOTALL)
LABEL = '<span class="disclosure-label" data-disclosure="label">(paid link)</span> '
PAID = "https://www.amazon.com/dp/B0?tag=ours-20&amp;psc=1"
CONTENT = "{http://purl.org/rss/1.0/modules/content/}encoded"


def skeleton(html):
    """Return the source of every token; of the start tags that may be written anew, what they say."""
    tokens = []
    for token in turbohtml.tokenize(html, capture_source=True):
        attrs = sorted((name, value) for name, value in token.attrs or () if name != "rel")
        written_anew = token.tag in {"a", "area", "form"} and token.attrs is not None
        tokens.append((token.tag, attrs) if written_anew else (token.source,))
    return tokens


def assert_untouched(html):
    told = disclose(html)
    assert told.verdict in {"told", "nothing_to_tell"}, told.reason
    plain = NOTICE.sub("", told.html, count=1).replace(LABEL, "")
    assert skeleton(plain) == skeleton(html.replace("\r\n", "\n").replace("\r", "\n"))
    assert disclose(told.html).html is told.html
    return told


pieces = st.sampled_from(
    [
        "<p>", "</p>", "<P CLASS='a b'>", "<b>", "</b>", "<i x=1 y='2' z=\"3\">", "</i>", "<br/>", "<img src=x alt>",
        f'<a href="{PAID}">', f"<A HREF='{PAID}' REL=nofollow>", "<a href=//prf.hn/click/1>", '<a href="/x">', "</a>",
        "<a name=x>", "<ul><li>", "<table><tr><td>", "</table>", "<svg viewBox='0 0 1 1'>", "<path d='M0'/>", "</svg>",
        "<noscript>", "</noscript>", "<script>if (a < b) '<a href=//prf.hn/click/1>'</script>", "<style>a{}</style>",
        "<!-- a -->", "<!doctype html>", "<textarea>", "</textarea>", "&amp;", "&nbsp;", "&unknown;", "&#0;", "\r\n",
        "\r", "\n", "\t", "text ", "<", ">", "</", "<!", "\x00", "é", "\U0001f642", '"', "'", "=", "<div hidden>",
        "</div>", "<details>", "<area href=//prf.hn/click/2>", "<button formaction=//prf.hn/click/3>", "</button>",
        "<iframe src=//prf.hn/click/4></iframe>", "<math><a href=//prf.hn/click/5>", "</math>", "<select><option>",
    ]
)  # fmt: skip


@settings(deadline=None, max_examples=300, suppress_health_check=[HealthCheck.too_slow])
@given(st.lists(pieces, max_size=30).map("".join))
def test_made_up_html_is_untouched_and_told(html):
    told = disclose(html)
    if told.verdict != "fallback":
        assert_untouched(html)
    assert Read(told.html).r1_and_r2()


@settings(deadline=None, max_examples=100)
@given(st.text(), st.lists(pieces, max_size=5).map("".join))
def test_no_text_raises(text, html):
    for mixed in (text + html, html + text, f"<a {text}{html}", f'<a href="{text}">{html}'):
        told = disclose(mixed)
        # A link that only a drawing reveals can have no label: then the plain notice is in front.
        assert told.html is mixed or told.verdict in {"told", "fallback"}
        assert Read(told.html).r1_and_r2()
        assert disclose_page(mixed, Policy(placement="always")).notice


def posts(path):
    return [item.findtext(CONTENT) or "" for item in ET.parse(path).getroot().iter("item")]  # noqa: S314  our own file


@pytest.fixture(scope="module")
def real_posts(shared_data):
    return [post for post in posts(shared_data / "wxr" / "theme-unit-test-data.xml") if post.strip()]


@pytest.mark.shared
def test_real_posts_come_back_as_they_are(real_posts):
    assert len(real_posts) > 50
    for post in real_posts:
        found = find_paid_links(post)
        told = disclose(post)
        assert (told.html is post) is (not found), found


@pytest.mark.shared
def test_real_posts_with_a_paid_link_are_untouched_around_it(real_posts):
    link = f'<p>The lamp: <a href="{PAID}" class=x>here</a></p>'
    for post in real_posts:
        middle = post.find("</p>") + 4 if "</p>" in post else len(post)
        told = assert_untouched(post[:middle] + link + post[middle:])
        assert len(told.links) == 1


@pytest.mark.shared
def test_another_reader_finds_every_rule_kept_in_real_posts_with_a_paid_link(real_posts):
    link = f'<p>The lamp: <a href="{PAID}" class=x>here</a></p>'
    for post in real_posts:
        middle = post.find("</p>") + 4 if "</p>" in post else len(post)
        told = Served(disclose(post[:middle] + link + post[middle:]).html)
        assert [verdict for verdict in assess(told) if verdict.passed is False] == []
        assert len(told.links) == 1
