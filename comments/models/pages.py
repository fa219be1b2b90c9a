"""What a page type gains by taking comments."""

from django.db import models

from comments.models.threads import published_below


class CommentsPageMixin(models.Model):
    """For page types that show comments: `class ArticlePage(CommentsPageMixin, Page)`. Adds no column."""

    # Whether following a comment here could harm somebody: medical advice in comments is then read first.
    comments_are_sensitive = False

    class Meta:
        abstract = True

    @property
    def comment_count(self) -> int:
        """How many comments readers see below this page."""
        return published_below(self)
