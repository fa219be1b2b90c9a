"""Remembers what the demonstration made, so that exactly this can be taken away again."""

from typing import Self

from django.contrib.contenttypes.fields import GenericForeignKey
from django.contrib.contenttypes.models import ContentType
from django.db import models


class DemonstrationRecord(models.Model):
    """One thing that `load_demo` made."""

    content_type = models.ForeignKey(ContentType, on_delete=models.CASCADE, related_name="+")
    object_id = models.PositiveBigIntegerField()
    made = GenericForeignKey()

    wagtail_reference_index_ignore = True

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["content_type", "object_id"], name="one_demonstration_record_each"
            )
        ]

    def __str__(self) -> str:
        return f"{self.content_type} {self.object_id}"

    @classmethod
    def remember(cls, made: models.Model) -> Self:
        """Write down that the demonstration made this row."""
        return cls.objects.create(
            content_type=ContentType.objects.get_for_model(made, for_concrete_model=False), object_id=made.pk
        )
