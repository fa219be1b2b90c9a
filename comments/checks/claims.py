"""Tells advice that could harm from what people tell about themselves: sentence by sentence, in folded text."""

import re
from collections.abc import Callable, Iterator

from comments.checks.sentences import Sentence
from comments.folding import Folded
from comments.medicines import Medicines
from comments.phrases import Phrases
from comments.wordlists import word_list

Span = tuple[int, int]
Finder = Callable[[str], Iterator[Span]]


def _words(*sections: str) -> tuple[str, ...]:
    return tuple(word for section in sections for word in word_list("medical", section))


def _of(*sections: str) -> Phrases:
    return Phrases(_words(*sections))


_MEDICINES = Medicines()
_REMEDIES = Medicines(word_list("medical_lexicon", "supplements"))
_TREATMENTS = Medicines(_words("treatments"))
_REPLACED = Medicines(_words("treatments", "doctors"))
_STOPS, _CURES, _MIRACLES, _INSTEAD = _of("stops"), _of("cures"), _of("miracles"), _of("instead", "better")
_SERIOUS, _ACCEPTED, _PRODUCTS, _CLAIMS = _of("serious"), _of("accepted"), _of("products"), _of("claims")
_DOUBTED = _of("negations", "doubts")
_TOLD = _of("oneself", "doctors_word")
_CHOSEN = _of("doctors_choice")
_ENDINGS, _GRAVE, _PROVISOS = _of("endings"), _of("grave"), _of("provisos")
_FUTURE = _of("future")
_BETTER = frozenset(word_list("medical", "better"))
_ONESELF, _NEGATIONS = _of("oneself"), _of("negations")

# "to stop" tells a story, unless somebody is told that they have to.
_STORY = re.compile(
    r"(?<!need )(?<!needs )(?<!ought )(?<!you have )(?<!must )(?<!time )(?<!best )(?<!better )(?<!you )(?<!tip is )"
    r"(?<!advice is )(?<!trick is )(?<!key is )(?<!secret is )(?<!answer is )\bto $"
)
_TO_READERS = re.compile(
    r"(?:\byou (?:[\w']+ ){0,2}|\bi(?: would|'?d) (?:just |simply )?|(?:tip|advice|trick|key|secret|answer) is to )$"
)
_NUMBER = r"(?:\d[\d.,]*|one|two|three|four|five|six|ten|half)"
_DOSE = re.compile(
    rf"\b{_NUMBER}[ -]?(?:mg|mcg|μg|ug|g|grams?|milligrams?|micrograms?|ml|iu|units?|tablets?|pills?|capsules?"
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
            treatment = sentence.next(_TREATMENTS, told.end, words=4)
            if treatment and _is_advice(sentence, told.start, treatment.end):
                yield sentence.span(told.start, treatment.end)


def _is_advice(sentence: Sentence, start: int, end: int) -> bool:
    before, what = sentence.clause_before(start), sentence.text[start:end]
    if _DOUBTED.find(before) or _STORY.search(before):
        return False
    if "your" in what.split() or _TO_READERS.search(before):
        return True
    return not _TOLD.find(before) and not _PROVISOS.find(sentence.words_after(end, 3))


def doses(text: str) -> Iterator[Span]:
    """Yield where a dose of a medicine is given to readers, rather than told of oneself."""
    for sentence in Sentence.all_in(text):
        dose = _DOSE.search(sentence.text)
        if dose and not sentence.is_question and _is_for_readers(sentence, dose.start()):
            yield sentence.span(*dose.span())


def _is_for_readers(sentence: Sentence, dose: int) -> bool:
    if not sentence.has(_REMEDIES) or _NEGATIONS.find(sentence.words_before(dose, 5)):
        return False
    return not sentence.has(_TOLD) or bool(_ORDER.search(sentence.text))


def cures(text: str) -> Iterator[Span]:
    """Yield where a cure for a serious illness is promised."""
    for sentence in Sentence.all_in(text):
        if not sentence.is_question:
            promises = (*_cures_of(sentence), *_ends_of(sentence))
            yield from (sentence.span(*span) for span in promises if not _is_excused(sentence, *span))


def _cures_of(sentence: Sentence) -> Iterator[Span]:
    """Yield "cures cancer", and miracles whatever for."""
    yield from ((miracle.start, miracle.end) for miracle in sentence.find(_MIRACLES))
    for cure in sentence.find(_CURES):
        if illness := sentence.next(_SERIOUS, cure.end, words=5):
            yield cure.start, illness.end


def _ends_of(sentence: Sentence) -> Iterator[Span]:
    """Yield "cancer can be cured"."""
    for illness in sentence.find(_SERIOUS):
        end = sentence.next(_ENDINGS, illness.end, words=4)
        if end and not _NEGATIONS.find(sentence.text[illness.end : end.start]):
            yield illness.start, end.end


def replacements(text: str) -> Iterator[Span]:
    """Yield where something takes the place of a treatment that works."""
    for sentence in Sentence.all_in(text):
        for found in () if sentence.is_question or sentence.has(_CHOSEN) else sentence.find(_INSTEAD):
            before = sentence.clause_before(found.start)
            # What harms nobody may be left out in one's own story: a walk instead of a painkiller.
            treatments = _GRAVE if found.phrase in _BETTER or _ONESELF.find(before) else _REPLACED
            treatment = sentence.next(treatments, found.end, words=3)
            if (
                treatment
                and not _MEDICINES.find(before)
                and not _is_excused(sentence, found.start, treatment.end)
            ):
                yield sentence.span(found.start, treatment.end)


def _is_excused(sentence: Sentence, start: int, end: int) -> bool:
    """Return whether it is doubted, or told of something that does cure."""
    after = sentence.words_after(end, 4)
    near = f"{sentence.words_before(start, 4)} . {after}"
    return bool(_DOUBTED.find(sentence.clause_before(start)) or _FUTURE.find(after) or _ACCEPTED.find(near))


def offers(text: str) -> Iterator[Span]:
    """Yield the link beside which a product is praised."""
    link = _LINK.search(text)
    if link and _PRODUCTS.find(text) and _CLAIMS.find(text):
        yield link.span()


def listed(section: str) -> Finder:
    """Return a function that yields the phrases of this section of the data."""
    phrases = _of(section)
    return lambda text: ((match.start, match.end) for match in phrases.find_in(Folded(text)))
