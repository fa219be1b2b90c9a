"""Threats, and what is said about the health of somebody with a name, wait for a person."""

from hypothesis import given, settings
from hypothesis import strategies as st

from comments.checks.check import Phase
from comments.checks.people import named_patients
from comments.findings import Outcome
from comments.pipeline import CHECKS, assess
from comments.submission import Submission

THREATS = [
    "I am going to shoot you and your staff",
    "You should be hanged for this",
    "we know where you work",
    "Someone should burn this clinic",
    "I'll come to your house tonight",
    "I swear I'll kill that doctor",
    "I'm gonna find you and hurt you",
    "You'd better watch out, I have your address",
    "If you publish this I will come to your office and shoot you all",
    "People like you deserve a bullet",
    "hope you choke and die",
    "I'll make sure you never walk again",
    "someone ought to burn that clinic down",
    "I will kill you.",
    "i'll kill you",
    "Ill hurt you and your kids",
    "I’m going to find out your address. I know where you live!",
    "Somebody should shoot the author",
    "I hope you die, all of you",
    "Go kill yourself.",
    "kys",
    "Doctors like you should be shot",
    "We're gonna... we will burn your house",
    "I WILL k\u200bill you",
    "Ich bringe dich um!",
    "je vais te tuer",
    "te voy a matar",
]
NO_THREATS = [
    "This headache will kill you if you let it.",
    "Smoking will kill you.",
    "My back is killing me.",
    "I would kill for a good night's sleep.",
    "The injection may hurt you a little.",
    "I know where you can find help.",
    "Antibiotics kill bacteria, I will take mine.",
    "The doctor shot down my idea.",
    "I could murder a cup of tea.",
    "Flu shots should be free; shots hurt.",
    "I will hang in there.",
    "I would never hurt you or anybody.",
    "You will pay for this scan yourself.",
]
NAMED = {
    "Robert Miller from accounting in Leeds has syphilis": "Robert Miller from accounting in Leeds has syphilis",
    "my friend Chloe had two miscarriages": "Chloe had two miscarriages",
    "Emily Watson told me she has chlamydia": "Emily Watson told me she has chlamydia",
    "My neighbour Peter Hansen has HIV.": "Peter Hansen has HIV",
    "Our teacher Mrs. Miller is an alcoholic": "Miller is an alcoholic",
    "I heard that Karen Smith was diagnosed with bipolar disorder": "Karen Smith was diagnosed with bipolar disorder",
    "Karen Smith, my boss, has stage 4 breast cancer": "Karen Smith, my boss, has stage 4 breast cancer",
    "Susan from work takes lithium": "Susan from work takes lithium",
    "Everybody knows John Baker’s depression": "John Baker’s depression",
    "my colleague Maria's abortion": "Maria's abortion",
    "my ex Tom probably still has herpes": "Tom probably still has herpes",
    "Frau Schneider hat Krebs": "Schneider hat Krebs",
    "Mein Nachbar Peter Hansen leidet an Depressionen": "Peter Hansen leidet an Depressionen",
    "Mon voisin Jean Dupont a le VIH": "Jean Dupont a le VIH",
    "Mi vecina Carmen tiene cáncer": "Carmen tiene cáncer",
    "My friend Anna, who you know, is pregnant": "Anna, who you know, is pregnant",
    "Anna from my office is pregnant": "Anna from my office is pregnant",
    "My sister (Julia Weber) was in rehab": "Julia Weber) was in rehab",
    "my friend, Anna, has MS": "Anna, has MS",
}
UNNAMED = [
    "My mother has Alzheimer's and my father had a stroke.",
    "I have Crohn's disease, my name is Ann.",
    "Dr. Miller is a cancer specialist.",
    "Dr Anna Miller has treated my diabetes for years.",
    "Professor James Smith has cancer patients of his own.",
    "Parkinson's disease is not Alzheimer's disease. Lou has no Hodgkin's lymphoma.",
    "Vitamin D has been linked to depression.",
    "Since Monday my son has had a fever and asthma.",
    "In March my wife was diagnosed with breast cancer.",
    "Anna, I have diabetes too.",
    "Thank you Peter Hansen for writing about depression.",
    "As Maria said. She has asthma.",
    "The Mayo Clinic has a page on arthritis.",
    "A friend of mine is pregnant.",
    "John Hopkins wrote that the vaccine has side effects in asthma.",
    "My doctor is on holiday, and the nurse was kind about my herpes.",
    "has cancer",
    "'s cancer, of cancer",
    "My daughter is pregnant.",
    "Mein Bruder hat Krebs.",
    "Meine Frau hat Depressionen.",
    "Prozac has helped my depression.",
    "No one deserves to die of cancer alone. Watch your back when you lift.",
    "Peter Hansen, I was diagnosed with depression too.",
    "Dear Anna, my father had a stroke.",
    "My mum and I had covid. MY SISTER NEVER HAS ASTHMA!",
    "Cymbalta is for depression",
]

PIECES = """
stop taking your insulin I will kill you my neighbour Peter Hansen , who ( has HIV she told me 50 mg cures cancer
instead of chemo https://x.com cream works +44 7700 900123 born on 12 March 1980 a@b.co * .. ... ' ’ é ß İ ſ ﬁ 漢 ﷺ
! ? ; : 🌻
ᴀ 𝓐 ''s 's - — « _ # / 0 ٣ ǆ ŉ ΐ a
"""
PIECES = (*PIECES.split(), "\u200b", "\u202e", "\u0301", "\n")
CHECKED = [check for check in CHECKS if check.phase in {Phase.SAFETY, Phase.MEDICAL}]


def held(text):
    return {finding.code for finding in assess(Submission(body=text)).findings}


def test_threats_are_held():
    assert [text for text in THREATS if held(text) != {"threat"}] == []


def test_what_only_sounds_like_one_is_not():
    assert [text for text in NO_THREATS if held(text)] == []


def test_a_name_and_an_illness_are_held():
    expected = {text: [said] for text, said in NAMED.items()}
    assert {text: [text[a:b] for a, b in named_patients(text)] for text in NAMED} == expected


def test_nobody_is_named():
    assert {text: held(text) for text in UNNAMED if held(text)} == {}


def test_both_wait_for_a_person():
    for text in (THREATS[0], next(iter(NAMED))):
        assert assess(Submission(body=text)).outcome == Outcome.HOLD


@settings(max_examples=50, deadline=None)
@given(st.lists(st.sampled_from(PIECES), max_size=25), st.sampled_from(["", " "]))
def test_no_text_makes_them_fail_and_every_place_is_in_it(pieces, between):
    body = between.join(pieces)
    for finding in assess(Submission(body=body), CHECKED).findings:
        assert finding.code != "unchecked", body
        assert all(0 <= start < end <= len(body) for start, end in finding.spans), body


def test_no_text_takes_long():
    for piece in ["cancer ", "a ", "Ann ", "my ", "has ", "Ann Smith, my friend, has "]:
        list(named_patients(piece * (5000 // len(piece)) + "cancer"))
