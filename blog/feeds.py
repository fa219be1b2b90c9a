"""The feeds: every article in full, with the same notice before its paid links as on the page."""

from datetime import datetime
from typing import Any
from uuid import uuid5

from django.contrib.syndication.views import Feed
from django.http import HttpRequest
from django.urls import reverse
from django.utils.html import escape
from django.utils.translation import gettext as _
from wagtail.models import Site

from blog.feed_formats import FullTextAtom, FullTextRss, JsonFeed
from blog.full_text import full_text
from blog.models import HealthArticlePage, PostPage
from blog.review.models import Publication
from blog.review.public.reading import remember_signatures
from blog.review.status import remember_publication
from disclosures.cards import labelled_title, told_summary
from disclosures.policies import policy_for

NEWEST = 20


class ArticleFeed(Feed):
    """The newest articles of a site, in the reader's language."""

    feed_type = FullTextRss
    name = "blog:feed"
    item_guid_is_permalink = False

    def get_object(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpRequest:
        """Keep the request: addresses and disclosures depend on its site."""
        request.site = Site.find_for_request(request)
        return request

    def title(self, request: HttpRequest) -> str:
        """The name of the site."""
        return request.site.site_name or request.site.root_page.localized.title

    def link(self, request: HttpRequest) -> str:
        """The home page."""
        return request.site.root_page.localized.get_full_url(request)

    def feed_url(self) -> str:
        """The feed's own address."""
        return reverse(self.name)

    def description(self, request: HttpRequest) -> str:
        """What the feed holds."""
        return _("The newest articles of %(site)s") % {"site": self.title(request)}

    def items(self, request: HttpRequest) -> list[HealthArticlePage | PostPage]:
        """The newest articles and posts that lists may show, each with its text and address for this request."""
        reviewed = list(HealthArticlePage.objects.listed_on(request.site).for_cards()[:NEWEST])
        remember_publications(reviewed)
        posts = PostPage.objects.listed_on(request.site).for_cards()[:NEWEST]
        articles = sorted([*reviewed, *posts], key=newest_first, reverse=True)[:NEWEST]
        for article in articles:
            article.feed_address = article.get_full_url(request)
            article.feed_content = full_text(article, request)
            policy = policy_for(article, request)
            article.feed_title = labelled_title(article, policy)
            article.feed_summary = told_summary(article.summary, policy)
            article.feed_people = [
                {"name": person.name, "url": request.build_absolute_uri(person.get_absolute_url())}
                for person in article.people
            ]
        return articles

    def item_title(self, item: HealthArticlePage) -> str:
        """The title, behind a label if all of it is advertising; the feed's generator escapes it."""
        return item.feed_title

    def item_description(self, item: HealthArticlePage) -> str:
        """The summary."""
        return item.feed_summary

    def item_link(self, item: HealthArticlePage) -> str:
        """The article's address."""
        return item.feed_address

    def item_guid(self, item: HealthArticlePage) -> str:
        """An id that stays when the article moves or gets another title."""
        return f"urn:uuid:{uuid5(item.translation_key, str(item.locale_id))}"

    def item_author_name(self, item: HealthArticlePage) -> str:
        """The byline."""
        return ", ".join(person.name for person in item.people)

    def item_pubdate(self, item: HealthArticlePage) -> datetime | None:
        """When it was first published."""
        return item.first_published_at

    def item_updateddate(self, item: HealthArticlePage) -> datetime | None:
        """When it was last changed."""
        return item.last_published_at

    def item_categories(self, item: HealthArticlePage) -> list[str]:
        """The topics."""
        kind = [item.get_kind_display()] if isinstance(item, PostPage) else []
        return [*kind, *(topic.name for topic in item.subjects)]

    def item_extra_kwargs(self, item: HealthArticlePage) -> dict[str, Any]:
        """The whole text, and the names of the byline one by one."""
        return {"content": item.feed_content, "people": item.feed_people}


class AtomArticleFeed(ArticleFeed):
    """The same as Atom."""

    feed_type = FullTextAtom
    name = "blog:feed_atom"

    def subtitle(self, request: HttpRequest) -> str:
        """What the feed holds."""
        return self.description(request)

    def author_name(self, request: HttpRequest) -> str:
        """The site: Atom asks for an author where an article has none."""
        return self.title(request)

    def item_description(self, item: HealthArticlePage) -> str:
        """The summary as the HTML that Django calls it."""
        return escape(super().item_description(item))


class JsonArticleFeed(ArticleFeed):
    """The same as JSON Feed."""

    feed_type = JsonFeed
    name = "blog:feed_json"


def newest_first(page: HealthArticlePage | PostPage) -> tuple[bool, datetime | None, int]:
    """The key by which pages are sorted, the newest last; one without a date counts as old."""
    moment = page.first_published_at
    return moment is not None, moment, page.pk


def remember_publications(articles: list[HealthArticlePage]) -> None:
    """Read what medical review says of all these articles at once; the text of each then costs no query for it."""
    rows = Publication.objects.filter(page__in=articles).with_grounds().with_company()
    newest = {row.page_id: row for row in rows.order_by("pk")}
    for article in articles:
        remember_publication(article, newest.get(article.pk))
    remember_signatures(articles, newest.values())
