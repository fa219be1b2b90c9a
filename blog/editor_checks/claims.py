"""Finds sentences that claim an effect or cite science, and percentages that say nothing without a base."""

import re
import tomllib
from collections.abc import Iterator
from functools import cache
from pathlib import Path

from blog.editor_checks.sentences import sentences
from blog.references import MARKER

PERCENT = r"\d+(?:[.,]\d+)?\s?(?:%|per ?cent|Prozent)"
RISK = re.compile(
    r""
    r"\b(?:risks?|chances?|likel(?:y|ihood)|odds|probability|mortality|deaths?|dying|cases|infections?|attacks?|strokes?|"
    r""
    r"hospitali[sz]ations?|relapses?)\b|risik(?:o|en)\b|\b(?:Wahrscheinlichkeit|Sterblichkeit|Todesfälle?|Erkrankung(?:en)?|"
    r"Infektion(?:en)?|Infarkte?|Schlaganfälle?|Rückfälle?)\b",
    re.IGNORECASE,
)
RELATIVE = re.compile(
    rf"\b{PERCENT}\s(?:lower|higher|less|more|fewer|greater|smaller|reduced|increased|reductions?|increases?|decreases?|drop|fall|"
    rf"niedriger\w*|geringer\w*|höher\w*|weniger|mehr|seltener\w*|häufiger\w*|kleiner\w*|größer\w*)"
    rf"|\b(?:by|um)\s(?:about |around |up to |nearly |almost |rund |etwa |bis zu |fast )?{PERCENT}(?! of\b)"
    rf"|\b(?:half|double|twice|halb|doppelt) (?:as|so) (?:likely|wahrscheinlich)",
    re.IGNORECASE,
)
NUMBER = (
    r"(?:\d[\d.,\s]*|one|two|three|four|five|six|seven|eight|nine|ten"
    r"|ein(?:e[rmn]?)?|zwei|drei|vier|fünf|sechs|sieben|acht|neun|zehn)"
)
PEOPLE = r"(?:women|men|people|children|patients|adults|Frauen|Männern?|Menschen|Kindern?|Personen)"
WHOLE = r"(?:\d[\d.,]*\d|ten|a hundred|a thousand|hundred|thousand|zehn|hundert|tausend)"
ABSOLUTE = re.compile(
    rf"\b{NUMBER}\s?(?:{PEOPLE} )?(?:in|out of|of|von|aus) (?:every |each |je |the )?{WHOLE}\b"
    r"|\b(?:per|pro|je|of|von|in) (?:every |each )?(?:100|1[.,\s]?000|10[.,\s]?000|100[.,\s]?000)\b",
    re.IGNORECASE,
)


@cache
def _patterns(language: str) -> tuple[re.Pattern, re.Pattern] | None:
    data = tomllib.loads((Path(__file__).parent / "data" / "claims.toml").read_text(encoding="utf-8"))
    if language not in data:
        return None
    return tuple(re.compile("|".join(data[language][key]), re.IGNORECASE) for key in ("claims", "excused"))  # type: ignore[return-value]


def knows_claims_in(language: str) -> bool:
    """Whether claims can be recognised in this language."""
    return _patterns(language) is not None


def is_claim(sentence: str, language: str) -> bool:
    """Whether a sentence states an effect or what science says; a question does not."""
    patterns = _patterns(language)
    if patterns is None or sentence.rstrip().endswith("?"):
        return False
    claims, excused = patterns
    return claims.search(excused.sub(" ", sentence)) is not None


def unsourced_claims(line: str, language: str) -> Iterator[str]:
    """Yield the claims of a line that have no marker of a reference, neither they nor the sentence behind them."""
    found = list(sentences(line))
    for sentence, behind in zip(found, [*found[1:], ""], strict=True):
        if is_claim(sentence, language) and not MARKER.search(sentence) and not MARKER.search(behind):
            yield sentence


def bare_percentages(line: str) -> Iterator[str]:
    """Yield the sentences that give a change of a risk in per cent, where the line names no number of people.

    Gigerenzer G, Gaissmaier W, et al. Helping doctors and patients make sense of health statistics. Psychological
    Science in the Public Interest. 2007;8(2):53-96: relative risks mislead without the absolute ones.
    """
    if ABSOLUTE.search(line):
        return
    yield from (each for each in sentences(line) if RELATIVE.search(each) and RISK.search(each))
