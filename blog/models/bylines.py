"""BylineMixin: what articles and posts tell about who wrote them, when, and how long they are."""

from django.db import models
from django.utils.functional import cached_property
from django.utils.timezone import localdate

from blog.people.models import Person
from blog.reading_time import minutes_to_read


class BylineMixin(models.Model):
    """For page types with `authors` (rows that name a `person`) and a `body`."""

    class Meta:
        abstract = True

    @cached_property
    def people(self) -> list[Person]:
        """The authors, in the order of the byline; asked once for a page that is shown."""
        if "authors" in getattr(self, "_prefetched_objects_cache", {}):
            return [author.person for author in self.authors.all()]
        return self.people_now()

    def people_now(self) -> list[Person]:
        """The authors as the byline stands in memory."""
        return [author.person for author in self.authors.select_related("person")]

    @property
    def reading_minutes(self) -> int:
        """How long it takes to read the text."""
        return minutes_to_read(self.body)

    @property
    def was_changed(self) -> bool:
        """Whether readers see another text than on the day of the first publication."""
        first, last = self.first_published_at, self.last_published_at
        return bool(first and last and localdate(last) > localdate(first))
