"""Tells readers who pays: puts notice, labels and `rel` into HTML, checks the result, and never fails open."""

import logging
import re
from collections.abc import Callable
from dataclasses import dataclass, replace
from html import unescape
from typing import Literal

from disclosures import legacy_notices, markup
from disclosures.classification import Classifier
from disclosures.detection import PaidLink
from disclosures.edits import apply_edits, in_body, in_front, in_main, marker
from disclosures.elements import TooUnusualError
from disclosures.links import Believed, Scan
from disclosures.listening import MAX_LENGTH_BY_HAND
from disclosures.policy import Policy
from disclosures.scanning import scan
from disclosures.texts import connection_sentence, shipped_labels
from disclosures.wording import states_earning, takes_back

logger = logging.getLogger(__name__)

Verdict = Literal["nothing_to_tell", "told", "told_as_is", "fallback"]
MAX_LENGTH = 2_000_000
BEGINNING = 6_000
# Without rules every address outside could earn money, and so could the usual paths of own redirects.
MAY_EARN = re.compile(r"https?:|//|\\\\|/(?:go|out|refer|get|visit|link|recommends)/", re.IGNORECASE)
# A notice written by hand is believed only in markup that hides nothing and is not our own.
ANY_TAG = re.compile("<[^>]*>")
BLOCK_EDGE = re.compile(
    r"</?(?:address|article|aside|blockquote|dd|div|dl|dt|figcaption|figure|footer|h[1-6]|header|hr|li|main|ol|p|pre"
    r"|section|table|td|th|tr|ul)\b[^>]*>",
    re.IGNORECASE,
)
MAY_HIDE = re.compile(
    r"<(?:details|dialog|footer|nav|select|template|noscript)\b|hidden|popover|style|product-notice",
    re.IGNORECASE,
)
SHIPPED_POLICY = Policy()
Places = tuple[Callable[[str, str], str], ...]


class NotToldError(Exception):
    """The finished HTML still holds a paid link that its readers were not told about."""


@dataclass(frozen=True, slots=True)
class Disclosed:
    """What is served: `notice` is the text shown ("" for none), `reason` says why a fallback was needed."""

    html: str
    links: tuple[PaidLink, ...] = ()
    notice: str = ""
    verdict: Verdict = "nothing_to_tell"
    reason: str = ""


def disclose(html: str, policy: Policy = SHIPPED_POLICY) -> Disclosed:
    """Return the HTML with everything its readers must be told. Never raises; what fails is told anyway.

    The notice stands in front of the HTML. `disclose(disclose(x).html)` changes nothing more, and where
    nothing is to be told the very same string comes back.
    """
    return _disclose(html, policy, ())


def disclose_page(html: str, policy: Policy = SHIPPED_POLICY) -> Disclosed:
    """Do the same for a finished page: its notice stands at the start of `<main>`.

    Where a paid link comes before `<main>`, or there is none, the notice stands at the start of `<body>`, and
    where even that comes too late, in front of everything.
    """
    return _disclose(html, policy, (in_main, in_body))


def _disclose(html: str, policy: Policy, places: Places) -> Disclosed:
    if len(html) > MAX_LENGTH:
        return _plain(html, policy, places, "The text is too long to be looked at.")
    if not policy.rules:
        if policy.forced or policy.placement == "always" or MAY_EARN.search(unescape(html)):
            return _plain(html, policy, places, "No rules are loaded.")
        return Disclosed(html)
    try:
        return _told(html, policy, places)
    except TooUnusualError as error:
        return _plain(html, policy, places, str(error))
    except Exception as error:
        logger.exception("A text could not be disclosed; the plain notice is shown in front of it.")
        return _plain(html, policy, places, f"{type(error).__name__}: {error}")


def _told(html: str, policy: Policy, places: Places) -> Disclosed:
    believed = believed_by(policy)
    classifier = Classifier(policy.rules, policy.own_site)
    seen = scan(html, classifier, believed, marker(policy))
    if policy.off and nothing_is_sure(seen, policy):
        return Disclosed(html)
    source = html
    if _needs_notice(seen, policy):
        html, seen = _told_by_hand(html, seen, lambda marked: scan(marked, classifier, believed))
    sentences = missing_sentences(seen, policy)
    edited = apply_edits(html, seen, policy)
    links = tuple(PaidLink(link.href, link.match) for link in seen.links)
    verdict: Verdict = "told_as_is" if seen.by_hand else "told"
    if not sentences and edited is source:
        shown = seen.notice or " ".join(_declared(policy))
        return Disclosed(source, links, shown, verdict if shown else "nothing_to_tell")
    notice = markup.notice(sentences, policy) if sentences else ""
    # Where there was nothing of ours before, everything of ours that is met now was just written.
    believed = replace(believed, marks_suffice=not seen.text_mattered)
    problem = ""
    for place in (*places, in_front) if notice else (in_front,):
        told = place(edited, notice)
        problem = problem_of(scan(told, classifier, believed), seen, sentences, policy)
        if not problem:
            return Disclosed(told, links, " ".join(sentences) or seen.notice, verdict)
    raise NotToldError(problem)


