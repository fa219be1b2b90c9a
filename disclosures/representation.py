"""Tells in what an API sends: an object with rich text, streams and addresses, as it becomes JSON."""

import logging
from collections.abc import Iterable
from dataclasses import dataclass, replace
from typing import Any
from uuid import NAMESPACE_URL, uuid5

from disclosures import legacy_notices, markup
from disclosures.edits import apply_edits
from disclosures.injection import (
    BEGINNING,
    MAX_LENGTH,
    MAX_LINKS,
    MAY_EARN,
    NotToldError,
    Verdict,
    disclose,
    missing_sentences,
)
from disclosures.json_values import BARE, FIELD, IS_MARKUP, Reader, is_ours, is_stream, texts_in
from disclosures.links import Link, Scan
from disclosures.plain_text import labelled, paid_addresses
from disclosures.policy import Policy

logger = logging.getLogger(__name__)

Json = dict[str, Any]


def disclose_data(data: Json, policy: Policy) -> Json:
    """Return the object with everything its readers must be told. Never raises; what fails is told anyway.

    The field `disclosure` stands before all others but the id, so that a notice precedes each paid link. Rich text
    and streams that hold paid links begin with it as well; links in rich text get label and `rel`, addresses in
    plain text a label. An address that is a value of its own stays as it is.
    """
    try:
        told = _told(data, policy)
        if problem := problem_in(told, policy):
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
        return [_entry(_plain_sentences(policy), policy), *data]
    if not isinstance(data, dict):
        return data
    if isinstance(data.get("items"), list):
        items = [disclose_data(each, policy) if isinstance(each, dict) else each for each in data["items"]]
        data = {**data, "items": items}
    return disclose_data(data, policy)


def problem_in(data: Any, policy: Policy) -> str:
    """Return which paid link in finished JSON its readers are not told about, "" if there is none."""
    if hurdle := _hurdle(data, policy):
        return "" if _tells(data) else hurdle
    for link in Reader(policy).links_in(data):
        if not (link.told and (link.is_marked or link.ordinal == BARE)):
            return f"Not told: {link.href[:200]}"
    return ""


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
    if len(links) > MAX_LINKS:
        return _plain(data, policy, f"{len(links)} paid links are too many to be marked.")
    sentences = missing_sentences(Scan(links=[replace(link, told=False) for link in links]), policy)
    by_hand, sentences = _told_by_hand(rest, links, policy) or ("", sentences)
    writer = _Writer(policy, Reader(policy), sentences, owed=bool(missing_sentences(Scan(), policy)))
    written = {name: writer.field(value) for name, value in rest.items()}
    told = " ".join([by_hand, *sentences]).strip()
    if not told and FIELD not in data:
        return written
    marked = list(Reader(policy).links_in(written))
    if len(marked) < len(links):
        raise NotToldError("A paid link went out of sight.")
    verdict: Verdict = "told_as_is" if by_hand else "told" if told else "nothing_to_tell"
    return _with_field(written, _field(told, verdict, policy, marked))


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


@dataclass
class _Writer:
    """Writes labels, `rel` and notices into one field after another.

    `told`: the field has shown the notice. `owed`: a notice is to be shown also where nothing is linked.
    """

    policy: Policy
    reader: Reader
    sentences: list[str]
    owed: bool
    told: bool = False
    met: int = 0

    def field(self, value: Any) -> Any:
        self.told = not self.sentences
        return self.written(value)

    def written(self, value: Any) -> Any:
        if isinstance(value, str):
            return self.rich(value) if IS_MARKUP.search(value) else self.plain(value)
        if isinstance(value, list | tuple):
            return self.entries(list(value))
        if isinstance(value, dict):
            return {
                name: each if name == FIELD and is_ours(each) else self.written(each)
                for name, each in value.items()
            }
        return value

    def entries(self, entries: list[Any]) -> list[Any]:
        if is_stream(entries) and self.reader.is_notice(entries[0]):
            self.told, self.owed = True, False
        if self.told or not is_stream(entries):
            return [self.written(each) for each in entries]
        before, self.told = self.met, True
        written = [self.written(each) for each in entries]
        self.told = self.met > before or self.owed
        if not self.told:
            return written
        self.owed = False
        return [_entry(self.sentences, self.policy), *written]

    def rich(self, html: str) -> str:
        seen = self.reader.scan(html)
        beside = self.reader.addresses_beside_links(html, seen)
        self.met += len(seen.links) + len(beside)
        edited = apply_edits(html, seen, self.policy)
        if self.told or seen.notice or not (seen.links or beside or self.owed):
            return edited
        self.told, self.owed = True, False
        return markup.notice(self.sentences, self.policy) + edited

    def plain(self, text: str) -> str:
        if self.reader.whole_address(text):
            self.met += 1
            return text
        addresses = paid_addresses(text, self.reader.classifier, self.reader.believed)
        self.met += len(addresses)
        told = labelled(text, addresses, self.policy)
        if self.told or not addresses or text.startswith(self.sentences[0]):
            return told
        self.told = True
        return "\n".join([*self.sentences, "", told])


def _plain(data: Json, policy: Policy, reason: str) -> Json:
    """Return the object behind a notice that asks neither rules nor texts again."""
    sentences = _plain_sentences(policy)
    notice = markup.notice(sentences, policy)

    def field(value: Any) -> Any:
        if isinstance(value, list) and is_stream(value):
            return value if value[0].get("type") == FIELD else [_entry(sentences, policy), *value]
        if isinstance(value, str) and IS_MARKUP.search(value):
            return value if value.startswith(notice) else notice + value
        return value

    rest = {name: field(value) for name, value in data.items() if name != FIELD}
    return _with_field(rest, _field(" ".join(sentences), "fallback", policy, (), reason))


def _plain_sentences(policy: Policy) -> list[str]:
    return [policy.texts.notice, *policy.statements_for(set(policy.texts.statements))]


def _entry(sentences: list[str], policy: Policy) -> Json:
    """Return the entry of a stream that tells; its id follows from its words."""
    html = markup.notice(sentences, policy)
    return {"type": FIELD, "value": html, "id": str(uuid5(NAMESPACE_URL, html))}


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
