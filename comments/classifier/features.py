"""What the classifier sees of a text: which short runs of characters occur in it."""

from zlib import crc32

from comments.submission import matchable

# Runs of 3 to 5 characters see through changed spellings ("ch3ck", "subscr1be") and need no dictionary of any language.
SHORTEST, LONGEST = 3, 5
BUCKETS = 1 << 18
# A longer text is looked at from both ends, so that padding neither hides anything nor costs time.
MOST_CHARACTERS = 2000


def features(text: str) -> list[int]:
    """Return the numbers (below BUCKETS) of all runs of characters in `text`, each once."""
    words = " ".join(matchable(text).split())
    if len(words) > MOST_CHARACTERS:
        half = MOST_CHARACTERS // 2
        words = f"{words[:half]} {words[-half:]}"
    padded = f" {words} " if words else ""
    runs = {
        padded[start : start + length]
        for length in range(SHORTEST, LONGEST + 1)
        for start in range(len(padded) - length + 1)
    }
    return list({crc32(run.encode("utf-8", "replace")) % BUCKETS for run in runs})
