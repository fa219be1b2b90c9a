"""What a reader of the text would call the same is the same; what changes its meaning is not."""

import string
import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from blog.review import canonical

words = st.text(alphabet=string.ascii_letters + string.digits + "äéß%", min_size=1, max_size=8)
sentences = st.lists(words, min_size=1, max_size=12)
spaces = st.text(alphabet=" \t\n\u00a0", min_size=1, max_size=4)


def html(source):
    return canonical.rich_text(source, {"1": "hash-of-1", "2": "hash-of-2"})


class TestText:
    @given(sentences, st.data())
    def test_any_run_of_white_space_is_one_space(self, sentence, data):
        spaced = "".join(word + data.draw(spaces) for word in sentence)
        assert canonical.text(spaced) == canonical.text(" ".join(sentence))

    @given(st.text(max_size=40))
    def test_composed_and_decomposed_letters_are_the_same(self, text):
        assert canonical.text(unicodedata.normalize("NFD", text)) == canonical.text(text)

    @given(st.text(max_size=40))
    def test_it_is_settled_after_one_pass(self, text):
        assert canonical.text(canonical.text(text)) == canonical.text(text)


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

    @given(st.text(max_size=60))
    def test_any_text_survives_escaping_and_is_not_taken_for_markup(self, text):
        escaped = text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
        once = html(f"<p>{escaped}</p>")
        assert html(once) == once

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
            ("<ol><li>x</li></ol>", "<ul><li>x</li></ul>"),
        ],
    )
    def test_different(self, one, other):
        assert html(one) != html(other)


class TestAddress:
    @pytest.mark.parametrize(
        ("one", "other"),
        [
            ("https://A.example/x", "https://a.example/x"),
            ("https://a.example", "http://a.example/?utm_source=mail"),
            ("https://a.example:443/x", "https://a.example/x"),
            (" https://a.example/x ", "https://a.example/x"),
            ("/go/pillow/?a=1", "/go/pillow/"),
        ],
    )
    def test_same_place(self, one, other):
        assert canonical.address(one) == canonical.address(other)

    @pytest.mark.parametrize(
        ("one", "other"),
        [
            ("https://a.example/x", "https://a.example/y"),
            ("https://a.example:8443/x", "https://a.example/x"),
            ("https://a.example\\@b.example/", "https://b.example/"),
            ("https://a.example\\@b.example/", "https://b.example\\@a.example/"),
            ("javascript://a.example/%0aalert(1)", "https://a.example/%0aalert(1)"),
            ("mailto:a@a.example", "mailto:b@a.example"),
            ("tel:112", "tel:113"),
            ("https:/a.example/x", "https://a.example/x"),
            ("https://[a.example/x", "https://a.example/x"),
            ("https://a.example:port/x", "https://a.example/x"),
        ],
    )
    def test_other_place(self, one, other):
        assert canonical.address(one) != canonical.address(other)


class TestData:
    def test_fractions_are_written_as_text(self):
        assert canonical.data({"dose": 1e16, "count": 3}) == {"dose": "1e+16", "count": 3}

    def test_empty_values_are_left_out_but_nought_is_not(self):
        assert canonical.data({"a": None, "b": "", "c": 0, "d": False, "e": [], "f": {}}) == {"c": 0}

    @given(st.dictionaries(words, words))
    def test_the_order_of_keys_does_not_count(self, values):
        reverse = dict(reversed(values.items()))
        assert canonical.encode(values) == canonical.encode(reverse)
