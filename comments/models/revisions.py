"""What a comment said before it was changed."""

from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _


class CommentRevision(models.Model):
    """An earlier text, kept for moderators and purged with the other texts that readers no longer see."""

    wagtail_reference_index_ignore = True

    comment = models.ForeignKey("reader_comments.Comment", on_delete=models.CASCADE, related_name="revisions")
    number = models.PositiveIntegerField()
    body = models.TextField()
    replaced_at = models.DateTimeField(default=timezone.now)

    class Meta:
        verbose_name = _("earlier text")
        verbose_name_plural = _("earlier texts")
        default_permissions = ()
        ordering = ["number"]
        constraints = [models.UniqueConstraint(fields=["comment", "number"], name="comment_revision_once")]

    def __str__(self) -> str:
        return f"{self.comment}, {self.number}"