def believed_by(policy: Policy) -> Believed:
    """Return what markup of ours must say under this policy to be believed."""
    # Not what an editor declared: "Acme gave us this lamp" says nothing of the links below it.
    own = {" ".join(text.split()) for text in (policy.texts.notice, policy.texts.general)}
    return Believed(
        is_notice=lambda text: states_earning(text) or any(sentence in text for sentence in own),
        labels=(policy.texts.label, *shipped_labels()),
        statements=tuple(policy.texts.statements.values()),
    )


def missing_sentences(seen: Scan, policy: Policy) -> list[str]:
    """Return what readers must still be told, in the order in which it is shown."""
    demanded = policy.statements_for({link.match.network for link in seen.links})
    statements = [text for text in demanded if text not in seen.statements]
    if _needs_notice(seen, policy):
        first = policy.texts.notice if seen.links or policy.forced else policy.texts.general
        return [first, *_undeclared(seen, policy), *statements]
    return [*_undeclared(seen, policy), *statements]


def _needs_notice(seen: Scan, policy: Policy) -> bool:
    wanted = policy.forced or policy.placement == "always"
    return any(not link.told for link in seen.links) or (wanted and not seen.notice)


def _told_by_hand(html: str, seen: Scan, scan_again: Callable[[str], Scan]) -> tuple[str, Scan]:
    """Mark a notice that an editor wrote into the article, if it tells enough and before every paid link."""
    notice = legacy_notices.find(html[: _beginning(html, seen)])
    if notice is None or not states_earning(notice.text) or MAY_HIDE.search(html, notice.start, notice.end):
        return html, seen
    if takes_back(_block_around(html, notice.start, notice.end)):
        return html, seen
    marked = html[: notice.start] + markup.BY_HAND + html[notice.start :]
    again = scan_again(marked)
    is_enough = again.by_hand and all(link.told for link in again.links)
    return (marked, again) if is_enough else (html, seen)


def _beginning(html: str, seen: Scan) -> int:
    """Return where it ends: further down than the first paid link a notice would come too late."""
    first = html.find(seen.links[0].href.partition("&")[0]) if seen.links else -1
    return min(first + MAX_LENGTH_BY_HAND, BEGINNING) if first >= 0 else BEGINNING


def _block_around(html: str, start: int, end: int) -> str:
    """Return the words of the paragraph, or whatever block it is, in which this part of the HTML stands."""
    before = [edge.end() for edge in BLOCK_EDGE.finditer(html, 0, start)]
    after = BLOCK_EDGE.search(html, end)
    return unescape(
        ANY_TAG.sub(" ", html[before[-1] if before else 0 : after.start() if after else len(html)])
    )


def _undeclared(seen: Scan, policy: Policy) -> list[str]:
    """Return what an editor declared on this page and readers have not read yet."""
    return [sentence for sentence in _declared(policy) if sentence not in seen.said]


def _declared(policy: Policy) -> list[str]:
    """Return the sentences of one page: its connections, then the editor's own words."""
    told = [connection_sentence(each.kind, each.who, each.what, policy.texts) for each in policy.connections]
    return [sentence for text in (*told, policy.extra) if (sentence := " ".join(text.split()))]


def nothing_is_sure(seen: Scan, policy: Policy) -> bool:
    """Say whether nothing speaks against an editor who switched the notice off (unknown short links do not)."""
    strong = any(link.match.strength == "strong" for link in seen.links)
    return not (strong or policy.connections or policy.extra or policy.forced)


def problem_of(result: Scan, before: Scan, shown: list[str], policy: Policy) -> str:
    """Return what readers of the finished HTML are not told, "" if everything is."""
    if len(result.links) < len(before.links):
        return "A paid link went out of sight."
    for link in result.links:
        if not (link.told and link.is_marked):
            return f"Not told: {link.href[:200]}"
    missing = [] if not before.text_mattered else missing_sentences(result, policy)
    return f"Not shown: {missing[0]}" if missing else ""


def _plain(html: str, policy: Policy, places: Places, reason: str) -> Disclosed:
    """Return the HTML, its links untouched, behind a notice that asks neither rules nor texts again.

    `places` are tried in turn before the front, which is always there.
    """
    sentences = [
        policy.texts.notice,
        *_declared(policy),
        *policy.statements_for(set(policy.texts.statements)),
    ]
    notice = markup.notice(sentences, policy)
    told = html
    for place in places:
        try:
            told = place(html, notice)
        except Exception:
            logger.exception("The notice could not be put where it belongs.")
        if told != html:
            break
    else:
        told = in_front(html, notice)
    # The notice stands there already: the same text was served before.
    result = html if notice * 2 in told else told
    return Disclosed(result, (), " ".join(sentences), "fallback", reason)
