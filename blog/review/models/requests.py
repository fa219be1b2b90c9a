"""ReviewRequest: somebody asked a reviewer to read a page."""

from datetime import datetime

import swapper
from django.conf import settings
from django.contrib.auth.models import AbstractBaseUser, AnonymousUser
from django.db import models
from django.utils.translation import gettext_lazy as _

from blog.people.models import Person
from blog.review.models.append_only import outward_key

Account = AbstractBaseUser | AnonymousUser


class ReviewRequestQuerySet(models.QuerySet):
    """Requests, open and closed."""

    def open(self) -> "ReviewRequestQuerySet":
        """Those that still wait for an answer."""
        return self.filter(closed_at__isnull=True)

    def waiting_for(self, user: Account) -> "ReviewRequestQuerySet":
        """Those that wait for the person who logs in as this user; pages since deleted are left out."""
        # The join with the page is what leaves requests for deleted pages out.
        return self.open().filter(reviewer__user_id=user.pk, page__depth__gt=0)


class ReviewRequest(models.Model):
    """The only row of medical review that changes: it is closed once."""

    page = outward_key(swapper.get_model_name("wagtailcore", "Page"), verbose_name=_("page"))
    page_title = models.CharField(_("title"), max_length=255)
    reviewer = models.ForeignKey(
        Person, verbose_name=_("reviewer"), on_delete=models.CASCADE, related_name="+"
    )
    requested_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("requested by"),
        null=True,
        on_delete=models.SET_NULL,
        related_name="+",
    )
    requested_at = models.DateTimeField(_("requested at"))
    closed_at = models.DateTimeField(_("closed at"), null=True, blank=True)

    objects = ReviewRequestQuerySet.as_manager()

    wagtail_reference_index_ignore = True

    class Meta:
        verbose_name = _("review request")
        verbose_name_plural = _("review requests")
        ordering = ["requested_at"]
        constraints = [
            models.UniqueConstraint(
                fields=["page", "reviewer"],
                condition=models.Q(closed_at__isnull=True),
                name="one_open_request_per_reviewer",
            )
        ]

    def __str__(self) -> str:
        return f"{self.page_title}: {self.reviewer}"

    def close(self, now: datetime) -> None:
        """Note that the request was answered or withdrawn."""
        self.closed_at = now
        self.save(update_fields=["closed_at"])
