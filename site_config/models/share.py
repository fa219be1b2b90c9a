"""How readers pass an article on."""

from dataclasses import dataclass

from django.db import models
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel
from wagtail.blocks import StreamValue
from wagtail.contrib.settings.models import register_setting
from wagtail.fields import StreamField

from site_config.blocks import ShareActionBlock, ShareServiceBlock
from site_config.models.cached_settings import CachedSiteSetting
from site_config.sharing import PageFacts, share_address, shipped_services


@dataclass(frozen=True)
class ShareEntry:
    """One active way of sharing: a service with an address template, or an action of the device."""

    label: str
    icon: str
    template: str = ""
    action: str = ""


@dataclass(frozen=True)
class ShareLink:
    """One entry of the share row of one article."""

    label: str
    icon: str
    address: str
    action: str = ""

    @property
    def needs_script(self) -> bool:
        """Whether only a script can do it; shown by the script itself."""
        return self.action in ("copy", "device", "print")


@register_setting(icon="resubmit", order=20)
class ShareSettings(CachedSiteSetting):
    """The services of one site, in the order in which readers see them."""

    prompt = models.CharField(
        _("prompt"),
        max_length=200,
        blank=True,
        default="If you liked this, please share it.",
        help_text=_("Stands above the share links. Empty: “Share this article”."),
    )
    services = StreamField(
        [("service", ShareServiceBlock()), ("action", ShareActionBlock())],
        verbose_name=_("services"),
        blank=True,
        default=shipped_services,
        collapsed=True,
        help_text=_(
            "Plain links in this order. Nothing is loaded from a service, and no service "
            "learns who read a page before the reader chooses its link."
        ),
    )

    prepared = ("active_entries",)
    panels = [FieldPanel("prompt"), FieldPanel("services")]

    class Meta:
        verbose_name = _("sharing")
        verbose_name_plural = _("sharing")

    @cached_property
    def active_entries(self) -> list[ShareEntry]:
        """What readers see, in order."""
        return [_entry(block) for block in self.services if block.value["state"] == "active"]

    def links(self, facts: PageFacts, saved_address: str) -> list[ShareLink]:
        """Return the share row of one article; `saved_address` is where Yum leads without JavaScript."""
        links = []
        for entry in self.active_entries:
            address = _address(entry, facts, saved_address)
            if address:
                links.append(ShareLink(entry.label, entry.icon, address, entry.action))
        return links


def _entry(block: StreamValue.StreamChild) -> ShareEntry:
    value = block.value
    if block.block_type == "action":
        return ShareEntry(value["label"], value["action"], action=value["action"])
    return ShareEntry(value["label"], value["icon"] or "", template=value["address"])


def _address(entry: ShareEntry, facts: PageFacts, saved_address: str) -> str:
    if entry.action == "yum":
        return saved_address
    return facts.url if entry.action else share_address(entry.template, facts)
