"""ReviewPolicy: how often, by how many, and what follows when nobody reads again."""

from calendar import monthrange
from typing import Any

from django.contrib.contenttypes.models import ContentType
from django.core.exceptions import ValidationError
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import F
from django.db.models.functions import Coalesce
from django.utils.dates import MONTHS
from django.utils.translation import gettext, ngettext
from django.utils.translation import gettext_lazy as _
from wagtail.models import Site

DEFAULT_REMINDER_DAYS = [60, 30, 7, 0]
DEFAULT_MINOR_EDIT_CHARACTERS = 200
MOST_DAYS_BEFORE = 365
LEAP_YEAR = 2024


def default_reminder_days() -> list[int]:
    """Days before the due date on which the editors are reminded."""
    return list(DEFAULT_REMINDER_DAYS)


def validate_reminder_days(days: Any) -> None:
    """Raise ValidationError unless this is a list of whole numbers of days, none of them twice."""
    whole = isinstance(days, list) and all(type(day) is int and 0 <= day <= MOST_DAYS_BEFORE for day in days)
    if not whole or len(set(days)) != len(days):
        raise ValidationError(
            _("Give days as whole numbers from 0 to %(most)d, each once: 60, 30, 7, 0."),
            params={"most": MOST_DAYS_BEFORE},
        )


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
        _("month"), null=True, blank=True, validators=[MinValueValidator(1), MaxValueValidator(12)]
    )
    due_day = models.PositiveSmallIntegerField(
        _("day"),
        null=True,
        blank=True,
        validators=[MinValueValidator(1), MaxValueValidator(31)],
        help_text=_(
            "With a month: reviews are due on this day of the year, whatever stands above; a signature given less "
            "than thirty days before it counts until the year after. 29 February is the 28th in other years."
        ),
    )
    minimum_reviewers = models.PositiveSmallIntegerField(
        _("reviewers needed"),
        default=1,
        validators=[MinValueValidator(1), MaxValueValidator(5)],
        help_text=_("How many people must sign the same text before it is published."),
    )
    on_mismatch = models.CharField(
        _("when the specialty does not fit"),
        max_length=10,
        choices=OnMismatch,
        default=OnMismatch.WARN,
        help_text=_("When no credential of the reviewer covers a topic of the page."),
    )
    reminder_days = models.JSONField(
        _("remind so many days before"),
        default=default_reminder_days,
        blank=True,
        validators=[validate_reminder_days],
        help_text=_(
            "Days with commas between them; 0 is the due day itself. A page is due soon from the first one on. "
            "Empty: nobody is reminded."
        ),
    )
    when_overdue = models.CharField(
        _("when a review is overdue"),
        max_length=10,
        choices=WhenOverdue,
        default=WhenOverdue.BANNER,
        help_text=_("The banner shows from the day after the due date."),
    )
    grace_days = models.PositiveSmallIntegerField(
        _("days of grace"),
        default=14,
        validators=[MaxValueValidator(MOST_DAYS_BEFORE)],
        help_text=_(
            "So many days after the due date, search engines are asked to forget the page or it is taken off the "
            "site, if one of these is chosen above."
        ),
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
                F("subject"),
                _or_zero("page_type"),
                _or_zero("site"),
                name="one_policy_per_scope",
                violation_error_message=_(
                    "There is a policy for exactly these pages already: change that one."
                ),
            )
        ]

    def __str__(self) -> str:
        scope = [self.subject, str(self.page_type or ""), str(self.site or "")]
        return " / ".join(part for part in scope if part) or str(_("Everywhere"))

    def clean(self) -> None:
        """Raise ValidationError for half a day of the year, and for a day that no year has."""
        super().clean()
        month, day = self.due_month, self.due_day
        if day is not None and month is None:
            raise ValidationError({"due_month": _("Choose the month, too, or leave the day empty.")})
        if month is not None and day is None:
            raise ValidationError({"due_day": _("Give the day, too, or leave the month empty.")})
        # What lies outside the calendar, the fields' own validators have refused already.
        if month in range(1, 13) and day is not None and monthrange(LEAP_YEAR, month)[1] < day <= 31:
            raise ValidationError({"due_day": _("This month has no such day. Choose an earlier one.")})

    @property
    def rhythm(self) -> str:
        """How often a text is read again, in words."""
        if self.due_month and self.due_day:
            day = {"day": self.due_day, "month": MONTHS[self.due_month]}
            return gettext("Every year by %(day)s %(month)s") % day
        return ngettext("Every month", "Every %(months)d months", self.interval_months) % {
            "months": self.interval_months
        }

    @property
    def due_soon_days(self) -> int:
        """How many days before the due date a page counts as due soon."""
        return max(self.reminder_days, default=0)
