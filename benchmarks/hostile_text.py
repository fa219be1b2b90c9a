"""How the time for hostile text grows with its length: comment markup, and notices written by hand.

Run: python benchmarks/hostile_text.py. A text four times as long should cost about four times as much; sixteen
times would mean that somebody can stall the site with one submission.
"""

import sys
import time
from collections.abc import Callable
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from comments.markup import render
from disclosures.legacy_notices import find

ROUNDS = 3
LONGEST_COMMENT = 5_000  # characters
NOTICE = "This post contains affiliate links: we earn a commission. "
WORST = {
    "open brackets": "[" * 5000,
    "brackets": "[](" * 1666,
    "nested links": "[a](" * 1250,
    "stars": "*" * 5000,
    "star words": "*a " * 1666,
    "mixed emphasis": "*_" * 2500,
    "strong and weak": "**a *b " * 714,
    "quotes": ">" * 5000,
    "quote lines": "> " * 2500,
    "backticks": "`" * 5000,
    "growing backticks": "".join("`" * n + "a" for n in range(98)),
    "lists": "- " * 2500,
    "nested lists": "\n".join(" " * n + "- a" for n in range(95)),
    "numbers": "1. " * 1666,
    "entities": "&" * 5000,
    "backslashes": "\\" * 5000,
    "long link": "[a](http://" + "a" * 4980 + ")",
    "angle brackets": "<" * 5000,
    "link titles": '[a](<b> "' * 555,
    "reference": "[a]: " * 1000,
    "emoji": "👩‍👩‍👧" * 714,
    "spaces": " " * 5000,
    "lines": "a\n" * 2500,
}

HOSTILE = [
    "<",
    "<a ",
    "<div>",
    "&",
    "\n",
    " ",
    "\n \n",
    "<!--",
    "<script>",
    "<br> ",
    "a",
    "we earn. ",
    "we earn a link ",
    "Our Good ",
    "A. ",
    "this post ",
    ".",
    '"',
    "a\n",
    "affiliate link this post ",
    "<p>we <em>earn ",
]


def seconds(work: Callable[[str], object], text: str) -> float:
    """Return the best processor time of a few rounds."""
    best = float("inf")
    for _ in range(ROUNDS):
        started = time.process_time()
        work(text)
        best = min(best, time.process_time() - started)
    return best


def row(name: str, work: Callable[[str], object], text: str) -> str:
    """Return one line of the table: a quarter of the text, all of it, and how the time grew."""
    shorter, longer = seconds(work, text[: len(text) // 4]), seconds(work, text)
    growth = longer / max(shorter, 1e-6)
    return f"| {name} | {1000 * shorter:.1f} | {1000 * longer:.1f} | {growth:.1f} |"


def main() -> None:
    """Print the table."""
    print("| input | a quarter, ms | whole, ms | growth |\n|---|---:|---:|---:|")
    for name, text in WORST.items():
        print(row(f"comment: {name}", render, text[:LONGEST_COMMENT]))
    for text in HOSTILE:
        print(row(f"notice: {text!r}", find, NOTICE + (text * 40_000)[:40_000]))


if __name__ == "__main__":
    main()
