"""The questions asked about many comments, threads or events at once."""

from datetime import datetime
from typing import Any, NoReturn, Self

from django.contrib.auth.models import AbstractBaseUser, AnonymousUser
from django.db import models
from django.db.models import F, Q
from wagtail.models import AbstractPage
from wagtail.permissions import policy_registry

from comments.states import UNDOABLE, Action, Role, Status


class CommentQuerySet(models.QuerySet):
    """Comments by the state they are in."""

    def published(self) -> Self:
        """What readers may see."""
        return self.filter(status=Status.PUBLISHED)

    def waiting(self) -> Self:
        """What needs a moderator, in the order in which to look: distress, then reports, then the oldest."""
        return self.filter(attention__gt=0).order_by("-attention", "submitted_at", "pk")

    def unreviewed(self) -> Self:
        """What readers see and no moderator has read as it now stands: the newest first."""
        return self.published().filter(approved_revision=None).order_by("-submitted_at", "-pk")

    def in_scope_of(self, user: AbstractBaseUser | AnonymousUser, action: str = "moderate") -> Self:
        """Those with which `user` may do `action`: by permission, and below the pages of the user's groups."""
        return policy_registry.get_by_type(self.model).limit(self, user, [action])

    def shown_roots(self) -> Self:
        """First comments of a conversation: published, or the place of one whose replies are still published."""
        return self.filter(root=None, shown=True)

    def previews_of(self, roots: list) -> Self:
        """The first published replies of each of `roots`, as many as the root says, in order."""
        return (
            self.published()
            .filter(root__in=roots, seq__lte=F("root__preview_seq"))
            .select_related("parent")
            .order_by("root", "seq")
        )

    def sent_since(self, moment: datetime) -> Self:
        """Comments stored at `moment` or later, whatever became of them."""
        return self.filter(submitted_at__gte=moment)


class ThreadQuerySet(models.QuerySet):
    """Threads by their page."""

    def in_scope_of(self, user: AbstractBaseUser | AnonymousUser, action: str = "moderate") -> Self:
        """Those with whose comments `user` may do `action`."""
        comments = self.model._meta.get_field("comments").related_model
        return policy_registry.get_by_type(comments).limit(self, user, [action], "page")

    def decided(self, start: datetime | None, end: datetime | None) -> Self:
        """Annotate what became of the comments sent between two moments: published, rejected, hidden, spam, against."""
        sent = Q()
        if start is not None:
            sent &= Q(comments__submitted_at__gte=start)
        if end is not None:
            sent &= Q(comments__submitted_at__lte=end)
        against = Q(comments__status__in=[Status.REJECTED, Status.HIDDEN])
        return self.annotate(
            published=models.Count("comments", filter=sent & Q(comments__status=Status.PUBLISHED)),
            rejected=models.Count("comments", filter=sent & Q(comments__status=Status.REJECTED)),
            hidden=models.Count("comments", filter=sent & Q(comments__status=Status.HIDDEN)),
            spam=models.Count("comments", filter=sent & Q(comments__status=Status.SPAM)),
            against=models.Count("comments", filter=sent & against),
        )

    def of(self, page: AbstractPage) -> models.Model:
        """Return the page's thread; one that is not stored, with the defaults, where the page has none yet."""
        return self.filter(page_id=page.pk).first() or self.model(page_id=page.pk)

    def recounted(self) -> Self:
        """Annotate each thread with the counts its stored ones must equal."""
        return self.annotate(
            published_recount=models.Count("comments", filter=Q(comments__status=Status.PUBLISHED)),
            pending_recount=models.Count("comments", filter=Q(comments__status=Status.PENDING)),
        )


class AppendOnlyQuerySet(models.QuerySet):
    """Rows that are written once."""

    def update(self, **values: Any) -> NoReturn:
        """Raise TypeError: history is not rewritten."""
        raise TypeError(f"{self.model._meta.verbose_name_plural} are never changed.")

    def delete(self) -> NoReturn:
        """Raise TypeError: history is not removed."""
        raise TypeError(f"{self.model._meta.verbose_name_plural} are never deleted.")

    def in_scope_of(self, user: AbstractBaseUser | AnonymousUser, action: str = "moderate") -> Self:
        """Those about comments with which `user` may do `action`."""
        comments = self.model._meta.get_field("comment").related_model
        return policy_registry.get_by_type(comments).limit(self, user, [action], "comment__thread__page")

    def waits_ended_since(self, moment: datetime) -> models.QuerySet:
        """When moderators decided about what waited for them, and when it was sent; newest first."""
        ended = self.filter(at__gte=moment, action=Action.STATUS, role=Role.MODERATOR, old=Status.PENDING)
        return ended.order_by("-at", "-pk").values_list("at", "comment__submitted_at")

    def decisions(self) -> Self:
        """What somebody decided, newest first; that a reader's comment came in is no decision."""
        return self.exclude(old=Status.NEW, role=Role.SYSTEM).order_by("-at", "-pk")

    def undoable(self) -> Self:
        """What a moderator did and can take back: nothing has happened to the comment since."""
        last_word = Q(comment__version=F("version") + 1)
        return self.filter(last_word, role=Role.MODERATOR, undoes=None, action__in=UNDOABLE)
