"""Tells a person's phone number from a helpline, a date and a laboratory value."""

import re

# Whatever could be dialled; whether it is a number of somebody is for the functions below to say.
_NUMBER = r"(?P<it>(?:\+ ?)?\(?\d[\d ()./-]{5,22}\d)(?!\w|[.,-]\d)"
_CALL = (
    r"(?<![^\W\d_])(?:tel|telephone|phone|mobile|cell|call|text|ring|whats ?app|signal|sms|handy|telefon|mobil|tél"
    r"|móvil|portable|telefono|cellulare)(?: me| us| number| no| nr)?(?: at| on| is| unter| au| al)?[.:]? ?"
)
ANY_NUMBER = re.compile(rf"(?<![\w.,#/+-]){_NUMBER}")
NUMBER_TO_CALL = re.compile(rf"{_CALL}{_NUMBER}")
_DATE = re.compile(r"\d{1,2}[./-]\d{1,2}[./-](?:19|20)\d\d|(?:19|20)\d\d[./-]\d{1,2}[./-]\d{1,2}")
_NORTH_AMERICAN = re.compile(r"(?:\+?1[-. ]?)?\(?[2-9]\d\d\)?[-. ] ?[2-9]\d\d[-. ]\d{4}")
# Free of charge, so an office and never a person; helplines among them.
_FREE = re.compile(
    r"(?:\+?1|001)?8(?:00|33|44|55|66|77|88)\d{7}$|(?:\+?44|0044|0)80[08]|(?:\+\d\d|00\d\d|0)800|00800|\+?116"
)


def is_phone(text: str) -> bool:
    """Return whether `text`, which `ANY_NUMBER` matched, is a phone number that could ring at somebody's home."""
    bare = _dialled(text)
    digits = len(bare.lstrip("+"))
    if not is_phone_to_call(text):
        return False
    if text.startswith("+") or (text.startswith("00") and digits > 10):
        return digits >= 8
    if _NORTH_AMERICAN.fullmatch(text):
        return True
    return bare.startswith("0") and not text.startswith("0.") and 9 <= digits <= 12


def is_phone_to_call(text: str) -> bool:
    """Return the same for what `NUMBER_TO_CALL` matched: words ask for a call, so any likely number is one."""
    bare = _dialled(text)
    return 7 <= len(bare.lstrip("+")) <= 15 and not _DATE.search(text) and not _FREE.match(bare)


def _dialled(text: str) -> str:
    return "".join(character for character in text if character.isdigit() or character == "+")
