"""Names that readers could take for one of the site's own people."""

import re
from collections.abc import Iterator

from django.conf import settings
from django.contrib.auth import get_user_model
from django.core.cache import cache
from django.db.models import Q
from wagtail import hooks

from comments.homographs import skeleton

# Names of people that no reader should bear: a function without arguments returns them, say those of the authors.
NAMES_HOOK = "reader_comments_reserved_names"
CACHE_SECONDS = 60
_OFFICES = ("admin", "administrat", "moderat", "editor", "redakt", "webmaster")
_OFFICE = re.compile(rf"(?:{'|'.join(skeleton(office) for office in _OFFICES)})")
_WHOLE_WORDS = frozenset(skeleton(word) for word in ("mod", "mods", "staff", "support", "team", "official"))


def is_office(name: str) -> bool:
    """Return whether `name` says that its bearer works here."""
    words = skeleton(name).split()
    if any(_OFFICE.match(word) or word in _WHOLE_WORDS for word in words):
        return True
    site = skeleton(getattr(settings, "WAGTAIL_SITE_NAME", "")).split()
    return bool(site) and set(site) <= set(words)


def is_reserved(name: str) -> bool:
    """Return whether `name` could be taken for that of somebody who works here. Who does is asked once a minute."""
    words = skeleton(name).split()
    taken = cache.get_or_set("reader_comments.reserved_names", _reserved_skeletons, CACHE_SECONDS)
    return any(_holds(words, name.split()) for name in taken or ())


def _holds(words: list[str], taken: list[str]) -> bool:
    """Return whether all words of the `taken` name are there, in any order and with a title or without spaces.

    A single word is only taken on its own: somebody else may be called Ann too.
    """
    if len(taken) < 2:
        return bool(taken) and words == taken
    return set(taken) <= set(words) or "".join(taken) == "".join(words)


def _reserved_skeletons() -> list[str]:
    return [skeleton(name) for name in _reserved_names()]


def _reserved_names() -> Iterator[str]:
    staff = Q(is_superuser=True) | Q(groups__permissions__codename="access_admin")
    for user in get_user_model().objects.filter(staff, is_active=True).distinct():
        yield user.get_full_name() or user.get_username()
    for names in hooks.get_hooks(NAMES_HOOK):
        yield from names()
