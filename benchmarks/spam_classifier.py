"""How well the comment classifier tells spam it has never seen: each file of a collection is left out in turn.

    python benchmarks/spam_classifier.py [folder with the YouTube Spam Collection; default: $SHARED_DATA/spam]

Prints, for each file left out and for all together: AUC, the share of spam found at 1 % false alarms (best threshold
on that file), and what the threshold that was learned from the other files really does.
"""

import csv
import os
import sys
import time
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))
os.environ.setdefault("DJANGO_SETTINGS_MODULE", "site_config.settings.test")

import django

django.setup()

from comments.classifier.model import Model


def read(file):
    """Return (text, whether it is spam) of each row."""
    with file.open(encoding="utf-8-sig", newline="") as rows:
        return [(row["CONTENT"], row["CLASS"] == "1") for row in csv.DictReader(rows)]


def area(scored):
    """Area under the ROC curve: how often a piece of spam scores above another comment (ties count half)."""
    ordered = sorted(scored)
    ranks, place = 0.0, 0
    while place < len(ordered):
        end = place
        while end < len(ordered) and ordered[end][0] == ordered[place][0]:
            end += 1
        ranks += (place + 1 + end) / 2 * sum(spam for _, spam in ordered[place:end])
        place = end
    spam = sum(is_spam for _, is_spam in ordered)
    return (ranks - spam * (spam + 1) / 2) / (spam * (len(ordered) - spam))


def recall(scored, threshold):
    """Share of the spam above the threshold."""
    return share(scored, True, threshold)


def share(scored, kind, threshold):
    """Share of one kind above the threshold."""
    of_kind = [score for score, spam in scored if spam == kind]
    return sum(score > threshold for score in of_kind) / len(of_kind)


def at_one_percent(scored):
    """The threshold that one in a hundred ordinary comments passes."""
    others = sorted((score for score, spam in scored if not spam), reverse=True)
    return others[int(0.01 * len(others))]


def main():
    """Print the table."""
    shared = Path(os.environ.get("SHARED_DATA", Path(__file__).resolve().parents[2] / "shared" / "data"))
    folder = Path(sys.argv[1]) if len(sys.argv) > 1 else shared / "spam"
    files = {file.stem: read(file) for file in sorted(folder.glob("*.csv"))}
    everything = []
    print(
        f"{'left out':24}{'texts':>6}{'AUC':>8}{'recall at 1 %':>15}"
        f"{'learned threshold: recall':>27}{'false alarms':>14}"
    )
    for name, texts in files.items():
        model, started = Model(), time.perf_counter()
        model.learn([text for other, rows in files.items() if other != name for text in rows])
        seconds = time.perf_counter() - started
        scored = [(model.score(text), spam) for text, spam in texts]
        everything += scored
        print(
            f"{name:24}{len(texts):6}{area(scored):8.3f}{recall(scored, at_one_percent(scored)):14.1%}"
            f"{recall(scored, model.threshold):26.1%}{share(scored, False, model.threshold):14.1%}   ({seconds:.0f} s)"
        )
    print(
        f"{'all together':24}{len(everything):6}{area(everything):8.3f}"
        f"{recall(everything, at_one_percent(everything)):14.1%}"
    )


if __name__ == "__main__":
    main()
