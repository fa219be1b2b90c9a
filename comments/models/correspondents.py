"""What an e-mail address asked of us, known by a key that nobody can turn back into the address."""

import hmac
from typing import Self

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _


def address_key(email: str) -> str:
    """Return the key of an address: an HMAC, the same for every spelling of its letters; empty for none."""
    email = email.strip().lower()
    if not email:
        return ""
    secret = f"reader_comments.address.{settings.SECRET_KEY}".encode()
    return hmac.new(secret, email.encode("utf-8", "replace"), "sha256").hexdigest()[:32]


class Correspondent(models.Model):
    """One address. The address itself stands only with the comments written under it, and goes with them."""

    wagtail_reference_index_ignore = True

    address_key = models.CharField(max_length=32, unique=True)
    # The link in our mail was followed: whoever writes under this address can read its mail.
    confirmed_at = models.DateTimeField(null=True)
    # When we last wrote to ask for that, so that nobody's mailbox is filled by somebody else.
    asked_at = models.DateTimeField(null=True)
    # No mail to this address, ever, until it asks again.
    stopped_at = models.DateTimeField(null=True)
    always_read_first = models.BooleanField(_("read each comment first"), default=False)

    class Meta:
        verbose_name = _("correspondent")
        verbose_name_plural = _("correspondents")
        default_permissions = ()

    def __str__(self) -> str:
        return self.address_key

    @classmethod
    def of(cls, email: str) -> Self:
        """Return the row of an address; one that is not stored where there is none yet."""
        key = address_key(email)
        return cls.objects.filter(address_key=key).first() or cls(address_key=key)

    @property
    def may_be_written_to(self) -> bool:
        """Whether mail may go there: confirmed, and not stopped since."""
        return self.confirmed_at is not None and self.stopped_at is None
