"""Rows that are evidence: written once, never changed, never deleted, each with a number in the ledger."""

from typing import Any, NoReturn

from django.db import models, router, transaction
from django.utils.translation import gettext_lazy as _

from blog.review.models.numbering import give_numbers


class AppendOnlyError(TypeError):
    """Raised on every try to change or delete a row that is evidence."""

    def __init__(self, model: type[models.Model]) -> None:
        super().__init__(_("%(name)s: rows are added, never changed or deleted.") % {"name": model.__name__})


class AppendOnlyQuerySet(models.QuerySet):
    """Reads and adds, refuses the rest."""

    def update(self, **kwargs: Any) -> NoReturn:
        """Raise AppendOnlyError."""
        raise AppendOnlyError(self.model)

    def delete(self) -> NoReturn:
        """Raise AppendOnlyError."""
        raise AppendOnlyError(self.model)

    def bulk_update(self, *args: Any, **kwargs: Any) -> NoReturn:
        """Raise AppendOnlyError."""
        raise AppendOnlyError(self.model)

    def _raw_delete(self, using: str | None) -> NoReturn:
        """Raise AppendOnlyError: what Django calls where it deletes without asking the model."""
        raise AppendOnlyError(self.model)

    def bulk_create(self, objs: Any, *args: Any, **kwargs: Any) -> list[Any]:
        """Add rows, with their numbers; raise AppendOnlyError where rows would be overwritten or passed over."""
        if kwargs.get("update_conflicts") or kwargs.get("ignore_conflicts"):
            raise AppendOnlyError(self.model)
        with transaction.atomic(using=self.db, savepoint=False):
            rows = super().bulk_create(objs, *args, **kwargs)
            if self.model.is_numbered and rows:
                give_numbers(self.model, [row.pk for row in rows], self.db)
        return rows


class AppendOnly(models.Model):
    """Base of reviews, publications and the like."""

    # Only the ledger itself has no number in the ledger.
    is_numbered = True

    objects = AppendOnlyQuerySet.as_manager()

    # Evidence is no use of a page: deleting the page must not ask about it, nor cost a query on each save.
    wagtail_reference_index_ignore = True

    class Meta:
        abstract = True
        base_manager_name = "objects"

    def save(self, *args: Any, **kwargs: Any) -> None:
        """Add the row and its number; raise AppendOnlyError if it exists."""
        if not self._state.adding:
            raise AppendOnlyError(type(self))
        using = kwargs.get("using") or router.db_for_write(type(self), instance=self)
        with transaction.atomic(using=using, savepoint=False):
            super().save(*args, **{**kwargs, "force_insert": True, "using": using})
            if self.is_numbered:
                give_numbers(type(self), [self.pk], using)

    def delete(self, *args: Any, **kwargs: Any) -> NoReturn:
        """Raise AppendOnlyError."""
        raise AppendOnlyError(type(self))


def outward_key(to: str | type[models.Model], **options: Any) -> models.ForeignKey:
    """Return a foreign key of evidence: it neither stops the deletion of what it names nor is changed by it.

    PROTECT would make deleting a page a server error, SET_NULL would rewrite the evidence, CASCADE destroy
    it. Each row therefore keeps its own copy of the names.
    """
    return models.ForeignKey(
        to, on_delete=models.DO_NOTHING, db_constraint=False, related_name="+", **options
    )
