"""A notice must say that money is earned (rule R5)."""

import pytest

from disclosures.texts import sentences, shipped_labels, shipped_texts
from disclosures.wording import can_judge, states_earning

EARNING = [
    "We earn a commission when you buy through links on this page.",
    "If you buy something through our links, we may receive a small commission at no extra cost to you.",
    "This site is paid when you click. We get a share of every sale.",
    "I get paid if you buy through these links.",
    "As an Amazon Associate I earn from qualifying purchases.",
    "Our site makes money from affiliate links.",
    "The shops pay us for each sale.",
    "Purchases you make may earn us a commission.",
    "Wir erhalten eine Provision, wenn Sie über diese Links einkaufen.",
    "Wenn Sie hier kaufen, verdiene ich daran.",
    "Nous touchons une commission sur ces ventes.",
    "Riceviamo una commissione sugli acquisti.",
    "Recibimos una comisión por cada compra.",
    "Als je via deze link koopt, krijgen wij een commissie.",
]
NOT_EARNING = [
    "",
    "Affiliate link",
    "This post may contain affiliate links.",
    "This page contains affiliate links. See our disclosure policy.",
    "Sponsored",
    "#ad",
    "Contains advertising partners' links.",
    "We do not earn anything from these links.",
    "We never receive a commission.",
    "We are not paid for this article.",
    "We earn no money with it.",
    "Diese Seite enthält Affiliate-Links.",
    "Wir erhalten keine Provision.",
    "Cette page contient des liens affiliés.",
    "Nous ne touchons aucune commission.",
    "Non riceviamo alcuna commissione.",
    "No recibimos ninguna comisión.",
    "Wij ontvangen geen commissie.",
]


@pytest.mark.parametrize("text", EARNING)
def test_a_sentence_that_says_money_is_earned_passes(text):
    assert states_earning(text)


@pytest.mark.parametrize("text", NOT_EARNING)
def test_a_sentence_that_does_not_fails(text):
    assert not states_earning(text)


@pytest.mark.parametrize("language", sentences())
def test_every_shipped_sentence_passes_in_its_own_language(language):
    texts = shipped_texts(language)
    assert can_judge(language)
    assert states_earning(texts.notice, language)
    assert states_earning(texts.general, f"{language}-XX")
    assert texts.label in shipped_labels()


def test_a_sentence_is_judged_in_its_language():
    assert not states_earning("We earn a commission.", "de")
    assert not can_judge("pl")


@pytest.mark.parametrize(
    ("language", "jurisdiction", "label"),
    [("en", "US", "(paid link)"), ("en", "AU", "(paid link)"), ("en", "UK", "Ad"), ("en", "CA", "(ad)"),
     ("en", "DE", "Ad"), ("de", "DE", "Anzeige"), ("de-AT", "EU", "Anzeige"), ("fr", "FR", "Publicité"),
     ("it", "IT", "Pubblicità"), ("es", "ES", "Publicidad"), ("nl", "NL", "Advertentie")],
)  # fmt: skip
def test_labels_by_language_and_jurisdiction(language, jurisdiction, label):
    assert shipped_texts(language, jurisdiction).label == label


def test_a_missing_language_is_reported_once(caplog):
    for _ in range(2):
        assert shipped_texts("xx", "US", "nl").language == "nl"
    assert [record.getMessage() for record in caplog.records] == [
        "No notice for paid links is written in “xx”; “nl” is shown instead."
    ]
