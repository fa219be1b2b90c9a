"""What a notice must say: that money is earned (rule R5). The sentences to look for are data, by language."""

import json
import re
from functools import lru_cache
from pathlib import Path

WORDING_FILE = Path(__file__).parent / "data" / "wording.json"
MAX_LENGTH = 2_000

Patterns = dict[str, tuple[re.Pattern[str], re.Pattern[str]]]


@lru_cache(maxsize=1)
def patterns() -> Patterns:
    """Return for each language one pattern of sentences saying that money is earned, and one of denials."""
    known = json.loads(WORDING_FILE.read_text(encoding="utf-8"))
    return {
        language: (_either(sentences["earns"]), _either(sentences["denies"]))
        for language, sentences in known.items()
    }


def _either(sentences: list[str]) -> re.Pattern[str]:
    return re.compile("|".join(f"(?:{sentence})" for sentence in sentences), re.IGNORECASE)


# "We earn a commission? Never." has all the words of a notice. Beside any of these nobody can be sure by words alone.
_TAKES_BACK = re.compile(
    r"\?|n['\u2019]t\b|\b(?:but|except|however|longer|never|nobody|none|nor|not|nothing|rather|unless|until|wrong|zero)\b"
    r"|\bno\b(?!\s+(?:additional|extra|added)\b)",
    re.IGNORECASE,
)


def takes_back(text: str) -> bool:
    """Say whether words around a handwritten notice may turn it into its opposite. To doubt costs a second notice."""
    return _TAKES_BACK.search(text) is not None


def base_language(language: str) -> str:
    """Return "de" for "de-AT" or "de_at"."""
    return re.split(r"[-_]", language.lower(), maxsplit=1)[0]


def can_judge(language: str) -> bool:
    """Say whether sentences of this language are known here."""
    return base_language(language) in patterns()


def states_earning(text: str, language: str = "") -> bool:
    """Say whether the text tells readers that we earn money, in the given language or in any known one.

    Source: 16 CFR 255.5 and the FTC's answers to questions, where "affiliate link" alone does not explain.
    """
    text = " ".join(text.split())[:MAX_LENGTH]
    judges = [patterns()[base_language(language)]] if can_judge(language) else patterns().values()
    return any(earns.search(text) is not None and denies.search(text) is None for earns, denies in judges)
