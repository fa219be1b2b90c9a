"""Which comments a moderator decides about together, and which of them are left out."""

import copy
import re
from dataclasses import dataclass, field
from urllib.parse import urlsplit

from django.db.models import QuerySet
from django.http import HttpRequest, QueryDict
from django.urls import Resolver404, resolve

from comments.models import Comment
from comments.states import MOVES, CareTier, Role, Status

# More than anybody has read; the rest of the list waits for the next time.
MOST_AT_ONCE = 200
_SEEN = re.compile(r"(\d{1,18}):(\d{1,9})")


@dataclass
class Choice:
    """The chosen comments: those that can be decided, and those that cannot be decided together or at all."""

    able: list[Comment] = field(default_factory=list)
    care: list[Comment] = field(default_factory=list)
    unable: list[Comment] = field(default_factory=list)
    # How many there are beyond what is decided at once.
    left: int = 0

    @property
    def people(self) -> int:
        """By how many people the comments seem to be: by address, else by name, else each by another."""
        return len({comment.email or comment.name.casefold() or comment.pk for comment in self.able})

    @property
    def seen(self) -> str:
        """What is decided, as the form carries it: each comment with the version that was shown."""
        return ",".join(f"{comment.pk}:{comment.version}" for comment in self.able)


def choose(comments: QuerySet, keys: list[int], to: Status, left: int = 0) -> Choice:
    """Return those of `comments` with these keys, in their order. Somebody in distress is never one among many."""
    found = comments.in_bulk(keys)
    choice = Choice(left=left)
    for comment in (found[key] for key in keys if key in found):
        if needs_care(comment):
            choice.care.append(comment)
        elif (Status(comment.status), to) not in MOVES[Role.MODERATOR] or _is_settled(comment, to):
            choice.unable.append(comment)
        else:
            choice.able.append(comment)
    return choice


def _is_settled(comment: Comment, to: Status) -> bool:
    """Return whether a person has decided just that already, on this text, and nothing was reported since."""
    return comment.status == to and comment.approved_revision == comment.revision and not comment.open_reports


def needs_care(comment: Comment) -> bool:
    """Return whether its author may be in distress, or was."""
    return comment.care_open or comment.care_tier >= CareTier.PRESENT


def keys_of(ids: list[str]) -> list[int]:
    """Return the keys among what an address names, each once; anything else is no key."""
    return list(dict.fromkeys(int(each) for each in ids if each.isdecimal() and len(each) <= 18))


def read_seen(text: str) -> dict[int, int]:
    """Return {key: version} from what the form carries; what is no such pair is left out."""
    return {int(key): int(version) for key, version in _SEEN.findall(text)}


def keys_in_list(request: HttpRequest, address: str) -> list[int]:
    """Return the keys of all comments in the list at `address`, filtered and searched as it is; none of any other."""
    try:
        parts = urlsplit(address)
        match = resolve(parts.path)
    except (Resolver404, ValueError):
        return []
    view_class = getattr(match.func, "view_class", None)
    if view_class is None or not hasattr(view_class, "get_base_queryset"):
        return []
    listing = copy.copy(request)
    listing.method, listing.GET = "GET", QueryDict(parts.query)
    view = view_class(**match.func.view_initkwargs)
    view.setup(listing, *match.args, **match.kwargs)
    found = view.get_queryset()
    return [comment.pk for comment in found] if found.model is Comment else []
