"""Blocks of the site's settings: entries of a menu, ways of sharing."""

from typing import Any

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _
from wagtail import blocks
from wagtail.blocks.struct_block import StructBlockValidationError

from site_config import sharing
from site_config.menus import check_menu_address

STATES = [
    ("active", _("Active: readers see it")),
    ("off", _("Off")),
    ("retired", _("Retired: the service has closed")),
]


class MenuLinkBlock(blocks.StructBlock):
    """One entry of a menu: a page of the site or an address, and what it is called."""

    page = blocks.PageChooserBlock(required=False, label=_("Page"))
    address = blocks.CharBlock(
        required=False,
        label=_("Or address"),
        help_text=_("Such as https://example.org/, /topics/sleep/ or mailto:hello@example.org."),
    )
    label = blocks.CharBlock(
        required=False, max_length=60, label=_("Label"), help_text=_("Empty: the page's title.")
    )

    class Meta:
        icon = "link"
        label = _("Link")
        label_format = "{label} {page} {address}"

    def clean(self, value: Any) -> Any:
        """Ask for a page or an address, not both, and for a label beside an address."""
        value = super().clean(value)
        page, address, label = value.get("page"), value.get("address"), value.get("label")
        if bool(page) == bool(address):
            message = _now("Choose a page or write an address: one of the two.")
            raise StructBlockValidationError({"address": ValidationError(message)})
        if address and not label:
            message = _now("Write what the link is called; an address has no title of its own.")
            raise StructBlockValidationError({"label": ValidationError(message)})
        if address:
            _as_block_error(check_menu_address, address, "address")
        return value


class ShareServiceBlock(blocks.StructBlock):
    """A service that takes an article by its address."""

    label = blocks.CharBlock(max_length=40, label=_("Label"))
    icon = blocks.ChoiceBlock(
        required=False,
        choices=[(name, name.capitalize()) for name in sharing.SERVICE_ICONS],
        label=_("Icon"),
        help_text=_("Empty: text only."),
    )
    address = blocks.CharBlock(
        max_length=500,
        label=_("Address"),
        help_text=_(
            "{url} {title} {image} {summary} stand for the article's own. "
            "It begins with https://, mailto: or sms: and contains {url}."
        ),
    )
    state = blocks.ChoiceBlock(choices=STATES, default="active", label=_("State"))
    reason = blocks.CharBlock(
        required=False,
        max_length=200,
        label=_("Reason"),
        help_text=_("Why it is off or retired; for editors only."),
    )

    class Meta:
        icon = "site"
        label = _("Service")
        label_format = "{label} ({state})"

    def clean(self, value: Any) -> Any:
        """Refuse an address that is not safe or would share nothing, and a retired one without reason."""
        value = super().clean(value)
        _as_block_error(sharing.check_address_template, value["address"], "address")
        if value["state"] == "retired" and not value["reason"]:
            message = _now("Say why it is retired, so that nobody switches it on again.")
            raise StructBlockValidationError({"reason": ValidationError(message)})
        return value


class ShareActionBlock(blocks.StructBlock):
    """Something the reader's own device does with the article."""

    action = blocks.ChoiceBlock(
        choices=[
            ("copy", _("Copy the link")),
            ("device", _("The device's own share sheet")),
            ("print", _("Print")),
            ("yum", _("Yum: save this article")),
        ],
        label=_("Action"),
    )
    label = blocks.CharBlock(max_length=40, label=_("Label"))
    state = blocks.ChoiceBlock(choices=STATES[:2], default="active", label=_("State"))

    class Meta:
        icon = "mobile-alt"
        label = _("On the reader's device")
        label_format = "{label} ({state})"


def _as_block_error(check: Any, text: str, field: str) -> None:
    try:
        check(text)
    except ValidationError as error:
        raise StructBlockValidationError({field: error}) from error
