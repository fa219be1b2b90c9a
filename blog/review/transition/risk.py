"""How much an unreviewed text could harm: a plain score that says on what it rests.

It orders a list of work, nothing else: no text is called safe. The words are English and German stems.
"""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

# Each sign weighs so much, whatever its number; more than one of a kind weighs half as much again.
DOSE = re.compile(
    r"\d\s?(?:mg|mcg|µg|μg|micrograms?|milligrams?|g|ml|cl|iu|ie|i\.u\.|units?|drops?|tropfen|tablets?|tabletten|"
    r"mmol|kg)\b",
    re.I,
)
DRUGS = re.compile(
    r"\b(?:\w+(?:cillin|mycin|statin|sartan|prazole|prazol|olol|azepam|profen|cycline|zyclin|triptan|gliptin)"
    r"|aspirin|paracetamol|acetaminophen|insulin|metformin|warfarin|heparin|morphin\w*|cortiso\w+|kortiso\w+"
    r"|antibioti\w+|opioid\w*|chemo\w+|antidepress\w+|medic(?:ine|ation)s?|medikament\w*|vaccin\w+|impf\w+)\b",
    re.I,
)
VULNERABLE = re.compile(
    r"\b(?:pregnan\w+|schwanger\w*|breast-?feed\w*|still(?:en|zeit)|bab(?:y|ies|ys)|infants?|säugling\w*|newborns?"
    r"|child(?:ren)?|kind(?:er|ern|es)?|toddlers?|kleinkind\w*)\b",
    re.I,
)
GRAVE = re.compile(
    r"\b(?:suicid\w*|suizid\w*|self-harm\w*|overdos\w*|überdos\w*|cancer\w*|krebs\w*|tumou?r\w*|stroke|schlaganfall\w*"
    r"|heart attack|herzinfarkt\w*|sepsis|anaphyla\w+|emergency|notfall\w*)\b",
    re.I,
)
LONG_WORDS = 1500
OLD_YEARS = 3
DAYS_OF_A_YEAR = 365


@dataclass(frozen=True)
class Risk:
    """A score from 0 (nothing found) and the sentences that explain it, the heaviest first."""

    score: int
    reasons: tuple[str, ...] = ()


def risk_of(content: Mapping[str, Any], published: datetime | None, now: datetime) -> Risk:
    """Judge the content of a payload, first published at that time."""
    signs = [*_signs(content), *_age(published, now)]
    heaviest_first = sorted(signs, key=lambda sign: -sign[0])
    return Risk(
        sum(weight for weight, _words in heaviest_first), tuple(words for _w, words in heaviest_first)
    )


def _signs(content: Mapping[str, Any]) -> Iterator[tuple[int, str]]:
    text = " ".join(texts_in(content))
    for weight, pattern, words in (
        (30, DOSE, _("doses or units: %s")),
        (20, DRUGS, _("medicines: %s")),
        (20, VULNERABLE, _("pregnancy or children: %s")),
        (20, GRAVE, _("grave conditions: %s")),
    ):
        found = list(dict.fromkeys(match.group().lower() for match in pattern.finditer(text)))
        if found:
            more = weight // 2 if len(found) > 1 else 0
            yield weight + more, words % ", ".join(found[:3])
    number = len(text.split())
    if number > LONG_WORDS:
        yield 5, _("a long text (%d words)") % number


def _age(published: datetime | None, now: datetime) -> Iterator[tuple[int, str]]:
    if published is None:
        yield 5, _("nobody knows how old it is")
        return
    years = (now - published).days // DAYS_OF_A_YEAR
    if years >= OLD_YEARS:
        yield min(years, 10), ngettext("%d year old", "%d years old", years) % years


def texts_in(value: Any) -> Iterator[str]:
    """Yield all words of a canonical value, without markup."""
    if isinstance(value, str):
        yield re.sub(r"<[^>]*>", " ", value)
    elif isinstance(value, Mapping):
        for part in value.values():
            yield from texts_in(part)
    elif isinstance(value, list):
        for part in value:
            yield from texts_in(part)
    elif isinstance(value, (int, float)):
        yield str(value)
