"""Published comments as RSS: of one page, and of a whole site. Plain text, and no way out of it but our own pages."""

import re
from datetime import datetime
from functools import cache
from html import unescape
from itertools import islice
from typing import Any

from django.contrib.syndication.views import Feed
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.html import escape, strip_tags
from django.utils.text import Truncator
from django.utils.translation import gettext as _
from wagtail.models import AbstractPage, Site

from comments.models import Comment, CommentThread
from comments.pages import live_pages, nobody_hides, page_of_key, public_page
from comments.states import ThreadMode
from comments.tokens import page_key

NEWEST = 30
# Comments are found by when they came, and listed by when they were published: more are looked at than listed.
_LOOKED_AT = 5 * NEWEST
_LONGEST = 400
_ADDRESS = re.compile(r"(?:[a-z][a-z0-9+.-]*:/*|www\.)\S+\.\S+", re.IGNORECASE)
_NO_XML = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")


class SiteFeed(Feed):
    """The newest published comments below all public pages of the site."""

    item_guid_is_permalink = False

    def __call__(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """Answer like the other pages of comments: not for search engines."""
        response = super().__call__(request, *args, **kwargs)
        response["X-Robots-Tag"] = "noindex"
        return response

    def get_object(self, request: HttpRequest, *args: Any, **kwargs: Any) -> Site | None:
        """The site that is asked for."""
        return Site.find_for_request(request)

    def title(self, site: Site | None) -> str:
        """Whose comments these are."""
        return _("Comments on %(title)s") % {"title": (site.site_name or site.hostname) if site else ""}

    def link(self, site: Site | None) -> str:
        """The site."""
        return site.root_url if site else "/"

    def description(self, site: Site | None) -> str:
        """What the feed holds."""
        return _("What readers say. Each comment leads to the page it stands on.")

    def items(self, site: Site | None) -> list[Comment]:
        """The newest published comments below public pages, the newest first, each with its page."""
        published = Comment.objects.published().exclude(thread__mode=ThreadMode.OFF)
        return _newest(published, site)

    def item_title(self, comment: Comment) -> str:
        """Who, and below which page; escaped for programs that take titles for HTML."""
        names = {"name": comment.display_name, "title": comment.thread.page.title}
        return escape(plain(_("%(name)s on “%(title)s”") % names))

    def item_description(self, comment: Comment) -> str:
        """The beginning of the text. Programs that read feeds take it for HTML, so it is escaped."""
        return escape(summary(comment))

    def item_link(self, comment: Comment) -> str:
        """The comment in its conversation."""
        return reverse("reader_comments:comment", args=[comment.public_id])

    def item_guid(self, comment: Comment) -> str:
        """What stays when the site moves."""
        return f"reader-comment:{comment.public_id}"

    def item_pubdate(self, comment: Comment) -> datetime | None:
        """When readers could first see it."""
        return comment.published_at


class PageFeed(SiteFeed):
    """The newest published comments below one page."""

    def get_object(self, request: HttpRequest, page_key: str) -> AbstractPage:
        """The page. Raises Http404 unless it is public."""
        return public_page(page_of_key(page_key).pk)

    def title(self, page: AbstractPage) -> str:
        """Which page."""
        return _("Comments on %(title)s") % {"title": page.title}

    def link(self, page: AbstractPage) -> str:
        """The page."""
        return page.full_url

    def items(self, page: AbstractPage) -> list[Comment]:
        """The newest published comments below the page, the newest first."""
        thread = CommentThread.objects.of(page)
        # By the thread's own key the database finds the newest of 100,000 without sorting them.
        return _newest(thread.comments.published(), None) if thread.pk and thread.is_shown else []


def feed_address(page: AbstractPage) -> str:
    """Return where the comments of `page` are a feed."""
    return reverse("reader_comments:page_feed", args=[page_key(page)])


def summary(comment: Comment) -> str:
    """Return the beginning of a comment as one line of text, without addresses that programs would turn into links."""
    return Truncator(plain(_ADDRESS.sub(_("[link]"), unescape(strip_tags(comment.html))))).chars(_LONGEST)


def plain(text: str) -> str:
    """Return `text` as one line of what XML can hold."""
    return " ".join(_NO_XML.sub("", text).split())


def _newest(published: QuerySet, site: Site | None) -> list[Comment]:
    latest = published.select_related("thread").order_by("-submitted_at", "-pk")[:_LOOKED_AT]
    comments = sorted(latest, key=lambda comment: (comment.published_at, comment.pk), reverse=True)
    pages = live_pages({comment.thread.page_id for comment in comments}, site)
    # Each page is asked about once, and none that is not needed.
    is_seen = cache(nobody_hides)
    on_pages = ((comment, pages.get(comment.thread.page_id)) for comment in comments)
    shown = ((comment, page) for comment, page in on_pages if page is not None and is_seen(page))
    return [_with_page(comment, page) for comment, page in islice(shown, NEWEST)]


def _with_page(comment: Comment, page: AbstractPage) -> Comment:
    comment.thread.page = page
    return comment
