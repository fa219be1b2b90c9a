"""The sitemap: what search engines may list is what readers may see."""

from django.contrib.sitemaps import Sitemap
from django.db.models import QuerySet
from wagtail.contrib.sitemaps import Sitemap as PageSitemap
from wagtail.models import PageQuerySet

from blog.models import HealthArticlePage, Topic
from blog.people.models import Person
from blog.review.querysets import only_published
from blog.review.robots import without_hidden


class PublishedPages(PageSitemap):
    """The pages of the site, without articles that medical review does not let out."""

    def items(self) -> PageQuerySet:
        """Live, public, let out, and not so long overdue that search engines shall forget it."""
        return without_hidden(only_published(super().items()))


class Topics(Sitemap):
    """The topics that have articles."""

    def items(self) -> QuerySet[Topic]:
        """Each once."""
        published = HealthArticlePage.objects.listed().order_by().values("pk")
        return Topic.objects.filter(articles__in=published).distinct()


class People(Sitemap):
    """Authors and reviewers who work with the site."""

    def items(self) -> QuerySet[Person]:
        """Each once."""
        return Person.objects.active()


SITEMAPS = {"pages": PublishedPages, "topics": Topics, "people": People}
