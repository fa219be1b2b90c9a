"""What a site's editors decide about the checks, and the rules they add."""

from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.utils.translation import gettext_lazy as _

from comments.models.remembered import Remembered


class CheckMode(models.TextChoices):
    """What a check may do."""

    OFF = "off", _("Off")
    ANNOTATE = "annotate", _("Tell the moderator only")
    HOLD = "hold", _("Hold for a moderator")


class CheckSetting(Remembered):
    """How one check is set. A check without a row does what it is made for."""

    wagtail_reference_index_ignore = True

    name = models.CharField(_("check"), max_length=40, unique=True)
    mode = models.CharField(_("mode"), max_length=12, choices=CheckMode, default=CheckMode.HOLD)

    class Meta:
        verbose_name = _("check")
        verbose_name_plural = _("checks")
        default_permissions = ()

    def __str__(self) -> str:
        return f"{self.name}: {self.get_mode_display()}"


class RuleEffect(models.TextChoices):
    """What happens to a comment with one of the phrases. No rule rejects: one word is no proof of anything."""

    ANNOTATE = "annotate", _("Tell the moderator only")
    HOLD = "hold", _("Hold for a moderator")
    SPAM = "spam", _("Give spam points")


class Rule(Remembered):
    """Words and phrases that the site's moderators want to know about."""

    wagtail_reference_index_ignore = True

    name = models.CharField(
        _("name"), max_length=80, unique=True, help_text=_("Moderators see it as the reason.")
    )
    phrases = models.TextField(
        _("words and phrases"),
        help_text=_(
            "One in each line. Whole words only: “cialis” does not find “specialist”. A star at the end stands for "
            "any ending: “casino*”."
        ),
    )
    effect = models.CharField(_("effect"), max_length=12, choices=RuleEffect, default=RuleEffect.HOLD)
    points = models.PositiveSmallIntegerField(
        _("spam points"),
        default=2,
        validators=[MinValueValidator(1), MaxValueValidator(5)],
        help_text=_(
            "For the effect “Give spam points”: 3 hold a comment; 6, from two different checks, make it spam."
        ),
    )
    active = models.BooleanField(_("in use"), default=True)

    class Meta:
        verbose_name = _("rule")
        verbose_name_plural = _("rules")
        ordering = ["name"]

    def __str__(self) -> str:
        return self.name


class TrainedClassifier(models.Model):
    """What the classifier learned from this site's own decisions. The newest row is in use."""

    wagtail_reference_index_ignore = True

    trained_at = models.DateTimeField(_("trained"))
    weights = models.BinaryField()
    # The score from which a comment is held.
    threshold = models.FloatField()
    spam_count = models.PositiveIntegerField(_("spam it learned from"))
    other_count = models.PositiveIntegerField(_("other comments it learned from"))

    class Meta:
        verbose_name = _("trained classifier")
        verbose_name_plural = _("trained classifiers")
        default_permissions = ()
        get_latest_by = "trained_at"

    def __str__(self) -> str:
        return f"{self.trained_at:%Y-%m-%d %H:%M}"
