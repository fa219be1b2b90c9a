"""Who publishes this site: name, logo, menus, footer and look."""

import hashlib

from django.db import models
from django.utils.functional import cached_property
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel, MultiFieldPanel, ObjectList, TabbedInterface
from wagtail.contrib.settings.models import register_setting
from wagtail.fields import RichTextField, StreamField
from wagtail.images import get_image_model_string
from wagtail.rich_text import expand_db_html

from site_config.blocks import MenuLinkBlock
from site_config.menus import MenuLink, links_of, top_pages
from site_config.models.cached_settings import CachedSiteSetting
from site_config.models.theme import ThemeFields


@register_setting(icon="pick", order=10)
class BrandSettings(ThemeFields, CachedSiteSetting):
    """Name, logo, menus, footer and look of one site."""

    name = models.CharField(
        _("name"), max_length=80, blank=True, help_text=_("Empty: the site's name in Settings, Sites.")
    )
    tagline = models.CharField(
        _("tagline"), max_length=160, blank=True, help_text=_("A few words under the name, in the footer.")
    )
    logo = models.ForeignKey(
        get_image_model_string(),
        verbose_name=_("logo"),
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="+",
        help_text=_("Stands beside the name; a square picture of at least 96 by 96 pixels."),
    )
    contact_email = models.EmailField(
        _("contact e-mail"), blank=True, help_text=_("Readers see it in the footer and on error pages.")
    )
    contact_address = models.TextField(
        _("postal address"), blank=True, help_text=_("Stands in the footer, line by line.")
    )
    footer_text = RichTextField(
        _("footer text"),
        blank=True,
        features=["bold", "italic", "link"],
        help_text=_("For example who is behind the site and what it is not."),
    )
    header_menu = StreamField(
        [("link", MenuLinkBlock())],
        verbose_name=_("header menu"),
        blank=True,
        help_text=_("Empty: the pages under the home page that are marked “Show in menus”."),
    )
    footer_menu = StreamField([("link", MenuLinkBlock())], verbose_name=_("footer menu"), blank=True)

    prepared = (
        "display_name",
        "header_links",
        "footer_links",
        "footer_html",
        "logo_address",
        "home_address",
        "own_css",
    )
    select_related = ["site__root_page", "logo"]
    edit_handler = TabbedInterface(
        [
            ObjectList(
                [
                    FieldPanel("name"),
                    FieldPanel("tagline"),
                    FieldPanel("logo"),
                    MultiFieldPanel(
                        [FieldPanel("contact_email"), FieldPanel("contact_address")], heading=_("Contact")
                    ),
                ],
                heading=_("Brand"),
            ),
            ObjectList(
                [FieldPanel("header_menu"), FieldPanel("footer_menu"), FieldPanel("footer_text")],
                heading=_("Menus and footer"),
            ),
            ObjectList(ThemeFields.theme_panels, heading=_("Look")),
        ]
    )

    class Meta:
        verbose_name = _("brand")
        verbose_name_plural = _("brands")

    @cached_property
    def display_name(self) -> str:
        """The name that readers see."""
        return self.name or (self.site_id and self.site.site_name) or "Candour"

    @cached_property
    def header_links(self) -> list[MenuLink]:
        """The header's menu, by default the home page's children that are marked for menus."""
        if self.header_menu:
            return links_of(self.header_menu)
        return top_pages(self.site) if self.site_id else []

    @cached_property
    def footer_links(self) -> list[MenuLink]:
        """The footer's menu."""
        return links_of(self.footer_menu)

    @cached_property
    def footer_html(self) -> SafeString:
        """The footer's text as HTML, links resolved."""
        return mark_safe(expand_db_html(self.footer_text))  # noqa: S308  Wagtail's own rich text, cleaned on save

    @cached_property
    def logo_address(self) -> str:
        """Address of the logo in the size of the header, empty without a logo."""
        return self.logo.get_rendition("fill-96x96").url if self.logo else ""

    @cached_property
    def home_address(self) -> str:
        """Address of the site's home page in the reader's language."""
        return (self.site_id and self.site.root_page.localized.url) or "/"

    @cached_property
    def own_css(self) -> str:
        """CSS of this site's own look, empty while everything is as shipped."""
        return self.stylesheet()

    @cached_property
    def css_fingerprint(self) -> str:
        """Changes with the look, so that browsers may keep each stylesheet for ever; empty without one."""
        return hashlib.sha256(self.own_css.encode()).hexdigest()[:12] if self.own_css else ""
