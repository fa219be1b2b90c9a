"""HealthArticlePage: an article on health, which nobody sees before a reviewer has signed it."""

from typing import Any

from django.db import models
from django.http import HttpRequest
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _
from modelcluster.fields import ParentalKey, ParentalManyToManyField
from wagtail.fields import StreamField
from wagtail.images import get_image_model_string
from wagtail.models import Orderable, Page, PageManager
from wagtail.search import index

from blog.api_fields import ARTICLE_FIELDS
from blog.article_form import ArticleForm
from blog.models.bylines import BylineMixin
from blog.models.contents import ContentsMixin
from blog.models.topics import Topic
from blog.models.trail import TrailMixin
from blog.panels import article_tabs
from blog.people.models import Person
from blog.querysets import ArticleQuerySet
from blog.review.models import MedicallyReviewedMixin
from blog.streams import ArticleBody, References
from comments.models import CommentsPageMixin
from disclosures.models import DisclosurePageMixin

RELATED_ARTICLES = 3


class HealthArticlePage(
    TrailMixin,
    ContentsMixin,
    BylineMixin,
    MedicallyReviewedMixin,
    DisclosurePageMixin,
    CommentsPageMixin,
    Page,
):
    """An article with authors, references and a medical reviewer."""

    comments_are_sensitive = True

    summary = models.TextField(
        _("summary"),
        max_length=300,
        help_text=_("Two sentences below the title, in lists, in search results and in the feed."),
    )
    lead_image = models.ForeignKey(
        get_image_model_string(),
        verbose_name=_("lead picture"),
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="+",
        help_text=_("Stands above the text, in lists and wherever somebody shares the article."),
    )
    lead_image_alt = models.CharField(
        _("description of the lead picture"),
        max_length=300,
        blank=True,
        help_text=_(
            "For those who cannot see it: what it shows, in a sentence. Needed if there is a picture."
        ),
    )
    body = StreamField(
        ArticleBody(),
        verbose_name=_("text"),
        help_text=_("Numbers in square brackets, such as [1] or [1, 3], become links to the references."),
    )
    references = StreamField(
        References(),
        verbose_name=_("references"),
        blank=True,
        help_text=_("In the order of their numbers: the first one is [1] in the text."),
    )
    topics = ParentalManyToManyField(Topic, verbose_name=_("topics"), related_name="articles")
    show_share_buttons = models.BooleanField(
        _("show share buttons"), default=True, help_text=_("Below this article.")
    )

    # Whoever audits what the site serves asks more of pages that advise on health.
    gives_health_advice = True
    review_subject_lookup = "topics__slug"

    objects = PageManager.from_queryset(ArticleQuerySet)()

    review_fields = {
        "clinical": ("summary", "lead_image", "lead_image_alt", "body", "references", "topics"),
        "meta": ("authors", "show_share_buttons"),
    }
    search_fields = [
        *Page.search_fields,
        index.SearchField("summary"),
        index.SearchField("body"),
        index.RelatedFields("topics", [index.SearchField("name")]),
    ]
    api_fields = ARTICLE_FIELDS
    template = "blog/article.html"
    parent_page_types = ["blog.BlogIndexPage"]
    subpage_types: list[str] = []
    page_description = _("An article on health. A qualified person signs it before readers see it.")
    base_form_class = ArticleForm
    edit_handler = article_tabs

    class Meta:
        verbose_name = _("health article")
        verbose_name_plural = _("health articles")

    def get_context(self, request: HttpRequest, *args: Any, **kwargs: Any) -> dict[str, Any]:
        """Add related articles."""
        related = {"related_articles": self.related_articles()}
        return super().get_context(request, *args, **kwargs) | related

    def get_review_subjects(self) -> list[str]:
        """The short names of the topics."""
        return [topic.slug for topic in self.topics.all()]

    @classmethod
    def get_review_subject_choices(cls) -> list[tuple[str, str]]:
        """All topics, each once however many languages it is in."""
        return list(dict(Topic.objects.order_by("-name").values_list("slug", "name")).items())[::-1]

    def get_review_authors(self) -> list[Person]:
        """The people in the byline."""
        return self.people_now()

    @cached_property
    def subjects(self) -> list[Topic]:
        """The topics; asked once for a page that is shown."""
        return list(self.topics.all())

    def related_articles(self) -> list["HealthArticlePage"]:
        """Other articles that share a topic, those which share most of them first; at most three."""
        # Whoever may read this page may read its siblings, except those with a password of their own.
        siblings = type(self).objects.sibling_of(self, inclusive=False)
        others = siblings.published().featurable().filter(view_restrictions=None)
        shared = models.Count("topics", filter=models.Q(topics__in=self.subjects), distinct=True)
        related = others.annotate(shared=shared).filter(shared__gt=0)
        newest_first = related.order_by("-shared", "-first_published_at", "-pk")
        return list(newest_first.select_related("locale")[:RELATED_ARTICLES])


class ArticleAuthor(Orderable):
    """One name in an article's byline."""

    page = ParentalKey(HealthArticlePage, on_delete=models.CASCADE, related_name="authors")
    person = models.ForeignKey(Person, verbose_name=_("author"), on_delete=models.PROTECT, related_name="+")

    class Meta(Orderable.Meta):
        verbose_name = _("author")
        verbose_name_plural = _("authors")
        constraints = [
            models.UniqueConstraint(
                fields=["page", "person"],
                name="author_once_per_article",
                violation_error_message=_("This person is already in the byline."),
            )
        ]

    def __str__(self) -> str:
        return str(self.person)
