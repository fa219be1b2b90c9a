"""Person: somebody with a byline; Specialty: the field in which somebody is at home."""

from datetime import date
from typing import Any

from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import models
from django.urls import NoReverseMatch, reverse
from django.utils.translation import gettext_lazy as _
from modelcluster.models import ClusterableModel
from wagtail.fields import RichTextField
from wagtail.images import get_image_model_string
from wagtail.search import index

from blog.people.querysets import PersonQuerySet

BIO_FEATURES = ["bold", "italic", "link", "ol", "ul"]


class Specialty(index.Indexed, models.Model):
    """A field of medicine or of another health profession."""

    name = models.CharField(_("name"), max_length=100, unique=True, help_text=_("For example: cardiology."))
    slug = models.SlugField(_("short name"), max_length=100, unique=True, allow_unicode=True)

    search_fields = [index.SearchField("name"), index.AutocompleteField("name")]

    class Meta:
        verbose_name = _("specialty")
        verbose_name_plural = _("specialties")
        ordering = ["name"]

    def __str__(self) -> str:
        return self.name


class Person(index.Indexed, ClusterableModel):
    """An author, a reviewer or both."""

    name = models.CharField(
        _("name"), max_length=150, help_text=_("As readers shall see it, without titles: Ana Ruiz.")
    )
    slug = models.SlugField(
        _("address"),
        max_length=150,
        unique=True,
        allow_unicode=True,
        help_text=_("The last part of the address of this person's page."),
    )
    bio = RichTextField(
        _("about this person"),
        blank=True,
        features=BIO_FEATURES,
        help_text=_("Two or three sentences for readers: training, work, what this person writes about."),
    )
    portrait = models.ForeignKey(
        get_image_model_string(),
        verbose_name=_("portrait"),
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="+",
    )
    user = models.OneToOneField(
        settings.AUTH_USER_MODEL,
        verbose_name=_("user account"),
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="person",
        help_text=_(
            "The account this person logs in with. A reviewer without one signs through a personal link that comes "
            "by mail with each request."
        ),
    )
    email = models.EmailField(
        _("e-mail address"),
        blank=True,
        help_text=_("For review requests; never shown. Empty: the address of the user account."),
    )
    is_paid = models.BooleanField(
        _("is paid for reviews"),
        default=False,
        help_text=_("Readers are told with each review whether this site paid for it."),
    )
    active = models.BooleanField(
        _("works with this site"),
        default=True,
        help_text=_("Somebody who left keeps the byline on old articles but cannot review new ones."),
    )
    away_until = models.DateField(
        _("away until"),
        null=True,
        blank=True,
        help_text=_("Until this day, no reviews are requested from this person."),
    )
    deputy = models.ForeignKey(
        "self",
        verbose_name=_("deputy"),
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="+",
        help_text=_("Who is suggested while this person is away."),
    )

    objects = PersonQuerySet.as_manager()

    search_fields = [
        index.SearchField("name", boost=2),
        index.AutocompleteField("name"),
        index.SearchField("bio"),
        index.FilterField("active"),
    ]

    class Meta:
        verbose_name = _("person")
        verbose_name_plural = _("people")
        ordering = ["name"]

    def __str__(self) -> str:
        return self.name

    def clean(self) -> None:
        """Raise ValidationError for a deputy who is this same person."""
        super().clean()
        if self.deputy_id is not None and self.deputy_id == self.pk:
            raise ValidationError({"deputy": _("Choose somebody else: nobody can be their own deputy.")})

    def get_absolute_url(self) -> str:
        """Return the address of the person's page; empty on a site that has no such pages."""
        try:
            return reverse("blog:person", args=[self.slug])
        except NoReverseMatch:
            return ""

    def save(self, *args: Any, **kwargs: Any) -> None:
        """Save, and note the account for good: what it did stays this person's work under another one, too."""
        super().save(*args, **kwargs)
        if self.user_id is not None:
            accounts = self._meta.get_field("accounts").related_model.objects
            accounts.get_or_create(person=self, user_id=self.user_id)

    def account_ids(self) -> set[int]:
        """Keys of all user accounts that are or were this person's."""
        return {self.user_id, *(account.user_id for account in self.accounts.all())} - {None}

    def is_away_on(self, day: date) -> bool:
        """Whether no review should be requested from this person on that day."""
        return self.away_until is not None and self.away_until >= day

    def address_on_file(self) -> str:
        """Where this person reads mail; empty when the site knows no address."""
        return self.email or (self.user.email if self.user else "")

    def credentials_on(self, day: date) -> list[models.Model]:
        """The credentials in force on that day, in the order in which the editor put them."""
        return [credential for credential in self.credentials.all() if credential.is_valid_on(day)]

    def latest_interests(self) -> models.Model | None:
        """The last statement on conflicts of interest, however old."""
        return max(
            self.interests.all(), key=lambda interest: (interest.declared_on, interest.pk), default=None
        )

    def declare_interests(self, statement: str, day: date) -> models.Model:
        """Record what this person states today; earlier statements stay as they were."""
        statements = self._meta.get_field("interests").related_model.objects
        return statements.create(person=self, statement=statement, declared_on=day)

    def titles_on(self, day: date) -> str:
        """What stands behind the name on that day: "MD, FACC"."""
        return ", ".join(credential.title for credential in self.credentials_on(day))
