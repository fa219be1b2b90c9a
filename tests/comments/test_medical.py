"""Advice that could harm is held where readers act on it; what people tell about themselves is not."""

import pytest

from comments.checks import medical
from comments.checks.check import Phase
from comments.findings import Assessment, Finding, Kind, Outcome
from comments.lexicon import protects
from comments.pipeline import CHECKS, assess
from comments.submission import Submission

ADVICE = {
    "stop_treatment": [
        "Stop taking your esketamine.",
        "You should quit zanubrutinib and drink carrot juice",
        "Bin the metformin, it wrecks your kidneys.",
        "You are better off without antidepressants.",
        "Quit the statins and your muscles will thank you",
        "Mums, don't vaccinate your babies",
        "You must stop your epilepsy medication to detox",
        "Flush those pills, trust nature",
        "Just come off the lithium, you will feel alive again",
        "No one needs chemo, it only makes them rich",
        "Please everyone stop giving children Ritalin",
        "I recommend that you discontinue warfarin",
        "Refuse the radiation, refuse the chemo",
        "Throw your tablets in the bin and go for a walk.",
        "Nobody needs statins, stop them now.",
        "You can safely come off your antidepressants without a doctor.",
        "Diabetics, quit insulin and eat meat.",
        "Stop your chemo, it is killing you.",
        "Please stop giving your kids the inhaler.",
        "My tip is to stop taking thyroxine for a month.",
        "I would stop taking that blood pressure medicine if I were you.",
        "Get rid of your pills, they make you sick",
        "Skip your insulin when you don't eat carbs.",
        "There is no reason to keep taking lithium, just stop.",
        "Doctors won't tell you but you don't have to take warfarin.",
        "dont take ur meds",
        "Halt all medication immediately and fast for 7 days",
        "Stop taking your metformin.",
        "Just stop taking statins, they are poison",
        "You should quit your antidepressants today.",
        "My advice: throw away your pills!",
        "I tell you, stop taking your insulin",
        "Everyone needs to stop taking blood pressure pills",
        "You don't need insulin.",
        "You don’t need chemo",
        "Don't take the vaccine.",
        "Say no to chemo, people",
        "Why trust them? Get off your meds",
        "Please flush your antidepressants down the toilet",
        "ST\u200bOP taking your meds",
        "I want you to stop taking statins.",
        "Setz deine Medikamente ab!",
        "Arrêtez de prendre vos comprimés",
    ],
    "dosage": [
        "Take 60 mg of lisdexamfetamine at night",
        "For sleep: 15 mg of melatonin, works every time",
        "Start with 2 g paracetamol, then 1 g every three hours",
        "You can take 600mg ibuprofen with 1g of paracetamol on an empty stomach",
        "A child of four can have 250 mg aspirin",
        "Kids: 10 ml diphenhydramine before the flight",
        "Use 50,000 IU of vitamin D per day",
        "Increase lithium to 1200 mg when you feel low",
        "Give your baby 5 ml of ibuprofen every two hours",
        "1000mg paracetamol + 400mg ibuprofen every 4h = no pain",
        "just take three 50mg tramadol",
        "Take two grams of aspirin",
        "Double your sertraline dose to 200 mg if you feel low",
        "30 mg of codeine on top of it is fine",
        "Inject 20 units of insulin before the meal",
        "Metformin 2000mg, no carbs, done.",
        "Take 800 mg of ibuprofen every four hours.",
        "Take 4g paracetamol at once and it is gone",
        "You can give your child 500mg aspirin.",
        "I did it: you should take 40 mg prednisone for a week",
        "Ibuprofen 800 mg three times a day works wonders",
        "Try 10,000 IU vitamin D daily",
        "Double it: use 2 tablets of diazepam",
        "Forget your doctor, take 50 mg tramadol",
        "10mg of Xanax and a glass of wine is perfect",
    ],
    "cure_claims": [
        "Ivermectin cures covid and cancer",
        "Our clinic has found the cure for Parkinson's",
        "Raw milk heals asthma",
        "Fasting for 14 days eliminates type 2 diabetes",
        "Turmeric kills tumours, they hide it",
        "My pastor cured an epileptic boy by prayer, and he can cure your epilepsy",
        "Depression is healed by sunlight alone",
        "With this juice endometriosis will disappear",
        "A miracle drug the industry fears",
        "Apricot kernels cure cancer",
        "Cancer can be cured with baking soda",
        "My aunt was cured of MS by bee stings",
        "This tea will make your diabetes disappear",
        "Autism is curable with MMS drops",
        "HIV is healed through prayer and herbs",
        "Celery juice healed my Hashimoto's, it will heal yours",
        "The cure to diabetes exists",
        "Say goodbye to arthritis forever with this root",
        "Baking soda cures cancer.",
        "Keto cured my diabetes",
        "This herb reverses Alzheimer's in weeks",
        "Ivermectin kills cancer cells",
        "The natural cure for MS is sunlight",
        "Black seed oil heals everything, cancer, diabetes, and autism; it heals cancer!",
        "A miracle cure they hide from you",
        "Bleach gets rid of autism",
        "Homeopathy will cure your epilepsy.",
        "Kurkuma heilt Krebs",
    ],
    "instead_of_treatment": [
        "Drink bicarbonate rather than having chemotherapy",
        "Essential oils are more effective than antibiotics",
        "Use hydrogen peroxide instead of your inhaler",
        "A carnivore diet replaces your insulin",
        "Forget doctors, take herbs",
        "I use apple vinegar in place of my statin and you can too",
        "Herbs work better than antidepressants.",
        "Choose prayer over chemo",
        "honey is as good as antibiotics, use it instead",
        "I took turmeric instead of chemo.",
        "Use garlic rather than antibiotics",
        "A natural alternative to statins is red rice",
        "Cannabis oil is better than chemotherapy",
        "Drink celery juice instead of your insulin",
        "Trust your body instead of doctors.",
        "Kurkuma statt Chemotherapie",
    ],
    "product_claims": [
        "Check www.curejoint.com, their collagen powder healed my knees",
        "Buy the slimming tea at slimtea.shop",
        "[these drops](https://x.example) helped my tinnitus, they work miracles",
        "These capsules cured my knees: https://example.com/buy",
        "Lose weight with this tea, www.slim.example",
        "The best thing is the oil from painfree.shop, no side effects",
    ],
}
ORDINARY = [
    "I stopped taking metformin because of the nausea.",
    "My doctor told me to stop taking ibuprofen before the operation.",
    "Never stop taking your tablets without asking your doctor.",
    "Please don't just stop taking your antidepressants.",
    "Should I stop taking my statin before surgery?",
    "If you stop taking your inhaler you may get worse.",
    "I had to stop taking sertraline when I was pregnant.",
    "It is hard to stop taking benzodiazepines.",
    "You need to stop smoking.",
    "I take 50 mg of sertraline every morning.",
    "He was put on 20 mg of atorvastatin last year.",
    "Is 400 mg of ibuprofen too much?",
    "In the trial, 40 mg of atorvastatin lowered the risk.",
    "Never take more than 4 g of paracetamol.",
    "My pharmacist said 200 mg of magnesium is enough for me.",
    "Drink 500 ml of water.",
    "There is no cure for MS.",
    "I hope they find a cure for diabetes one day.",
    "Chemo cured my cancer.",
    "Antibiotics cured his sepsis, thank God.",
    "Nothing cures arthritis, but walking helps.",
    "Does turmeric cure cancer?",
    "Anyone who says that garlic cures cancer is lying.",
    "Exercise reversed my diabetes, said my nurse.",
    "Cured ham is high in salt. My wound healed.",
    "I had surgery instead of radiation.",
    "My doctor suggested physiotherapy instead of surgery.",
    "I take paracetamol instead of ibuprofen because of my stomach.",
    "Can I use honey instead of antibiotics?",
    "Never use herbs instead of chemo.",
    "The clinic has a page on this: https://www.example.org/knee",
    "Stop taking spam seriously, stop the magazine, stop April, stop cholesterol.",
    "MS cannot be cured, my diabetes is not reversible.",
    "I use a cream for my eczema and it helps.",
]


