"""What a person can show: credentials, and statements on conflicts of interest."""

from datetime import date

from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from modelcluster.fields import ParentalKey, ParentalManyToManyField
from modelcluster.models import ClusterableModel
from wagtail.models import Orderable

from blog.people.models.persons import Person, Specialty
from blog.people.querysets import CredentialQuerySet, DeclaredInterestQuerySet


class Credential(Orderable, ClusterableModel):
    """A degree, licence or board certificate."""

    person = ParentalKey(
        Person, verbose_name=_("person"), on_delete=models.CASCADE, related_name="credentials"
    )
    title = models.CharField(_("title"), max_length=50, help_text=_("Stands behind the name: MD, RN, PhD."))
    name = models.CharField(_("full name"), max_length=200, help_text=_("For example: Doctor of Medicine."))
    issuer = models.CharField(
        _("issued by"), max_length=200, help_text=_("The university, board or authority.")
    )
    jurisdiction = models.CharField(
        _("valid in"), max_length=100, blank=True, help_text=_("Country or state, where that matters.")
    )
    number = models.CharField(_("number"), max_length=100, blank=True)
    number_is_public = models.BooleanField(
        _("show the number to readers"), default=False, help_text=_("Only if the person agreed to it.")
    )
    specialties = ParentalManyToManyField(Specialty, verbose_name=_("specialties"), blank=True)
    valid_from = models.DateField(_("valid from"), null=True, blank=True)
    valid_until = models.DateField(
        _("valid until"), null=True, blank=True, help_text=_("Empty: it does not end.")
    )
    register_url = models.URLField(
        _("public register"),
        max_length=500,
        blank=True,
        help_text=_("Where anyone can look this credential up."),
    )
    checked_on = models.DateField(
        _("looked up on"),
        null=True,
        blank=True,
        help_text=_("When somebody of the site last saw it in the register. Empty: stated by this site."),
    )
    recheck_on = models.DateField(_("look up again on"), null=True, blank=True)

    objects = CredentialQuerySet.as_manager()

    class Meta(Orderable.Meta):
        verbose_name = _("credential")
        verbose_name_plural = _("credentials")

    def __str__(self) -> str:
        return f"{self.title} ({self.issuer})"

    def clean(self) -> None:
        """Raise ValidationError, each sentence at its field, for what cannot be true together."""
        super().clean()
        problems = {}
        if self.valid_from and self.valid_until and self.valid_until < self.valid_from:
            problems["valid_until"] = _("This day is before “valid from”. Swap the two days.")
        if self.checked_on and not self.register_url:
            problems["register_url"] = _("Give the address of the register in which it was looked up.")
        if self.checked_on and self.checked_on > today():
            problems["checked_on"] = _("This day is still to come. Enter it once somebody has looked.")
        if self.checked_on and self.recheck_on and self.recheck_on <= self.checked_on:
            problems["recheck_on"] = _("Name a day after the last check, or leave it empty.")
        if self.number_is_public and not self.number:
            problems["number"] = _("There is no number to show. Enter it, or take the tick below away.")
        if problems:
            raise ValidationError(problems)

    def is_valid_on(self, day: date) -> bool:
        """Whether it was in force on that day."""
        return (self.valid_from is None or self.valid_from <= day) and (
            self.valid_until is None or self.valid_until >= day
        )

    @property
    def is_verified(self) -> bool:
        """Whether somebody looked it up in a public register; else it is only stated by this site."""
        return bool(self.register_url and self.checked_on)

    @property
    def public_number(self) -> str:
        """The number, if the person agreed to show it."""
        return self.number if self.number_is_public else ""


class PersonAccount(models.Model):
    """An account with which a person logs in or once did; it outlives the account itself."""

    person = models.ForeignKey(
        Person, verbose_name=_("person"), on_delete=models.CASCADE, related_name="accounts"
    )
    user = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("user account"),
        on_delete=models.DO_NOTHING,
        db_constraint=False,
        related_name="+",
    )

    wagtail_reference_index_ignore = True

    class Meta:
        verbose_name = _("account of a person")
        verbose_name_plural = _("accounts of people")
        constraints = [models.UniqueConstraint(fields=["person", "user"], name="account_once_per_person")]

    def __str__(self) -> str:
        return f"{self.person}: {self.user_id}"


def today() -> date:
    """The current day where the site is."""
    return timezone.localdate()


class DeclaredInterest(models.Model):
    """A dated statement on conflicts of interest."""

    person = ParentalKey(Person, verbose_name=_("person"), on_delete=models.CASCADE, related_name="interests")
    statement = models.TextField(
        _("statement"),
        help_text=_("In this person's own words. If there is nothing to declare, write “None”."),
    )
    declared_on = models.DateField(
        _("declared on"), default=today, help_text=_("It counts for twelve months from this day.")
    )

    objects = DeclaredInterestQuerySet.as_manager()

    class Meta:
        verbose_name = _("declared interest")
        verbose_name_plural = _("declared interests")
        ordering = ["-declared_on", "-pk"]

    def __str__(self) -> str:
        return f"{self.declared_on}: {self.statement}"

    def clean(self) -> None:
        """Raise ValidationError for a statement from the future."""
        super().clean()
        if self.declared_on and self.declared_on > today():
            raise ValidationError(
                {"declared_on": _("A statement cannot be made on a day that is still to come.")}
            )
