"""A published text as an article, made from what was signed and nothing else.

Links stand as their words, pictures as what they show: an old text must neither lead nor sell anything.
"""

import re
from collections.abc import Iterable, Mapping
from typing import Any

import nh3
from django.db.models import Model
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString, mark_safe
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from wagtail.fields import StreamField

from blog.review.changes import label_of, readable
from blog.review.classification import clinical_fields

TAGS = {
    "blockquote", "br", "caption", "code", "dd", "del", "dl", "dt", "h2", "h3", "h4", "h5", "h6", "hr", "li", "ol",
    "p", "pre", "s", "sub", "sup", "table", "tbody", "td", "tfoot", "th", "thead", "tr", "ul",
}  # fmt: skip
PICTURE_IN_TEXT = re.compile(r'<embed alt="([^"]*)"[^>]*>')
HEADINGS = ("heading", "title", "name", "question")
DESCRIPTIONS = ("alt", "alt_text")


def article(model: type[Model], content: Mapping[str, Any]) -> SafeString:
    """Return the text as HTML, its fields in the order of the page type; the title is left to the page around it."""
    fields = clinical_fields(model)
    names = [name for name in fields if name in content] + [name for name in content if name not in fields]
    parts = [_field(fields.get(name), name, content[name]) for name in names if name != "title"]
    return _joined(parts)


def _field(field: Any, name: str, value: Any) -> SafeString:
    label = capfirst(getattr(field, "verbose_name", "") or label_of(name))
    if isinstance(field, StreamField):
        blocks = field.stream_block.child_blocks
        if _is_list(value):
            heading = format_html("<h2>{}</h2>", label)
            return heading + _list("ol", (_sentence(b["value"], blocks.get(b["type"])) for b in value))
        return _joined(_block(block, blocks.get(block["type"])) for block in value)
    if isinstance(value, dict):
        return _value(value)
    words = ", ".join(map(str, value)) if isinstance(value, list) else readable(value)
    return _labelled(label, words)


def _is_list(stream: list[dict[str, Any]]) -> bool:
    """Whether a stream is a list of things of one kind with short parts, as references are."""
    values = [block.get("value") for block in stream]
    is_one_kind = len({block["type"] for block in stream}) == 1 and stream[0]["type"] != "heading"
    return is_one_kind and all(
        isinstance(value, dict)
        and value.keys() != {"html"}
        and not any(isinstance(part, dict | list) for part in value.values())
        for value in values
    )


def _block(block: Mapping[str, Any], definition: Any) -> SafeString:
    value = block.get("value")
    if block["type"] == "heading":
        return format_html("<h2>{}</h2>", readable(value))
    return _value(value, definition)


def _value(value: Any, definition: Any = None) -> SafeString:
    """Return any canonical value as HTML."""
    if isinstance(value, dict):
        return _object(value, definition)
    if isinstance(value, list):
        if all(isinstance(item, dict) and "type" in item for item in value):
            return _joined(_block(item, None) for item in value)
        return _list("ul", (_value(item, getattr(definition, "child_block", None)) for item in value))
    return format_html("<p>{}</p>", readable(value))


def _object(value: Mapping[str, Any], definition: Any) -> SafeString:
    if value.keys() == {"html"}:
        return rich_text(value["html"])
    if value.keys() == {"picture"}:
        return _picture("")
    if isinstance(value.get("rows"), list):
        return _table(value)
    pictured = any(isinstance(item, dict) and item.keys() == {"picture"} for item in value.values())
    alt = next((str(value[name]) for name in DESCRIPTIONS if name in value), "") if pictured else ""
    children = getattr(definition, "child_blocks", {})
    parts = [
        _picture(alt)
        if isinstance(item, dict) and item.keys() == {"picture"}
        else _part(name, item, children)
        for name, item in _ordered(value, definition)
        if not (pictured and name in DESCRIPTIONS)
    ]
    return _joined(parts)


def _part(name: str, item: Any, children: Mapping[str, Any]) -> SafeString:
    if isinstance(item, dict | list):
        return _value(item, children.get(name))
    if name in HEADINGS:
        return format_html("<h3>{}</h3>", readable(item))
    if name in ("text", "caption"):
        return format_html("<p>{}</p>", readable(item))
    return _labelled(label_of(name), readable(item))


def _ordered(value: Mapping[str, Any], definition: Any) -> list[tuple[str, Any]]:
    """Return the parts in the order of the block's definition: databases do not keep that of the JSON."""
    order = dict.fromkeys([*getattr(definition, "child_blocks", {}), *HEADINGS])
    place = {name: number for number, name in enumerate(order)}
    return sorted(value.items(), key=lambda item: (place.get(item[0], len(place)), item[0]))


def _table(value: Mapping[str, Any]) -> SafeString:
    columns = [column.get("heading", "") for column in value.get("columns", [])]
    header = [readable(cell) for cell in value.get("header", columns)]
    caption = format_html("<caption>{}</caption>", value["caption"]) if value.get("caption") else ""
    head = format_html("<thead><tr>{}</tr></thead>", _cells("th", header)) if any(header) else ""
    rows = [format_html("<tr>{}</tr>", _cells("td", map(readable, row))) for row in value["rows"]]
    return format_html(
        '<div class="review-table" tabindex="0"><table>{}{}<tbody>{}</tbody></table></div>',
        caption,
        head,
        _joined(rows),
    )


def _cells(tag: str, cells: Iterable[str]) -> SafeString:
    return format_html_join("", f"<{tag}>{{}}</{tag}>", ((cell,) for cell in cells))


def _sentence(value: Mapping[str, Any], definition: Any) -> SafeString:
    """Return the parts of one thing in a list as running text."""
    return format_html(
        "{}", ". ".join(readable(item).rstrip(".") for _name, item in _ordered(value, definition))
    )


def _picture(alt: str) -> SafeString:
    words = _("[Picture: %(alt)s]") % {"alt": alt} if alt else _("[Picture]")
    return format_html('<p class="review-picture">{}</p>', words)


def _labelled(label: str, words: str) -> SafeString:
    return format_html('<p><span class="review-label">{}:</span> {}</p>', label, words)


def _list(tag: str, items: Iterable[SafeString]) -> SafeString:
    inside = format_html_join("", "<li>{}</li>", ((item,) for item in items))
    return mark_safe(f"<{tag}>{inside}</{tag}>")  # noqa: S308  the items were escaped, the tag is ours


def _joined(parts: Iterable[SafeString]) -> SafeString:
    return mark_safe("".join(parts))  # noqa: S308  each part was escaped


def rich_text(source: str) -> SafeString:
    """Return canonical rich text without links, pictures, scripts and attributes."""
    words = PICTURE_IN_TEXT.sub(lambda match: f"[{_('Picture')}: {match[1]}]", source)
    return mark_safe(nh3.clean(words, tags=TAGS, attributes={}))  # noqa: S308  sanitised
