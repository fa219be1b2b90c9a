"""Rows that every comment asks for and hardly anybody changes."""

from functools import partial
from typing import Any, Self

from django.core.cache import cache
from django.db import models, transaction

# So long may another process go on with what was true before, if the cache lost its message.
CACHE_SECONDS = 300


class Remembered(models.Model):
    """A small table that is kept in the cache as a whole, and read anew after each change."""

    class Meta:
        abstract = True

    def save(self, *args: Any, **kwargs: Any) -> None:
        """Store, and let it count from the next comment on."""
        super().save(*args, **kwargs)
        self.forget()

    def delete(self, *args: Any, **kwargs: Any) -> tuple[int, dict[str, int]]:
        """Remove, and let that count from the next comment on."""
        removed = super().delete(*args, **kwargs)
        self.forget()
        return removed

    @classmethod
    def remembered(cls) -> list[Self]:
        """Return all rows, mostly without a query."""
        found = cache.get(cls._cache_key())
        if found is None:
            found = list(cls._default_manager.all())
            cache.set(cls._cache_key(), found, CACHE_SECONDS)
        return found

    @classmethod
    def forget(cls) -> None:
        """Read the rows anew: at once, and again as soon as others can see what is being changed."""
        cache.delete(cls._cache_key())
        transaction.on_commit(partial(cache.delete, cls._cache_key()))

    @classmethod
    def _cache_key(cls) -> str:
        return f"reader_comments.{cls._meta.model_name}"
