"""The blocks that the text of a page is made of.

`review_class` says whether a block is part of what a medical reviewer signs; Wagtail's own blocks inside are.
"""

from typing import Any

from django.core.exceptions import ValidationError
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from wagtail import blocks
from wagtail.blocks.struct_block import StructBlockValidationError
from wagtail.images.blocks import ImageChooserBlock

from blog.cells import CellRowBlock, CellRowsBlock

CLINICAL, PRESENTATION = "clinical", "presentation"
TEXT_FEATURES = ["bold", "italic", "link", "document-link", "ol", "ul", "superscript", "subscript"]
IN_TEXT, PICTURES = _("Text"), _("Pictures and tables")
PREVIEW_TEMPLATE = "blog/block_preview.html"
PREVIEW_TEXT = _("<p>A short walk after a meal helps. Ten minutes are enough to begin with.</p>")


class BodyBlock(blocks.StructBlock):
    """Base of the blocks below: knows at which level its own heading stands."""

    def get_context(self, value: Any, parent_context: dict[str, Any] | None = None) -> dict[str, Any]:
        """Add `level`, the level of a heading inside the block: 3 below a section's heading, else 2."""
        context = super().get_context(value, parent_context=parent_context)
        context.setdefault("level", 2)
        return context

    class Meta:
        review_class = CLINICAL
        preview_template = PREVIEW_TEMPLATE


class ParagraphBlock(blocks.RichTextBlock):
    """Text without headings: those are blocks of their own."""

    class Meta:
        icon = "pilcrow"
        label = _("Paragraph")
        group = IN_TEXT
        template = "blog/blocks/paragraph.html"
        review_class = CLINICAL
        preview_template = PREVIEW_TEMPLATE
        preview_value = PREVIEW_TEXT
        description = _("Text, with bold, links and lists.")


class AnchorBlock(blocks.CharBlock):
    """The last part of a heading's address; filled by the page, so that links to it stay valid."""

    class Meta:
        review_class = PRESENTATION


class HeadingBlock(BodyBlock):
    """The heading of a section."""

    text = blocks.CharBlock(max_length=200, label=_("Text"))
    anchor = AnchorBlock(
        required=False,
        max_length=200,
        label=_("Address"),
        help_text=_("Links to this section end in it. Leave it empty: it is made from the text, once."),
    )

    class Meta:
        icon = "title"
        label = _("Heading")
        group = IN_TEXT
        label_format = "{text}"
        template = "blog/blocks/heading.html"
        preview_value = {"text": _("How much movement is enough?"), "anchor": "how-much"}
        description = _("Begins a section. Three or more give the article a list of contents.")


class ImageBlock(BodyBlock):
    """A picture within the text."""

    image = ImageChooserBlock(label=_("Picture"))
    alt = blocks.CharBlock(
        max_length=300,
        label=_("Description for those who cannot see it"),
        help_text=_("What the picture shows here, in a sentence. It is read aloud in its place."),
    )
    caption = blocks.CharBlock(required=False, max_length=300, label=_("Caption"))

    class Meta:
        icon = "image"
        label = _("Picture")
        group = PICTURES
        label_format = "{alt}"
        template = "blog/blocks/image.html"
        description = _("A picture with a description; the credit comes from the picture itself.")


class QuoteBlock(BodyBlock):
    """What somebody said."""

    text = blocks.TextBlock(label=_("Text"))
    attribution = blocks.CharBlock(required=False, max_length=200, label=_("Who said it"))

    class Meta:
        icon = "openquote"
        label = _("Quote")
        group = IN_TEXT
        label_format = "{text}"
        template = "blog/blocks/quote.html"
        preview_value = {"text": _("The best exercise is the one you do."), "attribution": _("A physician")}
        description = _("A sentence that somebody said or wrote.")


class TableBlock(BodyBlock):
    """A table of texts with a caption."""

    caption = blocks.CharBlock(
        max_length=200, label=_("Caption"), help_text=_("What the table shows; stands above it.")
    )
    header = CellRowBlock(
        label=_("Column headings"), help_text=_("Part them with |, for example: Day | What | How long")
    )
    rows = CellRowsBlock(
        label=_("Rows"),
        help_text=_("One row per line, its cells parted with |. Rows of a spreadsheet can be pasted here."),
    )

    class Meta:
        icon = "table"
        label = _("Table")
        group = PICTURES
        label_format = "{caption}"
        template = "blog/blocks/table.html"
        preview_value = {
            "caption": _("A simple start"),
            "header": [_("Day"), _("What"), _("How long")],
            "rows": [[_("Monday"), _("Walk"), _("10 minutes")], [_("Tuesday"), _("Stretch"), _("5 minutes")]],
        }
        description = _("Rows and columns; the first column names the rows.")

    def clean(self, value: Any) -> Any:
        """Raise a ValidationError that names the first row with too few or too many cells."""
        value = super().clean(value)
        wanted = len(value["header"])
        for number, row in enumerate(value["rows"], start=1):
            if len(row) != wanted:
                message = gettext(
                    "Row %(number)d has %(found)d cells, but there are %(wanted)d column headings. "
                    "Add or remove a | in that line."
                ) % {"number": number, "found": len(row), "wanted": wanted}
                raise StructBlockValidationError({"rows": ValidationError(message)})
        return value


class QuestionAnswerBlock(BodyBlock):
    """A question that readers ask."""

    question = blocks.CharBlock(max_length=300, label=_("Question"))
    answer = blocks.RichTextBlock(features=TEXT_FEATURES, label=_("Answer"))

    class Meta:
        icon = "help"
        label = _("Question and answer")
        group = IN_TEXT
        label_format = "{question}"
        template = "blog/blocks/question_answer.html"
        preview_value = {"question": _("Is walking enough?"), "answer": PREVIEW_TEXT}
        description = _("A question in the reader's words, and the answer.")


# Migrations name Wagtail's own blocks: they need the stored form only, not this module.
DECONSTRUCT_ALIASES = {
    ParagraphBlock: "wagtail.blocks.RichTextBlock",
    AnchorBlock: "wagtail.blocks.CharBlock",
}
