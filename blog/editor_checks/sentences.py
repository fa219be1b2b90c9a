"""Cuts text into sentences, each with the reference markers that belong to it."""

import re
from collections.abc import Iterator

from blog.references import MARKER

# "It helps. [1] Next." and "It helps.[1]": the marker belongs to the sentence before it.
MARKER_BEHIND = re.compile(rf"([.!?…])\s*({MARKER.pattern})")
END = re.compile(r"""(?<=[.!?…])["”\u2019»)\]]*\s+(?=["“„«(]?[A-ZÄÖÜ0-9])""")
NO_END = re.compile(
    r"\b(?:e\.\s?g|i\.\s?e|vs|approx|Dr|Prof|Mr|Mrs|Ms|St|No|Fig|et "
    r"al|[zdu]|z\.\s?B|d\.\s?h|u\.\s?a|ca|bzw|Nr|Abb|inkl|evtl|ggf|"
    r"\d{1,2})\.$"
)


def sentences(line: str) -> Iterator[str]:
    """Yield the sentences of one line; a heading or an item without a full stop is one sentence."""
    waiting = ""
    for piece in END.split(MARKER_BEHIND.sub(r" \2\1", " ".join(line.split()))):
        waiting = f"{waiting} {piece}" if waiting else piece
        if waiting and not NO_END.search(waiting):
            yield waiting
            waiting = ""
    if waiting:
        yield waiting
