"""Rich text: what readers would call the same is the same; what browsers show differently is not."""

import string

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from blog.review.rich_text import rich_text

words = st.text(alphabet=string.ascii_letters + string.digits + "äéß%", min_size=1, max_size=8)
sentences = st.lists(words, min_size=1, max_size=12)
FILES = {
    ("image", "1"): "hash-of-1",
    ("image", "2"): "hash-of-2",
    **dict.fromkeys([("document", "7"), ("document", "8")], "hash-of-leaflet"),
    ("document", "9"): "hash-of-other",
}


def html(source):
    return rich_text(source, FILES)


class TestRichText:
    @given(sentences, st.sampled_from(["b", "strong", "i", "em"]), st.data())
    def test_emphasis_anywhere_changes_nothing(self, sentence, tag, data):
        start = data.draw(st.integers(0, len(sentence) - 1))
        marked = [*sentence[:start], f"<{tag}>{sentence[start]}</{tag}>", *sentence[start + 1 :]]
        assert html(f"<p>{' '.join(marked)}</p>") == html(f"<p>{' '.join(sentence)}</p>")

    @given(sentences, st.sampled_from(["sub", "sup", "s", "del"]), st.data())
    def test_what_changes_the_meaning_of_characters_counts(self, sentence, tag, data):
        start = data.draw(st.integers(0, len(sentence) - 1))
        marked = [*sentence[:start], f"<{tag}>{sentence[start]}</{tag}>", *sentence[start + 1 :]]
        assert html(f"<p>{' '.join(marked)}</p>") != html(f"<p>{' '.join(sentence)}</p>")

    @given(sentences, words, st.data())
    def test_an_inserted_word_counts(self, sentence, word, data):
        place = data.draw(st.integers(0, len(sentence)))
        longer = [*sentence[:place], word, *sentence[place:]]
        assert html(f"<p>{' '.join(longer)}</p>") != html(f"<p>{' '.join(sentence)}</p>")

    @settings(max_examples=50)
    @given(st.text(max_size=40))
    def test_any_text_survives_escaping_and_is_not_taken_for_markup(self, text):
        escaped = text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
        value = html(f"<p>{escaped}</p>")
        if "html" in value:
            assert html(value["html"]) == value
        else:
            # Nothing is left, or there is a character that programs read differently.
            assert value == ({"source": f"<p>{escaped}</p>"} if "\0" in text else {})

    @pytest.mark.parametrize(
        ("one", "other"),
        [
            ('<p data-block-key="a1">Sleep.</p>', '<p data-block-key="b2">Sleep.</p>'),
            ("<p>Sleep  well.</p>", "<p>Sleep well.</p>"),
            ("<p>Sleep.</p><p></p>", "<p>Sleep.</p>"),
            ("<p> Sleep. </p>\n<p>Eat.</p>", "<p>Sleep.</p><p>Eat.</p>"),
            ('<a href="https://a.example/x?utm=1#y">x</a>', '<a href="http://a.example/x?utm=2">x</a>'),
            (
                '<a href="https://a.example/x" rel="nofollow" target="_blank">x</a>',
                '<a href="https://a.example/x">x</a>',
            ),
            ("<p>5&nbsp;mg</p>", "<p>5 mg</p>"),
            ("<ul><li>one</li></ul>", "<ul>\n<li> one </li>\n</ul>"),
            ('<a linktype="document" id="7">x</a>', '<a id="8" linktype="document">x</a>'),
            (
                '<embed embedtype="image" id="1" alt="x" format="left"/>',
                '<embed embedtype="image" id="1" alt="x" format="right"/>',
            ),
        ],
    )
    def test_same(self, one, other):
        assert html(one) == html(other)

    @pytest.mark.parametrize(
        ("one", "other"),
        [
            ("<p>5 mg</p>", "<p>50 mg</p>"),
            ("<p>It is safe.</p>", "<p>It is not safe.</p>"),
            ("<p>10<sup>9</sup></p>", "<p>109</p>"),
            ("<p>H<sub>2</sub>O</p>", "<p>H2O</p>"),
            ("<p>one two</p>", "<p>one</p><p>two</p>"),
            ("<p>x</p>", '<p><a href="https://a.example/">x</a></p>'),
            ('<a href="https://a.example/x">x</a>', '<a href="https://a.example/y">x</a>'),
            ('<a href="https://a.example/x">x</a>', '<a href="https://b.example/x">x</a>'),
            ('<a linktype="page" id="1">x</a>', '<a linktype="page" id="2">x</a>'),
            ('<embed embedtype="image" id="1" alt="x"/>', '<embed embedtype="image" id="2" alt="x"/>'),
            ('<embed embedtype="image" id="1" alt="x"/>', '<embed embedtype="image" id="1" alt="y"/>'),
            (
                '<embed embedtype="media" url="https://v.example/watch?v=1"/>',
                '<embed embedtype="media" url="https://v.example/watch?v=2"/>',
            ),
            ("<p>&lt;sup&gt;9&lt;/sup&gt;</p>", "<p><sup>9</sup></p>"),
            ("<p>x</p>", "<p hidden>x</p>"),
            ("<li>5<p></p>0</li>", "<li>50</li>"),
            ("<p>5<!-->not<!-- --> mg</p>", "<p>5 mg</p>"),
            ("<p>5<!-->0<!-- --> mg</p>", "<p>5<!-- 0 --> mg</p>"),
            ("<p>5<!--[if IE]>not<![endif]--> mg</p>", "<p>5 mg</p>"),
            ("<p>5<!x>not mg</p>", "<p>5not mg</p>"),
            ("<p>5<?x?> mg</p>", "<p>5 mg</p>"),
            ("<p>5<![CDATA[0]]> mg</p>", "<p>5 mg</p>"),
            (
                '<a href="https://a.example/" href="https://b.example/">x</a>',
                '<a href="https://b.example/">x</a>',
            ),
            (
                '<a href="https://a.example/" href="https://b.example/">x</a>',
                '<a href="https://a.example/">x</a>',
            ),
            ("<a href=https://a.example/>x</a>", "<a href=https://b.example/>x</a>"),
            ('<p><a href="https://a.example/">x</p>y', '<p><a href="https://a.example/">x</a></p>y'),
            ('<a linktype="page" id="1" id="2">x</a>', '<a linktype="page" id="2">x</a>'),
            ('<a linktype="p&#97;ge" id="1">x</a>', '<a linktype="page" id="1">x</a>'),
            ('<a linktype="document" id="7">x</a>', '<a linktype="document" id="9">x</a>'),
            ('<embed embedtype="image" id="1" alt="x"/>', '<embed embedtype="image" id="1" alt="x">'),
            ("<p>5&#1;0 mg</p>", "<p>50 mg</p>"),
            ("<p>5\0</p>", "<p>5</p>"),
            ('<P/><a linktype="document" id="7">x</a>', '<P/><a linktype="document" id="9">x</a>'),
            ('<P/><embed embedtype="image" id="1"/>', '<P/><embed embedtype="image" id="2"/>'),
            ('<P/><a linktype="page" id="7">x</a>', '<P/><a linktype="page" id="9">x</a>'),
            ('<P/><embed embedtype="media" url="a"/>', '<P/><embed embedtype="media" url="b"/>'),
            ("<p>&copyx</p>", "<p>©x</p>"),
            ('<a href="/x&copyx">x</a>', '<a href="/x©x">x</a>'),
            ('<a href="/x&copy-x">x</a>', '<a href="/x&amp;copy-x">x</a>'),
            ("<p>5&unknown; mg</p>", "<p>5 mg</p>"),
            ("<td>0</td><table>x</table>", "<td>0</td><table><b>x</b></table>"),
            ("<p><p> </p><i>x</i></p>", "<p><i>x</i></p>"),
            ("<ul>x<li>y</li></ul>", "<ul>x <li>y</li></ul>"),
            ("<script>x</script>", "<p>x</p>"),
            ('<p style="display:none">x</p>', "<p>x</p>"),
            ('<b style="display:none">not</b> x', "not x"),
            ('<b style="display:none">not x</b>', '<b style="display:none">not</b> x'),
            ("<p>50</p>", "<p>5\u200b0</p>"),
            ("<p>50</p>", "<p>\u202e05</p>"),
            ("<p>50</p>", "<p>5\u00ad0</p>"),
            ("<p>5 0</p>", "<p>5\x1f0</p>"),
            ("<p>5 0</p>", "<p>5\u20280</p>"),
            ("<p>10²</p>", "<p>102</p>"),
            ("<ol><li>x</li></ol>", "<ul><li>x</li></ul>"),
        ],
    )
    def test_different(self, one, other):
        assert html(one) != html(other)

    def test_files_in_unusual_markup_count_by_their_bytes(self):
        source = '<P/><a linktype="document" id="7">x</a><embed embedtype="image" id="1"/>'
        assert html(source) == {"source": source, "files": ["hash-of-leaflet", "hash-of-1"]}
