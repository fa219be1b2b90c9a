"""Help for readers in distress, in whatever page or answer it is needed."""

from django import template
from django.template import Context
from django.utils import timezone
from django.utils.translation import get_language

from comments.care.hours import back_at
from comments.care.nearby import Help, help_for
from comments.models import CommentSettings

register = template.Library()


@register.simple_tag(takes_context=True)
def care_help(context: Context) -> Help:
    """Return where this reader finds help. Only for answers that no cache keeps: it depends on the browser."""
    request = context.get("request")
    decided = context.get("comment_settings") or CommentSettings()
    accepted = request.headers.get("Accept-Language", "") if request else ""
    back = back_at(decided, timezone.now())
    return help_for(accepted, decided.care_country, get_language() or "", back)
