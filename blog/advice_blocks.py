"""The blocks that advise: what to remember, what to do, what to beware of, when to get help."""

from typing import Any

from django.utils.translation import gettext_lazy as _
from wagtail import blocks

from blog.blocks import PREVIEW_TEXT, TEXT_FEATURES, BodyBlock

ADVICE = _("Advice")
CARE_LEVELS = [
    ("non_urgent", _("Not urgent: speak to a doctor")),
    ("urgent", _("Urgent: get advice today")),
    ("emergency", _("Emergency: call for help now")),
]


class KeyPointsBlock(BodyBlock):
    """What to remember."""

    points = blocks.ListBlock(
        blocks.TextBlock(max_length=400, label=_("Point")), label=_("Points"), min_num=1
    )

    class Meta:
        icon = "list-ul"
        label = _("Key points")
        group = ADVICE
        template = "blog/blocks/key_points.html"
        preview_value = {"points": [_("Some movement is better than none."), _("Balance can be trained.")]}
        description = _("What a reader should take away, in three to five sentences.")


class DoAndDontBlock(BodyBlock):
    """Advice in two lists."""

    dos = blocks.ListBlock(blocks.TextBlock(max_length=300, label=_("Do")), label=_("Do"))
    donts = blocks.ListBlock(blocks.TextBlock(max_length=300, label=_("Do not")), label=_("Do not"))

    class Meta:
        icon = "tick-inverse"
        label = _("Do and don't")
        group = ADVICE
        template = "blog/blocks/do_and_dont.html"
        preview_value = {"dos": [_("Begin slowly.")], "donts": [_("Do not hold your breath.")]}
        description = _("Two lists side by side.")


class WarningBlock(BodyBlock):
    """Something that must not be overlooked."""

    title = blocks.CharBlock(max_length=200, label=_("Title"))
    text = blocks.RichTextBlock(features=TEXT_FEATURES, label=_("Text"))

    class Meta:
        icon = "warning"
        label = _("Warning")
        group = ADVICE
        label_format = "{title}"
        template = "blog/blocks/warning.html"
        preview_value = {"title": _("Do not stop a medicine by yourself"), "text": PREVIEW_TEXT}
        description = _("Something that must not be overlooked.")


class CareCardBlock(BodyBlock):
    """When to get help, and how quickly."""

    level = blocks.ChoiceBlock(choices=CARE_LEVELS, default="non_urgent", label=_("How urgent"))
    title = blocks.CharBlock(max_length=200, label=_("Title"))
    text = blocks.RichTextBlock(features=TEXT_FEATURES, label=_("Text"))

    class Meta:
        icon = "help"
        label = _("Care card")
        group = ADVICE
        label_format = "{title}"
        template = "blog/blocks/care_card.html"
        preview_value = {
            "level": "urgent",
            "title": _("Ask for an appointment today if:"),
            "text": _("<ul><li>the pain does not let you sleep</li><li>you have a fever</li></ul>"),
        }
        description = _("When to get help, and how quickly: not urgent, urgent or emergency.")

    def get_context(self, value: Any, parent_context: dict[str, Any] | None = None) -> dict[str, Any]:
        """Add `label`, the level in words: colour alone tells nothing to many readers."""
        context = super().get_context(value, parent_context=parent_context)
        return context | {"label": dict(CARE_LEVELS).get(value["level"], "")}
