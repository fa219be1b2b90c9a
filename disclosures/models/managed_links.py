"""The site's own links: a short address of the site for each, and where it leads."""

import re
from datetime import date
from typing import Any

from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.validators import RegexValidator
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from modelcluster.fields import ParentalKey
from modelcluster.models import ClusterableModel
from wagtail.models import Locale

from disclosures.addresses import read
from disclosures.classification import classify_url
from disclosures.link_querysets import LinkTargetQuerySet, ManagedLinkQuerySet
from disclosures.mount import go_path
from disclosures.targets import MAX_LENGTH, checked_target, fitting

SLUG = re.compile(r"\A[a-z0-9_-]+\Z")
check_slug = RegexValidator(
    SLUG.pattern, _("Use only small letters, digits, “-” and “_”, for example reading-lamp.")
)


class ManagedLink(ClusterableModel):
    """One link, served at `/go/<slug>/`. Its targets by language are in `targets`."""

    class Status(models.TextChoices):
        """What an editor decided; a date may end it as well, see `state`."""

        ACTIVE = "active", _("Active")
        PAUSED = "paused", _("Paused")
        ENDED = "ended", _("Ended")

    title = models.CharField(
        _("title"),
        max_length=200,
        help_text=_("What it leads to. Readers see it when the link works no more."),
    )
    slug = models.CharField(
        _("short name"),
        max_length=100,
        unique=True,
        validators=[check_slug],
        help_text=_("The end of the link's address. When you change it, the old address goes on working."),
    )
    programme = models.CharField(
        _("programme"),
        max_length=200,
        blank=True,
        help_text=_("Who pays. Empty: found by the address, if it is a known programme's."),
    )
    network = models.CharField(_("network"), max_length=200, blank=True)
    status = models.CharField(
        _("status"),
        max_length=10,
        choices=Status,
        default=Status.ACTIVE,
        help_text=_("Readers who follow a paused or ended link see a page that says so."),
    )
    ends_on = models.DateField(
        _("last day"), null=True, blank=True, help_text=_("After this day the link counts as ended.")
    )
    note = models.TextField(_("note"), blank=True, max_length=1000, help_text=_("Only editors see it."))
    created = models.DateTimeField(_("created"), auto_now_add=True)
    updated = models.DateTimeField(_("changed"), auto_now=True)
    end_reported_at = models.DateTimeField(null=True, blank=True, editable=False)

    objects = ManagedLinkQuerySet.as_manager()

    class Meta:
        verbose_name = _("managed link")
        verbose_name_plural = _("managed links")
        ordering = ["title", "slug"]

    def __str__(self) -> str:
        return self.title

    def get_absolute_url(self) -> str:
        """The path that readers follow, "" on a site without `disclosures.urls`."""
        return go_path(self.slug)

    def clean(self) -> None:
        """Refuse a short name that still leads to another link. Raises ValidationError."""
        super().clean()
        self.slug = self.slug.strip().lower()
        if other := FormerSlug.objects.filter(slug=self.slug).exclude(link_id=self.pk).first():
            message = _("“%(slug)s” is an earlier short name of “%(title)s” and still leads there.")
            raise ValidationError({"slug": message % {"slug": self.slug, "title": other.link.title}})

    def save(self, **kwargs: Any) -> None:
        """Save, keep the old address working, and name the programme where nobody did."""
        self._name_programme()
        if self.ends_on is None or self.ends_on >= timezone.localdate():
            self.end_reported_at = None
        before = type(self).objects.filter(pk=self.pk).values_list("slug", flat=True).first()
        super().save(**kwargs)
        if before and before != self.slug:
            FormerSlug.objects.get_or_create(slug=before, defaults={"link": self})
        # Back to an earlier name: it is no former one any more.
        FormerSlug.objects.filter(slug=self.slug).delete()

    def _name_programme(self) -> None:
        if self.programme or not (target := self.targets.first()):
            return
        if match := classify_url(target.url):
            self.programme, self.network = match.programme, self.network or match.network

    def state(self, today: date | None = None) -> str:
        """Return a value of `Status`, a last day that has passed taken into account."""
        over = self.ends_on is not None and self.ends_on < (today or timezone.localdate())
        return self.Status.ENDED if over else self.status

    def target_for(self, language: str) -> "LinkTarget | None":
        """Return the target for readers of a language. No query where `targets__locale` was fetched before."""
        targets = {target.language: target for target in self.targets.all()}
        return fitting(targets, language, settings.LANGUAGE_CODE)

    @property
    def payer(self) -> str:
        """The programme, or the host of the first target where no programme is known."""
        target = None if self.programme else self.targets.first()
        return target.host if target else self.programme


