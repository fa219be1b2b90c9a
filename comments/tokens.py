"""Signed values which leave the server and come back: page keys, form tokens, receipts."""

import secrets
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from django.core import signing
from wagtail.models import AbstractPage

# Long enough for a laptop that was closed over a holiday.
FORM_LIFETIME = timedelta(days=14)
_PAGE_SALT = "reader_comments.page"
_FORM_SALT = "reader_comments.form"
_RECEIPT_SALT = "reader_comments.receipt"


class BadToken(ValueError):  # noqa: N818  named for the state, as Django names DoesNotExist
    """The value was not signed by this site, or is too old."""


def page_key(page: AbstractPage) -> str:
    """Return what names `page` in the addresses of its comments.

    It is the same for everybody, so it may stand in a cached page; and because it is signed, comments can be
    sent only to pages which show the form.
    """
    return signing.Signer(salt=_PAGE_SALT).sign(page.pk)


def page_id_of(key: str) -> int:
    """Return the id in a page key. Raises BadToken."""
    try:
        return int(signing.Signer(salt=_PAGE_SALT).unsign(key))
    except (signing.BadSignature, ValueError) as error:
        raise BadToken(key) from error


@dataclass(frozen=True)
class FormToken:
    """One use of the form of one page.

    `opened` (seconds since 1970) is when the reader began, if known; `seen` the fingerprint of the text which
    the reader was shown in the preview, if there was one.
    """

    page_id: int
    opened: float | None = None
    seen: str = ""
    key: str = ""

    @classmethod
    def issue(cls, page_id: int, opened: float | None = None, seen: str = "") -> "FormToken":
        """Return a token that nobody else has."""
        return cls(page_id, opened, seen, secrets.token_urlsafe(16))

    def signed(self) -> str:
        """Return the token as text."""
        return _dumps([self.page_id, self.opened, self.seen, self.key], _FORM_SALT)

    @classmethod
    def read(cls, value: str, page_id: int) -> "FormToken":
        """Return the token in `value`. Raises BadToken if it is foreign, old, or of another page."""
        token = cls(*_loads(value, _FORM_SALT))
        if token.page_id != page_id:
            raise BadToken(value)
        return token


def receipt_for(public_id: str) -> str:
    """Return the proof, for its author alone, of having written a comment."""
    return signing.Signer(salt=_RECEIPT_SALT).sign(public_id)


def public_id_of(receipt: str) -> str:
    """Return the comment's public id in a receipt. Raises BadToken."""
    try:
        return signing.Signer(salt=_RECEIPT_SALT).unsign(receipt)
    except signing.BadSignature as error:
        raise BadToken(receipt) from error


def sign(purpose: str, value: Any) -> str:
    """Return `value` (anything JSON holds) as text that only this site can have written, for one purpose."""
    return _dumps(value, f"reader_comments.{purpose}")


def unsign(purpose: str, text: str, lifetime: timedelta) -> Any:
    """Return the value in a text that `sign` made for the same purpose. Raises BadToken if foreign or too old."""
    return _loads(text, f"reader_comments.{purpose}", lifetime)


def _dumps(value: Any, salt: str) -> str:
    return signing.dumps(value, salt=salt, compress=True)


def _loads(value: str, salt: str, lifetime: timedelta = FORM_LIFETIME) -> Any:
    try:
        return signing.loads(value, salt=salt, max_age=lifetime)
    except signing.BadSignature as error:
        raise BadToken(value) from error
