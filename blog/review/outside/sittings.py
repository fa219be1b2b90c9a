"""A sitting: two hours at most in which a reviewer without an account reads and signs, held by a signed cookie."""

import hashlib
from dataclasses import dataclass
from datetime import datetime

from django.conf import settings
from django.core.signing import BadSignature, TimestampSigner
from django.http import HttpRequest, HttpResponse
from django.urls import reverse

from blog.people.models import Person
from blog.review.models import SigningCode
from blog.review.models.sittings import SITTING_LASTS
from blog.review.personal_links import needs_link, salt_of

COOKIE = "medical_review_sitting"


@dataclass(frozen=True)
class Sitting:
    """Who sits here, and the row that says so."""

    person: Person
    code: SigningCode


def hash_of(secret: str) -> str:
    """What is kept of a sitting's secret."""
    return hashlib.sha256(secret.encode()).hexdigest()


def sitting_of(request: HttpRequest, now: datetime) -> Sitting | None:
    """Return the open sitting that the cookie names; None if it ended, ran out or is no longer this person's."""
    key, _colon, rest = request.COOKIES.get(COOKIE, "").partition(":")
    person = Person.objects.filter(pk=key).first() if key.isdecimal() and len(key) < 19 else None
    if person is None or not needs_link(person):
        return None
    try:
        secret = TimestampSigner(salt=salt_of("sitting", person)).unsign(rest, max_age=SITTING_LASTS)
    except BadSignature:
        return None
    found = SigningCode.objects.filter(reviewer=person, sitting_hash=hash_of(secret)).open_at(now).first()
    return Sitting(person, found) if found else None


def set_cookie(response: HttpResponse, request: HttpRequest, person: Person, secret: str) -> None:
    """Hand the sitting to the browser: out of reach of scripts, other sites and other addresses."""
    signed = TimestampSigner(salt=salt_of("sitting", person)).sign(secret)
    response.set_cookie(
        COOKIE,
        f"{person.pk}:{signed}",
        max_age=SITTING_LASTS,
        path=reverse("medical_review:sitting"),
        secure=request.is_secure() or settings.SESSION_COOKIE_SECURE,
        httponly=True,
        samesite="Strict",
    )


def delete_cookie(response: HttpResponse) -> None:
    """Take the sitting from the browser."""
    response.delete_cookie(COOKIE, path=reverse("medical_review:sitting"), samesite="Strict")
