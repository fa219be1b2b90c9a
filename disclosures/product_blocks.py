"""Blocks for any StreamField: a product with the shops that sell it, and a ranking of products.

`review_class` says, on sites with medical review, what a reviewer signs: every word and where a link leads, but not
prices and who pays for what, so that a new price needs no new signature.
"""

from decimal import Decimal
from typing import Any

from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from wagtail import blocks
from wagtail.blocks.struct_block import StructBlockValidationError
from wagtail.images.blocks import ImageBlock
from wagtail.models import AbstractPage

from disclosures.examples import PAID_ADDRESS
from disclosures.offers import can_be_opened, is_paid, offer_of
from disclosures.policies import policy_for
from disclosures.policy import Policy
from disclosures.shop_blocks import CLINICAL, META, MerchantBlock

PRODUCTS = _("Products")
PREVIEW_TEMPLATE = "disclosures/block_preview.html"
KINDS = [
    ("supplement", _("Food supplement")),
    ("medicine", _("Medicine")),
    ("prescription", _("Prescription-only medicine")),
    ("device", _("Device")),
    ("book", _("Book")),
    ("other", _("Something else")),
]
PAYMENT = [("no", _("No: nobody can buy a place")), ("yes", _("Yes: payment can move a product"))]
BASIS_HELP = _("For example: price per month of use; we tried all five for two weeks. Readers see it.")


class PaymentBlock(blocks.ChoiceBlock):
    """Whether payment can move a product."""

    choices = PAYMENT

    class Meta:
        review_class = META


class KindBlock(blocks.ChoiceBlock):
    """What sort of product it is: other rules hold for medicines than for books."""

    choices = KINDS

    class Meta:
        review_class = CLINICAL


class ProductDetailsBlock(blocks.StructBlock):
    """What is said of a product wherever it stands: alone or in a ranking."""

    name = blocks.CharBlock(max_length=200, label=_("Name"))
    kind = KindBlock(
        label=_("What it is"),
        help_text=_("For medicines and supplements there are rules of their own, for example in Europe."),
    )
    image = ImageBlock(required=False, label=_("Picture"))
    text = blocks.TextBlock(
        required=False,
        max_length=600,
        rows=3,
        label=_("Text"),
        help_text=_("What readers should know about it, in a few sentences. Also what speaks against it."),
    )
    merchants = blocks.ListBlock(
        MerchantBlock(), default=[], label=_("Shops"), help_text=_("Where readers can get it.")
    )

    def get_context(self, value: Any, parent_context: dict[str, Any] | None = None) -> dict[str, Any]:
        """Add `level` of the heading, `kind` in words, the `offers`, and the `notice` beside those that earn."""
        context = super().get_context(value, parent_context=parent_context)
        context.setdefault("level", 3)
        now = timezone.now()
        # Whoever keeps what is sent (feed readers, mailboxes) could not take the price out a day later.
        shown = not context.get("prices_hidden")
        offers = [offer_of(merchant, now, shown) for merchant in value.get("merchants") or []]
        # A preview, or what was not written in the editor, may hold an address that must not become a link.
        context["offers"] = [offer for offer in offers if can_be_opened(offer.address)]
        context["kind"] = dict(KINDS[:-1]).get(value.get("kind"), "")
        policy = policy_of(context)
        context["language"] = policy.texts.language
        earns = any(is_paid(offer.address, policy) for offer in context["offers"])
        context["notice"] = policy.texts.product if earns else ""
        return context

    class Meta:
        icon = "tag"
        label = _("Product")
        label_format = "{name}"
        group = PRODUCTS
        template = "disclosures/blocks/product.html"
        preview_template = PREVIEW_TEMPLATE
        review_class = CLINICAL


def policy_of(context: dict[str, Any]) -> Policy:
    """Return the policy of the page that a block is rendered on, as far as the context tells."""
    page = context.get("page")
    return policy_for(page if isinstance(page, AbstractPage) else None, context.get("request"))


class ProductBlock(ProductDetailsBlock):
    """A product that stands alone, with its place in a comparison if there was one."""

    rank = blocks.IntegerBlock(
        required=False,
        min_value=1,
        max_value=999,
        label=_("Place in a comparison"),
        help_text=_("1 for the best."),
    )
    rank_basis = blocks.TextBlock(
        required=False, max_length=400, rows=2, label=_("On what the place rests"), help_text=BASIS_HELP
    )
    payment_moves_rank = PaymentBlock(required=False, label=_("Can payment move it?"))

    class Meta:
        description = _(
            "A product with picture, text and shops. Tells readers itself where a purchase earns you money."
        )

    def clean(self, value: Any) -> Any:
        """Refuse a place without saying on what it rests and whether payment can move it (rule R21)."""
        value = super().clean(value)
        needed = (
            ("rank_basis", "payment_moves_rank") if value["rank"] and not self.is_deferred_validation else ()
        )
        missing = [name for name in needed if not value[name]]
        if missing:
            message = gettext(
                "Readers who see a place must be told this. Fill it in, or leave out the place."
            )
            raise StructBlockValidationError({name: ValidationError(message) for name in missing})
        return value

    def get_preview_value(self) -> Any:
        """Return a lamp whose price was seen a moment ago."""
        return self.normalize(example_product())


class ProductRankingBlock(blocks.StructBlock):
    """Products in an order that is explained (rule R21)."""

    title = blocks.CharBlock(max_length=200, label=_("Title"))
    basis = blocks.TextBlock(max_length=400, rows=2, label=_("On what the order rests"), help_text=BASIS_HELP)
    payment_moves_rank = PaymentBlock(label=_("Can payment move a product?"))
    products = blocks.ListBlock(
        ProductDetailsBlock(), min_num=2, label=_("Products"), help_text=_("The best one first.")
    )

    class Meta:
        icon = "list-ol"
        label = _("Ranking of products")
        label_format = "{title}"
        group = PRODUCTS
        template = "disclosures/blocks/product_ranking.html"
        preview_template = PREVIEW_TEMPLATE
        description = _("Products in an order, with the reason for it.")
        review_class = CLINICAL

    def get_context(self, value: Any, parent_context: dict[str, Any] | None = None) -> dict[str, Any]:
        """Add `level`, that of the title's heading."""
        context = super().get_context(value, parent_context=parent_context)
        context.setdefault("level", 2)
        return context

    def get_preview_value(self) -> Any:
        """Return two lamps."""
        second = {"name": _("Clip-on reading lamp"), "kind": "other", "merchants": []}
        return self.normalize(
            {
                "title": _("Lamps for reading in bed"),
                "basis": _("We read by both for a week."),
                "payment_moves_rank": "no",
                "products": [example_product(), second],
            }
        )


def example_product() -> dict[str, Any]:
    """Return what the block chooser shows."""
    return {
        "name": _("Warm bedside lamp"),
        "kind": "other",
        "text": _("Bright enough to read by, dim enough for the hour before sleep. It has no timer."),
        "merchants": [
            {
                "name": _("A shop"),
                "address": PAID_ADDRESS,
                "price": Decimal("24.90"),
                "currency": "USD",
                "price_seen_at": timezone.now(),
            }
        ],
    }


# Migrations name Wagtail's own blocks: they need the stored form only, not this module.
DECONSTRUCT_ALIASES = {
    PaymentBlock: "wagtail.blocks.ChoiceBlock",
    KindBlock: "wagtail.blocks.ChoiceBlock",
}
