"""Rules about the label of each paid link, and what it must say where: R4, R6, R7, R8."""

import re

from bs4 import Tag
from django.utils.translation import gettext as _

from disclosures.compliance.served import Served
from disclosures.compliance.verdicts import Verdict, failed, not_applicable, passed
from disclosures.jurisdictions import MEMBERS_OF_THE_EU
from disclosures.wording import base_language


def _words(pattern: str) -> re.Pattern[str]:
    return re.compile(rf"(?<!\w)(?:{pattern})(?!\w)", re.IGNORECASE)


UK_WORDS = _words("ad|advert|advertisement|advertising")
EU_WORDS = {
    "en": _words("ad|advert|advertisement|advertising"),
    "de": _words("anzeige|werbung"),
    "fr": _words("publicité|collaboration commerciale"),
    "it": _words("pubblicità"),
    "es": _words("publicidad"),
    "nl": _words("advertentie|reclame"),
}
CA_WORDS = {
    "en": _words("#?ad|advert|advertisement|advertising|sponsored|paid|commission"),
    "fr": _words("#?pub|publicité|commandité|rémunérée?|commission"),
}
THERAPEUTIC = frozenset({"supplement", "medicine", "prescription", "device"})
# A statement by somebody who claims to have used the goods.
TESTIMONIAL = re.compile(
    r"\b(?:it|this|they|these) (?:\w+ ){0,2}(?:cured|healed|helped|worked for|changed) (?:me|my)\b"
    r"|\b(?:i|we) (?:have |['\u2019]ve )?(?:been )?(?:taken|taking|took|tried|used|using) (?:it|this|these|them)\b"
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
    if not served.links:
        return not_applicable("R4", _("There is no paid link."))
    for link in served.links:
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
        if label is None or not UK_WORDS.search(served.words(label)):
            message = _("The card of an article that is all advertising is not marked “Ad”: “%s”")
            return failed("R6", message % served.words(card)[:100])
    return _judge_words("R6", served, UK_WORDS, _("Ad"))


def r7(served: Served) -> Verdict:
    """European Union: advertising is called by its name, in the language of the page.

    Source: Directive 2005/29/EC on unfair commercial practices, Annex I no. 11 (paid content in media) and
    article 7(2); which words are clear enough follows national courts and authorities.
    """
    if served.jurisdiction not in {"EU", *MEMBERS_OF_THE_EU}:
        return not_applicable("R7", _("The site does not follow the rules of the European Union."))
    language = base_language(served.language)
    if language not in EU_WORDS:
        return not_applicable("R7", _("What advertising is called in “%s” is not known here.") % language)
    names = {"de": "Anzeige", "fr": "Publicité", "it": "Pubblicità", "es": "Publicidad", "nl": "Advertentie"}
    return _judge_words("R7", served, EU_WORDS[language], names.get(language, "Ad"))


def r8(served: Served) -> Verdict:
    """Canada: “#ad” or clearer. Australia: nobody who is paid says how well a therapeutic good worked.

    Source: Canada: Competition Act, sections 52 and 74.01, and the guidelines of Ad Standards on influencers.
    Australia: Therapeutic Goods (Therapeutic Goods Advertising Code) Instrument 2021, section 24.
    """
    if served.jurisdiction == "CA":
        words = CA_WORDS.get(base_language(served.language))
        if words is None:
            return not_applicable(
                "R8", _("What advertising is called in “%s” is not known here.") % served.language
            )
        return _judge_words("R8", served, words, "Publicité" if served.language.startswith("fr") else "(ad)")
    if served.jurisdiction == "AU":
        return _judge_testimonials(served)
    return not_applicable("R8", _("The site follows neither the rules of Canada nor those of Australia."))


def _judge_words(rule: str, served: Served, words: re.Pattern[str], example: str) -> Verdict:
    """Look for the words in each label, and in the notice where no link is paid for but something else is."""
    if not served.must_tell:
        return not_applicable(rule, _("There is no advertising on this page."))
    unclear = [link.label for link in served.links if not words.search(link.label)]
    if unclear:
        message = _("The label “%(label)s” does not say that this is advertising. Write “%(example)s”.")
        return failed(rule, message % {"label": unclear[0], "example": example})
    if not served.links and not words.search(served.notice):
        message = _("The notice does not call this advertising: “%(notice)s”. Begin it with “%(example)s”.")
        return failed(rule, message % {"notice": served.notice[:100], "example": example})
    return passed(rule)


def _judge_testimonials(served: Served) -> Verdict:
    goods = [each for each in served.marked("product") if each.get("data-product-kind") in THERAPEUTIC]
    if not goods or not served.must_tell:
        return not_applicable("R8", _("No medicine, supplement or device is shown for money."))
    found = TESTIMONIAL.search(served.text)
    marked: list[Tag] = [tag for tag in served.reading.soup.select(TESTIMONIAL_MARKS) if served.is_seen(tag)]
    if not found and not marked:
        return passed("R8")
    words = found[0] if found else served.words(marked[0])[:100]
    message = _(
        "“%s” is somebody's experience with a therapeutic good on a page that earns money with it. Take it out."
    )
    return failed("R8", message % words)
