"""Six digits that go to the address on file: asked for, sent, entered."""

import secrets
from datetime import datetime, timedelta
from functools import partial

from django.db import transaction
from django.utils.crypto import constant_time_compare, salted_hmac
from django.utils.translation import gettext as _

from blog.people.models import Person
from blog.review.models import SigningCode
from blog.review.models.sittings import CODE_LASTS
from blog.review.outside import tasks
from blog.review.outside.sittings import hash_of
from blog.review.personal_links import salt_of

PERIOD = timedelta(hours=1)
MOST_CODES_OF_A_PERSON = 5
MOST_CODES_OF_A_NETWORK = 20


class TooManyCodes(Exception):  # noqa: N818  the name says what happened
    """Nobody gets another code for a while; the text says what to do."""

    def __str__(self) -> str:
        return _(
            "Too many codes were asked for. Use the last one that reached you, or try again in an hour. If none "
            "reaches you, ask the editors whether they have your right address."
        )


def send_code(person: Person, network: str, now: datetime) -> None:
    """Mail this person a new code, which voids the one before. Raises TooManyCodes."""
    recent = SigningCode.objects.filter(sent_at__gt=now - PERIOD)
    if recent.filter(reviewer=person).count() >= MOST_CODES_OF_A_PERSON:
        raise TooManyCodes
    if network and recent.filter(network=network).count() >= MOST_CODES_OF_A_NETWORK:
        raise TooManyCodes
    SigningCode.objects.forgettable_at(now).delete()
    SigningCode.objects.filter(reviewer=person).usable_at(now).update(expires_at=now)
    code = SigningCode.objects.create(
        reviewer=person, network=network, sent_at=now, expires_at=now + CODE_LASTS
    )
    transaction.on_commit(partial(tasks.mail_code.enqueue, code.pk))


def enter_code(person: Person, typed: str, now: datetime) -> str | None:
    """Return the secret of a new sitting if this is the person's last code; None if it is wrong, used or too old."""
    code = SigningCode.objects.filter(reviewer=person).usable_at(now).first()
    if code is None or not code.count_try(now):
        return None
    digits = "".join(character for character in typed if character.isdecimal())
    expected = salted_hmac(salt_of("code", person), f"{code.pk}:{digits}", algorithm="sha256").hexdigest()
    if not constant_time_compare(expected, code.code_hash):
        return None
    secret = secrets.token_urlsafe(32)
    return secret if code.open_sitting(hash_of(secret), now) else None
