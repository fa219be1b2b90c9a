"""What readers were told, and when: rows that are written once."""

from collections.abc import Iterable
from datetime import datetime
from typing import Any, NoReturn, Self

import swapper
from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _


class AppendOnlyError(TypeError):
    """Raised on every try to change or delete evidence."""

    def __init__(self) -> None:
        super().__init__(_("Evidence is added, never changed or deleted."))


class DisclosureEvidenceQuerySet(models.QuerySet):
    """Reads and adds, refuses the rest."""

    def update(self, **kwargs: Any) -> NoReturn:
        """Raise AppendOnlyError."""
        raise AppendOnlyError

    def delete(self) -> NoReturn:
        """Raise AppendOnlyError."""
        raise AppendOnlyError

    def bulk_update(self, *args: Any, **kwargs: Any) -> NoReturn:
        """Raise AppendOnlyError."""
        raise AppendOnlyError

    def bulk_create(self, objs: Iterable[Any], *args: Any, **kwargs: Any) -> list[Any]:
        """Add rows. Raises AppendOnlyError if rows that exist would be overwritten."""
        if kwargs.get("update_conflicts"):
            raise AppendOnlyError
        return super().bulk_create(objs, *args, **kwargs)

    def latest_per_page(self) -> Self:
        """Return for each page the newest row on the page itself, also for pages that are no more."""
        rows = self.filter(output=DisclosureEvidence.Output.PAGE).order_by()
        return self.filter(pk__in=rows.values("page").annotate(newest=models.Max("pk")).values("newest"))

    def with_paid_links(self, page_ids: Iterable[int]) -> set[int]:
        """Return the keys of those pages on which paid links were last recorded."""
        rows = self.filter(page__in=list(page_ids)).latest_per_page().exclude(links=[])
        return set(rows.values_list("page_id", flat=True))

    def of_live_pages(self) -> Self:
        """Return the rows of pages that readers can still open."""
        return self.filter(page__live=True)

    def failing(self, rule: str = "") -> Self:
        """Return the rows on which a rule ("R4") failed, any rule with ""."""
        return self.filter(failed_rules__contains=f" {rule} ") if rule else self.exclude(failed_rules="")

    def before(self, served_page_id: int, output: str, address: str) -> Self:
        """Return earlier rows of the same output of a page, newest first. A page may have moved."""
        rows = self.filter(page=served_page_id, output=output).order_by("-pk")
        return rows if output == DisclosureEvidence.Output.PAGE else rows.filter(address=address)

    def shown(self, address: str, moment: datetime) -> Self:
        """Return what was recorded at an address up to a moment, newest first."""
        return self.filter(address=address, at__lte=moment).order_by("-at", "-pk")


class DisclosureEvidence(models.Model):
    """What one output of a page told its readers at one time, and what each rule said of it.

    It stands for itself: page, revision and user may be deleted, so their names are kept beside their keys.
    """

    class Output(models.TextChoices):
        """Where it was read."""

        PAGE = "page", _("Page")
        FEED = "feed", _("Feed")
        API = "api", _("API")
        MAIL = "mail", _("E-mail")
        PRINT = "print", _("Print")

    class Occasion(models.TextChoices):
        """Why it was recorded."""

        PUBLICATION = "publication", _("Publication")
        AUDIT = "audit", _("Audit")

    page = models.ForeignKey(
        swapper.get_model_name("wagtailcore", "Page"),
        on_delete=models.DO_NOTHING,
        db_constraint=False,
        related_name="+",
        verbose_name=_("page"),
    )
    page_title = models.CharField(_("title of the page"), max_length=255)
    address = models.CharField(_("address"), max_length=2048, db_index=True)
    output = models.CharField(_("output"), max_length=10, choices=Output)
    occasion = models.CharField(_("occasion"), max_length=12, choices=Occasion)
    revision = models.ForeignKey(
        "wagtailcore.Revision",
        null=True,
        on_delete=models.DO_NOTHING,
        db_constraint=False,
        related_name="+",
        verbose_name=_("revision"),
    )
    at = models.DateTimeField(_("time"), default=timezone.now, db_index=True)
    user = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        null=True,
        on_delete=models.DO_NOTHING,
        db_constraint=False,
        related_name="+",
        verbose_name=_("published by"),
    )
    user_label = models.CharField(_("name of who published"), max_length=255, blank=True)
    body_hash = models.CharField(_("SHA-256 of what was sent"), max_length=64)
    notice = models.TextField(_("notice"), blank=True)
    notice_hash = models.CharField(_("SHA-256 of the notice"), max_length=64)
    locale = models.CharField(_("language"), max_length=100)
    jurisdiction = models.CharField(_("rules of"), max_length=2, blank=True)
    # A list of objects: href, programme, network, strength, rule, label, rel.
    links = models.JSONField(_("paid links"), default=list)
    # A list of objects: rule, passed, detail.
    verdicts = models.JSONField(_("verdicts"), default=list)
    # The rules that failed, with a space around each, so that a row can be found by one of them.
    failed_rules = models.TextField(_("failed rules"), blank=True)
    rules_version = models.CharField(_("version of the rules"), max_length=64)
    texts_version = models.CharField(_("version of the texts"), max_length=64)

    objects = DisclosureEvidenceQuerySet.as_manager()

    # Evidence is no use of a page: deleting the page must not ask about it, nor cost a query on each save.
    wagtail_reference_index_ignore = True

    class Meta:
        verbose_name = _("evidence")
        verbose_name_plural = _("evidence")
        ordering = ["pk"]
        base_manager_name = "objects"
        default_permissions = ("view",)

    def __str__(self) -> str:
        return f"{self.page_title} ({self.get_output_display()}, {self.at:%Y-%m-%d %H:%M})"

    def save(self, *args: Any, **kwargs: Any) -> None:
        """Add the row. Raises AppendOnlyError if it exists."""
        if not self._state.adding:
            raise AppendOnlyError
        super().save(*args, **{**kwargs, "force_insert": True})

    def delete(self, *args: Any, **kwargs: Any) -> NoReturn:
        """Raise AppendOnlyError."""
        raise AppendOnlyError

    @property
    def says_anything(self) -> bool:
        """Whether it told something, had to, or broke a rule."""
        return bool(self.notice or self.links or self.failed_rules)

    def differs_from(self, other: "DisclosureEvidence") -> bool:
        """Say whether readers were told something else, somewhere else, or another rule is broken."""
        names = ("address", "notice_hash", "links", "failed_rules")
        return any(getattr(self, name) != getattr(other, name) for name in names)
