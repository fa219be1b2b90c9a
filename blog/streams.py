"""Which blocks stand in which kind of text: an article, a page about the site, a list of references."""

from typing import Any

from django.core.exceptions import ValidationError
from django.core.validators import MaxValueValidator, MinValueValidator
from django.utils.translation import gettext, pgettext_lazy
from django.utils.translation import gettext_lazy as _
from wagtail import blocks
from wagtail.blocks.struct_block import StructBlockValidationError

from blog import advice_blocks as advice
from blog import blocks as body
from blog.references import doi_in
from disclosures.product_blocks import ProductBlock, ProductRankingBlock


class InfoBody(blocks.StreamBlock):
    """What a page about the site is made of: no medical advice."""

    paragraph = body.ParagraphBlock(features=body.TEXT_FEATURES)
    heading = body.HeadingBlock()
    question_answer = body.QuestionAnswerBlock()
    quote = body.QuoteBlock()
    image = body.ImageBlock()
    table = body.TableBlock()

    class Meta:
        review_class = body.CLINICAL


class ArticleBody(InfoBody):
    """What a health article is made of."""

    key_points = advice.KeyPointsBlock()
    do_and_dont = advice.DoAndDontBlock()
    warning = advice.WarningBlock()
    care_card = advice.CareCardBlock()
    product = ProductBlock()
    product_ranking = ProductRankingBlock()


class PostBody(InfoBody):
    """What a post is made of: nothing that advises on health, so that no block invites it."""

    product = ProductBlock()
    product_ranking = ProductRankingBlock()


class ReferenceBlock(blocks.StructBlock):
    """One source."""

    authors = blocks.CharBlock(
        required=False, max_length=500, label=_("Authors"), help_text=_("As in: Rush AJ, Trivedi MH, et al.")
    )
    title = blocks.CharBlock(max_length=500, label=_("Title"))
    journal = blocks.CharBlock(
        required=False, max_length=300, label=_("Journal or publisher"), help_text=_("Where it appeared.")
    )
    year = blocks.IntegerBlock(
        required=False, validators=[MinValueValidator(1500), MaxValueValidator(2100)], label=_("Year")
    )
    details = blocks.CharBlock(
        required=False,
        max_length=200,
        label=_("Volume, issue, pages"),
        help_text=_("As in: 163(11):1905-1917"),
    )
    doi = blocks.CharBlock(
        required=False,
        max_length=300,
        label=pgettext_lazy("identifier of a publication", "DOI"),
        help_text=_("As in: 10.1176/ajp.2006.163.11.1905. A whole https://doi.org/ address is shortened."),
    )
    url = blocks.URLBlock(
        required=False, max_length=1000, label=_("Address"), help_text=_("For sources without a DOI.")
    )

    class Meta:
        icon = "openquote"
        label = _("Reference")
        label_format = "{title}"
        review_class = body.CLINICAL

    def clean(self, value: Any) -> Any:
        """Shorten a DOI to its bare form; raise ValidationError if there is none in what was typed."""
        value = super().clean(value)
        if value["doi"]:
            doi = doi_in(value["doi"])
            if doi is None:
                message = gettext("This is no DOI: one begins with 10. and has a / in it, as in 10.1000/182.")
                raise StructBlockValidationError({"doi": ValidationError(message)})
            value["doi"] = doi
        return value


class References(blocks.StreamBlock):
    """The sources of an article, in the order of their numbers."""

    reference = ReferenceBlock()

    class Meta:
        collapsed = True
        review_class = body.CLINICAL
