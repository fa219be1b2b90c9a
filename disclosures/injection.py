"""Tells readers who pays: puts notice, labels and `rel` into HTML, checks the result, and never fails open."""

import logging
import re
from dataclasses import dataclass
from typing import Literal

from disclosures import markup
from disclosures.detection import PaidLink
from disclosures.edits import apply_edits
from disclosures.policy import Policy
from disclosures.scanning import Believed, Link, Scan, scan
from disclosures.texts import shipped_labels
from disclosures.wording import states_earning

logger = logging.getLogger(__name__)

Verdict = Literal["nothing_to_tell", "told", "told_as_is", "fallback"]
MAX_LENGTH = 2_000_000
# Without rules every address outside with a query could earn money.
OUTSIDE_WITH_QUERY = re.compile(r"""(?:https?:|//|\\\\)[^\s"'<>]*\?""", re.IGNORECASE)
SHIPPED_POLICY = Policy()


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
    if len(html) > MAX_LENGTH:
        return _plain(html, policy, "The text is too long to be looked at.")
    if not policy.rules:
        if policy.forced or policy.placement == "always" or OUTSIDE_WITH_QUERY.search(html):
            return _plain(html, policy, "No rules are loaded.")
        return Disclosed(html)
    try:
        return _told(html, policy)
    except Exception as error:  # noqa: BLE001  whatever breaks here, no paid link may go out untold
        logger.exception("A text could not be disclosed; the plain notice is shown in front of it.")
        return _plain(html, policy, f"{type(error).__name__}: {error}")


def _told(html: str, policy: Policy) -> Disclosed:
    believed = believed_by(policy)
    seen = scan(html, policy.rules, policy.own_hosts, believed)
    sentences = missing_sentences(seen, policy)
    edited = apply_edits(html, seen, policy)
    if sentences:
        edited = markup.notice(sentences, policy) + edited
    links = tuple(PaidLink(link.href, link.match) for link in seen.links)
    if edited is html:
        return Disclosed(html, links, seen.notice, "told" if seen.notice else "nothing_to_tell")
    check(scan(edited, policy.rules, policy.own_hosts, believed), seen, policy)
    return Disclosed(edited, links, " ".join(sentences) or seen.notice, "told")


def believed_by(policy: Policy) -> Believed:
    """Return what markup of ours must say under this policy to be believed."""
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
    untold = any(not link.told for link in seen.links)
    if untold or (policy.forced and not seen.notice):
        return [policy.texts.notice, *_extra(seen, policy), *statements]
    if policy.placement == "always" and not seen.notice:
        return [policy.texts.general, *_extra(seen, policy), *statements]
    return [*_extra(seen, policy), *statements]


def _extra(seen: Scan, policy: Policy) -> list[str]:
    extra = " ".join(policy.extra.split())
    return [extra] if extra and extra not in seen.notice else []


def check(result: Scan, before: Scan, policy: Policy) -> None:
    """Raise NotToldError unless the finished HTML tells about every paid link that was there before."""
    if len(result.links) < len(before.links):
        raise NotToldError("A paid link went out of sight.")
    for link in result.links:
        if not _is_told(link):
            raise NotToldError(f"Not told: {link.href[:200]}")
    if missing := missing_sentences(result, policy):
        raise NotToldError(f"Not shown: {missing[0]}")


def _is_told(link: Link) -> bool:
    return link.told and link.labelled and not link.missing_rel


def _plain(html: str, policy: Policy, reason: str) -> Disclosed:
    """Return the HTML, its links untouched, behind a notice that needs nothing but this function."""
    sentences = [policy.texts.notice, *policy.statements_for(set(policy.texts.statements))]
    notice = markup.notice(sentences, policy)
    if html.startswith(notice):
        return Disclosed(html, (), " ".join(sentences), "fallback", reason)
    return Disclosed(notice + html, (), " ".join(sentences), "fallback", reason)
