"""The sentences that are shipped, by language and jurisdiction."""

import pytest

from disclosures.texts import (
    MissingTranslation,
    Texts,
    connection_sentence,
    missing_translations,
    sentences,
    shipped_texts,
)

KINDS = ["sponsored", "gift", "discount_code", "own_product", "other"]


@pytest.mark.parametrize("jurisdiction", ["UK", "EU", "DE", "CA"])
def test_english_notices_begin_with_ad_where_the_law_asks_for_it(jurisdiction):
    texts = shipped_texts("en", jurisdiction)
    assert texts.notice.startswith("Ad: This page")
    assert not texts.general.startswith("Ad")
    assert (
        connection_sentence("gift", "Acme", "a lamp", texts)
        == "Ad: Acme provided us with a lamp free of charge."
    )


@pytest.mark.parametrize("jurisdiction", ["", "US", "AU"])
def test_elsewhere_they_say_it_without(jurisdiction):
    texts = shipped_texts("en", jurisdiction)
    assert texts.notice.startswith("This page")
    assert connection_sentence("gift", "Acme", "", texts).startswith("Acme provided us with products")


@pytest.mark.parametrize("language", sentences())
@pytest.mark.parametrize("kind", KINDS)
def test_each_connection_is_told_with_and_without_what_it_is_about(language, kind):
    texts = shipped_texts(language)
    told = connection_sentence(kind, " Acme\n Ltd ", " two  lamps ", texts)
    assert "Acme Ltd" in told
    assert "two lamps" in told
    short = connection_sentence(kind, "Acme", " ", texts)
    assert "Acme" in short
    assert "{" not in told + short


def test_what_editors_write_is_never_read_as_a_place_to_fill():
    texts = Texts(connections={"gift": "{who} gave {what}."})
    assert connection_sentence("gift", "{what} {0}", r"\1 {who}", texts) == r"{what} {0} gave \1 {who}."


def test_an_unknown_kind_is_told_as_a_relationship():
    assert connection_sentence("love", "Acme", "", shipped_texts("en")).startswith("We have a business")


@pytest.mark.parametrize("what", ["", "a lamp"])
def test_a_connection_is_told_even_without_any_sentences(what):
    told = connection_sentence("gift", "Acme", what, Texts())
    assert told == "We have a business relationship with Acme and benefit from it."


def test_what_stands_in_brackets_is_left_out_where_nothing_is_named():
    texts = Texts(connections=dict.fromkeys(["gift", "gift_unnamed"], "{who} [of {what} ]paid [us]."))
    assert connection_sentence("gift", "Acme", "lamps", texts) == "Acme of lamps paid [us]."
    assert connection_sentence("gift", "Acme", "", texts) == "Acme paid [us]."


def test_languages_without_a_notice_are_named_with_what_their_readers_get():
    languages = ["en", "de-at", "pl", "pt-br", "sv"]
    assert missing_translations(languages, {"pt", "sv"}, "de-ch") == [MissingTranslation("pl", "de")]
    assert missing_translations(["pl"], (), "sv") == [MissingTranslation("pl", "en")]
    assert missing_translations(["pl"], {"sv"}, "sv") == [MissingTranslation("pl", "sv")]
