"""Tells advice that could harm from what people tell about themselves: sentence by sentence, in folded text."""

import re
from collections.abc import Callable, Iterator

from comments.checks.sentences import Sentence
from comments.folding import Folded
from comments.phrases import Phrases
from comments.wordlists import word_list

Span = tuple[int, int]
Finder = Callable[[str], Iterator[Span]]


def _of(*sections: str, lexicon: tuple[str, ...] = ()) -> Phrases:
    own = (word for section in sections for word in word_list("medical", section))
    return Phrases((*own, *(word for section in lexicon for word in word_list("medical_lexicon", section))))


_MEDICINES = _of(lexicon=("medicines",))
_REMEDIES = _of(lexicon=("medicines", "supplements"))
_TREATMENTS = _of("treatments", lexicon=("medicines",))
_REPLACED = _of("treatments", "doctors", lexicon=("medicines",))
_STOPS, _CURES, _MIRACLES, _INSTEAD = _of("stops"), _of("cures"), _of("miracles"), _of("instead")
_SERIOUS, _ACCEPTED, _PRODUCTS, _CLAIMS = _of("serious"), _of("accepted"), _of("products"), _of("claims")
_DOUBTED = _of("negations", "doubts")
_TOLD = _of("oneself", "doctors_word")
_NOT_ORDERED = _of("oneself", "doctors_word", "negations")
_CHOSEN = _of("doctors_choice")

# "to stop" tells a story, unless somebody is told that they have to.
_STORY = re.compile(
    r"(?<!need )(?<!needs )(?<!ought )(?<!you have )(?<!must )(?<!time )(?<!best )(?<!better )(?<!you )\bto $"
)
_DOSE = re.compile(
    r"\b\d[\d.,]*[ -]?(?:mg|mcg|μg|ug|g|grams?|milligrams?|micrograms?|ml|iu|units?|tablets?|pills?|capsules?"
    r"|drops?|puffs?)\b"
)
_ORDER = re.compile(
    r"(?:^|[,;:(\"] ?|\b(?:you (?:should|can|could|must|need to|have to|ought to)|just|please|simply|better) )"
    r"(?:take|try|give|use|inject|swallow|double|triple|start with|go up to|increase|get|drink)\b"
)
_LINK = re.compile(
    r"https?://|\bwww\.|\b[\w-]{1,63}\.(?:com|shop|store|net|org|co|io|biz|info|health|life)\b"
)


def stops(text: str) -> Iterator[Span]:
    """Yield where readers are told to do without a treatment."""
    for sentence in Sentence.all_in(text):
        for told in () if sentence.is_question else sentence.find(_STOPS):
            treatment = sentence.next(_TREATMENTS, told.end, words=5)
            if treatment and _is_advice(
                sentence.clause_before(told.start), sentence.text[told.start : treatment.end]
            ):
                yield sentence.span(told.start, treatment.end)


def _is_advice(before: str, what: str) -> bool:
    if _DOUBTED.find(before) or _STORY.search(before):
        return False
    is_to_readers = "your" in what.split() or "you" in before.split()[-3:]
    return is_to_readers or not _TOLD.find(before)


def doses(text: str) -> Iterator[Span]:
    """Yield where a dose of a medicine is given to readers, rather than told of oneself."""
    for sentence in Sentence.all_in(text):
        dose = None if sentence.is_question else _DOSE.search(sentence.text)
        is_told = sentence.has(_NOT_ORDERED) and not _ORDER.search(sentence.text)
        if dose and not is_told and sentence.has(_REMEDIES):
            yield sentence.span(*dose.span())


def cures(text: str) -> Iterator[Span]:
    """Yield where a cure for a serious illness is promised."""
    for sentence in Sentence.all_in(text):
        for found in () if sentence.is_question else (*sentence.find(_CURES), *sentence.find(_MIRACLES)):
            is_miracle = found in sentence.find(_MIRACLES)
            illness = found if is_miracle else sentence.next(_SERIOUS, found.end, words=5)
            if illness and not _is_excused(sentence, found.start):
                yield sentence.span(found.start, illness.end)


def replacements(text: str) -> Iterator[Span]:
    """Yield where something takes the place of a treatment that works."""
    for sentence in Sentence.all_in(text):
        for found in () if sentence.is_question or sentence.has(_CHOSEN) else sentence.find(_INSTEAD):
            treatment = sentence.next(_REPLACED, found.end, words=3)
            other = _MEDICINES.find(sentence.clause_before(found.start))
            if treatment and not other and not _is_excused(sentence, found.start):
                yield sentence.span(found.start, treatment.end)


def _is_excused(sentence: Sentence, place: int) -> bool:
    """Return whether it is doubted, or told of something that does cure."""
    doubted = _DOUBTED.find(sentence.clause_before(place))
    return bool(doubted or _ACCEPTED.find(sentence.words_before(place, 4)))


def offers(text: str) -> Iterator[Span]:
    """Yield the link beside which a product is praised."""
    link = _LINK.search(text)
    if link and _PRODUCTS.find(text) and _CLAIMS.find(text):
        yield link.span()


def listed(section: str) -> Finder:
    """Return a function that yields the phrases of this section of the data."""
    phrases = _of(section)
    return lambda text: ((match.start, match.end) for match in phrases.find_in(Folded(text)))
