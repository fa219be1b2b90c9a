"""A language is guessed by its commonest words, and only when there is no doubt."""

import tomllib
from pathlib import Path

import pytest

from disclosures.texts import sentences
from disclosures.vocabulary import folded, guess_language, vocabularies, vocabulary_of

SAMPLES = Path(__file__).parent / "legacy_notice_samples.toml"


@pytest.mark.parametrize("language", sentences())
def test_shipped_sentences_are_recognised(language):
    shipped = sentences()[language]
    assert guess_language(shipped["notice"]) == language
    assert guess_language(shipped["general"]) == language


def test_no_english_sample_is_taken_for_another_language():
    samples = tomllib.loads(SAMPLES.read_text(encoding="utf-8"))
    texts = [text for group in samples.values() for style in group.values() for text in style]
    assert len(texts) > 400
    assert {guess_language(text) for text in texts} <= {"en", ""}


@pytest.mark.parametrize(
    "text",
    ["", "Ad", "Werbung", "Amazon Associate", "Acme Acme Acme Acme", "Link in bio", "12 34", "in in in",
     "Zarabiamy, gdy kupujesz przez linki na tej stronie.", "私たちは報酬を受け取ります"],
)  # fmt: skip
def test_it_stays_silent_in_doubt(text):
    assert guess_language(text) == ""


def test_words_of_a_regional_language_are_those_of_the_language():
    assert vocabulary_of("de_AT") is vocabularies()["de"]
    assert vocabulary_of("pl") is None


def test_texts_are_folded_before_they_are_judged():
    assert folded("I  don't\n ga\u0308hnen") == "I don\u2019t g\u00e4hnen"
