"""Details that lead to one person: the reader is asked once whether everybody may read them."""

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from stdnum import iban, luhn
from stdnum.de import idnr
from stdnum.es import dni, nie
from stdnum.fr import nir
from stdnum.gb import nhs
from stdnum.it import codicefiscale
from stdnum.nl import bsn
from stdnum.us import ssn

from comments.checks.check import Check, Phase
from comments.checks.phones import ANY_NUMBER, NUMBER_TO_CALL, is_phone, is_phone_to_call
from comments.findings import Finding, Kind
from comments.submission import Submission

# Numbers inside addresses of pages and papers belong to nobody.
_ADDRESSES = re.compile(r"(?:https?://|www\.|\bdoi:? ?|\b10\.\d{4,9}/)\S+")
_BEFORE, _AFTER = r"(?<![\w.,#/-])", r"(?![\w#/]|[.,-]\d)"
_AT = r"(?: ?@ ?| ?[\[({] ?(?:at|@|ät) ?[\])}] ?)"
_DOT = r"(?:\.| ?[\[({] ?(?:dot|punkt|\.) ?[\])}] ?| dot )"
_MAIL_HOSTS = "aol|gmail|gmx|googlemail|hotmail|icloud|live|outlook|proton|protonmail|web|yahoo"
_EMAIL = (
    rf"(?<![\w.+-])[\w.+-]{{1,64}}+(?:{_AT}[\w-]{{1,63}}(?:{_DOT}[\w-]{{1,63}})*?{_DOT}[a-z]{{2,24}}"
    rf"| at (?:{_MAIL_HOSTS}){_DOT}[a-z]{{2,3}})\b"
)
_CARD_ISSUERS = re.compile(r"4|5[1-5]|2[2-7]|3[47]|36|38|30[0-5]|6011|62|64|65|35")
# A year of somebody alive, as far as one can know.
_YEAR = r"(?:19[1-9]\d|20\d\d)"
_DAY = r"\d{1,2}(?:st|nd|rd|th|er|\.)?"
_DATE = (
    rf"(?:{_DAY} (?:of |de |di )?[^\W\d_]{{3,10}}\.?(?: de| del)?,? {_YEAR}|[^\W\d_]{{3,10}} {_DAY},? {_YEAR}"
    rf"|\d{{1,2}}[./ -]{{1,2}}\d{{1,2}}[./ -]{{1,2}}{_YEAR}|{_YEAR}[./-]\d\d?[./-]\d\d?"
    r"|\d{1,2}[./-]\d{1,2}[./-]\d\d|\d{1,2} [^\W\d_]{3,10} \d\d)"
)
_BORN = (
    r"(?:born(?: on)?(?: the)?|dates? of birth|birth ?date|birthday|d\.?o\.?b\.?|geboren(?: am| op)?|geburtsdatum"
    r"|geb\.|née?e? le|date de naissance|nacid[oa](?: el)?|nací el|fecha de nacimiento|nat[oa] il"
    r"|data di nascita|geboortedatum)"
)


def _digits(text: str) -> str:
    return "".join(character for character in text if character.isdigit())


def _is_card(text: str) -> bool:
    return _CARD_ISSUERS.match(_digits(text)) is not None and luhn.is_valid(_digits(text))


def _is_bsn(text: str) -> bool:
    # A round number is a quantity.
    return not text.endswith("000") and bsn.is_valid(text)


@dataclass(frozen=True)
class Sign:
    """One kind of detail: what it may look like, and whether it then is one."""

    code: str
    pattern: re.Pattern[str]
    message: str | Promise
    is_valid: Callable[[str], bool] = bool

    def places(self, text: str) -> Iterator[tuple[int, int]]:
        """Yield where it stands in the folded `text`."""
        for found in self.pattern.finditer(text):
            if self.is_valid(found["it"]):
                yield found.span("it")


def _sign(code: str, pattern: str, message: str | Promise, is_valid: Callable[[str], bool] = bool) -> Sign:
    return Sign(code, re.compile(rf"{_BEFORE}(?P<it>{pattern}){_AFTER}"), message, is_valid)


