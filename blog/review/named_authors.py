"""Who was ever named as an author of a page: noted with each save, so that a changed byline forgets nobody."""

from collections.abc import Iterable

from django.db.models import Exists, Model, OuterRef
from wagtail.models import AbstractPage, Revision

from blog.people.models import Person
from blog.review import clock
from blog.review.governed import is_governed
from blog.review.models import MedicalReview, NamedAuthor


def authors_of(page: Model) -> Iterable[Person]:
    """The people whom the page names as its authors; a page governed by the setting may name none."""
    answer = getattr(page, "get_review_authors", None)
    return answer() if answer else []


def note_authors(page: Model) -> None:
    """Keep who is named on this page, as it stands in memory; once between two signatures.

    Somebody named again after a signature is noted again: a signature forgives only what lay before it.
    """
    if not is_governed(type(page)):
        return
    named = {author.pk for author in authors_of(page)}
    if not named:
        return
    signed_since = MedicalReview.objects.approved().filter(
        page_id=OuterRef("page_id"), signed_at__gte=OuterRef("since")
    )
    noted = NamedAuthor.objects.filter(~Exists(signed_since.order_by()), page=page.pk, person__in=named)
    now = clock.now()
    for person in sorted(named - set(noted.values_list("person", flat=True))):
        NamedAuthor.objects.create(page_id=page.pk, person_id=person, since=now)


def note_authors_of_draft(revision: Revision) -> None:
    """Keep who is named in a draft that was just saved; what is no page is left alone."""
    if not is_governed(revision.content_type.model_class()):
        return
    draft = Revision._meta.get_field("content_object").get_cached_value(revision, default=None)
    # In a copy, the draft still holds the page it was copied from.
    if not isinstance(draft, AbstractPage) or str(draft.pk) != str(revision.object_id):
        draft = revision.as_object()
    note_authors(draft)
