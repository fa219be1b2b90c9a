"""How many handwritten notices are recognised, by style, and how many ordinary sentences are taken for one.

    python benchmarks/legacy_notices.py [FILE.toml ...]

Without a file: both held-out sets, which lie beside this script and on which the phrases were not written.
"""

import sys
import tomllib
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent.parent))

from disclosures.legacy_notices import find

HERE = Path(__file__).parent
BODY = "\n".join(
    f"<p>Paragraph {number} tells of sleep and of the light in the morning, and it does so at some length.</p>"
    for number in range(1, 13)
)
LONGEST_NAME = 18


def is_found(sentence: str) -> bool:
    """Say whether the sentence is found as first and as last paragraph of an article, and cut out whole."""
    block = f"<p>{sentence}</p>"
    return all(
        (notice := find(html)) is not None and html[notice.start : notice.end] == block
        for html in (f"{block}\n{BODY}", f"{BODY}\n{block}")
    )


def is_alarm(sentence: str) -> bool:
    """Say whether an ordinary sentence is taken for a notice at either end of an article."""
    block = f"<p>{sentence}</p>"
    return any(find(html) is not None for html in (f"{block}\n{BODY}", f"{BODY}\n{block}"))


def report(path: Path) -> None:
    """Print one line for each style, the sum, and every sentence that was judged wrongly."""
    samples = tomllib.loads(path.read_text(encoding="utf-8"))
    print(f"\n{path.name}")
    for group, judge, title in (("notices", is_found, "found"), ("ordinary", is_alarm, "false alarms")):
        sums = [0, 0]
        wrong = []
        for style, sentences in samples[group].items():
            hits = [sentence for sentence in sentences if judge(sentence)]
            sums = [sums[0] + len(hits), sums[1] + len(sentences)]
            print(f"  {style:{LONGEST_NAME}} {len(hits):3} of {len(sentences):3} {title}")
            wrong += [each for each in sentences if (each in hits) is (group == "ordinary")]
        print(f"  {'ALL':{LONGEST_NAME}} {sums[0]:3} of {sums[1]:3} {title} ({sums[0] / sums[1]:.1%})")
        for sentence in wrong:
            print(f"    {'missed' if group == 'notices' else 'false alarm'}: {sentence}")


if __name__ == "__main__":
    for given in [Path(name) for name in sys.argv[1:]] or sorted(HERE.glob("legacy_notices_*.toml")):
        report(given)
