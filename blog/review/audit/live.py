"""Is what readers see what was let out, and on the ground on which it was let out?"""

from collections.abc import Callable, Iterator
from datetime import datetime
from itertools import islice

from django.contrib.contenttypes.models import ContentType
from django.db.models import ManyToManyField, ManyToOneRel, Model, prefetch_related_objects
from django.utils.formats import date_format
from django.utils.timezone import localtime
from django.utils.translation import gettext as _
from wagtail.models import AbstractPage

from blog.review.audit.texts import newest_publications
from blog.review.classification import clinical_fields
from blog.review.digest import digests_of
from blog.review.governed import governed_models
from blog.review.models import Publication
from blog.review.versions import same_text

Basis = Publication.Basis
PAGES = 50


def findings(now: datetime) -> Iterator[str]:
    """Yield for each live governed page what is wrong with it in one sentence, or an empty text."""
    for model in governed_models():
        # By content type: the manager of a class also finds the pages of its subclasses.
        own = ContentType.objects.get_for_model(model)
        pages = model._default_manager.filter(live=True, content_type=own).order_by("pk")
        rows = pages.iterator(chunk_size=PAGES)
        while chunk := list(islice(rows, PAGES)):
            prefetch_related_objects(chunk, *_relations(model))
            publications = newest_publications([page.pk for page in chunk])
            for page, digest in zip(chunk, digests_of(chunk), strict=True):
                problem = problem_of(page, publications.get(page.pk), digest.root, now)
                yield f"{_named(page)} {problem}" if problem else ""


def _relations(model: type[Model]) -> list[str]:
    """The clinical fields that are rows of their own: read for a chunk at once."""
    fields = clinical_fields(model).items()
    return [name for name, field in fields if isinstance(field, ManyToOneRel | ManyToManyField)]


def _named(page: AbstractPage) -> str:
    return _("Page %(page)d (%(title)s):") % {"page": page.pk, "title": page.title}


def problem_of(page: AbstractPage, publication: Publication | None, root: str, now: datetime) -> str:
    """Return what is wrong with a live text in one sentence; empty if nothing is."""
    if publication is None or not publication.permits:
        return _("it is marked live without a Publication; readers do not see it.")
    if not same_text(publication, root):
        return _("the live text is not the one that was let out.")
    if not publication.permits_at(now):
        until = date_format(localtime(publication.until), "DATETIME_FORMAT")
        return _("it was let out until %(until)s; readers do not see it any more.") % {"until": until}
    return GROUNDS[Basis(publication.basis)](page, publication, root)


def _signed(page: AbstractPage, publication: Publication, root: str) -> str:
    review = publication.review
    if review is None:
        return _("it rests on a review that is not there.")
    if review.page_id not in {page.pk, page.alias_of_id}:
        return _("it rests on a review of another page.")
    if not same_text(review, root):
        return _("the live text is not the one that was signed.")
    return ""


def _after_minor_edit(page: AbstractPage, publication: Publication, root: str) -> str:
    edit = publication.minor_edit
    if edit is None or edit.page_id not in {page.pk, page.alias_of_id} or not same_text(edit, root):
        return _("the live text is not the one that was accepted as a minor edit.")
    if publication.review is None:
        return _("it rests on a review that is not there.")
    return ""


def _in_emergency(page: AbstractPage, publication: Publication, root: str) -> str:
    if publication.minor_edit is not None and same_text(publication.minor_edit, root):
        return ""
    emergency = publication.emergency
    if emergency is None or not same_text(emergency, root):
        return _("the live text is not the one that was recorded as an emergency replacement.")
    if publication.until != emergency.until:
        return _("it was let out for another time than the emergency allows.")
    return ""


def _in_transition(page: AbstractPage, publication: Publication, root: str) -> str:
    if publication.until is None:
        return _("it is an older article without a day on which it must be reviewed.")
    return ""


GROUNDS: dict[str, Callable[[AbstractPage, Publication, str], str]] = {
    Basis.SIGNED: _signed,
    Basis.MINOR_EDIT: _after_minor_edit,
    Basis.EMERGENCY: _in_emergency,
    Basis.TRANSITION: _in_transition,
}
