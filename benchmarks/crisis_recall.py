"""How many sentences of people in danger are noticed, and which ordinary ones raise an alarm, by tier and by group.

Run: python benchmarks/crisis_recall.py

Three sets: the sentences by which the word lists were made; plain words, written before the lists and never used for
them; words of forums, written minutes before the lists were widened, so not quite apart from them. All are by the same
hand, so that readers' own words will be read less well.
Six times new sentences were tried before the lists had seen them: of plain words they found 41 of 43, of words that
mostly imply it 3 of 37, 0 of 20, 2 of 20, 11 of 20 and 9 of 20, being widened in between. Expect about half of what is
only implied.
"""

import os
import sys
import tomllib
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))
os.environ.setdefault("DJANGO_SETTINGS_MODULE", "site_config.settings.test")

from comments.crisis_language import Reading, english
from comments.folding import fold

DATA = ROOT / "tests" / "comments" / "data"
SETS = ("crisis_sentences", "crisis_held_out", "crisis_forum_held_out")
HELD = 2


def tier(line: str) -> int:
    """Return how near a crisis a sentence seems; 0: nobody's."""
    return max((found.tier for found in Reading(fold(line), english()).found()), default=0)


def print_set(name: str) -> None:
    """Print the figures of one set of sentences."""
    groups = tomllib.loads((DATA / f"{name}.toml").read_text(encoding="utf-8"))
    told = [(each["tier"], tier(line)) for each in groups.values() for line in each["lines"]]
    print(f"\n{name}: {len(told)} sentences")
    print(f"  {'group':14} {'tier':>4} {'lines':>6} {'same tier':>10} {'held':>6}")
    for group, each in groups.items():
        found = [tier(line) for line in each["lines"]]
        same = sum(one == each["tier"] for one in found)
        held = sum(one >= HELD for one in found)
        print(f"  {group:14} {each['tier']:4} {len(found):6} {same:10} {held:6}")
    danger = [found for meant, found in told if meant >= HELD]
    harmless = [found for meant, found in told if meant < HELD]
    noticed, alarms = (sum(found >= HELD for found in each) for each in (danger, harmless))
    print(f"  in danger and held: {noticed} of {len(danger)} ({noticed / len(danger):.1%})")
    print(f"  held without danger: {alarms} of {len(harmless)} ({alarms / len(harmless):.1%})")


if __name__ == "__main__":
    for each in SETS:
        print_set(each)
