"""How long finding and telling take, beside BeautifulSoup doing the same job in the same run, and against our goals.

Run: python benchmarks/disclosures_speed.py
"""

import logging
import statistics
import sys
import time
from collections.abc import Callable
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from bs4 import BeautifulSoup

from disclosures.detection import classify_url, find_paid_links
from disclosures.injection import disclose, disclose_page

PARAGRAPH = (
    '<p class="intro">Sleep is shaped by light, <em>habit</em> and <strong>timing</strong>; see the '
    '<a href="https://pubmed.ncbi.nlm.nih.gov/{n}/?from=home">study no. {n}</a>&nbsp;&mdash; it followed '
    "1&thinsp;204 adults.<br>\n<span style='color:red'>Unquoted <b class=x>markup</b> and an unclosed <i>tag are "
    'part of real posts.</p>\n<ul><li>One<li>Two <img src="/media/{n}.jpg" alt=""></ul>\n'
)
PAID = '<p>The lamp: <a href="https://www.amazon.com/dp/B{n:09}?tag=ours-20&amp;psc=1" rel=noopener>here</a>.</p>\n'
PAGE = (
    '<!doctype html><html lang="en"><head><meta charset="utf-8"><title>Sleep</title></head><body><header>'
    '<svg viewBox="0 0 9 9"><path d="M0 0h9"/></svg><form action="/search/"><input name="q"><button>Go</button></form>'
    "</header><main>{body}</main><script>let a = 1 < 2;</script></body></html>"
)
LENGTH = 100_000
ROUNDS = 41
GOAL_TOLD, GOAL_UNPAID, GOAL_HOSTILE, GOAL_ADDRESS = 3.0, 0.6, 50.0, 20.0
HOSTILE = {
    "100,000 <": "<" * 100_000,
    "33,000 <a ": "<a " * 33_000,
    "20,000 nested <div>": "<div>" * 20_000,
    "one <a>, 15,000 attributes": "<a " + " ".join(f"a{n}={n}" for n in range(15_000)) + ">x</a>",
    "10,000 unclosed quotes": '<a href="' * 10_000,
    "10,000 unclosed paid links": "<a href=//prf.hn/click/1>" * 10_000,
    "8,000 unclosed relative links": "".join(f"<a href=x{n}>" for n in range(8_000)),
    "5,000 nested <svg><a>": "<svg><a href=//prf.hn/click/1>" * 5_000,
    "8,000 nested links in a drawing": "<svg>" + "<a href=/x>" * 8_000 + "<a href=//prf.hn/click/1>",
    "3,000 nested notices": '<div data-disclosure="notice">' * 3_000 + "<a href=//prf.hn/click/1>",
    "6,000 styles in lists of choices": "<select><style><" * 6_000 + "<a href=//prf.hn/click/1>",
    "5,000 noscripts": "<noscript><a href=//prf.hn/click/1>x</a></noscript>" * 5_000,
    "5,000 base addresses": "".join(f"<base href=//{n}.example>" for n in range(5_000)),
    "2,000 refreshes": '<meta http-equiv=refresh content="0;url=//prf.hn/click/1">' * 2_000,
    "one address of 1 MB": '<a href="https://x.example/?u=' + "https://" * 125_000 + '">x</a>',
    "8,000 addresses in addresses": ('<a href="https://x.example/?u=' + "https://b%20" * 1_300 + '">') * 6,
    "one query of 25,000 parameters": '<a href="https://x.example/?' + "a=b&" * 25_000 + '">x</a>',
}
# Python's own parser takes minutes for these.
TOO_MUCH_FOR_BEAUTIFULSOUP = {"33,000 <a ", "10,000 unclosed quotes"}


def article(paid: bool) -> str:
    """Return about 100 KB of messy HTML, every tenth paragraph with a paid link or none."""
    parts, length, number = [], 0, 0
    while length < LENGTH:
        number += 1
        parts.append((PAID if paid and number % 10 == 0 else PARAGRAPH).format(n=number))
        length += len(parts[-1])
    return "".join(parts)


