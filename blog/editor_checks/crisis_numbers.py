"""Finds numbers of crisis lines that somebody typed into a text."""

import re
import tomllib
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from functools import cache
from pathlib import Path

from comments.care.resources import shipped

# Up to so many digits, a number is only one of a crisis line beside a word such as "call".
SHORT = 5
BETWEEN = r"[\s\u00a0().\-\u2013/]*"
CALLING = re.compile(
    r"\b(?:call|calling|dial|ring|phone|text|message|sms|hotline|helpline|lifeline|crisis line|number|reach|"
    r"anrufen|ruf\w*|wähl\w*|telefon\w*|nummer|hotline|notruf\w*|krisen\w*|schreib\w*)\b",
    re.IGNORECASE,
)
COUNTED = re.compile(
    r""
    r"\s?(?:%|°|mg|g|kg|ml|l|km|m|cm|kcal|people|patients|participants|women|men|children|adults|studies|cases|steps|"
    r""
    r"euros?|dollars?|pounds?|Menschen|Personen|Frauen|Männer|Kinder|Patient\w*|Teilnehm\w*|Studien|Fälle|Schritte)\b",
    re.IGNORECASE,
)
REACH = 45


@dataclass(frozen=True)
class CrisisNumber:
    """A number as it is usually written, and whose it is."""

    written: str
    line: str
    pattern: re.Pattern

    @property
    def is_short(self) -> bool:
        """Whether as few digits stand in ordinary text as well."""
        return sum(char.isdigit() for char in self.written) <= SHORT


@cache
def _data() -> dict:
    return tomllib.loads((Path(__file__).parent / "data" / "crisis_numbers.toml").read_text(encoding="utf-8"))


@cache
def known_numbers() -> tuple[CrisisNumber, ...]:
    """All numbers that are known, the longest first: a short one inside a longer one is not meant."""
    listed = [(number, line["name"]) for line in _data()["line"] for number in line["numbers"]]
    # What readers in distress are shown below comments is as little to be typed into an article.
    shown = [(each.number, each.name) for rows in shipped().values() for each in rows if each.number]
    # The first name given to the same digits stays.
    by_digits = {_digits(number): (number, name) for number, name in reversed(listed + shown)}
    found = [CrisisNumber(number, name, _pattern(number)) for number, name in by_digits.values()]
    return tuple(sorted(found, key=lambda each: -len(each.written)))


def _digits(number: str) -> str:
    return "".join(char for char in number if char.isdigit())


def listed_on() -> date:
    """The day on which somebody last went through the list."""
    return _data()["listed_on"]


def crisis_numbers_in(text: str) -> Iterator[tuple[str, str]]:
    """Yield (number as it stands, whose it is) for each number of a crisis line in a passage."""
    taken: list[range] = []
    for number in known_numbers():
        for match in number.pattern.finditer(text):
            if any(match.start() in each for each in taken) or COUNTED.match(text, match.end()):
                continue
            if number.is_short and not _is_called(text, match):
                continue
            taken.append(range(*match.span()))
            yield match[0], number.line


def _pattern(number: str) -> re.Pattern:
    digits = BETWEEN.join(_digits(number))
    # Not inside a longer number, an amount of money, a year or a decimal.
    return re.compile(rf"(?<![\d$€£])(?<!\d[.,:]){digits}(?![.,:]?\d)")


def _is_called(text: str, match: re.Match) -> bool:
    near = text[max(0, match.start() - REACH) : match.end() + REACH]
    return CALLING.search(near) is not None
