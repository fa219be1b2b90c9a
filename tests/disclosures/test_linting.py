"""Sentences about paid links are judged by rule, and whoever is refused is given better words."""

import time

import pytest

from disclosures.jurisdictions import Jurisdiction
from disclosures.linting import contradictions_in, problems_of
from disclosures.texts import connection_sentence, sentences, shipped_texts

KINDS = ["sponsored", "gift", "discount_code", "own_product", "other"]
JURISDICTIONS = ["", *Jurisdiction.values]


def rules(kind, text, language="en", jurisdiction="US"):
    return [problem.rule for problem in problems_of(kind, text, language, jurisdiction)]


@pytest.mark.parametrize("jurisdiction", JURISDICTIONS)
@pytest.mark.parametrize("language", sentences())
def test_every_shipped_sentence_passes_in_every_language_and_jurisdiction(language, jurisdiction):
    texts = shipped_texts(language, jurisdiction)
    assert problems_of("notice", texts.notice, language, jurisdiction) == []
    assert problems_of("general", texts.general, language, jurisdiction) == []
    assert problems_of("product", texts.product, language, jurisdiction) == []
    assert problems_of("label", texts.label, language, jurisdiction) == []
    assert problems_of("commercial", texts.commercial, language, jurisdiction) == []
    for kind in KINDS:
        for what in ("", "2 x Lumo 10"):
            told = connection_sentence(kind, "Acme Ltd", what, texts)
            assert problems_of("connection", told, language, jurisdiction) == []
            assert problems_of(kind, told, language, jurisdiction) == []
    for statement in texts.statements.values():
        assert problems_of("statement", statement, language, jurisdiction) == []


@pytest.mark.parametrize("kind", ["notice", "general"])
@pytest.mark.parametrize(
    ("text", "language"),
    [("Affiliate link.", "en"), ("This page may contain affiliate links.", "en"), ("We earn no money.", "en"),
     ("Diese Seite enthält Affiliate-Links.", "de"), ("Cette page contient des liens affiliés.", "fr"),
     ("Questa pagina contiene link di affiliazione.", "it"), ("Esta página contiene enlaces de afiliados.", "es"),
     ("Deze pagina bevat affiliate-links.", "nl"), ("", "en")],
)  # fmt: skip
def test_r5_a_notice_says_that_money_is_earned(kind, text, language):
    assert "R5" in rules(kind, text, language)


def test_whoever_is_refused_is_given_the_shipped_words():
    (problem,) = problems_of("notice", "This page may contain affiliate links.", "en", "US")
    assert "does not tell readers that you earn money" in problem.message
    assert problem.suggestion == shipped_texts("en", "US").notice
    assert problems_of("notice", problem.suggestion, "en", "US") == []


@pytest.mark.parametrize("text", ["link", "*", "aff", "→", "", "Links", "AFF.", "here"])
def test_r5_a_label_that_means_nothing_is_refused(text):
    problem = problems_of("label", text, "en", "US")[0]
    assert problem.rule == "R5"
    assert problem.message.endswith("tells readers nothing. A label says that the link is paid for.")
    assert problem.suggestion == "(paid link)"


@pytest.mark.parametrize(
    "text", ["affiliate link", "(affiliate)", "Partner", "Partner-Link", "gifted", "spon", "Lamp"]
)
def test_r5_a_label_that_few_understand_is_refused(text):
    assert "R5" in rules("label", text)


@pytest.mark.parametrize(
    "text", ["Ad", "(paid link)", "Advertisement", "#ad", "Sponsored", "we earn a commission"]
)
def test_r5_a_clear_label_passes(text):
    assert rules("label", text) == []


def test_r5_labels_in_a_language_that_nobody_here_reads():
    assert rules("label", "Reklama", "pl") == []
    assert rules("label", "affiliate link", "pl") == ["R5"]
    assert problems_of("label", "*", "pl", "EU")[0].suggestion == ""


@pytest.mark.parametrize(
    ("text", "is_told"),
    [("Acme paid us for this article.", True), ("Acme lent us the lamp free of charge.", True),
     ("We sell our own brand of lamps.", True), ("We like Acme.", False), ("In friendship with Acme.", False)],
)  # fmt: skip
def test_r5_a_connection_says_what_was_given(text, is_told):
    assert (rules("connection", text) == []) is is_told


def test_a_refused_connection_is_given_a_sentence_with_a_place_for_the_name():
    (problem,) = problems_of("connection", "We like Acme.", "en", "US")
    assert problem.suggestion == "{who} paid us for this article."
    (problem,) = problems_of("own_product", "We like Acme.", "en", "US")
    assert problem.suggestion == "{who} is our own business; we earn money from every sale."


