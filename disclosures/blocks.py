"""Blocks that say who pays."""

from django.utils.translation import gettext_lazy as _
from wagtail import blocks
from wagtail.coreutils import get_content_languages

from disclosures.connections import KIND_LABELS, Connection
from disclosures.jurisdictions import Jurisdiction

MAX_LENGTH = 150


class MaterialConnectionBlock(blocks.StructBlock):
    """One connection between a page and somebody who gains from it."""

    kind = blocks.ChoiceBlock(choices=list(KIND_LABELS.items()), default="sponsored", label=_("What it is"))
    who = blocks.CharBlock(
        max_length=MAX_LENGTH,
        label=_("Who"),
        help_text=_("The company or person, as readers know it. For your own product: your own name."),
    )
    what = blocks.CharBlock(
        required=False,
        max_length=MAX_LENGTH,
        label=_("What"),
        help_text=_("What was given, or the code or product, for example: a light therapy lamp."),
    )
    since = blocks.DateBlock(
        required=False, label=_("Since"), help_text=_("For your records; readers do not see it.")
    )

    class Meta:
        icon = "user"
        label = _("Material connection")
        label_format = "{kind}: {who}"
        # How a medical review looks at it, on sites that have one: it says nothing medical.
        review_class = "meta"


def content_languages() -> list[tuple[str, str]]:
    """Return the languages that the site's pages may have."""
    return list(get_content_languages().items())


class LanguageJurisdictionBlock(blocks.StructBlock):
    """Whose rules the pages in one language follow."""

    language = blocks.ChoiceBlock(choices=content_languages, label=_("Pages in"))
    jurisdiction = blocks.ChoiceBlock(choices=Jurisdiction.choices, label=_("Rules of"))

    class Meta:
        icon = "globe"
        label = _("Language")
        label_format = "{language}: {jurisdiction}"


def connections_in(stream: blocks.StreamValue) -> tuple[Connection, ...]:
    """Return the connections that an editor declared, in their order."""
    return tuple(
        Connection(child.value["kind"], child.value["who"], child.value["what"] or "") for child in stream
    )
