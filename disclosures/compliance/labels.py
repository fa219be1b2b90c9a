"""Rules about the label of each paid link, and what it must say where: R4, R6, R7, R8."""

import re

from bs4 import Tag
from django.utils.translation import gettext as _

from disclosures.compliance.served import Served
from disclosures.compliance.verdicts import Verdict, failed, not_applicable, passed
from disclosures.jurisdictions import MEMBERS_OF_THE_EU
from disclosures.linting import problems_of
from disclosures.vocabulary import words
from disclosures.wording import can_judge

THERAPEUTIC = frozenset({"supplement", "medicine", "prescription", "device"})
# A statement by somebody who claims to have used the goods; on a whole page fewer words are sure than in a sentence.
TESTIMONIAL = re.compile(
    r"\b(?:it|this|they|these) (?:\w+ ){0,2}(?:cured|healed|helped|worked for|changed) (?:me|my)\b"
    r"|\b(?:i|we)(?: have|['\u2019]ve)?(?: been)? (?:taken|taking|took|tried|used|using) (?:it|this|these|them)\b"
    r"|\bmy (?:pain|symptoms?|sleep|skin|blood pressure|condition) (?:\w+ ){0,3}"
    r"(?:disappeared|improved|went away|got better|is gone)\b",
    re.IGNORECASE,
)
TESTIMONIAL_MARKS = '[data-disclosure="testimonial"], .testimonial, [itemtype$="schema.org/Review"]'


def r4(served: Served) -> Verdict:
    """Each paid link has its label in the same line of text: at its beginning, or right before it.

    Source: the FTC's answers to questions about its endorsement guides: on a long page readers may have missed, or
    forgotten, a notice at the top; a disclosure as close as possible to the recommendation is the one that is seen.
    """
    if not served.shown_links:
        return not_applicable("R4", _("There is no paid link."))
    for link in served.shown_links:
        if not link.label:
            message = _(
                "A paid link of %(programme)s has no label at its beginning: %(href)s. "
                "Run the text through the disclosed tags."
            )
            return failed("R4", message % {"programme": link.match.programme, "href": link.href[:200]})
    return passed("R4")


def r6(served: Served) -> Verdict:
    """United Kingdom: advertising is called “Ad”, in articles and on the cards of wholly commercial ones.

    Source: CAP code, rules 2.1 and 2.3, and the guidance of ASA and CAP on recognising ads, by which "affiliate",
    "spon" or "gifted" alone are not enough.
    """
    if served.jurisdiction != "UK":
        return not_applicable("R6", _("The site does not follow the rules of the United Kingdom."))
    for card in served.marked("commercial-card"):
        label = card.select_one('[data-disclosure="label"]')
        said = served.words(label) if label else ""
        if not said or problem_of("R6", "label", said, served):
            message = _("The card of an article that is all advertising is not marked “Ad”: “%s”")
            return failed("R6", message % served.words(card)[:100])
    return _judge_words("R6", served)


def r7(served: Served) -> Verdict:
    """European Union: advertising is called by its name, in the language of the page.

    Source: Directive 2005/29/EC on unfair commercial practices, Annex I no. 11 (paid content in media) and
    article 7(2); which words are clear enough follows national courts and authorities.
    """
    if served.jurisdiction not in {"EU", *MEMBERS_OF_THE_EU}:
        return not_applicable("R7", _("The site does not follow the rules of the European Union."))
    return _judge_words("R7", served)


def r8(served: Served) -> Verdict:
    """Canada: “#ad” or clearer. Australia: nobody who is paid says how well a therapeutic good worked.

    Source: Canada: Competition Act, sections 52 and 74.01, and the guidelines of Ad Standards on influencers.
    Australia: Therapeutic Goods (Therapeutic Goods Advertising Code) Instrument 2021, section 24.
    """
    if served.jurisdiction == "CA":
        return _judge_words("R8", served)
    if served.jurisdiction == "AU":
        return _judge_testimonials(served)
    return not_applicable("R8", _("The site follows neither the rules of Canada nor those of Australia."))


def _judge_words(rule: str, served: Served) -> Verdict:
    """Look at the words of each label, and of the notice."""
    if not served.must_tell:
        return not_applicable(rule, _("There is no advertising on this page."))
    if not can_judge(served.language):
        message = _("What advertising is called in “%s” is not known here.")
        return not_applicable(rule, message % served.language)
    said = [("label", label) for label in dict.fromkeys(link.label for link in served.shown_links)]
    for kind, text in [*said, ("notice", served.notice)]:
        if problem := problem_of(rule, kind, text, served):
            return failed(rule, f"“{text[:100]}”: {problem}")
    return passed(rule)


def problem_of(rule: str, kind: str, text: str, served: Served) -> str:
    """Return what is wrong with a sentence by one rule and what to write instead, "" if nothing is."""
    for problem in problems_of(kind, text, served.language, served.jurisdiction):
        if problem.rule == rule:
            return f"{problem.message} {problem.suggestion}".strip()
    return ""


def _judge_testimonials(served: Served) -> Verdict:
    goods = [each for each in served.marked("product") if each.get("data-product-kind") in THERAPEUTIC]
    if not served.must_tell or not (goods or words("testimonial", "goods").search(served.text)):
        return not_applicable("R8", _("No medicine, supplement or device is shown for money."))
    found = TESTIMONIAL.search(served.text)
    marked: list[Tag] = [tag for tag in served.reading.soup.select(TESTIMONIAL_MARKS) if served.is_seen(tag)]
    if not found and not marked:
        return passed("R8")
    said = found[0] if found else served.words(marked[0])[:100]
    message = _(
        "“%s” is somebody's experience with a therapeutic good on a page that earns money with it. Take it out."
    )
    return failed("R8", message % said)
