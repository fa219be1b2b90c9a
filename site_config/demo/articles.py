"""The demonstration's articles, led through writing, review and publication as on any site."""

from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from django.contrib.auth.models import AbstractUser
from django.utils import timezone

from blog.models import ArticleAuthor, BlogIndexPage, HealthArticlePage, Picture, Topic
from blog.people.models import Person
from blog.review import signing
from blog.review.forms import CHECKLIST
from site_config.demo import blocks, content
from site_config.demo.clock import days_ago
from site_config.demo.records import remember_new

WRITTEN_BEFORE_REVIEW = 3  # days
REVIEW_LASTS = 360  # days
STATEMENT = (
    "I have read the whole text and compared its health statements with the references. "
    "For a general reader it is accurate and careful. I checked what it says about products, not the products."
)


@dataclass(frozen=True)
class Cast:
    """Who and what the articles need."""

    index: BlogIndexPage
    people: dict[str, Person]
    topics: dict[str, Topic]
    pictures: dict[str, Picture]
    editor: AbstractUser


def create_articles(cast: Cast) -> dict[str, HealthArticlePage]:
    """Create all articles in the states that their data files ask for; return them by slug."""
    return {entry["slug"]: _create(entry, cast) for entry in content.articles()}


def _create(entry: dict[str, Any], cast: Cast) -> HealthArticlePage:
    reviewed = entry.get("reviewed_days_ago", 0)
    with days_ago(reviewed + WRITTEN_BEFORE_REVIEW):
        article = _write(entry, cast)
    reviewer = cast.people[entry["reviewer"]]
    with days_ago(reviewed + WRITTEN_BEFORE_REVIEW - 1):
        signing.request_review(article, reviewer, cast.editor)
    if entry["state"] == "awaiting_review":
        return article
    with days_ago(reviewed):
        _sign_and_publish(article, reviewer, cast.editor)
    if entry["state"] == "draft_on_top":
        with days_ago(1):
            _change_draft(article, entry["draft"]["replace"], cast)
    return HealthArticlePage.objects.get(pk=article.pk)


def _write(entry: dict[str, Any], cast: Cast) -> HealthArticlePage:
    article = HealthArticlePage(
        title=entry["title"],
        slug=entry["slug"],
        summary=entry["summary"],
        lead_image=cast.pictures[entry["lead_image"]],
        lead_image_alt=entry["lead_image_alt"],
        body=blocks.body(entry["body"], cast.pictures),
        references=blocks.references(entry["references"]),
        disclosure_connections=blocks.connections(entry.get("connections", [])),
        assigned_reviewer=cast.people[entry["reviewer"]],
        owner=cast.editor,
        live=False,
        has_unpublished_changes=True,
    )
    article.authors = [ArticleAuthor(person=cast.people[slug]) for slug in entry["authors"]]
    article.topics = [cast.topics[slug] for slug in entry["topics"]]
    article.full_clean(exclude=["path", "depth"])
    cast.index.add_child(instance=article)
    article.save_revision(user=cast.editor)
    return remember_new(article)


def _sign_and_publish(article: HealthArticlePage, reviewer: Person, editor: AbstractUser) -> None:
    draft = article.get_latest_revision_as_object()
    signing.sign(
        draft,
        reviewer,
        statement=STATEMENT,
        next_due=timezone.localdate() + timedelta(days=REVIEW_LASTS),
        signed_by=reviewer.user,
        signed_with="account" if reviewer.user else "link",
        checklist=dict.fromkeys(CHECKLIST, True),
    )
    article.get_latest_revision().publish(user=editor)


def _change_draft(article: HealthArticlePage, changes: list[dict[str, Any]], cast: Cast) -> None:
    draft = article.get_latest_revision_as_object()
    for change in changes:
        [block] = blocks.body([change["block"]], cast.pictures)
        draft.body[change["index"]] = block
    draft.save_revision(user=cast.editor)
