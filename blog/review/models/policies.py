"""ReviewPolicy: how often, by how many, and what follows when nobody reads again."""

from django.contrib.contenttypes.models import ContentType
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import F
from django.db.models.functions import Coalesce
from django.utils.translation import gettext_lazy as _
from wagtail.models import Site

DEFAULT_REMINDER_DAYS = [60, 30, 7, 0]
DEFAULT_MINOR_EDIT_CHARACTERS = 200


def default_reminder_days() -> list[int]:
    """Days before the due date on which the editors are reminded."""
    return list(DEFAULT_REMINDER_DAYS)


def _or_zero(key: str) -> Coalesce:
    return Coalesce(F(key), 0, output_field=models.BigIntegerField())


class OnMismatch(models.TextChoices):
    """What happens when no credential of the reviewer covers a subject of the page."""

    WARN = "warn", _("Warn the editor")
    REFUSE = "refuse", _("Refuse the signature")


class WhenOverdue(models.TextChoices):
    """What readers find when nobody read the page again in time."""

    BANNER = "banner", _("A banner on the page")
    NOINDEX = "noindex", _("A banner, and search engines are asked to forget the page")
    UNPUBLISH = "unpublish", _("The page is taken off the site")


class ReviewPolicy(models.Model):
    """Rules for a topic, a page type or a site; the most specific row that fits a page wins."""

    OnMismatch = OnMismatch
    WhenOverdue = WhenOverdue

    subject = models.CharField(
        _("topic"), max_length=100, blank=True, help_text=_("The short name of a topic. Empty: any topic.")
    )
    page_type = models.ForeignKey(
        ContentType,
        verbose_name=_("page type"),
        null=True,
        blank=True,
        on_delete=models.CASCADE,
        related_name="+",
        help_text=_("Empty: any page type."),
    )
    site = models.ForeignKey(
        Site,
        verbose_name=_("site"),
        null=True,
        blank=True,
        on_delete=models.CASCADE,
        related_name="+",
        help_text=_("Empty: any site."),
    )
    interval_months = models.PositiveSmallIntegerField(
        _("months between two reviews"),
        default=12,
        validators=[MinValueValidator(1), MaxValueValidator(60)],
    )
    due_month = models.PositiveSmallIntegerField(
        _("month"),
        null=True,
        blank=True,
        validators=[MinValueValidator(1), MaxValueValidator(12)],
        help_text=_("With a day: every review ends on this day of the year. Empty: after the months above."),
    )
    due_day = models.PositiveSmallIntegerField(
        _("day"), null=True, blank=True, validators=[MinValueValidator(1), MaxValueValidator(31)]
    )
    minimum_reviewers = models.PositiveSmallIntegerField(
        _("reviewers needed"), default=1, validators=[MinValueValidator(1), MaxValueValidator(5)]
    )
    on_mismatch = models.CharField(
        _("when the specialty does not fit"), max_length=10, choices=OnMismatch, default=OnMismatch.WARN
    )
    reminder_days = models.JSONField(
        _("remind this many days before"), default=default_reminder_days, blank=True
    )
    when_overdue = models.CharField(
        _("when a review is overdue"), max_length=10, choices=WhenOverdue, default=WhenOverdue.BANNER
    )
    minor_edit_characters = models.PositiveSmallIntegerField(
        _("characters of a minor edit"),
        default=DEFAULT_MINOR_EDIT_CHARACTERS,
        help_text=_(
            "How many characters may differ from the signed text, all minor edits together. More needs a signature."
        ),
    )
    reading_grade = models.PositiveSmallIntegerField(
        _("reading grade"),
        default=9,
        validators=[MinValueValidator(1), MaxValueValidator(20)],
        help_text=_("Editors are warned of text that asks for more years of school than this."),
    )
    reference_years = models.PositiveSmallIntegerField(
        _("age of references"),
        default=10,
        validators=[MinValueValidator(1)],
        help_text=_("Editors are warned of references older than so many years."),
    )

    class Meta:
        verbose_name = _("review policy")
        verbose_name_plural = _("review policies")
        constraints = [
            # Two empty values count as the same here, which neither database does by itself.
            models.UniqueConstraint(
                F("subject"), _or_zero("page_type"), _or_zero("site"), name="one_policy_per_scope"
            )
        ]

    def __str__(self) -> str:
        scope = [self.subject, str(self.page_type or ""), str(self.site or "")]
        return " / ".join(part for part in scope if part) or str(_("Everywhere"))

    @property
    def due_soon_days(self) -> int:
        """How many days before the due date a page counts as due soon."""
        return max(self.reminder_days, default=0)
