"""The gate: nothing unreviewed goes live, by whatever path, because it stands where pages are saved."""

import logging
from collections.abc import Collection, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import replace
from datetime import datetime

from django.core.exceptions import NON_FIELD_ERRORS, PermissionDenied, ValidationError
from django.db.models import Model
from django.utils.translation import gettext as _
from wagtail.models import AbstractPage, Revision

from blog.review.approval import approval_of
from blog.review.classification import clinical_fields
from blog.review.clock import now
from blog.review.digest import content_digest
from blog.review.governed import enforcing, is_governed
from blog.review.grounds import Basis, Outcome, ground_of
from blog.review.models import MedicalReview, Publication
from blog.review.named_authors import authors_of
from blog.review.versions import name_of, root_now, same_text

logger = logging.getLogger("medical_review")

DECIDES = {"live", "alias_of", "alias_of_id"}
FIELDS = tuple(Outcome.__dataclass_fields__)
_refusals: ContextVar[list[tuple[AbstractPage, list[str]]] | None] = ContextVar("refusals", default=None)


class ReviewRequired(ValidationError, PermissionDenied):  # noqa: N818  the name says what is required
    """Refuses to make unreviewed text live.

    Forms and interfaces treat it as a validation error, Wagtail's admin as a missing permission: no path to
    publishing knows neither, so none ends in a server error.
    """

    def __init__(self, problems: list[str]) -> None:
        super().__init__({NON_FIELD_ERRORS: problems})
        self.problems = problems


def refusal(page: AbstractPage, at: datetime | None = None) -> list[str]:
    """Why this text of a governed page may not be live at that time (now); nothing if it may.

    The editor's doors ask this before they try, to answer in words; the saved page is judged again.
    """
    return _judge(page, at or now())[1]


@contextmanager
def noting_refusals() -> Iterator[list[tuple[AbstractPage, list[str]]]]:
    """Collect what is refused meanwhile, as (page, problems): for whoever can tell a person and was not asked."""
    noted: list[tuple[AbstractPage, list[str]]] = []
    token = _refusals.set(noted)
    try:
        yield noted
    finally:
        _refusals.reset(token)


def before_save(page: AbstractPage, update_fields: Collection[str] | None) -> Outcome | None:
    """Judge a page that is about to be saved; raise ReviewRequired, or return what to record after it.

    A new page is never refused but saved as a draft: the text that somebody wrote must not be lost.
    """
    model = type(page) if is_governed(type(page)) else page.specific_class
    if not is_governed(model) or not _decisive(model, update_fields):
        return None
    if page._state.adding:
        return _new_page(page)
    text = _as_saved(page, model, update_fields)
    if not text.live:
        return _withdrawal(text)
    outcome, problems = _judge(text, now())
    if problems:
        _refuse(text, problems)
        # Only reported, not refused: the text goes live, but no permission for the one before may cover it.
        return _withdrawal(text)
    return outcome


def before_schedule(revision: Revision) -> None:
    """Raise ReviewRequired if the text that a revision schedules will not be approved at that time."""
    if revision.approved_go_live_at is None or not is_governed(revision.content_type.model_class()):
        return
    page = revision.as_object()
    problems = refusal(page, max(revision.approved_go_live_at, now()))
    if problems:
        _refuse(page, problems)


def record(page: AbstractPage, outcome: Outcome) -> Publication:
    """Write what holds for the page from now on. Only the gate's own functions and the transition call this."""
    return Publication.objects.create(
        page_id=page.pk,
        page_title=page.title,
        since=now(),
        **{name: getattr(outcome, name) for name in FIELDS},
    )


def renew(page: AbstractPage, review: MedicalReview) -> None:
    """After a decision on exactly the text that is live: let the Publication rest on it, and those of its aliases.

    Signatures count only if there are as many as the policy asks for. A wish for changes takes nothing off the
    site, nor does it prolong a permission, but from then on the page is not shown as reviewed.
    """
    root = root_now(review)
    ground = approval_of(page, root, now()).review if review.is_approval else review
    if ground is None:
        return
    for each in [page, *page.aliases.all()]:
        publication = Publication.objects.current(each.pk)
        if publication and publication.permits and same_text(publication, root):
            kept = Outcome.keeping(publication, review=ground)
            record(each, Outcome.resting_on(ground) if ground.is_approval else kept)


def close(page: AbstractPage, reason: str) -> None:
    """After a page was deleted: its permission must not serve whatever else comes to stand under its key."""
    outcome = _withdrawal(page)
    if outcome is not None:
        record(page, replace(outcome, reason=reason))


