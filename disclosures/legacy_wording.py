"""Tell by its words whether a sentence is a blogger's own disclosure."""

import re
import tomllib
from enum import Enum, auto
from importlib.resources import files

LONGEST_SENTENCE = 600  # characters; nobody discloses in a longer one, and the search stays cheap


class Wording(Enum):
    """What a sentence is, seen from a notice."""

    NOTICE = auto()
    COMPANY = auto()  # stands beside a notice and belongs to it
    MEDICAL = auto()  # a medical disclaimer: stays, whatever stands beside it
    OTHER = auto()


def may_hold_notice(text: str) -> bool:
    """Say quickly whether the text has any word that a notice needs."""
    # Patterns that tell cases apart search several times faster than those that do not.
    lowered = text.lower()
    if _SIGNALS.search(lowered) or (_WEAK_SIGNALS.search(lowered) and _VOICES.search(text)):
        return True
    return _ABROAD_SIGNALS.search(lowered) is not None


def is_notice(sentence: str) -> bool:
    """Say whether this readable sentence tells that somebody pays the writer."""
    folded = _folded(sentence)
    if len(folded) > LONGEST_SENTENCE or not may_hold_notice(folded):
        return False
    claims = _DENIALS.sub(" ", folded)
    if may_hold_notice(claims) and _NOTICES.search(claims) and not _SUBJECTS.search(folded):
        return True
    return bool(_ABROAD["notices"].search(_ABROAD["denials"].sub(" ", folded)))


def wording_of(sentence: str) -> Wording:
    """Return what this readable sentence is."""
    if is_notice(sentence):
        return Wording.NOTICE
    folded = _folded(sentence)
    if _MEDICAL.search(folded) or _ABROAD["medical"].search(folded):
        return Wording.MEDICAL
    is_company = _COMPANY.search(folded) or _ABROAD["company"].search(folded)
    return Wording.COMPANY if is_company else Wording.OTHER


def is_label(text: str) -> bool:
    """Say whether the text is nothing but "Affiliate disclosure" or its kin."""
    return bool(_LABEL.fullmatch(_folded(text)))


def begins_with_label(text: str) -> bool:
    """Say whether the text begins with "Disclosure:" or its kin."""
    return bool(_LABELLED.match(_folded(text)))


def _folded(text: str) -> str:
    return " ".join(text.translate(_STRAIGHT).split())


def _read_phrases(name: str = "legacy_notice_phrases") -> dict:
    return tomllib.loads(files("disclosures").joinpath(f"data/{name}.toml").read_text("utf-8"))


def _compiled_abroad(name: str, flags: re.RegexFlag = re.IGNORECASE) -> re.Pattern:
    """Join the patterns of that name of all languages but English into one."""
    languages = _read_phrases("legacy_notices_abroad").values()
    patterns = [_compiled(each[name], {key: each[key] for key in ("link", "text")}) for each in languages]
    return re.compile("|".join(pattern.pattern for pattern in patterns), flags)


def _compiled(patterns: list[str], words: dict[str, str], flags: re.RegexFlag = re.IGNORECASE) -> re.Pattern:
    """Join the patterns into one, with <name> replaced by the group of that name (names may use earlier ones)."""
    joined = "|".join(f"(?:{pattern})" for pattern in patterns)
    for name in reversed(words):
        joined = joined.replace(f"<{name}>", words[name])
    return re.compile(joined, flags)


_STRAIGHT = str.maketrans(
    dict.fromkeys("'\u2018\u2019`\u00b4", "\u2019")
    | dict.fromkeys("\u2010\u2011\u2013\u2014", "-")
    | dict.fromkeys("\u201c\u201d", '"')
)
_PHRASES = _read_phrases()
_SIGNALS, _WEAK_SIGNALS = (
    _compiled(_PHRASES[name], _PHRASES["words"], re.NOFLAG) for name in ("signals", "weak_signals")
)
_VOICES, _NOTICES, _COMPANY, _SUBJECTS, _DENIALS, _MEDICAL = (
    _compiled(_PHRASES[name], _PHRASES["words"])
    for name in ("voices", "notices", "company", "subjects", "denials", "medical")
)
_LABEL = _compiled([rf"\W*(?:{_PHRASES['label']})\W*"], {})
_LABELLED = _compiled([rf"\W*(?:{_PHRASES['label']})\W*(?:[:.!|]|- )"], {})
_ABROAD_SIGNALS = _compiled_abroad("signals", re.NOFLAG)
_ABROAD = {name: _compiled_abroad(name) for name in ("notices", "denials", "company", "medical")}
