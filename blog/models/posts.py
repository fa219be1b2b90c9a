"""PostPage: news or a recipe, marked as no medical advice; NotHealthAdvice: a reviewer read it and says so, too."""

import swapper
from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _
from modelcluster.fields import ParentalKey
from wagtail.fields import StreamField
from wagtail.images import get_image_model_string
from wagtail.models import Orderable, Page, PageManager
from wagtail.search import index

from blog.api_fields import POST_FIELDS
from blog.article_form import ArticleForm
from blog.models.bylines import BylineMixin
from blog.models.contents import ContentsMixin
from blog.models.trail import TrailMixin
from blog.panels import post_tabs
from blog.people.models import Person
from blog.querysets import PostQuerySet
from blog.review.models.append_only import AppendOnly, outward_key
from blog.streams import PostBody
from comments.models import CommentsPageMixin
from disclosures.models import DisclosurePageMixin


class PostPage(TrailMixin, ContentsMixin, BylineMixin, DisclosurePageMixin, CommentsPageMixin, Page):
    """News or a recipe. No reviewer signs it, so it must give no health advice; readers are told."""

    class Kind(models.TextChoices):
        """What it is."""

        NEWS = "news", _("News")
        RECIPE = "recipe", _("Recipe")
        OTHER = "other", _("Something else")

    kind = models.CharField(_("kind"), max_length=10, choices=Kind, default=Kind.NEWS)
    summary = models.TextField(
        _("summary"), max_length=300, help_text=_("Two sentences below the title and in lists.")
    )
    lead_image = models.ForeignKey(
        get_image_model_string(),
        verbose_name=_("lead picture"),
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="+",
    )
    lead_image_alt = models.CharField(
        _("description of the lead picture"),
        max_length=300,
        blank=True,
        help_text=_(
            "For those who cannot see it: what it shows, in a sentence. Needed if there is a picture."
        ),
    )
    body = StreamField(PostBody(), verbose_name=_("text"))
    show_share_buttons = models.BooleanField(_("show share buttons"), default=True)

    objects = PageManager.from_queryset(PostQuerySet)()

    # Not governed by review; the same words say which text a reviewer meant who said that it is no health advice.
    review_fields: dict[str, tuple[str, ...]] = {
        "clinical": ("summary", "lead_image", "lead_image_alt", "body"),
        "meta": ("kind", "authors", "show_share_buttons"),
    }
    search_fields = [*Page.search_fields, index.SearchField("summary"), index.SearchField("body")]
    api_fields = POST_FIELDS
    template = "blog/post.html"
    feed_template = "blog/feed_post.html"
    parent_page_types = ["blog.BlogIndexPage"]
    subpage_types: list[str] = []
    page_description = _("News or a recipe: marked “Not medical advice”, and without any.")
    base_form_class = ArticleForm
    edit_handler = post_tabs
    # What articles have and posts do not, for templates that show both.
    references: tuple = ()
    subjects: tuple = ()

    class Meta:
        verbose_name = _("post")
        verbose_name_plural = _("posts")

    def get_review_authors(self) -> list[Person]:
        """The people in the byline: none of them may say of the text that it is no health advice."""
        return self.people


class PostAuthor(Orderable):
    """One name in a post's byline."""

    page = ParentalKey(PostPage, on_delete=models.CASCADE, related_name="authors")
    person = models.ForeignKey(Person, verbose_name=_("author"), on_delete=models.PROTECT, related_name="+")

    class Meta(Orderable.Meta):
        verbose_name = _("author of a post")
        verbose_name_plural = _("authors of posts")
        constraints = [
            models.UniqueConstraint(
                fields=["page", "person"],
                name="author_once_per_post",
                violation_error_message=_("This person is already in the byline."),
            )
        ]

    def __str__(self) -> str:
        return str(self.person)


class NotHealthAdvice(AppendOnly):
    """A reviewer read exactly this text of a post and says: it is no health advice."""

    page = outward_key(swapper.get_model_name("wagtailcore", "Page"), verbose_name=_("page"))
    page_title = models.CharField(_("title"), max_length=255)
    digest = models.CharField(_("digest"), max_length=64)
    digest_version = models.PositiveSmallIntegerField(_("version of the digest"))
    payload = models.JSONField(_("text"))
    # The sentences that stopped the post, as the reviewer saw them.
    sentences = models.JSONField(_("sentences"), default=list)
    reviewer = outward_key(Person, verbose_name=_("reviewer"))
    reviewer_name = models.CharField(_("reviewer"), max_length=255)
    confirmed_by = outward_key(settings.AUTH_USER_MODEL, verbose_name=_("user"), null=True)
    confirmed_at = models.DateTimeField(_("confirmed at"))

    class Meta(AppendOnly.Meta):
        verbose_name = _("confirmation that a post is no health advice")
        verbose_name_plural = _("confirmations that posts are no health advice")
        indexes = [models.Index(fields=["page", "digest"])]

    def __str__(self) -> str:
        return f"{self.page_title}: {self.reviewer_name}"

    @classmethod
    def covers(cls, page_ids: list[int], digest: str) -> bool:
        """Whether a reviewer confirmed exactly this text for one of these pages."""
        return cls.objects.filter(page__in=page_ids, digest=digest).exists()

    @classmethod
    def newest_of(cls, page_id: int, digest: str) -> "NotHealthAdvice | None":
        """The confirmation that holds for this text, for the screen."""
        return cls.objects.filter(page=page_id, digest=digest).order_by("-pk").first()