_CARD = _("This looks like the number of a bank card or account. Everybody could read it.")
_NATIONAL = _("This looks like a personal number from an authority or insurance. Everybody could read it.")
_HEALTH = _("This looks like a health service number. Everybody could read it.")
_PHONE = _("This looks like a phone number. Everybody could read it and call it.")
# Where two would fit, the first one says it.
SIGNS: tuple[Sign, ...] = (
    Sign(
        "email_address",
        re.compile(rf"(?P<it>{_EMAIL})"),
        _("This looks like an e-mail address. Everybody could read it and write to it."),
    ),
    _sign(
        "bank_account",
        r"[a-z]{2}\d{2}(?: ?[\da-z]{4}){3,7}(?: ?[\da-z]{1,3})?",
        _CARD,
        iban.is_valid,
    ),
    _sign("payment_card", r"\d(?:[ -]?\d){12,18}", _CARD, _is_card),
    _sign(
        "french_nir",
        r"[12] ?\d\d ?\d\d ?(?:\d\d|2[ab]) ?\d{3} ?\d{3} ?\d\d",
        _NATIONAL,
        nir.is_valid,
    ),
    _sign("us_ssn", r"\d{3}[ -]\d\d[ -]\d{4}", _NATIONAL, ssn.is_valid),
    _sign("us_ssn", r"(?<=ssn )\d{9}|(?<=social security number )\d{9}", _NATIONAL, ssn.is_valid),
    _sign("nhs_number", r"\d{3}[ -]?\d{3}[ -]?\d{4}", _HEALTH, nhs.is_valid),
    _sign(
        "uk_nino",
        r"(?!bg|gb|nk|kn|tn|nt|zz)[a-ceghj-prstw-z][a-ceghj-npr-tw-z] ?\d\d ?\d\d ?\d\d ?[a-d]",
        _NATIONAL,
    ),
    _sign("german_tax_id", r"\d{2} ?\d{3} ?\d{3} ?\d{3}", _NATIONAL, idnr.is_valid),
    _sign("german_pension", r"\d\d ?[0-3]\d[01]\d{3} ?[a-z] ?\d{3}", _NATIONAL),
    _sign("spanish_dni", r"\d{8}-?[a-z]", _NATIONAL, dni.is_valid),
    _sign("spanish_nie", r"[xyz]-?\d{7}-?[a-z]", _NATIONAL, nie.is_valid),
    _sign(
        "italian_tax_code",
        r"[a-z]{6}[\dl-v]{2}[a-ehlmpr-t][\dl-v]{2}[a-z][\dl-v]{3}[a-z]",
        _NATIONAL,
        codicefiscale.is_valid,
    ),
    _sign("dutch_bsn", r"\d{9}|\d{4}\.\d\d\.\d{3}", _NATIONAL, _is_bsn),
    Sign(
        "birth_date",
        re.compile(rf"\b{_BORN}[\s:,]*(?:(?:is|was|ist|es|est|on|am|the) ){{0,2}}(?P<it>{_DATE})(?!\w)"),
        _("This looks like a date of birth. Everybody could read it."),
    ),
    Sign("phone_number", NUMBER_TO_CALL, _PHONE, is_phone_to_call),
    Sign("phone_number", ANY_NUMBER, _PHONE, is_phone),
)


def identifiers(text: str) -> dict[str, list[tuple[int, int]]]:
    """Return where personal details stand in the folded `text`, by the code of their kind."""
    found: dict[str, list[tuple[int, int]]] = {}
    for sign in SIGNS:
        for start, end in sign.places(text):
            found.setdefault(sign.code, []).append((start, end))
            text = _without(text, start, end)
        if sign.code == "email_address":
            for address in _ADDRESSES.finditer(text):
                text = _without(text, *address.span())
    return found


def _without(text: str, start: int, end: int) -> str:
    return text[:start] + "_" * (end - start) + text[end:]


class Identifiers(Check):
    """Addresses and numbers that lead to one person."""

    name, phase = "identifiers", Phase.SAFETY
    reads_words_only = True
    label = _("Personal details")
    explanation = _(
        "Notices e-mail addresses, phone numbers, dates of birth, bank cards, and national numbers whose check digit "
        "is right. The reader is asked once whether to leave them in; whoever does waits for you."
    )

    def run(self, submission: Submission) -> Iterator[Finding]:
        """Ask once about each kind of detail; hold what is sent all the same."""
        folded = submission.folded
        messages = {sign.code: sign.message for sign in SIGNS}
        for code, places in identifiers(folded.text).items():
            spans = tuple(folded.raw_span(*place) for place in places)
            yield self.finding(Kind.NUDGE, code, messages[code], field="body", spans=spans)
