"""The feed: every article in full, with the same notice before its paid links as on the page."""

import re
from datetime import datetime
from typing import Any
from uuid import uuid5

from django.contrib.syndication.views import Feed
from django.http import HttpRequest
from django.urls import reverse
from django.utils.feedgenerator import Rss201rev2Feed
from django.utils.translation import gettext as _
from django.utils.xmlutils import SimplerXMLGenerator
from wagtail.models import Site

from blog.full_text import full_text
from blog.models import HealthArticlePage
from blog.review.models import Publication
from blog.review.status import remember_publication

NEWEST = 20


# What XML 1.0 has no place for (section 2.2): one such letter in one article would make the whole feed unreadable.
NOT_XML = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


def readable(value: Any) -> Any:
    """Return a text, or each text of a list, without the letters that XML cannot hold; anything else as it is."""
    if isinstance(value, str):
        return NOT_XML.sub("", value)
    return [readable(each) for each in value] if isinstance(value, list) else value


class FullTextFeed(Rss201rev2Feed):
    """RSS 2.0 with the whole text of each item in `content:encoded`."""

    def __init__(self, **about: Any) -> None:
        super().__init__(**{name: readable(value) for name, value in about.items()})

    def add_item(self, **about: Any) -> None:
        """Take one article."""
        super().add_item(**{name: readable(value) for name, value in about.items()})

    def rss_attributes(self) -> dict[str, str]:
        """Add the namespace of the content module."""
        return super().rss_attributes() | {"xmlns:content": "http://purl.org/rss/1.0/modules/content/"}

    def add_item_elements(self, handler: SimplerXMLGenerator, item: dict[str, Any]) -> None:
        """Add the text."""
        super().add_item_elements(handler, item)
        handler.addQuickElement("content:encoded", item["content"])


class ArticleFeed(Feed):
    """The newest articles of a site, in the reader's language."""

    feed_type = FullTextFeed
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
        return reverse("blog:feed")

    def description(self, request: HttpRequest) -> str:
        """What the feed holds."""
        return _("The newest articles of %(site)s") % {"site": self.title(request)}

    def items(self, request: HttpRequest) -> list[HealthArticlePage]:
        """The newest articles that lists may show, each with its text and address for this request."""
        articles = list(
            HealthArticlePage.objects.listed_on(request.site)
            .for_cards()
            .select_related("locale", "lead_image")[:NEWEST]
        )
        remember_publications(articles)
        for article in articles:
            article.feed_address = article.get_full_url(request)
            article.feed_content = full_text(article, request)
        return articles

    def item_title(self, item: HealthArticlePage) -> str:
        """The title as it is: the feed's generator escapes it."""
        return item.title

    def item_description(self, item: HealthArticlePage) -> str:
        """The summary."""
        return item.summary

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
        return [topic.name for topic in item.subjects]

    def item_extra_kwargs(self, item: HealthArticlePage) -> dict[str, str]:
        """The whole text."""
        return {"content": item.feed_content}


def remember_publications(articles: list[HealthArticlePage]) -> None:
    """Read what medical review says of all these articles at once; the text of each then costs no query for it."""
    rows = Publication.objects.filter(page__in=articles).select_related("review").defer("review__payload")
    newest = {row.page_id: row for row in rows.order_by("pk")}
    for article in articles:
        remember_publication(article, newest.get(article.pk))
