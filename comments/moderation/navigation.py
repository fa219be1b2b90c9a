"""The tabs above everything moderators do with comments."""

from dataclasses import dataclass

from django.http import HttpRequest
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from wagtail.permissions import policy_registry

from comments.models import Comment


@dataclass(frozen=True)
class Place:
    """One tab: the name of its address, what it is called, and the permission without which nobody sees it."""

    url_name: str
    label: str | Promise
    action: str = "moderate"


PLACES = (
    Place("reader_comments_admin:index", _("Needs you")),
    Place("reader_comments_admin:unreviewed", _("Published unreviewed")),
    Place("reader_comments_admin:published", _("Published")),
    Place("reader_comments_admin:spam", _("Spam")),
    Place("reader_comments_admin:rejected", _("Rejected")),
    Place("reader_comments_admin:care_cases", _("Care"), "care"),
    Place("reader_comments_admin:log", _("Log")),
)


def places_for(request: HttpRequest) -> list[Place]:
    """Return the tabs this person may open."""
    policy = policy_registry.get_by_type(Comment)
    return [place for place in PLACES if policy.user_has_permission(request.user, place.action)]
