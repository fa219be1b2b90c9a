"""The sentences readers see: shipped ones by language and jurisdiction, and what is said when all else fails."""

import json
import logging
import re
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field
from functools import lru_cache
from pathlib import Path
from typing import Any

from disclosures.jurisdictions import with_wider
from disclosures.wording import base_language

logger = logging.getLogger(__name__)

SHIPPED_FILE = Path(__file__).parent / "data" / "texts.json"
FALLBACK_LANGUAGE = "en"
LAST_RESORT = "We earn a commission when you buy through some of the links on this page."
LAST_RESORT_LABEL = "(paid link)"
LAST_RESORT_COMMERCIAL = "Advertisement"
LAST_RESORT_CONNECTION = "We have a business relationship with {who} and benefit from it."
WITH_WHAT = re.compile(r"\[([^\[\]]*\{what\}[^\[\]]*)\]")
# Required word for word: Amazon Associates Operating Agreement, section 5. It is not translated.
PROGRAMME_STATEMENTS = {"Amazon": "As an Amazon Associate I earn from qualifying purchases."}


@dataclass(frozen=True, slots=True)
class Texts:
    """What is told, in one language. `statements` are sentences that a network demands, by network.

    `connections` are sentences about somebody who pays, by kind, with places for {who} and {what}; the kind with
    "_unnamed" has no {what}. `product` is the short notice beside the shops of a product.
    An empty sentence is filled with one that tells: a hole in the texts must not silence a notice.
    """

    notice: str = LAST_RESORT
    general: str = LAST_RESORT
    label: str = LAST_RESORT_LABEL
    language: str = FALLBACK_LANGUAGE
    statements: Mapping[str, str] = field(default_factory=lambda: dict(PROGRAMME_STATEMENTS), hash=False)
    connections: Mapping[str, str] = field(default_factory=dict, hash=False)
    product: str = LAST_RESORT
    # What stands before the titles of articles that are all advertising.
    commercial: str = LAST_RESORT_COMMERCIAL

    def __post_init__(self) -> None:
        """Fill the holes."""
        for name, sentence in (
            ("notice", LAST_RESORT),
            ("general", LAST_RESORT),
            ("label", LAST_RESORT_LABEL),
            ("commercial", LAST_RESORT_COMMERCIAL),
        ):
            if not getattr(self, name).strip():
                object.__setattr__(self, name, sentence)


def shipped_texts(
    language: str = FALLBACK_LANGUAGE, jurisdiction: str = "", default: str = FALLBACK_LANGUAGE
) -> Texts:
    """Return the shipped sentences for a page language such as "de-AT" and a jurisdiction such as "UK".

    A language without shipped sentences gets those of `default`, the site's own language, and this is logged.
    """
    known = sentences()
    for candidate in (base_language(language), base_language(default), FALLBACK_LANGUAGE):
        if candidate in known:
            break
    else:
        return Texts()
    if candidate != base_language(language):
        _report_missing(language, candidate)
    found = known[candidate]
    opening = _special(found.get("openings", {}), jurisdiction, "")
    return Texts(
        notice=opening + found["notice"],
        general=found["general"],
        label=_special(found.get("labels", {}), jurisdiction, found["label"]),
        language=candidate,
        connections={kind: opening + sentence for kind, sentence in found["connections"].items()},
        product=opening + found["product"],
        commercial=found.get("commercial", found["label"]),
    )


def connection_sentence(kind: str, who: str, what: str, texts: Texts) -> str:
    """Return what readers are told of a declared connection: "Acme gave us two lamps free of charge."

    `kind` as in the declaration ("sponsored", "gift", "discount_code", "own_product", "other"); an unknown one is
    told as "other". `what` may be empty; then what stands in square brackets with {what} is left out.
    """
    said = {"who": " ".join(who.split()), "what": " ".join(what.split())}
    unnamed = "" if said["what"] else "_unnamed"
    candidates = (texts.connections.get(f"{known}{unnamed}") for known in (kind, "other"))
    sentence = next(filter(None, candidates), LAST_RESORT_CONNECTION)
    sentence = WITH_WHAT.sub(r"\1" if said["what"] else "", sentence)
    return re.sub(r"\{(who|what)\}", lambda place: said[place[1]], sentence)


@lru_cache(maxsize=64)
def _report_missing(language: str, shown: str) -> None:
    """Log a missing language once, not with every page."""
    logger.warning("No notice for paid links is written in “%s”; “%s” is shown instead.", language, shown)


@dataclass(frozen=True, slots=True)
class MissingTranslation:
    """A language of the site in which nobody wrote a notice, and the language that its readers get instead."""

    language: str
    shown: str


def missing_translations(
    languages: Iterable[str], written: Collection[str] = (), default: str = FALLBACK_LANGUAGE
) -> list[MissingTranslation]:
    """Return for which of a site's languages there is no notice: neither shipped nor among those `written` by editors.

    All are codes such as "pt-br"; `default` is the site's own language, whose notice is shown there.
    """
    known = {*sentences(), *written}
    shown = next((each for each in (default, base_language(default)) if each in known), FALLBACK_LANGUAGE)
    return [
        MissingTranslation(language, shown)
        for language in languages
        if not {language, base_language(language)} & known
    ]


def _special(by_jurisdiction: Mapping[str, str], jurisdiction: str, otherwise: str) -> str:
    special = [by_jurisdiction[name] for name in with_wider(jurisdiction) if name in by_jurisdiction]
    return special[-1] if special else otherwise


@lru_cache(maxsize=1)
def sentences() -> dict[str, Any]:
    """Return the shipped sentences by language; nothing, loudly logged, where the file cannot be read."""
    try:
        return json.loads(SHIPPED_FILE.read_text(encoding="utf-8"))
    except (OSError, ValueError):
        logger.exception("The shipped sentences cannot be read: %s", SHIPPED_FILE)
        return {}


@lru_cache(maxsize=1)
def shipped_labels() -> tuple[str, ...]:
    """Return every shipped label, so that one written by another version or language is recognised."""
    labels = {
        label for each in sentences().values() for label in (each["label"], *each.get("labels", {}).values())
    }
    return tuple(sorted(labels, key=len, reverse=True))
