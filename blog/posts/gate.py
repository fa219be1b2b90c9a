"""Stands where posts are saved: one that gives health advice does not go live, by whatever path.

Two ways lead on: it becomes a health article, or a reviewer who did not write it says that it is no health advice.
"""

from collections.abc import Collection, Iterator
from typing import Any

from django.db.models import Model
from django.utils.translation import gettext as _
from wagtail.models import AbstractPage, Page, Revision

from blog.editor_checks.clinical_wording import clinical_sentences
from blog.models import NotHealthAdvice, PostPage
from blog.review.clock import now
from blog.review.digest import content_digest
from blog.review.editor_checks.draft import passages_of
from blog.review.gate import ReviewRequired, keep_as_draft

SHOWN = 3
# Fields of a save that can change what readers of a post see.
DECIDES = {"live", "title", "summary", "body", "lead_image", "lead_image_alt", "alias_of"}


class HealthAdvice(ReviewRequired):
    """Refuses to make a post live whose words advise on health; `problems` says which and what to do."""


def advice_in(post: PostPage) -> Iterator[str]:
    """Yield the sentences of a post that give health advice."""
    for passage in passages_of(post):
        yield from clinical_sentences(passage.lines)


def refusal(post: PostPage) -> list[str]:
    """Return why this text may not be live as a post; nothing if it may."""
    found = list(advice_in(post))
    if not found or _is_confirmed(post):
        return []
    quoted = " ".join(f"“{sentence[:160]}”" for sentence in found[:SHOWN])
    sentence = _(
        "A post gives no health advice, but this one reads like it: %(sentences)s Change the words, "
        "make it a "
        "health article, or ask a reviewer to confirm that it is no health advice."
    )
    return [sentence % {"sentences": quoted}]


def _is_confirmed(post: PostPage) -> bool:
    pages = [key for key in (post.pk, post.alias_of_id) if key]
    return bool(pages) and NotHealthAdvice.covers(pages, content_digest(post).root)


def judge_post(instance: Model, raw: bool, update_fields: Collection[str] | None, **kwargs: Any) -> None:
    """Before any page is saved; a new post that would be live is saved as a draft, so that no text is lost.

    Raises HealthAdvice. What is live already with the same words stays: words may become suspicious later.
    """
    if raw or not isinstance(instance, AbstractPage) or not instance.live:
        return
    if update_fields is not None and DECIDES.isdisjoint(update_fields):
        return
    post = _as_saved(instance)
    if post is None:
        return
    if post._state.adding:
        if refusal(post):
            keep_as_draft(post)
    elif not _is_live_already(post) and (problems := refusal(post)):
        raise HealthAdvice(problems)


def judge_schedule(
    instance: Revision, raw: bool, update_fields: Collection[str] | None, **kwargs: Any
) -> None:
    """Before a revision is saved: a schedule is a promise to publish. Raises HealthAdvice."""
    if raw or instance.approved_go_live_at is None:
        return
    if instance.content_type.model_class() is PostPage and (problems := refusal(instance.as_object())):
        raise HealthAdvice(problems)


def _as_saved(page: AbstractPage) -> PostPage | None:
    """Return the post as it will stand in the database; None for any other page."""
    if isinstance(page, PostPage):
        return page
    if page.specific_class is not PostPage or page._state.adding:
        return None
    saved = PostPage.objects.get(pk=page.pk)
    for field in Page._meta.concrete_fields:
        setattr(saved, field.attname, getattr(page, field.attname))
    return saved


def _is_live_already(post: PostPage) -> bool:
    stored = PostPage.objects.filter(pk=post.pk, live=True).first()
    return stored is not None and content_digest(stored).root == content_digest(post).root


def confirm(post: PostPage, reviewer: Any, user: Any) -> NotHealthAdvice:
    """Record that a reviewer says of exactly this text that it is no health advice."""
    digest = content_digest(post)
    return NotHealthAdvice.objects.create(
        page_id=post.pk,
        page_title=post.title,
        digest=digest.root,
        digest_version=digest.version,
        payload=digest.payload,
        sentences=list(advice_in(post)),
        reviewer_id=reviewer.pk,
        reviewer_name=reviewer.name,
        confirmed_by_id=user.pk,
        confirmed_at=now(),
    )
