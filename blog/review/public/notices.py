"""What must be said before an old text that leaves the site again: other apps know, this one only asks."""

from collections.abc import Iterable
from typing import Any

from django.http import HttpRequest
from wagtail import hooks
from wagtail.models import AbstractPage

# Functions of (contents, page, request) that return a sentence for readers, or nothing.
NOTICE_HOOK = "medical_review_notice"


def notice_before(contents: Iterable[dict[str, Any]], page: AbstractPage, request: HttpRequest) -> str:
    """Return what readers must be told before they read these contents; "" if there is nothing."""
    texts = list(contents)
    told = (function(texts, page, request) for function in hooks.get_hooks(NOTICE_HOOK))
    return " ".join(sentence for sentence in told if sentence)
