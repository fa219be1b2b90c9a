"""MedicallyReviewedMixin: what a page type inherits to be governed by medical review."""

from collections.abc import Iterable
from typing import Any

from django.db import models
from django.utils.translation import gettext_lazy as _

from blog.people.models import Person


class MedicallyReviewedMixin(models.Model):
    """Makes a page type governed: nothing of it goes live without a signature under exactly its text.

    `review_fields` says of every field whether a change needs a new signature: "clinical" yes,
    "presentation" and "meta" no. Each class names its own fields; they are merged over the base classes.
    """

    assigned_reviewer = models.ForeignKey(
        Person,
        verbose_name=_("medical reviewer"),
        null=True,
        on_delete=models.SET_NULL,
        related_name="+",
        help_text=_("Who shall review this article: a qualified person who did not write it."),
    )

    review_fields: dict[str, tuple[str, ...]] = {"meta": ("assigned_reviewer",)}
    # The way from a page to the short names that `get_review_subjects` gives, as the database knows it, such as
    # "topics__slug": reports filter many pages by it, and policies for a topic find theirs. Empty: there is none.
    review_subject_lookup = ""

    class Meta:
        abstract = True

    def get_review_subjects(self) -> list[str]:
        """What the page is about, in short names; policies and specialties are matched with them."""
        return []

    def get_review_authors(self) -> Iterable[Person]:
        """The people named as authors of the page: none of them may review it."""
        return []

    @classmethod
    def get_review_subject_choices(cls) -> list[tuple[str, str]]:
        """The subjects that pages of this type can have, each with its name for people: policies offer them."""
        return []

    def copy_all_child_relations(self, target: models.Model, *args: Any, **kwargs: Any) -> Any:
        """Tell the copy whose it is: every way of copying, repeating and translating a page passes here.

        Wagtail's log names only the parent of the page that was copied.
        """
        target.medical_review_source = self
        return super().copy_all_child_relations(target, *args, **kwargs)
