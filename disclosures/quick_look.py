"""Looks quickly over HTML: most pages hold no paid link, and addresses in plain letters prove it without parsing.

An address can only stand where the name of its attribute stands in the source, and in plain letters it means what
it says. Where one is written in any other way, or an element needs a closer look, nothing is proved.
"""

import re

from disclosures.classification import Classifier
from disclosures.elements import CDATA, RAW, RAW_TAG, TooUnusualError


def _plain(attribute: str) -> re.Pattern[str]:
    """Return a pattern of the attribute with an address in plain letters: (address, host, path, query)."""
    host = r"https?://([a-z0-9.\-]++(?<![.\-]))(?=[/?#\"])"
    path = r"((?:/[\w~\-][\w.~\-]*+)*+/?)"
    query = r"(?:\?([\w.\-]++(?:=[\w.\-]*+)?(?:&(?:amp;)?[\w.\-]++=[\w.\-]*+)*+))?"
    return re.compile(rf'{attribute}="((?:{host})?{path}{query}(?:#[\w.\-]*)?)"', re.ASCII)


# A drawing, or a list of choices, that ends where it seems to and holds no raw text. In each tag quotes are paired.
_INNER_TAG = (
    rf"<(?!(?:{'|'.join(sorted(RAW))}|svg|math|select)\b|/(?:svg|math|select)\b|[!?])"
    r"[^<>\"']*+(?:(?:\"[^\"<>]*+\"|'[^'<>]*+')[^<>\"']*+)*+>"
)
SIMPLE_HOLDER = re.compile(
    rf"<(svg|math|select)\b[^<>\"']*+(?:(?:\"[^\"<>]*+\"|'[^'<>]*+')[^<>\"']*+)*+>(?:[^<]++|{_INNER_TAG})*+</\1\s*>"
)
HREF, PLAIN_HREF = re.compile(r"href\s*="), _plain("href")
ACTION, PLAIN_ACTION = re.compile(r"action\s*="), _plain("action")
TAGS = re.compile(r"<(base|button|embed|form|iframe|input|math|meta|noscript|object|select|svg)\b")
MARKS = re.compile(r"data-(disclosure|reader-content)")
ELSEWHERE = frozenset({"base", "embed", "iframe", "noscript", "object", "disclosure", "reader-content"})
WITH_ACTION = frozenset({"form", "button", "input"})
# Of these it is asked what they stand in, and each answer takes a look at every element around.
ASKED = ("<a", "<title", "<style")
MAX_LOOKS = 2_500_000
CHUNK = 1_000
EMPTY = re.compile(r"<(?:!|area|br|col|embed|hr|img|input|link|meta|source|wbr)")
HOLDING = frozenset({"svg", "math", "select"})


class Source:
    """HTML, the same in lower case, and the signs in it: tags and marks that may need a closer look."""

    def __init__(self, html: str) -> None:
        self.html, self.lowered = html, html.lower()
        tags, marks = TAGS.findall(self.lowered), MARKS.findall(self.lowered)
        self.signs = {*tags, *marks}
        self.holders = 0 if self.signs.isdisjoint(HOLDING) else sum(map(tags.count, HOLDING))
        self.marks = len(marks)

    def check_depth(self) -> None:
        """Raise TooUnusualError where to say of elements what they stand in would take unreasonable time."""
        asked = self.marks
        if self.holders or "reader-content" in self.signs:
            asked += sum(map(self.lowered.count, ASKED))
        # No tag is shorter than three letters, so most HTML need not be counted.
        if asked * len(self.lowered) > 3 * MAX_LOOKS and asked * self.depth() > MAX_LOOKS:
            raise TooUnusualError("Too many elements stand too deep in others.")

    def depth(self) -> int:
        """Return how deep its elements stand in each other, roughly and rather too deep."""
        depth = deepest = 0
        for start in range(0, len(self.lowered), CHUNK):
            chunk = self.lowered[start : start + CHUNK]
            depth += chunk.count("<") - 2 * chunk.count("</") - len(EMPTY.findall(chunk))
            deepest = max(deepest, depth)
        return deepest


def holds_no_paid_link(source: Source, classifier: Classifier) -> bool:
    """Say whether the HTML surely holds no link that counts. The classifier learns the addresses it saw."""
    if "disclosure" in source.signs and classifier.has_learnt:
        return False
    is_plain = _all_plain(source, classifier, HREF, PLAIN_HREF)
    if not is_plain or source.signs & ELSEWHERE or may_be_read_otherwise(source):
        return False
    if "meta" in source.signs and "http-equiv" in source.lowered:
        return False
    if source.signs.isdisjoint(WITH_ACTION):
        return True
    # What is written into the fields of a form that leads outside may be what pays.
    return 'action="http' not in source.lowered and _all_plain(source, classifier, ACTION, PLAIN_ACTION)


def may_be_read_otherwise(source: Source) -> bool:
    """Say whether the HTML has places in which raw text may hold elements."""
    if source.holders == len(SIMPLE_HOLDER.findall(source.lowered) if source.holders else ()):
        return False
    return CDATA in source.html or RAW_TAG.search(source.lowered) is not None


def _all_plain(
    source: Source, classifier: Classifier, named: re.Pattern[str], plain: re.Pattern[str]
) -> bool:
    found = plain.findall(source.html)
    return not classifier.learn(found) and len(found) == len(named.findall(source.lowered))
