"""Save an imported article as a draft. Nothing here publishes."""

import hashlib
import json
from collections.abc import Iterable, Sequence

from django.contrib.auth.base_user import AbstractBaseUser
from django.contrib.auth.models import AnonymousUser
from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _
from wagtail.log_actions import log
from wagtail.models import AbstractPage, PageLogEntry

from blog.headings import fill_anchors
from blog.importers.imported import ImportedArticle
from blog.importers.log_actions import IMPORT
from blog.models import ArticleAuthor, HealthArticlePage, Topic
from blog.people.models import Person


class DraftRefused(ValueError):  # noqa: N818  the name says what happened
    """The draft cannot be made like this; the message says what to change."""


@transaction.atomic
def create_draft(
    article: ImportedArticle,
    *,
    parent: AbstractPage,
    authors: Sequence[Person],
    reviewer: Person | None,
    topics: Iterable[Topic],
    slug: str | None = None,
    user: AbstractBaseUser | AnonymousUser | None = None,
    source: str = "",
) -> HealthArticlePage:
    """Add the article below `parent` as an unpublished page with its first revision, and return it.

    What is still missing (summary, picture, references) does not hinder a draft. `source` is the name of the file,
    for the page's history. Raises DraftRefused if the reviewer has a part in the text or the address is taken.
    """
    problems = reviewer_problems(reviewer, authors, user)
    if problems:
        raise DraftRefused(problems[0])
    page = HealthArticlePage(
        title=article.title,
        slug=slug or "",
        live=False,
        owner=user,
        assigned_reviewer=reviewer,
        body=article.blocks,
    )
    fill_anchors(page.body)
    page.authors = [ArticleAuthor(person=person, sort_order=place) for place, person in enumerate(authors)]
    page.topics = list(topics)
    try:
        parent.add_child(instance=page)
    except ValidationError as error:
        raise DraftRefused(" ".join(error.messages)) from error
    page.save_revision(user=user, clean=False, log_action=True)
    log(page, IMPORT, user=user, data={"source": source, "fingerprint": fingerprint(article)})
    return page


def reviewer_problems(
    reviewer: Person | None, authors: Iterable[Person], user: AbstractBaseUser | AnonymousUser | None = None
) -> list[str]:
    """Say so if the reviewer wrote the text or is the one who imports it."""
    if reviewer is None:
        return []
    name = {"name": reviewer.name}
    problems = []
    if reviewer.pk in {author.pk for author in authors}:
        problems.append(
            _(
                "%(name)s cannot be author and reviewer: nobody reviews their own text. Choose another reviewer."
            )
            % name
        )
    if user is not None and reviewer.user_id == user.pk:
        problems.append(
            _(
                "%(name)s cannot review a text they import. Choose another reviewer, or let somebody else import it."
            )
            % name
        )
    return problems


def imported_before(article: ImportedArticle) -> HealthArticlePage | None:
    """Return the page that was made of this very article, if it still exists."""
    entries = PageLogEntry.objects.filter(action=IMPORT, data__fingerprint=fingerprint(article))
    return HealthArticlePage.objects.filter(pk__in=entries.values("page_id")).order_by("pk").first()


def fingerprint(article: ImportedArticle) -> str:
    """Return what tells one article from another, however its file was typed: SHA-256 of title and blocks."""
    content = json.dumps([article.title, article.blocks], ensure_ascii=False)
    return hashlib.sha256(content.encode()).hexdigest()
