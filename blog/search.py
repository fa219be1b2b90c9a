"""Finds articles by words: only those that every list may show."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from wagtail.models import Site

from blog.models import HealthArticlePage, PostPage
from blog.querysets import ArticleQuerySet

MOST_WORDS, LONGEST_WORD = 12, 60
MOST_FOUND = 240
MOST_POSTS = 6


@dataclass(frozen=True, slots=True)
class Found:
    """The ids of articles, the best first. `has_all`: each article holds every word; else some of them."""

    ids: list[int]
    has_all: bool = True


def words_in(query: str) -> str:
    """Return the words of what a reader typed, without signs that search engines read as commands."""
    words = re.findall(r"\w+", query[:1000])
    return " ".join(word[:LONGEST_WORD] for word in words[:MOST_WORDS])


def find(words: str, articles: ArticleQuerySet) -> Found:
    """Return which of the articles hold all the words, or, if none does, at least one of them."""
    if not words:
        return Found([])
    ids = _search(words, articles, "and")
    return Found(ids) if ids or " " not in words else Found(_search(words, articles, "or"), has_all=False)


def in_order(ids: Sequence[int]) -> list[HealthArticlePage]:
    """Return the articles with these ids as cards show them, in the order of the ids."""
    articles = HealthArticlePage.objects.for_cards().in_bulk(ids)
    return [articles[pk] for pk in ids]


def find_posts(words: str, site: Site) -> list[PostPage]:
    """Return the posts that hold all the words, the best first, as cards show them."""
    if not words:
        return []
    listed = PostPage.objects.listed_on(site).order_by().values("pk")
    found = PostPage.objects.filter(pk__in=listed).search(words, operator="and")[:MOST_POSTS]
    posts = PostPage.objects.for_cards().in_bulk([post.pk for post in found])
    return [posts[post.pk] for post in found]


def _search(words: str, articles: ArticleQuerySet, operator: str) -> list[int]:
    # Search engines take no conditions on other tables: which articles are listed is asked apart.
    chosen = HealthArticlePage.objects.filter(pk__in=articles.order_by().values("pk"))
    found = chosen.search(words, operator=operator)[:MOST_FOUND]
    # The databases' own search engines weigh a word in a title too little to be relied on.
    wanted = set(words.lower().split())
    by_title = sorted(found, key=lambda article: -len(wanted & set(article.title.lower().split())))
    return [article.pk for article in by_title]
