"""Tells readers of plain text who pays: the notice in front, a label before each paid address."""

import logging
import re
from dataclasses import dataclass

from disclosures.classification import Classifier, LinkMatch
from disclosures.detection import PaidLink
from disclosures.injection import (
    MAX_LENGTH,
    MAY_EARN,
    NotToldError,
    Verdict,
    believed_by,
    missing_sentences,
    nothing_is_sure,
)
from disclosures.links import MAX_LINKS, REFERRER_DEMANDED, Believed, Link, Scan
from disclosures.policy import Policy

logger = logging.getLogger(__name__)

# What programs make links of in plain text: whole addresses, and such as amzn.to/x, www.shop.example or /go/x/.
ADDRESS = re.compile(
    r"""(?: https?:(?=[/\\]) | (?<![\w:/.])//(?=\w) | (?<![\w./:<-])/(?=\w)
      | (?<![\w.@/-]) (?: www\. | (?:[a-z0-9-]++\.)++ [a-z]{2,24} (?=[/?]) ) )
      [^\s<>"'`]+""",
    re.IGNORECASE | re.VERBOSE,
)
HAS_NO_SCHEME = re.compile(r"(?!https?:|[/\\])", re.IGNORECASE)
END_OF_SENTENCE = ".,;:!?)]}"
# [words](address), as Markdown writes a link.
MARKDOWN = re.compile(r"\[[^\[\]\n]{0,1000}\]\($")


@dataclass(frozen=True, slots=True)
class DisclosedText:
    """What is sent: `notice` is the text shown ("" for none), `reason` says why a fallback was needed."""

    text: str
    links: tuple[PaidLink, ...] = ()
    notice: str = ""
    verdict: Verdict = "nothing_to_tell"
    reason: str = ""


@dataclass(frozen=True, slots=True)
class PaidAddress:
    """A paid address in plain text; its label stands at `place`, or has to be put there.

    `direct` is the address to be written in place of one of the site's own redirects.
    """

    href: str
    match: LinkMatch
    start: int
    place: int
    labelled: bool
    direct: str = ""

    @property
    def as_link(self) -> Link:
        """The same as a link, which needs no `rel`."""
        link = Link(self.href, self.match, "input", frozenset(), self.start, labelled=self.labelled)
        link.direct = self.direct
        return link

    @property
    def is_marked(self) -> bool:
        """Whether label and address are as they must be."""
        return self.labelled and not self.direct


def disclose_text(text: str, policy: Policy) -> DisclosedText:
    """Return the text with everything its readers must be told. Never raises; what fails is told anyway.

    `disclose_text(disclose_text(x).text)` changes nothing more, and where nothing is to be told the very same
    string comes back.
    """
    if len(text) > MAX_LENGTH:
        return _plain(text, policy, "The text is too long to be looked at.")
    if not policy.rules:
        may_earn = policy.forced or MAY_EARN.search(text) or ADDRESS.search(text)
        return _plain(text, policy, "No rules are loaded.") if may_earn else DisclosedText(text)
    try:
        return _told(text, policy)
    except Exception as error:
        logger.exception("A text could not be disclosed; the plain notice is shown in front of it.")
        return _plain(text, policy, f"{type(error).__name__}: {error}")


def paid_addresses(text: str, classifier: Classifier, believed: Believed) -> list[PaidAddress]:
    """Return the paid addresses in a plain text, in their order."""
    found = []
    for address in ADDRESS.finditer(text):
        href = address[0].rstrip(END_OF_SENTENCE)
        full = f"https://{href}" if HAS_NO_SCHEME.match(href) else href
        match = classifier.match(full)
        if match and match.counts:
            place = _place_of_label(text, address.start())
            is_labelled = _is_labelled(text, place, believed)
            direct = direct_address(full, match, classifier)
            found.append(PaidAddress(href, match, address.start(), place, is_labelled, direct))
    return found


def direct_address(address: str, match: LinkMatch, classifier: Classifier) -> str:
    """Return what stands in place of an own redirect that a network forbids, "" where nothing does."""
    return classifier.direct(address) if match.network in REFERRER_DEMANDED else ""


def labelled(text: str, addresses: list[PaidAddress], policy: Policy) -> str:
    """Return the text with a label at each paid address that has none, and with the direct address where it must be."""
    pieces, end = [], 0
    for address in addresses:
        if not address.labelled:
            pieces += [text[end : address.place], policy.texts.label, " "]
            end = address.place
        if address.direct:
            pieces += [text[end : address.start], address.direct]
            end = address.start + len(address.href)
    return "".join(pieces) + text[end:]


def _told(text: str, policy: Policy) -> DisclosedText:
    believed = believed_by(policy)
    classifier = Classifier(policy.rules, policy.own_site)
    addresses = paid_addresses(text, classifier, believed)
    if len(addresses) > MAX_LINKS:
        return _plain(text, policy, f"{len(addresses)} paid addresses are too many to be marked.")
    links = tuple(PaidLink(address.href, address.match) for address in addresses)
    seen = _seen(text, addresses, believed, policy)
    if policy.off and nothing_is_sure(seen, policy):
        return DisclosedText(text, links)
    sentences = missing_sentences(seen, policy)
    told = _in_front(labelled(text, addresses, policy), sentences)
    if told == text:
        return DisclosedText(text, links, seen.notice, "told" if seen.notice else "nothing_to_tell")
    again = paid_addresses(told, classifier, believed)
    if len(again) != len(addresses) or not all(address.is_marked for address in again):
        raise NotToldError("A paid address is not marked.")
    return DisclosedText(told, links, " ".join(sentences) or seen.notice, "told")


def _seen(text: str, addresses: list[PaidAddress], believed: Believed, policy: Policy) -> Scan:
    """Return what is in the text in the terms in which HTML is judged."""
    before = _one_line(text[: addresses[0].place] if addresses else text)
    notice = _notice_in(before, policy)
    links = [address.as_link for address in addresses]
    for link in links:
        link.told = bool(notice)
    said = {statement for statement in believed.statements if statement in _one_line(text)}
    return Scan(links=links, notice=notice, said=before, statements=said)


def _notice_in(text: str, policy: Policy) -> str:
    own = (_one_line(policy.texts.notice), _one_line(policy.texts.general))
    return next((sentence for sentence in own if sentence in _one_line(text)), "")


def _place_of_label(text: str, start: int) -> int:
    """Return where the label of the address at `start` stands: before it, or first in the words of its link."""
    if text[start - 1 : start] == "<":
        return start - 1
    words = MARKDOWN.search(text, max(0, start - 1003), start)
    return words.start() + 1 if words else start


def _is_labelled(text: str, place: int, believed: Believed) -> bool:
    before = text[:place].rstrip()
    after = text[place : place + 200]
    return any(
        after.startswith(label) or (before.endswith(label) and not before[: -len(label)][-1:].isalnum())
        for label in believed.labels
    )


def _in_front(text: str, sentences: list[str]) -> str:
    return "\n".join(sentences) + f"\n\n{text}" if sentences else text


def _plain(text: str, policy: Policy, reason: str) -> DisclosedText:
    sentences = [policy.texts.notice, *policy.statements_for(set(policy.texts.statements))]
    front = _in_front("", sentences)
    told = text if text.startswith(front) else front + text
    return DisclosedText(told, (), " ".join(sentences), "fallback", reason)


def _one_line(text: str) -> str:
    return " ".join(text.split())