def measure_again(page: AbstractPage) -> bool:
    """After a change behind the page's back: note the text that is live now, if it is another one.

    It stays on the site, but no longer as reviewed. Returns whether it changed.
    """
    publication = Publication.objects.current(page.pk)
    digest = content_digest(page)
    if not (publication and publication.permits) or same_text(publication, digest.root):
        return False
    # Small corrections of the signed text ended with this one.
    basis = Basis.SIGNED if publication.basis == Basis.MINOR_EDIT else publication.basis
    name = name_of(digest, publication.review)
    payload = digest.payload if name["digest"] == digest.root else None
    record(page, Outcome.keeping(publication, **name, basis=basis, minor_edit=None, payload=payload))
    return True


def _decisive(model: type[Model], update_fields: Collection[str] | None) -> bool:
    """Whether this save can change what readers see."""
    return update_fields is None or not (DECIDES | clinical_fields(model).keys()).isdisjoint(update_fields)


def _as_saved(page: AbstractPage, model: type[Model], update_fields: Collection[str] | None) -> AbstractPage:
    """Return the specific page as it will stand in the database after this save."""
    if update_fields is None and isinstance(page, model):
        return page
    saved = model._default_manager.get(pk=page.pk)
    written = {field.name for field in page._meta.fields} if update_fields is None else set(update_fields)
    for field in page._meta.fields:
        if not written.isdisjoint((field.name, field.attname)):
            setattr(saved, field.attname, getattr(page, field.attname))
    return saved


def _new_page(page: AbstractPage) -> Outcome | None:
    """Let a faithful alias of a published page be live; make a draft of any other new page."""
    if not page.live:
        return None
    outcome = _judge(page, now())[0] if page.alias_of_id else None
    if outcome is None and enforcing():
        page._medical_hold = page.first_published_at or now()
        keep_as_draft(page)
    return outcome


def keep_as_draft(page: AbstractPage) -> None:
    """Make a draft of a new page that is about to be saved as live: nothing that somebody wrote is lost."""
    page.live = False
    page.has_unpublished_changes = True
    page.live_revision = page.first_published_at = page.last_published_at = None


def _withdrawal(page: AbstractPage) -> Outcome | None:
    """A page loses its permission when unpublished: `live` set again behind the gate then shows nothing."""
    publication = Publication.objects.current(page.pk)
    if publication and publication.permits:
        return Outcome(Basis.WITHDRAWN, "", publication.review)
    return None


def _judge(page: AbstractPage, at: datetime) -> tuple[Outcome | None, list[str]]:
    """Return what is to be recorded, and why the text may not be live."""
    digest = content_digest(page)
    publication = Publication.objects.current(page.pk) if page.pk else None
    if publication and publication.permits and same_text(publication, digest.root):
        return None, _problems_of_the_same_text(page, publication)
    if page.alias_of_id:
        return _judge_alias(page, digest.root)
    approval = approval_of(page, digest.root, at)
    if approval.review is None:
        ground = ground_of(page, digest, publication, at)
        return (ground, []) if ground else (None, approval.problems)
    return Outcome.resting_on(approval.review), []


def _problems_of_the_same_text(page: AbstractPage, publication: Publication) -> list[str]:
    """What is live stays live, also after expiry; but an alias does not become a page, nor a reviewer an author."""
    review = publication.review
    if review is None:
        return []
    if review.page_id != page.pk and page.alias_of_id is None:
        return [
            _(
                "An alias shows a review of another page. Unpublish it, convert it, then request a review for it."
            )
        ]
    if review.reviewer_id in {author.pk for author in authors_of(page)}:
        return [
            _("%(name)s reviewed this text and cannot be named as its author.")
            % {"name": review.reviewer_name}
        ]
    return []


def _judge_alias(page: AbstractPage, root: str) -> tuple[Outcome | None, list[str]]:
    source = Publication.objects.current(page.alias_of_id)
    if source and source.permits and same_text(source, root):
        return Outcome.keeping(source), []
    return None, [_("The page that this alias repeats is not published with this text.")]


def _refuse(page: AbstractPage, problems: list[str]) -> None:
    if enforcing():
        noted = _refusals.get()
        if noted is not None:
            noted.append((page, problems))
        raise ReviewRequired(problems)
    logger.warning("Would refuse to publish page %s: %s", page.pk, " ".join(problems))
