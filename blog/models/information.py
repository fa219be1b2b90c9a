"""InfoPage: a page about the site itself."""

from django.db import models
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel
from wagtail.fields import StreamField
from wagtail.models import Page
from wagtail.search import index

from blog.api_fields import INFORMATION_FIELDS
from blog.models.contents import ContentsMixin
from blog.models.trail import TrailMixin
from blog.streams import InfoBody


class InfoPage(TrailMixin, ContentsMixin, Page):
    """About, privacy, contact: no health advice, hence without a reviewer."""

    summary = models.TextField(_("summary"), max_length=300, blank=True, help_text=_("Below the title."))
    body = StreamField(InfoBody(), verbose_name=_("text"))

    content_panels = [*Page.content_panels, FieldPanel("summary"), FieldPanel("body")]
    search_fields = [*Page.search_fields, index.SearchField("summary"), index.SearchField("body")]
    api_fields = INFORMATION_FIELDS
    template = "blog/info.html"
    parent_page_types = ["blog.HomePage"]
    subpage_types: list[str] = []
    page_description = _("About, privacy, contact. Health advice belongs into a health article.")

    class Meta:
        verbose_name = _("page about the site")
        verbose_name_plural = _("pages about the site")