class LinkTarget(models.Model):
    """Where a link leads, for readers of one language or of all, and what the last check found there."""

    class Outcome(models.TextChoices):
        """What a check found."""

        OK = "ok", _("Works")
        MOVED = "moved", _("Works, at another address")
        BLOCKED = "blocked", _("Lets no program look")
        UNREACHABLE = "unreachable", _("No answer")
        BROKEN = "broken", _("Does not exist")
        REFUSED = "refused", _("Leads into a private network")

    link = ParentalKey(ManagedLink, on_delete=models.CASCADE, related_name="targets", verbose_name=_("link"))
    locale = models.ForeignKey(
        Locale,
        on_delete=models.CASCADE,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("language"),
        help_text=_(
            "Of the page on which the link stands. Empty: every language without a target of its own."
        ),
    )
    url = models.CharField(
        _("address"), max_length=MAX_LENGTH, help_text=_("The whole address, with https://.")
    )
    outcome = models.CharField(_("last check"), max_length=12, choices=Outcome, blank=True, editable=False)
    checked_at = models.DateTimeField(_("checked"), null=True, blank=True, editable=False)
    # How many checks in a row found that nothing is there.
    failures = models.PositiveSmallIntegerField(default=0, editable=False)
    # Where a short address ended up when it was checked: it is classified by that.
    resolved_url = models.CharField(max_length=MAX_LENGTH, blank=True, editable=False)
    reported_at = models.DateTimeField(null=True, blank=True, editable=False)

    objects = LinkTargetQuerySet.as_manager()

    WRITTEN = ("link", "locale", "url")
    CHECKED = ("outcome", "checked_at", "failures", "resolved_url")

    class Meta:
        verbose_name = _("target")
        verbose_name_plural = _("targets")
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(fields=["link", "locale"], name="one_target_per_language"),
            models.UniqueConstraint(
                fields=["link"], condition=models.Q(locale=None), name="one_target_for_the_rest"
            ),
        ]

    def __str__(self) -> str:
        return self.url

    def save(self, **kwargs: Any) -> None:
        """Save what was written and leave what a check found meanwhile; of a new address nothing is known."""
        before = (
            type(self).objects.filter(pk=self.pk).values_list("url", flat=True).first() if self.pk else None
        )
        if before == self.url:
            kwargs.setdefault("update_fields", self.WRITTEN)
        elif before is not None:
            self.lead_to(self.url)
        super().save(**kwargs)

    def clean(self) -> None:
        """Refuse addresses that lead nowhere, back here, or into a private network. Raises ValidationError."""
        super().clean()
        try:
            self.url = checked_target(self.url)
        except ValidationError as error:
            raise ValidationError({"url": error}) from error

    def lead_to(self, url: str) -> None:
        """Take another address, of which no check has said anything yet. Not saved."""
        self.url, self.outcome, self.checked_at, self.failures = url, "", None, 0
        self.resolved_url, self.reported_at = "", None

    @property
    def language(self) -> str:
        """The code of its language, "" for every language."""
        return self.locale.language_code if self.locale_id else ""

    @property
    def host(self) -> str:
        """The host to which it leads."""
        address = read(self.url)
        return address.host if address else ""

    @property
    def is_broken(self) -> bool:
        """Whether readers would meet nothing there: two checks in a row said so."""
        return self.outcome in LinkTargetQuerySet.DEAD and self.failures >= LinkTargetQuerySet.CERTAIN


class FormerSlug(models.Model):
    """An earlier short name of a link, which still leads on."""

    slug = models.CharField(max_length=100, unique=True)
    link = models.ForeignKey(ManagedLink, on_delete=models.CASCADE, related_name="former_slugs")

    def __str__(self) -> str:
        return self.slug
