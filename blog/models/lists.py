"""HomePage and BlogIndexPage: the pages that lead to articles."""

from collections.abc import Sequence
from typing import Any

from django.core.paginator import Page as PaginatorPage
from django.core.paginator import Paginator
from django.db import models
from django.http import Http404, HttpRequest
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel, PageChooserPanel
from wagtail.models import Page

from blog.api_fields import LIST_FIELDS
from blog.models.articles import HealthArticlePage
from blog.models.posts import PostPage
from blog.models.topics import Topic
from blog.models.trail import TrailMixin
from blog.querysets import ArticleQuerySet

ARTICLES_PER_PAGE = 12
LATEST_ARTICLES = 6
LATEST_POSTS = 3


def page_of(articles: ArticleQuerySet | Sequence[int], request: HttpRequest) -> PaginatorPage:
    """Return the part of a list that `?page=` asks for, the first without; raise Http404 if there is none."""
    number = request.GET.get("page", "1")
    paginator = Paginator(articles, ARTICLES_PER_PAGE)
    # Python refuses to read a number of thousands of digits, with an error of its own.
    if not number.isdecimal() or len(number) > 9 or not 1 <= int(number) <= paginator.num_pages:
        raise Http404("No such part of this list.")
    return paginator.page(int(number))


def topics_of(articles: ArticleQuerySet) -> models.QuerySet[Topic]:
    """Return the topics of these articles, those with articles only."""
    return Topic.objects.filter(articles__in=articles.order_by().values("pk")).distinct()


class HomePage(TrailMixin, Page):
    """The front page of a site, or of a site in one language."""

    intro = models.TextField(
        _("introduction"), max_length=500, blank=True, help_text=_("Below the title: what readers find here.")
    )
    featured_article = models.ForeignKey(
        HealthArticlePage,
        verbose_name=_("featured article"),
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="+",
        help_text=_("Stands first and large. Empty, or while it is not published: the newest article."),
    )

    content_panels = [*Page.content_panels, FieldPanel("intro"), PageChooserPanel("featured_article")]
    api_fields = LIST_FIELDS
    template = "blog/home.html"
    parent_page_types = ["wagtailcore.Page"]
    subpage_types = ["blog.BlogIndexPage", "blog.InfoPage"]
    page_description = _("The front page: an introduction, a featured article and the newest ones.")

    class Meta:
        verbose_name = _("home page")
        verbose_name_plural = _("home pages")

    @property
    def summary(self) -> str:
        """What link previews say about the site."""
        return self.intro

    def get_context(self, request: HttpRequest, *args: Any, **kwargs: Any) -> dict[str, Any]:
        """Add the featured article, the newest ones, the topics and the page with all articles."""
        articles = HealthArticlePage.objects.descendant_of(self).listed()
        newest = list(articles.for_cards()[: LATEST_ARTICLES + 1])
        featured = self._featured(articles, newest)
        return super().get_context(request, *args, **kwargs) | {
            "featured": featured,
            "articles": [article for article in newest if article != featured][:LATEST_ARTICLES],
            "topics": topics_of(articles),
            "posts": list(PostPage.objects.descendant_of(self).listed().for_cards()[:LATEST_POSTS]),
            "index_page": BlogIndexPage.objects.child_of(self).live().first(),
        }

    def child_for_readers(self, slug: str) -> Page | None:
        """Return the list of articles, if it is there; other children are of several types."""
        return BlogIndexPage.objects.child_of(self).filter(slug=slug).first()

    def _featured(
        self, articles: ArticleQuerySet, newest: list[HealthArticlePage]
    ) -> HealthArticlePage | None:
        """Return the chosen article, or the newest; never an older one that nobody has reviewed."""
        featurable = articles.featurable().values_list("pk", flat=True)
        key = featurable.filter(pk=self.featured_article_id).first() or featurable.first()
        known = next((article for article in newest if article.pk == key), None)
        return known or articles.for_cards().filter(pk=key).first()


class BlogIndexPage(TrailMixin, Page):
    """All articles below it, the newest first."""

    intro = models.TextField(_("introduction"), max_length=500, blank=True, help_text=_("Below the title."))

    content_panels = [*Page.content_panels, FieldPanel("intro")]
    api_fields = LIST_FIELDS
    template = "blog/index.html"
    parent_page_types = ["blog.HomePage"]
    subpage_types = ["blog.HealthArticlePage", "blog.PostPage"]
    page_description = _("Holds articles, news and recipes, and lists them with their topics.")

    class Meta:
        verbose_name = _("list of articles")
        verbose_name_plural = _("lists of articles")

    @property
    def summary(self) -> str:
        """What link previews say about the list."""
        return self.intro

    def get_context(self, request: HttpRequest, *args: Any, **kwargs: Any) -> dict[str, Any]:
        """Add the articles and their topics."""
        articles = HealthArticlePage.objects.child_of(self).listed()
        return super().get_context(request, *args, **kwargs) | {
            "articles": page_of(articles.for_cards(), request),
            "topics": topics_of(articles),
            "posts": list(PostPage.objects.child_of(self).listed().for_cards()[:LATEST_POSTS]),
        }

    def child_for_readers(self, slug: str) -> Page | None:
        """Return the article there, with all that its page shows; a post is found by Wagtail."""
        return HealthArticlePage.objects.child_of(self).filter(slug=slug).for_readers().first()
