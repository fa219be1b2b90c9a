"""What makes a post health advice, and what may stand in news and recipes."""

import pytest

from blog.editor_checks.clinical_wording import clinical_sentences, is_clinical

ADVICE = [
    "Take ibuprofen 400 mg after a meal.",
    "Two paracetamol tablets, 500 mg each, are enough.",
    "Start with 5 mg of melatonin.",
    "Take 1,000 IU every day.",
    "He takes 20 mg daily.",
    "A dose of 75 mcg is usual.",
    "Ginger treats nausea.",
    "Honey cures a cough and a cold.",
    "Garlic lowers blood pressure.",
    "Green tea prevents cancer.",
    "Turmeric fights inflammation.",
    "Elderberry boosts your immune system.",
    "This soup helps with constipation.",
    "Cinnamon is good for diabetes.",
    "Chamomile, a remedy for insomnia.",
    "Oats can reduce your cholesterol.",
    "If you have a fever, drink plenty and take a rest.",
    "See a doctor if you feel chest pain.",
    "When you notice a rash, stop taking it.",
    "Antibiotics help against infections.",
    "Walking protects against heart disease.",
    "Metformin lowers the sugar in your blood.",
    "Nehmen Sie Ibuprofen 400 mg nach dem Essen.",
    "500 mg Paracetamol genügen.",
    "Ingwer hilft gegen Übelkeit.",
    "Knoblauch senkt den Blutdruck.",
    "Grüner Tee verhindert Krebs.",
    "Kamille lindert Schmerzen.",
    "Honig, ein gutes Mittel gegen Husten.",
    "Zink stärkt das Immunsystem.",
    "Wenn Sie Fieber haben, nehmen Sie viel Flüssigkeit zu sich.",
    "Täglich 10 mg genügen.",
    "Hafer schützt vor Diabetes.",
    "Bei Schmerzen nehmen Sie eine Tablette.",
]
NEWS_AND_RECIPES = [
    "Add 5 g salt and stir.",
    "Pour in 200 ml milk.",
    "Bake for 25 minutes at 180 degrees.",
    "Whisk 2 eggs with 100 g sugar.",
    "Take 300 g flour and 10 g yeast.",
    "Drop in two tablespoons of oil; that prevents sticking.",
    "A treat for Sunday, and these treats keep for a week.",
    "One portion has 300 mg sodium and 4 g fibre.",
    "It contains 90 mg of vitamin C.",
    "Cold milk is good for this dough.",
    "Use cold butter, not soft butter.",
    "Reduce the sauce until it is thick.",
    "Lower the heat and let it rest.",
    "The new hospital in Leeds opens on Monday.",
    "The clinic treats 3,000 patients a year.",
    "It treats more than 300 cancer patients every year.",
    "A ward for children with asthma opened its doors.",
    "The minister visited a centre for people with diabetes.",
    "Tickets cost 20 pounds; children take part for free.",
    "The run takes place on 3 May in the park.",
    "Our editor moved to a new office.",
    "The heart of the dish is the broth.",
    "A stroke of luck: the rain stopped.",
    "A cold evening calls for soup.",
    "We have a new reviewer: Dr. Lind.",
    "The library of the university turns 100.",
    "The award went to a nurse from Cork.",
    "Volunteers wanted for the blood drive.",
    "Serve with a pain au chocolat.",
    "The survey asked 2,000 people how they sleep.",
    "5 g Salz und 200 ml Milch zugeben.",
    "Nehmen Sie 300 g Mehl und 10 g Hefe.",
    "Bei 180 Grad 25 Minuten backen.",
    "Den Teig eine Stunde ruhen lassen.",
    "Die neue Klinik öffnet am Montag.",
    "Das Krankenhaus behandelt jährlich 3.000 Patienten.",
    "Ein Treff für Menschen mit Diabetes.",
    "Eine Portion enthält 300 mg Natrium.",
    "Trinken Sie dazu ein Glas Wasser.",
    "Die Suppe hält sich drei Tage.",
    "Wenn der Teig klebt, nehmen Sie mehr Mehl.",
    "Der Lauf findet am 3. Mai statt.",
]


@pytest.mark.parametrize("sentence", ADVICE)
def test_advice_is_recognised(sentence):
    assert is_clinical(sentence)


@pytest.mark.parametrize("sentence", NEWS_AND_RECIPES)
def test_news_and_recipes_are_left_alone(sentence):
    assert not is_clinical(sentence)


def test_only_the_sentences_themselves_are_named():
    lines = ["Peel the ginger. Ginger treats nausea. Serve hot.", "A heading"]
    assert list(clinical_sentences(lines)) == ["Ginger treats nausea."]