@pytest.mark.parametrize("kind", ["notice", "label", "connection"])
@pytest.mark.parametrize(
    "text",
    ["Affiliate: we earn a commission", "Spon, we earn a commission", "Gifted; we are paid", "We earn a commission",
     "We earn a commission #affiliate #lamps #ad", "No ads here: we earn a commission", "An ad-free, paid page",
     "We earn a commission when you buy something through any of the links that stand on this page, so this is an ad."],
)  # fmt: skip
def test_r6_in_the_united_kingdom_it_begins_with_ad(kind, text):
    assert "R6" in rules(kind, text, "en", "UK")
    assert "R6" not in rules(kind, text, "en", "US")


@pytest.mark.parametrize("text", ["Ad", "AD:", "#ad", "#ad #affiliate", "Advert", "Advertisement"])
def test_r6_ad_is_enough(text):
    assert rules("label", text, "en", "UK") == []


def test_r6_names_the_word_that_is_not_enough():
    problems = {problem.rule: problem for problem in problems_of("label", "Gifted", "en", "UK")}
    assert problems["R6"].message.startswith("In the United Kingdom “Gifted” is not enough: begin with")
    assert problems["R6"].suggestion == "Ad"


def test_r6_a_general_statement_is_no_advertising():
    assert rules("general", "We earn money when readers buy through some links.", "en", "UK") == []


def test_r6_in_other_languages_their_own_word_counts():
    assert rules("label", "Anzeige", "de", "UK") == []
    assert rules("label", "bezahlter Link", "de", "UK") == ["R6"]
    assert "“Anzeige”" in problems_of("label", "bezahlter Link", "de", "UK")[0].message


@pytest.mark.parametrize(
    ("language", "jurisdiction", "good", "bad"),
    [("de", "DE", "Anzeige", "bezahlter Link"), ("de", "EU", "Werbung", "gesponsert"),
     ("fr", "FR", "Collaboration commerciale", "lien rémunéré"), ("fr", "EU", "publicité", "sponsorisé"),
     ("it", "IT", "PUBBLICITA'", "link a pagamento"), ("es", "ES", "Publicidad", "enlace pagado"),
     ("nl", "NL", "Reclame", "betaalde link"), ("en", "DE", "Ad", "paid link"), ("de", "FR", "Werbung", "bezahlt")],
)  # fmt: skip
def test_r7_in_the_european_union_the_word_of_the_language_is_needed(language, jurisdiction, good, bad):
    assert rules("label", good, language, jurisdiction) == []
    (problem,) = problems_of("label", bad, language, jurisdiction)
    assert problem.rule == "R7"
    assert problem.suggestion == shipped_texts(language, jurisdiction).label
    assert problem.suggestion in problem.message


def test_r7_a_hidden_hashtag_is_not_enough():
    assert "R7" in rules("label", "#lamps #ad", "en", "EU")


def test_r7_is_silent_about_languages_that_nobody_here_reads():
    assert rules("label", "Reklama", "pl", "EU") == []


@pytest.mark.parametrize("text", ["Partner", "collab", "affiliate link"])
def test_r8_in_canada_a_label_is_as_clear_as_ad(text):
    assert "R8" in rules("label", text, "en", "CA")


@pytest.mark.parametrize("text", ["#ad", "(ad)", "(paid link)", "sponsored"])
def test_r8_clearer_ones_pass(text):
    assert rules("label", text, "en", "CA") == []


def test_r8_canada_asks_nothing_of_a_sentence():
    assert rules("notice", "We earn a commission.", "en", "CA") == []


PAID_TESTIMONIALS = [
    "Acme paid us to share our experience with its magnesium tablets.",
    "We earn a commission from the supplements that worked for us.",
    "I was given this cream free of charge, and I love it.",
]


@pytest.mark.parametrize("text", PAID_TESTIMONIALS)
def test_r8_in_australia_nobody_is_paid_for_a_testimonial_about_medicine(text):
    assert "R8" in rules("connection", text, "en", "AU")
    assert "R8" not in rules("connection", text, "en", "US")


@pytest.mark.parametrize(
    "text",
    ["We earn a commission from supplements.", "Our experience with lamps, for which Acme paid us.",
     "These tablets worked for me."],
)  # fmt: skip
def test_r8_all_three_belong_to_it(text):
    assert "R8" not in rules("connection", text, "en", "AU")


@pytest.mark.parametrize(
    ("kind", "text", "language"),
    [("notice", shipped_texts("en").notice, "de"), ("general", shipped_texts("fr").general, "en"),
     ("connection", shipped_texts("nl").notice, "de-AT"), ("label", "Ad", "de"), ("label", "Anzeige", "en"),
     ("notice", shipped_texts("en").notice, "pl"), ("extra", shipped_texts("es").notice, "it")],
)  # fmt: skip
def test_r9_readers_must_understand_it(kind, text, language):
    problems = {problem.rule: problem for problem in problems_of(kind, text, language, "US")}
    assert "not in the language of its readers" in problems["R9"].message


