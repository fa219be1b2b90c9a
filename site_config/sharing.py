"""Sharing: the facts of an article and a service's address template give the address to share at."""

import json
import re
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from urllib.parse import quote, urlsplit

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

PLACEHOLDERS = ("url", "title", "image", "summary")
SCHEMES = ("https", "mailto", "sms")
# Symbols of static/site_config/icons.svg. LinkedIn gives no icon away: text only.
SERVICE_ICONS = (
    "bluesky",
    "facebook",
    "mail",
    "mastodon",
    "message",
    "pinterest",
    "reddit",
    "telegram",
    "threads",
    "whatsapp",
    "x",
)
SHIPPED_SERVICES = Path(__file__).parent / "data" / "share_services.json"
LONGEST_TEXT = 300  # characters of a title or summary; some services refuse long addresses

_placeholder = re.compile(r"\{([^{}]*)\}")


@dataclass(frozen=True)
class PageFacts:
    """What may be said about an article elsewhere; `image` is an absolute address or empty."""

    url: str
    title: str
    image: str = ""
    summary: str = ""


def share_address(template: str, facts: PageFacts) -> str:
    """Return the template with the facts filled in, percent-encoded, spaces as %20.

    Empty if the template asks for a picture and the article has none. Raises KeyError on an unknown
    placeholder, which `check_address_template` refuses.
    """
    if "{image}" in template and not facts.image:
        return ""
    return _placeholder.sub(lambda match: _encoded(_fact(facts, match[1])), template)


def check_address_template(template: str) -> None:
    """Raise ValidationError, saying what to mend, unless the template is safe and shares something."""
    if re.search(r"[^\x21-\x7e]", template):
        raise ValidationError(
            _("Leave out spaces and letters other than plain ones; write a space between values as %20.")
        )
    if urlsplit(template).scheme not in SCHEMES:
        raise ValidationError(_("Begin with https://, mailto: or sms:."))
    unknown = [name for name in _placeholder.findall(template) if name not in PLACEHOLDERS]
    if unknown or re.search(r"[{}]", _placeholder.sub("", template)):
        raise ValidationError(_("Only {url}, {title}, {image} and {summary} may stand in braces."))
    if "{url}" not in template:
        raise ValidationError(_("Put {url} where the article's address belongs."))
    if template.startswith("https:"):
        _check_host(template)


def shipped_services() -> list[dict[str, Any]]:
    """Return the services that a new site begins with, in the form of a StreamField's stored value."""
    services: list[dict[str, Any]] = json.loads(SHIPPED_SERVICES.read_text(encoding="utf-8"))
    return services


def _check_host(template: str) -> None:
    parts = urlsplit(template)
    if not re.fullmatch(r"[a-z0-9-]+(\.[a-z0-9-]+)+(:\d+)?", parts.netloc.lower()):
        raise ValidationError(_("Write the service's host after https://, for example mastodon.example."))
    if "{" in parts.path:
        raise ValidationError(_("Braces may stand after a ? or # only, not in the path."))


def _fact(facts: PageFacts, name: str) -> str:
    values = {"url": facts.url, "title": facts.title, "image": facts.image, "summary": facts.summary}
    value = values[name]
    # Line breaks in a title would become new header lines in some mail programs.
    return value if name in ("url", "image") else " ".join(value.split())[:LONGEST_TEXT]


def _encoded(value: str) -> str:
    return quote(value, safe="", errors="replace")
