"""Tells in what an API sends: an object with rich text, streams and addresses, as it becomes JSON."""

import logging
from collections.abc import Iterable
from dataclasses import replace
from typing import Any

from disclosures import legacy_notices, markup
from disclosures.elements import TooUnusualError
from disclosures.injection import (
    BEGINNING,
    MAX_LENGTH,
    MAY_EARN,
    NotToldError,
    Verdict,
    disclose,
    missing_sentences,
    nothing_is_sure,
)
from disclosures.json_values import BARE, FIELD, IS_MARKUP, OFF, Reader, is_ours, is_stream, is_text, texts_in
from disclosures.json_writing import Writer, entry
from disclosures.links import MAX_LINKS, Link, Scan
from disclosures.policy import Policy

logger = logging.getLogger(__name__)

Json = dict[str, Any]


def disclose_data(data: Json, policy: Policy) -> Json:
    """Return the object with everything its readers must be told. Never raises; what fails is told anyway.

    The field `disclosure` stands before all others but the id, so that a notice precedes each paid link. Rich text
    and streams that hold paid links begin with it as well; links in rich text get label and `rel`, addresses in
    plain text a label. An address that is a value of its own can have none.
    """
    try:
        if _tells(data) and not problem_in(data, policy, and_marked=True):
            return data
        told = _told(data, policy)
        if _verdict(told).startswith("told") and (problem := problem_in(told, policy, and_marked=True)):
            raise NotToldError(problem)
    except Exception as error:
        logger.exception("An object could not be disclosed; the plain notice stands in front of it.")
        return _plain(data, policy, f"{type(error).__name__}: {error}")
    return told


def guarded(data: Any, policy: Policy) -> Any:
    """Return finished JSON, with what its readers were not told at its start; the very same if nothing is missing.

    The objects of a list (`items`) are looked at one by one.
    """
    try:
        problem = problem_in(data, policy)
    except Exception as error:
        logger.exception("An answer could not be looked at.")
        problem = f"{type(error).__name__}: {error}"
    if not problem:
        return data
    if isinstance(data, list):
        return [entry(_plain_sentences(policy), policy), *data]
    if not isinstance(data, dict):
        return data
    if isinstance(data.get("items"), list):
        items = [disclose_data(each, policy) if isinstance(each, dict) else each for each in data["items"]]
        data = {**data, "items": items}
    return disclose_data(data, policy)


def problem_in(data: Any, policy: Policy, and_marked: bool = False) -> str:
    """Return which paid link in finished JSON its readers are not told about, "" if there is none."""
    if hurdle := _hurdle(data, policy):
        return "" if _tells(data) else hurdle
    try:
        links = list(Reader(policy).links_in(data))
    except TooUnusualError as error:
        return "" if _tells(data) else str(error)
    for link in links:
        if not link.told or (
            and_marked and not (link.is_marked or (link.ordinal == BARE and not link.direct))
        ):
            return f"Not told: {link.href[:200]}"
    return ""


def _verdict(data: Json) -> str:
    return str(data[FIELD]["verdict"]) if FIELD in data else ""


def _hurdle(data: Any, policy: Policy) -> str:
    """Return why nobody can say what is in the data, "" if that can be said."""
    texts = list(texts_in(data))
    if sum(map(len, texts)) > MAX_LENGTH:
        return "The text is too long to be looked at."
    may_earn = not policy.rules and any(MAY_EARN.search(text) for text in texts)
    return "No rules are loaded." if may_earn else ""


def _tells(data: Any) -> bool:
    items = data.get("items") if isinstance(data, dict) else None
    if isinstance(items, list):
        return all(_tells(each) for each in items)
    return isinstance(data, dict) and is_ours(data.get(FIELD)) and data[FIELD]["told"]


def _told(data: Json, policy: Policy) -> Json:
    rest = {name: value for name, value in data.items() if name != FIELD}
    if hurdle := _hurdle(rest, policy):
        return _plain(data, policy, hurdle)
    links = list(Reader(policy).links_in(rest))
    if policy.off and nothing_is_sure(Scan(links=links), policy):
        asked = links or FIELD in data
        return _with_field(rest, _field("", "nothing_to_tell", policy, links, OFF)) if asked else rest
    if not any(is_text(value) for value in rest.values()):
        # The statement that stands on every article does not stand on every entry of a list.
        policy = replace(policy, placement="when_paid")
    if len(links) > MAX_LINKS:
        return _plain(data, policy, f"{len(links)} paid links are too many to be marked.")
    sentences = missing_sentences(Scan(links=[replace(link, told=False) for link in links]), policy)
    if not links and not sentences:
        nothing = _field("", "nothing_to_tell", policy, ())
        return _with_field(rest, nothing) if FIELD in data else rest
    by_hand, sentences = _told_by_hand(rest, links, policy) or ("", sentences)
    writer = Writer(policy, Reader(policy), sentences, owed=bool(missing_sentences(Scan(), policy)))
    written = {name: writer.field(value) for name, value in rest.items()}
    told = " ".join([by_hand, *sentences]).strip()
    marked = list(Reader(policy).links_in(written))
    if len(marked) < len(links):
        raise NotToldError("A paid link went out of sight.")
    return _with_field(written, _field(told, "told_as_is" if by_hand else "told", policy, marked))


def _told_by_hand(rest: Json, links: list[Link], policy: Policy) -> tuple[str, list[str]] | None:
    """Return the notice that an editor wrote into the text and the sentences it lacks, if it tells enough."""
    if not links or any(link.ordinal == BARE for link in links):
        return None
    html = "\n".join(text for text in texts_in(rest) if IS_MARKUP.search(text))
    told = disclose(html, policy)
    found = legacy_notices.find(html[:BEGINNING])
    if told.verdict != "told_as_is" or found is None or len(told.links) != len(links):
        return None
    return found.text, [told.notice] if 'data-disclosure="notice"' in told.html else []


def _plain(data: Json, policy: Policy, reason: str) -> Json:
    """Return the object behind a notice that asks neither rules nor texts again."""
    sentences = _plain_sentences(policy)
    notice = markup.notice(sentences, policy)

    def field(value: Any) -> Any:
        if is_stream(value):
            return value if value[0].get("type") == FIELD else [entry(sentences, policy), *value]
        if isinstance(value, str) and IS_MARKUP.search(value):
            return value if value.startswith(notice) else notice + value
        return value

    rest = {name: field(value) for name, value in data.items() if name != FIELD}
    return _with_field(rest, _field(" ".join(sentences), "fallback", policy, (), reason))


def _plain_sentences(policy: Policy) -> list[str]:
    return [policy.texts.notice, *policy.statements_for(set(policy.texts.statements))]


def _field(notice: str, verdict: Verdict, policy: Policy, links: Iterable[Link], reason: str = "") -> Json:
    statements = [text for text in policy.texts.statements.values() if text in notice]
    return {
        "told": bool(notice),
        "notice": notice,
        "verdict": verdict,
        "reason": reason,
        "statements": statements,
        "links": [_link(link, policy) for link in links],
    }


def _link(link: Link, policy: Policy) -> Json:
    return {
        "href": link.href,
        "programme": link.match.programme,
        "network": link.match.network,
        "label": policy.texts.label if link.labelled else "",
        "rel": sorted(link.rel),
    }


def _with_field(rest: Json, field: Json) -> Json:
    """Return the object with the field that tells before all others but the id."""
    first = {name: rest[name] for name in ("id",) if name in rest}
    return {**first, FIELD: field, **rest}