def with_beautifulsoup(html: str) -> str:
    """Find and tell with a tree: the shortest honest way to do the same."""
    soup = BeautifulSoup(html, "html.parser")
    found = False
    for link in soup.find_all("a", href=True):
        match = classify_url(link["href"])
        if match and match.counts:
            found = True
            link["rel"] = [*link.get("rel", []), "sponsored", "nofollow"]
            label = soup.new_tag("span")
            label.string = "(paid link) "
            link.insert(0, label)
    return f"<div><p>We earn a commission.</p></div>{soup}" if found else html


def find_with_beautifulsoup(html: str) -> list:
    """Find with a tree."""
    return [
        link
        for link in BeautifulSoup(html, "html.parser").find_all("a", href=True)
        if classify_url(link["href"])
    ]


def milliseconds(job: Callable[[str], object], html: str, rounds: int = ROUNDS) -> float:
    """Return the median processor time of a job; other work on the machine does not count."""
    times = []
    for _ in range(rounds):
        start = time.process_time()
        job(html)
        times.append(time.process_time() - start)
    return statistics.median(times) * 1_000


def row(name: str, ours: float, other: float | None = None, goal: float | None = None) -> None:
    """Print one line of the table."""
    beside = f"{other:10.2f} {other / ours:6.0f}x" if other is not None else f"{'-':>10} {'-':>7}"
    verdict = f"{goal:7.1f}  {'met' if ours < goal else 'MISSED'}" if goal is not None else ""
    print(f"{name:34} {ours:9.3f} {beside} {verdict}")


def print_articles() -> None:
    """Print what telling ordinary articles and pages costs."""
    paid, unpaid = article(paid=True), article(paid=False)
    print(
        f"{len(paid):,} characters, {len(find_paid_links(paid))} paid links; medians in ms of processor time"
    )
    print(f"{'':34} {'ours':>9} {'bs4':>10} {'ratio':>7} {'goal':>7}")
    row("find only", milliseconds(find_paid_links, paid), milliseconds(find_with_beautifulsoup, paid, 5))
    row("find + inject", milliseconds(disclose, paid), milliseconds(with_beautifulsoup, paid, 5), GOAL_TOLD)
    row("told already, looked at again", milliseconds(disclose, disclose(paid).html))
    row(
        "no paid links",
        milliseconds(disclose, unpaid),
        milliseconds(with_beautifulsoup, unpaid, 5),
        GOAL_UNPAID,
    )
    page = PAGE.format(body=unpaid)
    row("no paid links, whole page", milliseconds(disclose_page, page), None, GOAL_UNPAID)
    page = PAGE.format(body=disclose(paid).html)
    row("whole page, told already", milliseconds(disclose_page, page))


def print_hostile() -> None:
    """Print what inputs cost that were made to be slow."""
    print()
    for name, html in HOSTILE.items():
        is_possible = name not in TOO_MUCH_FOR_BEAUTIFULSOUP
        other = milliseconds(with_beautifulsoup, html, 1) if is_possible else None
        row(name, milliseconds(disclose, html, 5), other, GOAL_HOSTILE)


def print_addresses() -> None:
    """Print what one address costs."""
    print()
    addresses = [f"https://www.amazon.com/dp/B{number}?tag=ours-20&psc=1" for number in range(5_000)]
    start = time.process_time()
    for address in addresses:
        classify_url(address)
    each = (time.process_time() - start) / len(addresses) * 1e6
    print(
        f"one address: {each:.1f} microseconds, goal {GOAL_ADDRESS:.0f}, {'met' if each < GOAL_ADDRESS else 'MISSED'}"
    )


def main() -> None:
    """Print the tables."""
    # A fallback is logged with its traceback; the table says enough.
    logging.disable()
    print_articles()
    print_hostile()
    print_addresses()


if __name__ == "__main__":
    main()
