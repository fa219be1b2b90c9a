"""Blocks about the shops that sell a product: name, address, and a price with the time at which it was seen."""

from datetime import datetime
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.core.validators import RegexValidator
from django.utils import timezone
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from wagtail import blocks
from wagtail.blocks.struct_block import StructBlockValidationError

from disclosures.models import ManagedLink
from disclosures.mount import mount
from disclosures.offers import aware, can_be_opened, offer_of

CLINICAL, META = "clinical", "meta"


class ShopAddressBlock(blocks.URLBlock):
    """An address in a shop, or a managed link of the site itself such as /go/lamp/."""

    def __init__(self, required: bool = True, help_text: Any = None, **kwargs: Any) -> None:
        super().__init__(required=required, help_text=help_text, **kwargs)
        self.field = forms.CharField(
            required=required, help_text=help_text, max_length=2000, validators=[check_shop_address]
        )

    def get_searchable_content(self, value: str | None) -> list[str]:
        """Keep addresses out of search and out of the time it takes to read a text."""
        return []

    class Meta:
        review_class = CLINICAL


def check_shop_address(address: str) -> None:
    """Raise ValidationError for anything that readers could not open, a managed link that is not there too."""
    if not can_be_opened(address):
        message = _(
            "Write a whole address such as https://shop.example.com/lamp, or a link of this site such as /go/lamp/."
        )
        raise ValidationError(message)
    start = mount()
    if start and address.startswith(start) and not ManagedLink.objects.served_at(slug_in(address)).exists():
        raise ValidationError(
            _("There is no such link. Make it under “Disclosures”, “Links”, or check its name.")
        )


def slug_in(address: str) -> str:
    """Return the short name in the address of a managed link."""
    return address.removeprefix(mount()).partition("?")[0].partition("#")[0].strip("/")


class PriceBlock(blocks.DecimalBlock):
    """What a product costs."""

    class Meta:
        review_class = META


class CurrencyBlock(blocks.CharBlock):
    """In which money."""

    class Meta:
        review_class = META


class MomentBlock(blocks.DateTimeBlock):
    """When somebody looked."""

    class Meta:
        review_class = META


class MerchantBlock(blocks.StructBlock):
    """One shop that sells a product."""

    name = blocks.CharBlock(max_length=100, label=_("Shop"))
    address = ShopAddressBlock(
        label=_("Address"),
        help_text=_(
            "Of the product in this shop, with your partner number; or a managed link such as /go/lamp/."
        ),
    )
    price = PriceBlock(
        required=False,
        min_value=0,
        max_digits=10,
        decimal_places=2,
        label=_("Price"),
        help_text=_("Readers see it for 24 hours, then “Price at the shop” stands in its place."),
    )
    currency = CurrencyBlock(
        required=False,
        validators=[
            RegexValidator(r"^[A-Z]{3}\Z", _("Write three capital letters, for example USD or EUR."))
        ],
        search_index=False,
        label=_("Currency"),
        help_text=_("Three letters, for example USD."),
    )
    price_seen_at = MomentBlock(
        required=False, label=_("Price seen at"), help_text=_("When this was the price in the shop.")
    )

    class Meta:
        icon = "tag"
        label = _("Shop")
        label_format = "{name}"
        review_class = CLINICAL

    def clean(self, value: Any) -> Any:
        """Refuse a price that readers could not judge: without its time or its currency, or from the future."""
        value = super().clean(value)
        errors = {} if self.is_deferred_validation else price_problems(value, timezone.now())
        if errors:
            raise StructBlockValidationError({name: ValidationError(text) for name, text in errors.items()})
        return value

    def get_api_representation(self, value: Any, context: Any = None) -> dict[str, Any]:
        """Leave out a price that readers would not see on the page."""
        represented = super().get_api_representation(value, context)
        if offer_of(value, timezone.now()).price:
            return represented
        return represented | dict.fromkeys(("price", "currency", "price_seen_at"))


def price_problems(merchant: Any, now: datetime) -> dict[str, str]:
    """Return what is wrong with the price of a merchant, by field; rule R16 asks for its time."""
    if merchant["price"] is None:
        return {}
    found = {}
    seen_at = aware(merchant["price_seen_at"])
    if seen_at is None:
        found["price_seen_at"] = gettext(
            "Write when you saw this price: readers must see it. Or leave out the price."
        )
    elif seen_at > now:
        found["price_seen_at"] = gettext("This lies in the future. Write when you saw the price.")
    if not merchant["currency"]:
        found["currency"] = gettext("Write the currency of the price, for example USD.")
    return found


# Migrations name Wagtail's own blocks: they need the stored form only, not this module.
DECONSTRUCT_ALIASES = {
    ShopAddressBlock: "wagtail.blocks.URLBlock",
    PriceBlock: "wagtail.blocks.DecimalBlock",
    CurrencyBlock: "wagtail.blocks.CharBlock",
    MomentBlock: "wagtail.blocks.DateTimeBlock",
}
