"""The links that editors wrote, read from what is stored: no template is rendered for that."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from bs4 import BeautifulSoup
from django.db import models
from modelcluster.models import get_all_child_relations
from wagtail.fields import StreamField
from wagtail.models import Comment

from disclosures.elements import ADDRESS_ATTRIBUTES

MAY_HOLD_LINK = re.compile(rf"<(?:{'|'.join(ADDRESS_ATTRIBUTES)})\b", re.IGNORECASE)
ONLY_AN_ADDRESS = re.compile(r"\s*(?:https?:)?//\S+\s*\Z", re.IGNORECASE)
MAX_WORDS = 120


@dataclass(frozen=True, slots=True)
class StoredLink:
    """One link: its address, its words, its `rel` tokens; None where a field holds the address alone."""

    href: str
    words: str = ""
    rel: frozenset[str] | None = None

    @property
    def lacks_sponsored(self) -> bool:
        """Whether the stored text does not say by itself that this link is paid, if it is."""
        return self.rel is not None and "sponsored" not in self.rel


def stored_links(page: models.Model) -> list[StoredLink]:
    """Return the links in a page's fields and in its child rows, in the order of the fields."""
    return [link for text in _texts_of(page) for link in links_in(text)]


def links_in(text: str) -> list[StoredLink]:
    """Return the links of one stored text: those in its HTML, or the text itself if it is an address."""
    if MAY_HOLD_LINK.search(text):
        soup = BeautifulSoup(text, "html.parser", multi_valued_attributes=None)
        return [link for element in soup.find_all(list(ADDRESS_ATTRIBUTES)) for link in _links_of(element)]
    return [StoredLink(text.strip())] if ONLY_AN_ADDRESS.match(text) else []


def _links_of(element: Any) -> Iterator[StoredLink]:
    for name in ADDRESS_ATTRIBUTES[element.name]:
        if href := element.get(name):
            rel = frozenset((element.get("rel") or "").lower().split())
            yield StoredLink(href, words_of(element), rel)


def words_of(element: Any) -> str:
    """Return what a reader takes a link for: its words, else the description of its picture."""
    picture = element.find("img", alt=True)
    candidates = (
        element.get_text(" "),
        *(element.get(name) for name in ("aria-label", "alt", "title", "value")),
        picture["alt"] if picture else "",
    )
    return next(filter(None, (" ".join((said or "").split()) for said in candidates)), "")[:MAX_WORDS]


def _texts_of(instance: models.Model) -> Iterator[str]:
    for field in instance._meta.concrete_fields:
        if isinstance(field, StreamField):
            yield from _strings(field.value_from_object(instance).get_prep_value())
        elif isinstance(field, models.CharField | models.TextField):
            yield str(field.value_from_object(instance) or "")
    for relation in get_all_child_relations(type(instance)):
        # What editors write to each other is no part of the page.
        if relation.related_model is Comment:
            continue
        for child in getattr(instance, relation.get_accessor_name()).all():
            yield from _texts_of(child)


def _strings(value: Any) -> Iterator[str]:
    """Yield every string in the stored form of a StreamField."""
    if isinstance(value, str):
        yield value
    elif isinstance(value, dict):
        for part in value.values():
            yield from _strings(part)
    elif isinstance(value, list | tuple):
        for part in value:
            yield from _strings(part)