class Page:
    """As much of a page as these checks look at."""

    pk = None

    class specific_class:  # noqa: N801
        comments_are_sensitive = True


SENSITIVE = Page()
CHECKED = [check for check in CHECKS if check.phase == Phase.MEDICAL]


def found(text, page=None):
    return assess(Submission(body=text, page=page), CHECKED)


def codes(text):
    return {finding.code for finding in found(text).of(Kind.ANNOTATE)}


def test_each_kind_of_advice_is_noticed():
    missed = {
        (code, text): codes(text)
        for code, texts in ADVICE.items()
        for text in texts
        if code not in codes(text)
    }
    assert not missed


def test_what_people_tell_is_left_alone():
    assert {text: codes(text) for text in ORDINARY if codes(text)} == {}


@pytest.mark.parametrize(("page", "outcome"), [(None, Outcome.PUBLISH), (SENSITIVE, Outcome.HOLD)])
def test_held_where_readers_act_on_it_and_noted_elsewhere(page, outcome):
    assert found("You should stop taking your metformin.", page).outcome == outcome


def test_the_place_is_that_in_the_raw_text():
    body = "Well\u200b… Stop\u00a0taking your Metformin!"
    (finding,) = found(body).of(Kind.ANNOTATE)
    assert [body[start:end] for start, end in finding.spans] == ["Stop\u00a0taking your Metformin"]


def test_words_about_health_speak_against_words_of_advertising_only():
    assert protects("My thyroid and my knees hurt.") == 1
    assert protects("Viagra helped my erection, my libido and my blood pressure.") == 2
    assert protects("Nice weather.") == 0
    assert protects("Cheap viagra and cialis for your erection") == 0
    assert protects("Erection, libido, prostate: pills.example.com") == 0
    assert not found("My thyroid and my knees hurt.").findings
    (trust,) = found("My thyroid and my knees hurt, check my bio.").of(Kind.TRUST)
    words = Finding(Kind.SPAM, "w", "w", check="words", points=3, spans=((0, 1),))
    speed = Finding(Kind.SPAM, "s", "s", check="speed", points=3)
    assert Assessment((trust, words)).points == 2
    assert Assessment((trust, speed)).points == 3
    assert Assessment((trust, trust, trust, trust, words, speed)).points == 3


def test_no_text_takes_long():
    text = medical.claims
    for piece in [
        "stop taking ",
        "a",
        "1 mg ",
        "cures ",
        "instead of ",
        "i ",
        ". ",
        "...",
        "a.b",
        "chemo ",
        "not ",
    ]:
        body = piece * (5000 // len(piece))
        for find in (text.stops, text.doses, text.cures, text.replacements, text.offers):
            list(find(body))
