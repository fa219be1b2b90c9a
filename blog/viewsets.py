"""The admin's list of topics."""

from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel, TitleFieldPanel
from wagtail.snippets.views.snippets import SnippetViewSet

from blog.models import Topic


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
