"""Ordinary words about health, which spam filters take for advertising."""

import re

from comments.phrases import Phrases
from comments.wordlists import word_list

_SECTIONS = ("conditions", "medicines", "supplements", "body", "symptoms", "care")
_LEXICON = Phrases(word for section in _SECTIONS for word in word_list("medical_lexicon", section))
# Whoever sells says where, or for how much.
_OFFER = re.compile(
    r"https?:|www\.|\w\.(?:com|net|shop|store|biz|info|ru|cn)\b|\]\("
    r"|\b(?:buy|order|cheap\w*|discount\w*|for sale|shipping|whatsapp|telegram|promo|coupon)\b",
    re.IGNORECASE,
)
MOST_POINTS = 2


def protects(text: str) -> int:
    """Return how many spam points the words of `text` speak against, 0 to 2: one for every two words about health.

    A text that offers something is not protected.
    """
    if _OFFER.search(text):
        return 0
    return min(len({match.phrase for match in _LEXICON.find(text)}) // 2, MOST_POINTS)
