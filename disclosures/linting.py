"""Judge a sentence about paid links: what is wrong with it in plain words, and which wording to use instead.

No function here asks the database. `problems_of` judges sentences as editors write them and as pages show them;
`contradictions_in` judges the words around them.
"""

from collections.abc import Callable
from dataclasses import dataclass

from disclosures import wording_rules
from disclosures.connections import KINDS
from disclosures.texts import sentences, shipped_texts
from disclosures.vocabulary import folded
from disclosures.wording import base_language
from disclosures.wording_rules import CONNECTIONS, Sentence, contradictions_in

__all__ = ["Problem", "Sentence", "contradictions_in", "problems_of", "suggestion_for"]

MAX_LENGTH = 5_000  # characters of a sentence; a page may be longer


@dataclass(frozen=True, slots=True)
class Problem:
    """What is wrong: `rule` as in the documentation ("R5"), `message` for people, `suggestion` to be used instead.

    `suggestion` is empty where we have no sentence in this language.
    """

    rule: str
    message: str
    suggestion: str = ""


def problems_of(kind: str, text: str, language: str, jurisdiction: str = "") -> list[Problem]:
    """Return what is wrong with a sentence that readers get, nothing if it may stay.

    `kind` as in `Sentence`; any other is judged by its language and by what contradicts a notice. `language` is that of
    the page ("de-AT"), `jurisdiction` one of `Jurisdiction` or "".
    """
    sentence = Sentence(kind, folded(text[:MAX_LENGTH]), language, jurisdiction)
    found = [(rule, judge(sentence)) for rule, judge in RULES]
    return [Problem(rule, message, suggestion_for(sentence)) for rule, message in found if message]


def suggestion_for(sentence: Sentence) -> str:
    """Return the shipped wording for this use, with {who} where a name belongs, "" where none is shipped."""
    if base_language(sentence.language) not in sentences():
        return ""
    shipped = shipped_texts(sentence.language, sentence.jurisdiction)
    if sentence.kind in CONNECTIONS:
        kind = sentence.kind if sentence.kind in KINDS else KINDS[0]
        return shipped.connections[f"{kind}_unnamed"]
    suggestions = {
        "notice": shipped.notice,
        "product": shipped.product,
        "general": shipped.general,
        "label": shipped.label,
        "commercial": shipped.commercial,
    }
    return suggestions.get(sentence.kind, "")


RULES: tuple[tuple[str, Callable[[Sentence], str]], ...] = (
    ("R5", wording_rules.says_that_money_is_earned),
    ("R6", wording_rules.says_ad_in_the_united_kingdom),
    ("R7", wording_rules.names_advertising_in_the_european_union),
    ("R8", wording_rules.is_clear_in_canada),
    ("R8", wording_rules.is_no_paid_testimonial_in_australia),
    ("R9", wording_rules.is_in_the_language_of_the_page),
    ("R11", wording_rules.is_not_contradicted),
)
