"""Rules about products and rankings: R16, R20, R21."""

import re
from datetime import datetime, timedelta

from bs4 import Tag
from django.utils.dateparse import parse_datetime
from django.utils.timezone import get_current_timezone, is_naive, make_aware
from django.utils.translation import gettext as _

from disclosures.compliance.served import Served
from disclosures.compliance.verdicts import Verdict, failed, not_applicable, passed

PRICES_HOLD = timedelta(hours=24)
# Somebody who explains a ranking says with one of these whether money can move it.
SPEAKS_OF_PAYMENT = re.compile(
    r"\b(?:pa(?:y|ys|id|ying|yments?)|commissions?|money|earn\w*|sponsor\w*|advertis\w*|ads?"
    r"|bezahl\w*|zahl\w*|provision\w*|geld|verdien\w*|werb\w*|vergüt\w*"
    r"|pay[ée]\w*|paiements?|rémunér\w*|argent|publicit\w*|pag(?:a|o|at|ad)\w*|denaro|provvigion\w*|comisi[oó]n\w*|dinero"
    r"|betaal\w*|betaling\w*|commissie|geld|adverten\w*)\b",
    re.IGNORECASE,
)


def r16(served: Served) -> Verdict:
    """A price shows as text when it was fetched, and is hidden once it is older than 24 hours.

    Source: Amazon Associates Programme IP License, on storing product advertising content: at most 24 hours, and a
    date and time beside prices that are not fetched anew every hour.
    """
    prices = served.marked("price")
    if not prices:
        return not_applicable("R16", _("No price is shown."))
    for price in prices:
        if problem := _problem_of_price(price, served):
            return failed("R16", problem)
    return passed("R16")


def _problem_of_price(price: Tag, served: Served) -> str:
    words = served.words(price)[:80]
    shown = price.select_one('time[datetime][data-disclosure="price-time"]')
    if shown is None or not served.words(shown):
        return _("The price “%s” does not say when it was fetched. Show the time beside it.") % words
    fetched = _moment(str(shown["datetime"]))
    if fetched is None:
        return _("The time of the price “%s” cannot be read. Write it like 2026-03-01T08:00+00:00.") % words
    if served.now - fetched > PRICES_HOLD:
        return _("The price “%s” is older than 24 hours. Hide it, or fetch it again.") % words
    return ""


def _moment(text: str) -> datetime | None:
    try:
        moment = parse_datetime(text)
    except ValueError:
        return None
    return make_aware(moment, get_current_timezone()) if moment and is_naive(moment) else moment


def r20(served: Served) -> Verdict:
    """A health page with a paid link names who checked what it says about the product.

    Source: 16 CFR 255.3 on endorsements by experts, and the FTC's Health Products Compliance Guidance: claims about
    health need competent evidence, whoever repeats them.
    """
    if served.output != "page" or not served.health or not served.links:
        return not_applicable("R20", _("This is no health page with a paid link."))
    named = [tag for tag in served.reading.soup.select("[data-claims-checked]") if served.is_seen(tag)]
    checks = [served.words(tag) for tag in served.marked("claims-check")]
    if any(str(tag["data-claims-checked"]).strip() for tag in named) or any(checks):
        return passed("R20")
    return failed(
        "R20",
        _(
            "Nobody is named who checked what this page says about products. "
            "Ask for a review, or record a claims check in the page's settings."
        ),
    )


def r21(served: Served) -> Verdict:
    """A ranking says on what it rests and whether payment can move it.

    Source: Directive 2005/29/EC, article 7(4a) and Annex I no. 11a, as amended by Directive (EU) 2019/2161. They
    speak of search results; readers of a list of “the best” are owed the same.
    """
    rankings = served.marked("ranking")
    if not rankings:
        return not_applicable("R21", _("There is no ranking."))
    for ranking in rankings:
        bases = [tag for tag in ranking.select('[data-disclosure="rank-basis"]') if served.is_seen(tag)]
        basis = " ".join(served.words(tag) for tag in bases)
        if not basis:
            return failed(
                "R21", _("A ranking does not say on what it rests. Write how you chose and ordered.")
            )
        if not SPEAKS_OF_PAYMENT.search(basis):
            return failed("R21", _("A ranking does not say whether payment can move it: “%s”") % basis[:200])
    return passed("R21")
