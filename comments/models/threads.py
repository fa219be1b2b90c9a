"""The conversation under one page: whether it takes comments, and how many it has."""

from datetime import datetime

import swapper
from django.core.exceptions import ObjectDoesNotExist
from django.db import models
from django.db.models import F
from django.utils.translation import gettext_lazy as _
from wagtail.models import AbstractPage

from comments.querysets import ThreadQuerySet
from comments.states import ThreadMode, ThreadOrder


class CommentThread(models.Model):
    """The comments of one page. A page without a row has the defaults; the row comes with the first need."""

    wagtail_reference_index_ignore = True

    page = models.OneToOneField(
        swapper.get_model_name("wagtailcore", "Page"),
        # A deleted page takes what readers wrote about it along; the log of decisions stays.
        on_delete=models.CASCADE,
        related_name="comment_thread",
        verbose_name=_("page"),
    )
    mode = models.CharField(
        _("comments on this page"), max_length=16, choices=ThreadMode, default=ThreadMode.PRE_MODERATED
    )
    close_after_days = models.PositiveSmallIntegerField(
        _("close after this many days"),
        null=True,
        blank=True,
        help_text=_("Counted from the day the page was first published. Empty: it stays open."),
    )
    order = models.CharField(_("order"), max_length=8, choices=ThreadOrder, default=ThreadOrder.OLDEST_FIRST)
    closed_at = models.DateTimeField(null=True, editable=False)
    closed_reason = models.CharField(
        _("why it is closed"),
        max_length=200,
        blank=True,
        help_text=_("Told to readers, for example: We answer no questions on this study any more."),
    )
    pinned = models.ForeignKey(
        "reader_comments.Comment",
        null=True,
        editable=False,
        on_delete=models.SET_NULL,
        related_name="+",
        verbose_name=_("pinned comment"),
    )
    published_count = models.PositiveIntegerField(default=0, editable=False)
    pending_count = models.PositiveIntegerField(default=0, editable=False)
    # Rises with each change readers can see, for caches that ask whether they are still right.
    version = models.PositiveIntegerField(default=0, editable=False)

    objects = ThreadQuerySet.as_manager()

    class Meta:
        verbose_name = _("comment thread")
        verbose_name_plural = _("comment threads")
        default_permissions = ()

    def __str__(self) -> str:
        return f"{self.page} ({self.get_mode_display()})"

    @property
    def is_shown(self) -> bool:
        """Whether readers see comments here at all."""
        return self.mode != ThreadMode.OFF

    @property
    def is_pre_moderated(self) -> bool:
        """Whether a person reads each comment before it appears."""
        return self.mode == ThreadMode.PRE_MODERATED

    def remember_closing(self, now: datetime) -> None:
        """Note since when an editor keeps it closed, or that nobody does any more. Stores nothing."""
        if self.mode in {ThreadMode.OPEN, ThreadMode.PRE_MODERATED}:
            self.closed_at = None
        elif self.closed_at is None:
            self.closed_at = now

    def count(self, published: int, pending: int, seen: bool = False) -> None:
        """Add to the stored counts, in the database, so that two at once both count.

        `seen` says that readers see a difference, also where the counts stay.
        """
        type(self).objects.filter(pk=self.pk).update(
            published_count=F("published_count") + published,
            pending_count=F("pending_count") + pending,
            version=F("version") + (1 if published or seen else 0),
        )

    def show_change(self) -> None:
        """Tell caches that readers see something else now, though the counts stay."""
        type(self).objects.filter(pk=self.pk).update(version=F("version") + 1)


def published_below(page: AbstractPage) -> int:
    """Return how many comments readers see below `page`.

    A list of pages asks for `select_related("comment_thread")`; then this costs no query.
    """
    try:
        thread = page.comment_thread
    except ObjectDoesNotExist:
        return 0
    return thread.published_count if thread.is_shown else 0
