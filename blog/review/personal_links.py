"""The personal link of a reviewer without an account: it leads to their list, and opens nothing by itself."""

from datetime import timedelta

from django.core.signing import BadSignature, TimestampSigner
from django.urls import NoReverseMatch, reverse
from wagtail.admin.utils import get_admin_base_url

from blog.people.models import Person

LINK_LASTS = timedelta(days=30)


def needs_link(person: Person) -> bool:
    """Whether this person signs through a link: who has an account signs in the admin."""
    return person.active and person.user_id is None and bool(person.address_on_file())


def link_to_list(person: Person) -> str:
    """Return the full address of this person's list; empty if they need none, or the site does not offer lists."""
    if not needs_link(person):
        return ""
    try:
        path = reverse("medical_review:link", args=[token_for(person)])
    except NoReverseMatch:
        return ""
    return (get_admin_base_url() or "") + path


def token_for(person: Person) -> str:
    """Return a signed token that ends after thirty days, and with the address on file."""
    return _signer(person).sign(str(person.pk))


def person_of(token: str) -> Person | None:
    """Return whose link this is; None for a token that is forged, altered, too old or no longer this person's."""
    key = token.partition(":")[0]
    # Eighteen digits fit into every database's key.
    person = Person.objects.filter(pk=key).first() if key.isdecimal() and len(key) < 19 else None
    if person is None or not needs_link(person):
        return None
    try:
        _signer(person).unsign(token, max_age=LINK_LASTS)
    except BadSignature:
        return None
    return person


def salt_of(purpose: str, person: Person) -> str:
    """Bind a signature to the person and to the address on file: when it changes, nothing sent to the old one holds."""
    return f"medical_review.{purpose}:{person.pk}:{person.address_on_file()}"


def _signer(person: Person) -> TimestampSigner:
    return TimestampSigner(salt=salt_of("link", person))
