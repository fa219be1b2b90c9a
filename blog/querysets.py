"""Which articles a list shows, in the words of an editorial office."""

from django.db.models import Model
from wagtail.models import PageQuerySet, Site

from blog.people.models import Person
from blog.review.querysets import PublishedQuerySetMixin, shown_as_reviewed_by


class ArticleQuerySet(PublishedQuerySetMixin, PageQuerySet):
    """Articles."""

    def listed(self) -> "ArticleQuerySet":
        """Those that any list may show to anybody, the newest first: let out by review, behind no password."""
        return self.published().public().order_by("-first_published_at", "-pk")

    def listed_on(self, site: Site) -> "ArticleQuerySet":
        """Those that lists of this site show, in the reader's language."""
        return self.descendant_of(site.root_page.localized).listed()

    def about(self, *topics: Model) -> "ArticleQuerySet":
        """Those on at least one of these topics."""
        return self.filter(topics__in=topics).distinct()

    def written_by(self, person: Person) -> "ArticleQuerySet":
        """Those with this person's byline."""
        return self.filter(authors__person=person).distinct()

    def reviewed_by(self, person: Person) -> "ArticleQuerySet":
        """Those that readers are told this person reviewed."""
        return shown_as_reviewed_by(self, person)

    def for_readers(self) -> "ArticleQuerySet":
        """With what the article's own page shows of other tables, in the same one query."""
        return self.select_related("locale", "lead_image", "comment_thread")

    def for_cards(self) -> "ArticleQuerySet":
        """With all that a card shows, in a number of queries that does not grow with the list."""
        return self.select_related("lead_image", "locale").prefetch_related(
            "topics", "lead_image__renditions", "authors__person"
        )


class PostQuerySet(PageQuerySet):
    """News and recipes."""

    def listed(self) -> "PostQuerySet":
        """Those that any list may show to anybody, the newest first."""
        return self.live().public().order_by("-first_published_at", "-pk")

    def listed_on(self, site: Site) -> "PostQuerySet":
        """Those that lists of this site show, in the reader's language."""
        return self.descendant_of(site.root_page.localized).listed()

    def written_by(self, person: Person) -> "PostQuerySet":
        """Those with this person's byline."""
        return self.filter(authors__person=person).distinct()

    def for_readers(self) -> "PostQuerySet":
        """With what the post's own page shows of other tables, in the same one query."""
        return self.select_related("locale", "lead_image", "comment_thread")

    def for_cards(self) -> "PostQuerySet":
        """With all that a card shows, in a number of queries that does not grow with the list."""
        return self.select_related("lead_image", "locale").prefetch_related(
            "lead_image__renditions", "authors__person"
        )
