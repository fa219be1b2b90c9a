"""Mails the link to somebody's data, to the address it belongs to and to nobody else."""

import logging

from django import forms
from django.core.cache import cache
from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from comments.links import full_address
from comments.mail import send
from comments.models.correspondents import address_key
from comments.network import network_key
from comments.privacy.belongings import Belongings

logger = logging.getLogger(__name__)

DAY, HOUR = 86400, 3600
MAILS_PER_ADDRESS_AND_DAY = 3
QUESTIONS_PER_NETWORK_AND_HOUR = 20


class AddressForm(forms.Form):
    """The address whose data somebody asks for."""

    email = forms.EmailField(
        label=_("Your e-mail address"),
        max_length=254,
        help_text=_("The one you gave with a comment or a report."),
        error_messages={
            "required": _("Please type the address that you gave with your comment."),
            "invalid": _("This is not a whole e-mail address. It looks like name@example.org."),
        },
        widget=forms.EmailInput(attrs={"autocomplete": "email"}),
    )


class TooManyQuestions(Exception):  # noqa: N818  named for the state, as Django names DoesNotExist
    """This network has asked too often in this hour."""


def ask(request: HttpRequest, email: str) -> None:
    """Write to `email` what can be done about the data stored under it. Raises TooManyQuestions.

    A mail goes out whether or not anything is stored: neither the answer nor the time it takes tells a stranger whether
    this address ever wrote here. Each address is written to a few times a day at most.
    """
    if not _first_of("network", network_key(request.META), QUESTIONS_PER_NETWORK_AND_HOUR, HOUR):
        raise TooManyQuestions
    if not _first_of("address", address_key(email), MAILS_PER_ADDRESS_AND_DAY, DAY):
        return
    # The mail goes to the stored spelling: letters that only look alike in small ones have other mailboxes.
    email = email.lower()
    proof = Belongings(address=email).proof()
    link = full_address(request, reverse("reader_comments:belongings", args=[proof])) if proof else ""
    try:
        send("your_data", email, {"link": link, "site": full_address(request, "/")})
    except Exception:  # whatever a mail server says: the answer must be the same for every address
        logger.exception("The link to somebody's data could not be sent.")


def _first_of(scope: str, key: str, most: int, seconds: int) -> bool:
    """Return whether this is one of the first `most` in its time. Without a cache nobody is written to."""
    try:
        return any(
            cache.add(f"reader_comments.your_data.{scope}.{key}.{number}", 1, seconds)
            for number in range(most)
        )
    except Exception:  # each cache has errors of its own
        logger.warning("The cache does not count requests for data; none is answered.", exc_info=True)
        return False