@pytest.mark.parametrize(
    ("kind", "text", "language"),
    [("notice", "Werbung: We earn.", "de"), ("notice", shipped_texts("nl").notice, "af"), ("label", "Ad", "pl"),
     ("statement", "As an Amazon Associate I earn from qualifying purchases.", "de"), ("label", "*", "de")],
)  # fmt: skip
def test_r9_complains_only_when_sure(kind, text, language):
    assert "R9" not in rules(kind, text, language)


CONTRADICTIONS = {
    "en": [
        "We earn a commission, but this post is not sponsored.", "This article isn't sponsored.", "Not sponsored!",
        "100 % independent", "We are completely unbiased.", "We are not paid for this.", "Nobody pays us.",
        "We don't earn any money from links.", "This site receives no money.", "There are no paid links here.",
        "#NotSponsored", "We were never compensated for it.", "I have no financial ties to Acme.",
        "This is not an ad.", "This site doesn't accept advertising.",
    ],
    "de": [
        "Unbezahlte Werbung", "Werbung, unbezahlt", "Dieser Beitrag ist nicht gesponsert.", "100 % unabhängig",
        "Wir sind völlig unabhängig.", "Wir werden dafür nicht bezahlt.", "Ich bekomme dafür kein Geld.",
        "Dafür erhalten wir keine Provision.", "Diese Seite ist werbefrei.", "Keine Werbung!",
    ],
    "fr": [
        "Cet article n’est pas sponsorisé.", "100 % indépendant", "Article non sponsorisé",
        "Nous n'avons pas été payés.",
        "Nous ne touchons aucune commission.", "Nous sommes totalement indépendants.", "sans liens affiliés",
    ],
    "it": [
        "Questo articolo non è sponsorizzato.", "100% indipendenti", "Articolo non sponsorizzato",
        "Non riceviamo nessuna commissione.", "Siamo del tutto indipendenti.", "Non siamo pagati per questo.",
    ],
    "es": [
        "Este artículo no está patrocinado.", "100 % independiente", "Contenido no patrocinado",
        "No recibimos ninguna comisión.", "Somos totalmente independientes.", "Nadie lo paga: no nos han pagado.",
    ],
    "nl": [
        "Dit artikel is niet gesponsord.", "100% onafhankelijk", "Wij worden hiervoor niet betaald.",
        "Wij ontvangen geen commissie.", "Wij zijn volledig onafhankelijk.", "Dit is geen reclame.",
    ],
}  # fmt: skip


@pytest.mark.parametrize(
    ("language", "text"), [(language, text) for language, texts in CONTRADICTIONS.items() for text in texts]
)
def test_r11_whoever_takes_a_notice_back_is_told_by_which_words(language, text):
    assert "R11" in rules("notice", text, language)
    assert "R11" in rules("statement", text, language)
    quoted = contradictions_in(text, language)
    assert quoted
    assert quoted[0] in text.replace("'", "’")
    assert contradictions_in(text, "xx") == quoted


AROUND_IT = {
    "en": [
        "The trial was not sponsored by any company.", "Two completely independent studies agree.",
        "Nurses were not paid for overtime.", "Carers are not compensated for night work.", "Unpaid leave is hard.",
        "The reviewers had no financial ties to the maker.", "The app is ad-free.", "Participants received no money.",
        "The commission earns no praise.", "We do not accept payment for positive reviews; we earn a commission.",
        "Patients are not independent after a stroke.", "I am not sponsoring a child.", "We never get enough sleep.",
    ],
    "de": [
        "Die Studie wurde nicht gesponsert.", "Patienten erhalten keine Vergütung.",
        "Zwei völlig unabhängige Studien.",
        "Wir erhalten eine Provision.", "Der Arzt macht keine Werbung für Tabletten.",
        "Unbezahlter Urlaub ist möglich.",
    ],
    "fr": ["Les congés non rémunérés.", "Un avis indépendant.", "Les infirmières ne sont pas payées."],
    "it": ["Gli studi sono del tutto indipendenti.", "Un congedo non retribuito."],
    "es": ["Los estudios son totalmente independientes.", "Un permiso no remunerado."],
    "nl": ["Het onderzoek werd niet gesponsord.", "Onbetaald verlof is mogelijk."],
}  # fmt: skip


@pytest.mark.parametrize(
    ("language", "text"), [(language, text) for language, texts in AROUND_IT.items() for text in texts]
)
def test_r11_ordinary_sentences_contradict_nothing(language, text):
    assert contradictions_in(text, language) == []


@pytest.mark.parametrize(
    "text", ["\0", "a" * 500_000, "we are not " * 50_000, "#ad" * 50_000, "(" * 100_000, "\ud800"]
)
@pytest.mark.parametrize("kind", ["notice", "label"])
def test_nothing_makes_it_raise_or_wait(kind, text):
    started = time.perf_counter()
    for jurisdiction in ("UK", "EU", "CA", "AU"):
        assert isinstance(problems_of(kind, text, "en", jurisdiction), list)
    assert isinstance(contradictions_in(text, "en"), list)
    assert time.perf_counter() - started < 5
