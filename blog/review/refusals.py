"""Reasons that travel in an address, where Wagtail lets us answer with nothing else; signed, so none is invented."""

from django.core import signing
from django.urls import reverse
from django.utils.http import urlencode

PARAMETER = "refused"
SALT = "medical_review.refusals"
VALID_SECONDS = 600


def address_with(page_id: int | str, reasons: list[str]) -> str:
    """Return the address of the page's review screen, which shows these reasons."""
    address = reverse("medical_review_admin:review", args=[page_id])
    return f"{address}?{urlencode({PARAMETER: signing.dumps(reasons, salt=SALT)})}"


def reasons_in(parameters: dict[str, str]) -> list[str]:
    """Return the reasons that an address carries; none if nobody here wrote them, or long ago."""
    try:
        return signing.loads(parameters.get(PARAMETER, ""), salt=SALT, max_age=VALID_SECONDS)
    except signing.BadSignature:
        return []


def going_on() -> str:
    """Where a reviewer goes on: to what else waits."""
    return reverse("wagtailadmin_home")
