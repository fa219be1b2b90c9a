"""The admin's list of topics, and the list of articles with their reviews."""

from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel, TitleFieldPanel
from wagtail.snippets.views.snippets import SnippetViewSet

from blog.models import BlogIndexPage, Topic
from blog.review.reports.listing import ReviewedPagesViewSet


class TopicViewSet(SnippetViewSet):
    """What articles are about."""

    model = Topic
    icon = "tag"
    menu_label = _("Topics")
    menu_order = 310
    add_to_admin_menu = True
    list_display = ["name", "slug"]
    ordering = ["name"]
    panels = [TitleFieldPanel("name", targets=["slug"]), FieldPanel("slug"), FieldPanel("description")]


class ArticlesViewSet(ReviewedPagesViewSet):
    """What lies below a list of articles, each with its medical review."""

    model = BlogIndexPage
    parent_models = [BlogIndexPage]
