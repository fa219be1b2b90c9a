"""Words on suicide."""

import pytest

from blog.editor_checks.unsafe_wording import unsafe_wordings

UNSAFE = {
    "en": [
        "He committed suicide in 1994.",
        "People who commit suicide often gave signs.",
        "It was a successful suicide.",
        "After a failed suicide attempt she got help.",
        "One successful attempt followed. Suicide is rare at this age.",
        "A suicide epidemic, some papers wrote.",
        "The family of a suicide victim.",
        "Suicide is often called a cry for help.",
        "He succeeded in killing himself.",
        "An unsuccessful suicide attempt.",
    ],
    "de": [
        "Er beging Selbstmord.",
        "Sie hat Suizid begangen.",
        "Nach einem gescheiterten Suizidversuch bekam er Hilfe.",
        "Ein erfolgreicher Suizid.",
        "Der Freitod eines Dichters.",
        "Die Selbstmordrate sinkt.",
        "Selbstmordgedanken sind häufig.",
        "Ein Selbstmörder sei er gewesen.",
        "Eine Suizidwelle, schrieben Zeitungen.",
        "Wer begeht einen Suizid?",
    ],
}
SAFE = {
    "en": [
        "He died by suicide in 1994.",
        "She survived a suicide attempt.",
        "We are committed to suicide prevention.",
        "Most successful attempts to quit smoking need help.",
        "A successful treatment ends in remission.",
        "He failed his exam.",
        "She committed a crime.",
        "The attempt to lose weight was unsuccessful.",
        "Rates of suicide are rising.",
        "A cry for help came from the cellar.",
    ],
    "de": [
        "Er starb durch Suizid.",
        "Sie überlebte einen Suizidversuch.",
        "Ein erfolgreicher Versuch, mit dem Rauchen aufzuhören.",
        "Nach dem Selbstmordattentat kamen Helfende.",
        "Suizidprävention geht alle an.",
        "Die Behandlung war erfolgreich.",
        "Die Zahl der Suizide sinkt.",
        "Ein misslungener Kuchen.",
        "Er hat sich das Leben genommen.",
        "Sie beging ein Jubiläum.",
    ],
}


@pytest.mark.parametrize(("language", "text"), [(key, text) for key in UNSAFE for text in UNSAFE[key]])
def test_unsafe_words_are_found_with_better_ones(language, text):
    found = list(unsafe_wordings(text, language))
    assert found
    assert all(words in text and better for words, better in found)


@pytest.mark.parametrize(("language", "text"), [(key, text) for key in SAFE for text in SAFE[key]])
def test_safe_words_are_left_alone(language, text):
    assert list(unsafe_wordings(text, language)) == []


def test_other_languages_are_left_alone():
    assert list(unsafe_wordings("He committed suicide.", "fr")) == []
