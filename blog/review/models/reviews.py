"""MedicalReview: one signature under exactly one text."""

from datetime import date
from typing import Any

import swapper
from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from blog.people.models import Person
from blog.review.models.append_only import AppendOnly, AppendOnlyQuerySet, outward_key


class Decision(models.TextChoices):
    """What a reviewer can say about a text."""

    APPROVED = "approved", _("Approved")
    CHANGES_REQUESTED = "changes_requested", _("Changes requested")
    WITHDRAWN = "withdrawn", _("Approval withdrawn")


class SignedWith(models.TextChoices):
    """How the site knew who signed."""

    ACCOUNT = "account", _("The reviewer's own account")
    LINK = "link", _("A personal link and a code sent to the address on file")


def _day(iso: str | None) -> date | None:
    return date.fromisoformat(iso) if iso else None


class MedicalReviewQuerySet(AppendOnlyQuerySet):
    """Signatures."""

    def of_page(self, page_id: int) -> "MedicalReviewQuerySet":
        """Those under texts of this page, the newest first."""
        return self.filter(page_id=page_id).order_by("-signed_at", "-pk")

    def approved(self) -> "MedicalReviewQuerySet":
        """Those that approve the text."""
        return self.filter(decision=Decision.APPROVED)

    def of_text(self, root: str) -> "MedicalReviewQuerySet":
        """Those under the text with this digest."""
        return self.filter(digest=root)


class MedicalReview(AppendOnly):
    """One signature: who, under which text, when, on the strength of what."""

    Decision = Decision
    SignedWith = SignedWith

    page = outward_key(swapper.get_model_name("wagtailcore", "Page"), verbose_name=_("page"))
    page_title = models.CharField(_("title"), max_length=255)
    page_address = models.CharField(_("address"), max_length=2000, blank=True)
    locale = models.CharField(_("language"), max_length=100)
    reviewer = outward_key(Person, verbose_name=_("reviewer"))
    reviewer_name = models.CharField(_("reviewer"), max_length=150)
    reviewer_titles = models.CharField(_("titles"), max_length=500, blank=True)
    signed_by = outward_key(settings.AUTH_USER_MODEL, verbose_name=_("signed by"), null=True)
    signed_by_name = models.CharField(_("signed by"), max_length=255, blank=True)
    signed_with = models.CharField(
        _("signed with"), max_length=10, choices=SignedWith, default=SignedWith.ACCOUNT
    )
    signed_at = models.DateTimeField(_("signed at"))
    digest_version = models.PositiveSmallIntegerField(_("version of the digest"))
    digest = models.CharField(_("digest"), max_length=64)
    payload = models.JSONField(_("signed text"))
    decision = models.CharField(_("decision"), max_length=20, choices=Decision)
    statement = models.TextField(_("statement"), blank=True)
    checklist = models.JSONField(_("checklist"), default=dict)
    credentials = models.JSONField(_("credentials"), default=list)
    interests = models.JSONField(_("declared interests"), default=dict)
    paid = models.BooleanField(_("paid by this site for the review"), null=True)
    next_due = models.DateField(_("next review due"), null=True)

    objects = MedicalReviewQuerySet.as_manager()

    class Meta(AppendOnly.Meta):
        verbose_name = _("medical review")
        verbose_name_plural = _("medical reviews")
        ordering = ["-signed_at", "-pk"]
        indexes = [models.Index(fields=["page", "-signed_at"]), models.Index(fields=["page", "digest"])]

    def __str__(self) -> str:
        return f"{self.page_title}: {self.byline}"

    @property
    def byline(self) -> str:
        """The reviewer as readers see the name: "Ana Ruiz, MD"."""
        return ", ".join(part for part in (self.reviewer_name, self.reviewer_titles) if part)

    @property
    def byline_with_specialties(self) -> str:
        """The same with the fields the credentials are in: "Ana Ruiz, MD (cardiology)"."""
        names = dict.fromkeys(name for row in self.credentials for name in row.get("specialties", ()))
        return f"{self.byline} ({', '.join(names)})" if names else self.byline

    @property
    def reviewer_address(self) -> str:
        """The address of the reviewer's page, as long as there is one."""
        try:
            person = self.reviewer
        except Person.DoesNotExist:
            return ""
        # Read together with the signature, a person who is gone is no error but nobody.
        return person.get_absolute_url() if person else ""

    @property
    def is_approval(self) -> bool:
        """Whether the text was approved."""
        return self.decision == Decision.APPROVED

    def is_due_on(self, day: date) -> bool:
        """Whether the day on which the text should have been read again has passed."""
        return self.next_due is None or self.next_due < day

    @property
    def shown_credentials(self) -> list[dict[str, Any]]:
        """The credentials as they stood at the signature, with their dates as days."""
        return [row | {"checked_on": _day(row.get("checked_on"))} for row in self.credentials]

    @property
    def interests_declared_on(self) -> date | None:
        """When the reviewer had last declared interests."""
        return _day(self.interests.get("declared_on"))

    @property
    def content(self) -> dict[str, Any]:
        """The signed text, field by field."""
        return self.payload["content"]
