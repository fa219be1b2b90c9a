"""How many paid links are found, by form, by nesting and by place in HTML, and which ordinary addresses raise an alarm.

Run: python benchmarks/disclosures_recall.py

The cases come from the rule file itself: of every rule one address for each alternative. The tests assert the same.
"""

import sys
from collections.abc import Callable, Iterable
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from disclosures.detection import classify_url, find_paid_links
from disclosures.matcher import shipped_rules
from tests.disclosures.addresses_of_rules import FORMS, IN_HTML, NESTED, addresses_for, nested
from tests.disclosures.ordinary_addresses import ORDINARY, WEAK

RULES = shipped_rules().shipped
COUNTING = [rule for rule in RULES if rule.strength in {"strong", "short"}]
# The site's own redirects have no host that could be written in another way.
OUTSIDE = [rule for rule in COUNTING if rule.host_suffix != "{site}"]


def counts(address: str) -> bool:
    """Say whether an address counts as paid."""
    match = classify_url(address)
    return match is not None and match.counts


def row(name: str, cases: Iterable[str], is_found: Callable[[str], bool]) -> None:
    """Print one line: how many cases, how many found, their share, and up to three that were missed."""
    cases = list(cases)
    missed = [case for case in cases if not is_found(case)]
    share = 100 * (len(cases) - len(missed)) / len(cases)
    print(f"  {name:34} {len(cases):5} {len(cases) - len(missed):6} {share:6.1f} %  {' '.join(missed[:3])}")


def print_recall() -> None:
    """Print what is found of what must be found."""
    print(f"{len(RULES)} rules, {len(COUNTING)} of them count (the others are pictures or weak signs)")
    print(f"  {'found, by strength':34} cases  found  recall   missed")
    for strength in ("strong", "short", "pixel", "weak"):
        rules = [rule for rule in RULES if rule.strength == strength]
        row(
            strength,
            [each for rule in rules for each in addresses_for(rule)],
            lambda url: bool(classify_url(url)),
        )
    print("  by form of the address")
    plain = [address for rule in OUTSIDE for address in addresses_for(rule)]
    for name, form in FORMS.items():
        row(name, [form(address) for address in plain], counts)
    print("  inside another address")
    for way in NESTED:
        row(way, [outer for rule in OUTSIDE if (outer := nested(way, addresses_for(rule)[0]))], counts)
    print("  by place in HTML")
    for name, place in IN_HTML.items():
        row(name, [place(address) for address in plain], lambda html: bool(find_paid_links(html)))


def print_alarms() -> None:
    """Print which addresses that pay nobody count all the same, and which are reported."""
    print(f"\n  {'false alarms':34} cases counted reported")
    for group, addresses in {**ORDINARY, **{f"{name} (weak)": each for name, each in WEAK.items()}}.items():
        counted = [address for address in addresses if counts(address)]
        reported = [address for address in addresses if address not in counted and classify_url(address)]
        print(f"  {group:34} {len(addresses):5} {len(counted):7} {len(reported):8}  {' '.join(counted)}")


def main() -> None:
    """Print the tables."""
    print_recall()
    print_alarms()


if __name__ == "__main__":
    main()
