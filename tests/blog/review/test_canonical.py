"""What a reader of the text would call the same is the same; what changes its meaning is not."""

import string
import unicodedata

from hypothesis import given
from hypothesis import strategies as st

from blog.review import canonical

words = st.text(alphabet=string.ascii_letters + string.digits + "äéß%", min_size=1, max_size=8)
sentences = st.lists(words, min_size=1, max_size=12)
spaces = st.text(alphabet=" \t\n\u00a0", min_size=1, max_size=4)


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


class TestData:
    def test_fractions_are_written_as_text(self):
        assert canonical.data({"dose": 1e16, "count": 3}) == {"dose": "1e+16", "count": 3}

    def test_empty_values_are_left_out_but_nought_is_not(self):
        assert canonical.data({"a": None, "b": "", "c": 0, "d": False, "e": [], "f": {}}) == {"c": 0}

    @given(st.dictionaries(words, words))
    def test_the_order_of_keys_does_not_count(self, values):
        reverse = dict(reversed(values.items()))
        assert canonical.encode(values) == canonical.encode(reverse)
