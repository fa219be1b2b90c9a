"""Whether a change is so small that it needs no new signature. A pure function of the texts.

The rules: a change is measured against the signed text, all minor edits since the signature together, and refused
if it touches digits, units, doses, negations, comparison words, headings or references, or exceeds the number of
characters that the policy allows. Beyond them, whatever cannot be shown to be harmless is refused: the answer is then
a new signature.
"""

from collections import Counter
from collections.abc import Collection, Iterable
from dataclasses import dataclass
from typing import Any

from django.utils.translation import ngettext

from blog.review.minor_edits import leaves
from blog.review.minor_edits.comparison import DESCRIPTIONS, LAYOUT, LINKS, NOTICES, TYPOS, Comparison
from blog.review.minor_edits.findings import Finding
from blog.review.minor_edits.leaves import Pair, changed_pairs
from blog.review.minor_edits.links import is_archived_copy
from blog.review.minor_edits.spelling import Speller
from blog.review.minor_edits.tokens import Kind, tokens_of
from blog.review.minor_edits.vocabulary import plain
from blog.review.models import MinorEdit

Reason = MinorEdit.Reason
ALLOWED: dict[str, frozenset[str]] = {
    Reason.TYPO: frozenset({TYPOS}),
    Reason.FORMATTING: frozenset({LAYOUT}),
    Reason.LINK: frozenset({LINKS}),
    Reason.ARCHIVED_LINK: frozenset({LINKS}),
    Reason.ACCESSIBILITY: frozenset({DESCRIPTIONS}),
    Reason.LEGAL: frozenset({NOTICES}),
}
REQUIRED_TWICE = 2


@dataclass(frozen=True)
class Difference:
    """What lies between two contents: what a minor edit may not do, how many characters, which links."""

    findings: tuple[Finding, ...]
    characters: int
    links: tuple[tuple[str, str], ...]


def difference(before: dict[str, Any], after: dict[str, Any], allowed: Collection[str]) -> Difference:
    """Compare two contents (`payload["content"]`); `allowed` says which kinds of change are in question."""
    comparison = Comparison(allowed, _speller(before))
    for pair in changed_pairs(before, after):
        _compare(pair, comparison)
    return Difference(
        tuple(dict.fromkeys(comparison.findings)), comparison.characters, tuple(comparison.links)
    )


def refusals(
    signed: dict[str, Any],
    published: dict[str, Any],
    proposed: dict[str, Any],
    reason: str,
    *,
    earlier: Iterable[str] = (),
    limit: int,
) -> list[str]:
    """Return why `proposed` may not follow `published` without a signature, one sentence each; nothing if it may.

    All three are contents. `signed` is what the last signature stands under (without what was deleted since),
    `earlier` are the reasons of the minor edits since then, `limit` the policy's number of characters.
    """
    step = difference(published, proposed, ALLOWED[reason])
    findings = [*step.findings]
    if reason == Reason.ARCHIVED_LINK:
        findings += [Finding("archive", *pair) for pair in step.links if not is_archived_copy(*pair)]
    together = frozenset().union(*(ALLOWED.get(name, frozenset()) for name in (reason, *earlier)))
    whole = difference(signed, proposed, together)
    findings += [finding for finding in whole.findings if finding not in findings]
    sentences = [finding.message for finding in findings]
    return sentences + _too_long(whole.characters, limit)


def _too_long(characters: int, limit: int) -> list[str]:
    if characters <= limit:
        return []
    return [
        ngettext(
            "%(count)d character differs from the signed text, all minor edits together.",
            "%(count)d characters differ from the signed text, all minor edits together.",
            characters,
        )
        % {"count": characters}
        + " "
        + ngettext("The policy allows %(limit)d.", "The policy allows %(limit)d.", limit) % {"limit": limit}
    ]


def _compare(pair: Pair, comparison: Comparison) -> None:
    found = comparison.findings
    if pair.kind in (leaves.STRUCTURE, leaves.MARKUP):
        found.append(Finding(pair.kind))
    elif pair.kind == leaves.ADDRESSES:
        _compare_addresses(pair, comparison)
    elif pair.place == leaves.REFERENCE:
        found.append(Finding("reference", *_texts(pair)))
    elif pair.place == leaves.HEADING:
        found.append(Finding("heading", *_texts(pair)))
    elif pair.kind == leaves.CHOICE:
        found.append(Finding("choice", *_texts(pair)))
    elif pair.kind == leaves.DESCRIPTION:
        _compare_descriptions(pair, comparison)
    else:
        _compare_texts(pair, comparison)


def _texts(pair: Pair) -> tuple[str, str]:
    return str(pair.before), str(pair.after)


def _compare_addresses(pair: Pair, comparison: Comparison) -> None:
    """An address of its own: in a reference only its archived copy is still the same source."""
    if LINKS not in comparison.allowed:
        comparison.findings.append(Finding("link", *_texts(pair)))
    elif pair.place == leaves.REFERENCE and not is_archived_copy(pair.before, pair.after):
        comparison.findings.append(Finding("reference", *_texts(pair)))
    else:
        comparison.links.append((pair.before, pair.after))


def _compare_descriptions(pair: Pair, comparison: Comparison) -> None:
    if DESCRIPTIONS in comparison.allowed:
        comparison.describe(pair.before, pair.after)
    else:
        comparison.findings.append(Finding("description", *_texts(pair)))


def _compare_texts(pair: Pair, comparison: Comparison) -> None:
    before, after = (tokens_of(text, is_html=pair.is_html) for text in (pair.before, pair.after))
    in_cell = pair.place == leaves.CELL or any(token.place == "cell" for token in before)
    if in_cell and any(token.kind == Kind.NUMBER for token in (*before, *after)):
        comparison.findings.append(Finding("cell"))
    comparison.compare(before, after)


def _speller(content: dict[str, Any]) -> Speller:
    """Return what the signed text itself says about spelling: a word that stands there twice is no slip."""
    counts = Counter(
        plain(token.text)
        for text, is_html in _all_texts(content)
        for token in tokens_of(text, is_html=is_html)
        if token.kind == Kind.WORD
    )
    return Speller(counts, frozenset(word for word, count in counts.items() if count < REQUIRED_TWICE))


def _all_texts(value: Any) -> Iterable[tuple[str, bool]]:
    if isinstance(value, str):
        yield value, False
    elif isinstance(value, dict) and value.keys() == {"html"}:
        yield value["html"], True
    elif isinstance(value, dict | list):
        for item in value.values() if isinstance(value, dict) else value:
            yield from _all_texts(item)
