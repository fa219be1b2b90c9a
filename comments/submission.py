"""What a reader sends: the text, who says it, and how it arrived."""

import hashlib
import unicodedata
from dataclasses import dataclass, field, replace
from functools import cached_property
from typing import Self

from django.http import HttpRequest, RawPostDataException, UnreadablePostError
from wagtail.models import AbstractPage

from comments.folding import Folded, fold, is_visible
from comments.forms import HONEYPOT
from comments.models import Comment, CommentThread, Correspondent
from comments.network import network_key
from comments.pages import is_public

FORM_TYPES = ("application/x-www-form-urlencoded", "multipart/form-data")
# The longest text in four-byte characters, percent-encoded, with room for the other fields.
MAX_BYTES = 64 * 1024


@dataclass(frozen=True)
class Delivery:
    """How a submission arrived. The defaults are those of a browser that sends our own form."""

    method: str = "POST"
    content_type: str = FORM_TYPES[0]
    size: int = 0
    # "same-origin" or what Sec-Fetch-Site says; "unknown" where the browser tells nothing.
    site: str = "same-origin"

    @classmethod
    def of(cls, request: HttpRequest) -> Self:
        """Return the delivery of `request` without reading its body."""
        length = request.META.get("CONTENT_LENGTH") or "0"
        return cls(
            method=request.method or "",
            content_type=request.content_type or "",
            size=int(length) if length.isdecimal() else MAX_BYTES + 1,
            site=_site_of(request),
        )

    @property
    def is_readable(self) -> bool:
        """Whether the body may be read at all."""
        return self.size <= MAX_BYTES and self.content_type in FORM_TYPES


def _site_of(request: HttpRequest) -> str:
    """Return whence the request came, as Sec-Fetch-Site would say it (W3C Fetch Metadata)."""
    if stated := request.headers.get("Sec-Fetch-Site"):
        return stated
    source = request.headers.get("Origin") or request.headers.get("Referer")
    if not source:
        return "unknown"
    # A proxy may have taken TLS away, so the scheme says nothing; host and port do.
    host = source.partition("://")[2].partition("/")[0]
    return "same-origin" if host.lower() == request.get_host().lower() else "cross-site"


@dataclass(frozen=True)
class Submission:
    """One comment on its way in. Every field has a default, so a text can be assessed on its own.

    Without a page its words alone are judged: nothing that a site knows, and no database, is asked.
    """

    name: str = ""
    body: str = ""
    email: str = ""
    honeypot: str = ""
    # What the author asks to be told by mail.
    notify_replies: bool = False
    notify_decision: bool = False
    parent: Comment | None = None
    # Whether a comment was to be answered that does not exist.
    parent_missing: bool = False
    page: AbstractPage | None = None
    thread: CommentThread | None = None
    network: str = ""
    # The one use of a form of ours from which it comes; empty where it shows none.
    form_key: str = ""
    # Seconds between the first touch of the form and sending, where known.
    form_age: float | None = None
    # Whether the reader has seen the nudges and sends it all the same.
    insists: bool = False
    # The comment whose text this takes the place of, where its author changes it.
    replaces: Comment | None = None
    delivery: Delivery = field(default_factory=Delivery)

    @property
    def page_id(self) -> int:
        """The key of the page; 0 where there is none."""
        return self.page.pk if self.page is not None else 0

    @property
    def is_sensitive(self) -> bool:
        """Whether advice below this page could harm somebody; its type says so."""
        return self.page is not None and getattr(self.page.specific_class, "comments_are_sensitive", False)

    @cached_property
    def matchable(self) -> str:
        """The text as checks compare it: one spelling of each letter, nothing invisible, lower case."""
        return matchable(self.body)

    @cached_property
    def folded(self) -> Folded:
        """The text as phrases are found in it; its places lead back to `body`."""
        return fold(self.body)

    @cached_property
    def correspondent(self) -> Correspondent:
        """What is known about the address; asked once."""
        return Correspondent.of(self.email)

    @cached_property
    def digest(self) -> str:
        """What two sendings of the same words share."""
        return hashlib.sha256(" ".join(self.matchable.split()).encode("utf-8", "replace")).hexdigest()[:32]

    @cached_property
    def fingerprint(self) -> str:
        """What changes as soon as any field a reader fills in changes."""
        answered = self.parent.public_id if self.parent else ""
        wishes = f"{self.notify_replies}{self.notify_decision}"
        typed = f"{self.name}\0{self.email}\0{self.body}\0{answered}\0{wishes}"
        return hashlib.sha256(typed.encode("utf-8", "replace")).hexdigest()[:32]


def read_submission(request: HttpRequest, page: AbstractPage) -> Submission:
    """Return what `request` sends to `page`. A body too large or of a foreign type is not read.

    Raises UnreadablePostError where the connection broke: half a comment may say the opposite of the whole.
    """
    delivery, thread = Delivery.of(request), CommentThread.objects.of(page)
    thread.page = page
    submission = Submission(page=page, thread=thread, network=network_key(request.META), delivery=delivery)
    if not delivery.is_readable:
        return submission
    if not _is_whole(request, delivery.size):
        raise UnreadablePostError("The body is shorter than announced.")
    sent = request.POST
    answered = sent.get("parent", "")
    parent = answered_comment(page, thread, answered) if answered else None
    return replace(
        submission,
        name=clean_line(sent.get("name", "")),
        email=clean_line(sent.get("email", "")),
        body=clean(sent.get("body", "")),
        honeypot=sent.get(HONEYPOT, ""),
        notify_replies=_is_ticked(sent.get("notify_replies", "")),
        notify_decision=_is_ticked(sent.get("notify_decision", "")),
        parent=parent,
        parent_missing=bool(answered) and parent is None,
    )


def _is_whole(request: HttpRequest, size: int) -> bool:
    try:
        return len(request.body) >= size
    except RawPostDataException:
        # Somebody's middleware has read the form already.
        return True


def _is_ticked(value: str) -> bool:
    return value not in {"", "False"}


def answered_comment(page: AbstractPage, thread: CommentThread, public_id: str) -> Comment | None:
    """Return the comment below this page with this public id, if readers see it there; else None.

    Whoever names a comment may be shown it again, so it is looked for where the reader stands and nowhere else.
    """
    if thread.pk is None or not thread.is_shown or not public_id.isprintable() or not is_public(page):
        return None
    return thread.comments.published().filter(public_id=public_id).first()


def matchable(text: str) -> str:
    """Return `text` for comparing, never for showing."""
    return unicodedata.normalize("NFKC", _visible(text)).casefold()


def clean(text: str) -> str:
    """Return `text` with one kind of line end and without control characters, which no database wants."""
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    return "".join(c for c in text if c in "\n\t" or unicodedata.category(c) not in {"Cc", "Cs"}).strip()


def clean_line(text: str) -> str:
    """Return `text` as one line without characters that are invisible or change the direction of others."""
    return " ".join(_visible(clean(text)).split())


def _visible(text: str) -> str:
    return "".join(c for c in text if is_visible(c))
