"""Claims and percentages: what is one, and what only looks like one."""

import pytest

from blog.editor_checks.claims import bare_percentages, is_claim, knows_claims_in, unsourced_claims

CLAIMS = {
    "en": [
        "Studies show that walking lowers blood sugar.",
        "A large trial found no benefit.",
        "Researchers have linked short sleep to weight gain.",
        "This method is clinically proven.",
        "Zinc has been shown to shorten a cold.",
        "Regular exercise prevents falls.",
        "Penicillin cures syphilis.",
        "Light therapy treats winter depression.",
        "Walking can help prevent diabetes.",
        "Salt raises the risk of a stroke.",
        "Fish oil reduces your risk.",
        "People who move have a lower risk of dementia.",
        "Vitamin C will cure your cold.",
    ],
    "de": [
        "Studien zeigen, dass Gehen den Blutzucker senkt.",
        "Eine große Untersuchung ergab keinen Nutzen.",
        "Die Wirkung ist wissenschaftlich belegt.",
        "Bewegung verhindert Stürze.",
        "Ingwer lindert Übelkeit.",
        "Salz erhöht das Risiko für einen Schlaganfall.",
        "Sport kann das Risiko für Diabetes senken.",
        "Spaziergänge beugen Depressionen vor.",
        "Wer sich bewegt, hat ein geringeres Risiko.",
        "Yoga kann Rückenschmerzen lindern.",
        "Das Mittel hilft nachweislich.",
    ],
}
ORDINARY = {
    "en": [
        "Does zinc prevent colds?",
        "Keep sweet treats for Sunday.",
        "Treats such as ice cream are fine now and then.",
        "Dr. Lind treats patients with diabetes.",
        "She treats her patients in Leeds.",
        "What prevents you from sleeping?",
        "Nothing prevents a short nap.",
        "Walk for ten minutes after dinner.",
        "Ask your doctor before you stop a medicine.",
        "The trial is open to adults over 60.",
        "Many people at higher risk take part.",
        "Increase your steps slowly.",
        "A study takes time.",
        "You may be able to sleep again.",
    ],
    "de": [
        "Verhindert Zink Erkältungen?",
        "Nichts hindert Sie an einem Spaziergang.",
        "Ein Stau auf der Autobahn verhindert die Anreise.",
        "Dr. Lind behandelt Menschen mit Diabetes.",
        "Gehen Sie nach dem Essen zehn Minuten.",
        "Fragen Sie in Ihrer Praxis nach.",
        "Die Studie sucht noch Teilnehmende.",
        "Das Risiko ist schwer zu schätzen.",
        "Senken Sie die Stimme am Abend.",
        "Die Untersuchung dauert zehn Minuten.",
    ],
}
PAIRS = [(language, sentence) for language in ("en", "de") for sentence in CLAIMS[language]]
OTHERS = [(language, sentence) for language in ("en", "de") for sentence in ORDINARY[language]]


@pytest.mark.parametrize(("language", "sentence"), PAIRS)
def test_a_claim_is_one(language, sentence):
    assert is_claim(sentence, language)


@pytest.mark.parametrize(("language", "sentence"), OTHERS)
def test_an_ordinary_sentence_is_none(language, sentence):
    assert not is_claim(sentence, language)


def test_other_languages_are_not_judged():
    assert not knows_claims_in("fr")
    assert not is_claim("Studies show that it cures.", "fr")


@pytest.mark.parametrize(
    ("line", "unsourced"),
    [
        ("Exercise prevents falls [1].", 0),
        ("Exercise prevents falls. [1] Keep going.", 0),
        ("Exercise prevents falls.[1, 3] Keep going.", 0),
        ("Exercise prevents falls. One trial counted them [1].", 0),
        ("Exercise prevents falls. Keep going. Really [1].", 1),
        ("Exercise prevents falls. It cures boredom [2]. It prevents gout.", 1),
        ("Exercise prevents falls", 1),
    ],
)
def test_a_source_stands_in_the_sentence_or_right_behind(line, unsourced):
    assert len(list(unsourced_claims(line, "en"))) == unsourced


BARE = [
    "The risk of a stroke was 50 % lower.",
    "It cuts the risk by 30%.",
    "Deaths fell by about 12.5 per cent.",
    "They were twice as likely to have a heart attack.",
    "A 20 percent increase in cases was seen.",
    "Smokers had a 40% higher risk.",
    "The chance of a relapse drops by almost 25 %.",
    "Das Risiko sinkt um 30 %.",
    "Todesfälle waren 20 Prozent seltener.",
    "Das Risiko war um fast 50 % kleiner.",
    "Das Erkrankungsrisiko lag 15 % niedriger.",
]
WITH_BASE = [
    "The risk fell by 50 %, from 2 in 100 to 1 in 100.",
    "Their risk was 30% lower: 7 out of 1,000 instead of 10.",
    "Deaths fell by 12 %, that is 3 per 100,000.",
    "About 30 % of adults sleep badly.",
    "Losing 5 % of your weight lowers the risk of diabetes.",
    "Use a 0.9 % saline solution.",
    "It has 20 % more calories.",
    "Blood pressure was 10 % lower at night.",
    "Chocolate with 70 % cocoa is less sweet.",
    "Das Risiko sinkt um 30 %: 7 von 1.000 statt 10 von 1.000 Menschen.",
    "Rund 40 % der Erwachsenen schlafen schlecht.",
    "Das Risiko sank um 50 %, also bei einer von 100 Frauen.",
]


@pytest.mark.parametrize("line", BARE)
def test_a_change_of_risk_needs_numbers_of_people(line):
    assert list(bare_percentages(line)) == [line]


@pytest.mark.parametrize("line", WITH_BASE)
def test_other_percentages_do_not(line):
    assert list(bare_percentages(line)) == []
