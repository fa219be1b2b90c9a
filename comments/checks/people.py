"""Finds where a text says of somebody, by name, that they are ill."""

import re
from bisect import bisect_right
from operator import itemgetter

from comments.folding import fold
from comments.phrases import Phrases
from comments.wordlists import word_list

_TOKENS = re.compile(
    r"\b(?:[Mm]rs?|[Mm]s|[Dd]r|[Pp]rof|[Ss]ra?)\.|[^\W_]+(?:['\u2019-][^\W_]+)*|[,.!?;:\n()]"
)
_POSSESSIVE = re.compile(r"['\u2019]s?$")
_RELATIONS = frozenset(word_list("people", "relations"))
_RELATED = _RELATIONS | {"who", "qui", "que"}
_TITLES = frozenset(word_list("people", "titles"))
_FIRST_NAMES = frozenset(word_list("people", "first_names"))
_VERBS = frozenset(word_list("people", "verbs"))
_PLACES = frozenset(word_list("people", "places"))
_FILLERS = frozenset(
    (*word_list("people", "fillers"), *(part.rstrip("*") for part in word_list("medical_lexicon", "body")))
)
_ILLNESSES = Phrases(
    (
        *word_list("medical_lexicon", "conditions"),
        *word_list("medical_lexicon", "medicines"),
        *word_list("people", "private"),
    )
)
# Of these names people speak because they treat others.
_HEALERS = frozenset({"dr", "dr.", "doctor", "prof", "prof.", "professor", "nurse", "st", "saint"})
# "Ann Smith told me that she".
_SAID = frozenset(word_list("people", "said"))
_STOPS = frozenset(".!?;:\n")
# What may open an aside, or stand between "my friend" and her name.
_OPENINGS = frozenset({",", "(", ")", "named", "called"})
# Words that begin a sentence before a name and have a capital then.
_STARTS = frozenset({"my", "our", "mein", "meine", "unser", "unsere", "mon", "ma", "mi", "and", "but", "so"})
# How many words may stand between a name and its verb ("our neighbour from number five").
_ASIDE = 6
_LONGEST_NAME = 4
# How many words before an illness are looked at.
_REACH = 24

Token = tuple[str, int, int]


def named_patients(text: str) -> list[tuple[int, int]]:
    """Return (start, end) of each passage of the raw `text` that gives a name and an illness."""
    tokens = [(token.group(), *token.span()) for token in _TOKENS.finditer(text)]
    passages: dict[int, int] = {}
    for illness in _ILLNESSES.find_in(fold(text)):
        place = bisect_right(tokens, illness.start, key=itemgetter(2))
        start = _start_of_name(tokens[max(place - _REACH, 0) : place])
        if start is not None:
            passages[start] = max(illness.end, passages.get(start, 0))
    return list(passages.items())


def _start_of_name(tokens: list[Token]) -> int | None:
    """Return where a name begins of whom these last words say that they have what follows."""
    while tokens and (_word(tokens[-1]) in _FILLERS or tokens[-1][0].isdigit()):
        if _word(tokens[-1]) in _VERBS and len(tokens) > 1 and _is_capital(tokens[-2]):
            break
        tokens = tokens[:-1]
    if not tokens:
        return None
    if _POSSESSIVE.search(tokens[-1][0]) and _is_capital(tokens[-1]):
        word, start, end = tokens[-1]
        return _start_of_person([*tokens[:-1], (_POSSESSIVE.sub("", word), start, end)], aside=False)
    return _start_of_person(tokens[:-1]) if _word(tokens[-1]) in _VERBS else None


def _start_of_person(tokens: list[Token], aside: bool = True) -> int | None:
    """Return where the person begins whom the last words name, if they do, also with an `aside` after the name."""
    while tokens and _word(tokens[-1]) in _FILLERS | _SAID:
        tokens = tokens[:-1]
    is_closed = bool(tokens) and _word(tokens[-1]) in _OPENINGS
    start = _start_of_known(tokens[:-1] if is_closed else tokens)
    return _before_aside(tokens) if start is None and aside else start


def _before_aside(tokens: list[Token]) -> int | None:
    """Return the same for “Ann Smith, our neighbour,” and “Ann from number five”."""
    for length in range(2, min(_ASIDE, len(tokens) - 1) + 1):
        name, inserted = tokens[:-length], [_word(token) for token in tokens[-length:]]
        if inserted[0] in _STOPS:
            return None
        is_aside = {inserted[0], inserted[-1]} <= _OPENINGS and not _RELATED.isdisjoint(inserted)
        if is_aside or inserted[0] in _PLACES:
            start = _start_of_known(name)
            if start is not None or _is_first(name[-1]):
                return name[-1][1] if start is None else start
    return None


def _start_of_known(tokens: list[Token]) -> int | None:
    """Return where a full name begins, or one that a relation or a title introduces, at the end of `tokens`."""
    first = len(tokens)
    while first and len(tokens) - first < _LONGEST_NAME and _is_capital(tokens[first - 1]):
        first -= 1
    run, before = tokens[first:], [_word(token) for token in tokens[max(first - 2, 0) : first]]
    # A title, and in German any noun, has a capital of its own.
    while run and _word(run[0]) in _RELATIONS | _TITLES | _HEALERS | _STARTS:
        before, run = [*before, _word(run[0])], run[1:]
    introduction = next((word for word in reversed(before) if word not in _OPENINGS), "")
    if not run or introduction in _HEALERS:
        return None
    is_full = len(run) > 1 and any(_is_first(token) for token in run[:-1])
    return run[0][1] if is_full or introduction in _RELATIONS | _TITLES else None


def _word(token: Token) -> str:
    return token[0].casefold()


def _is_capital(token: Token) -> bool:
    # Not "I", and not a word that is shouted.
    return token[0][0].isupper() and not token[0].isupper()


def _is_first(token: Token) -> bool:
    return _is_capital(token) and _word(token) in _FIRST_NAMES
