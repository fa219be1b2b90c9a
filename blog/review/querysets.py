"""Which pages readers may see: every list of pages that readers get goes through here."""

from typing import TypeVar

from django.db.models import Exists, OuterRef, Q, QuerySet, Subquery
from wagtail.models import AbstractPage

from blog.people.models import Person
from blog.review import clock
from blog.review.governed import enforcing, governed_content_type_ids
from blog.review.models import MedicalReview, Publication

Basis = Publication.Basis
Pages = TypeVar("Pages", bound=QuerySet)


def only_published(queryset: Pages) -> Pages:
    """Return the live pages of any page queryset without those that medical review does not let out.

    A governed page needs a Publication: setting `live` by an update or by SQL is not enough. Two subqueries
    on an index, no query more.
    """
    live = queryset.filter(live=True)
    if not enforcing():
        return live
    newest = Publication.objects.newest_first(OuterRef("pk"))
    # An absent row is NULL, which is in no list: a page without a Publication is left out.
    permitted = Q(newest_basis__in=[basis for basis in Basis.values if basis != Basis.WITHDRAWN])
    in_time = Q(newest_until__isnull=True) | Q(newest_until__gt=clock.now())
    ungoverned = ~Q(content_type__in=governed_content_type_ids())
    return live.alias(
        newest_basis=Subquery(newest.values("basis")[:1]), newest_until=Subquery(newest.values("until")[:1])
    ).filter(ungoverned | (permitted & in_time))


def only_featurable(queryset: Pages) -> Pages:
    """Return pages of any page queryset without older articles that nobody has reviewed.

    Readers find those, but nothing shows them off. It does not judge whether readers may see the others.
    """
    newest = Publication.objects.newest_first(OuterRef("pk"))
    # An absent row is NULL, which is not unequal to anything.
    other = Q(newest_ground__isnull=True) | ~Q(newest_ground=Basis.TRANSITION)
    return queryset.alias(newest_ground=Subquery(newest.values("basis")[:1])).filter(other)


def is_published(page: AbstractPage) -> bool:
    """Whether readers may see this page. One query."""
    return only_published(type(page)._default_manager.filter(pk=page.pk)).exists()


def shown_as_reviewed_by(queryset: Pages, person: Person) -> Pages:
    """Return the pages that readers are told this person reviewed: the rule of the badge, as a query.

    Overdue, changed since, sent back, replaced in an emergency: no more than for the badge does such a review count.
    """
    today = clock.day_of(clock.now())
    newest = Publication.objects.newest_first(OuterRef("pk")).values("pk")[:1]
    signed = Publication.objects.resting_on_a_review(today).filter(
        Exists(
            MedicalReview.objects.approved().filter(
                page=OuterRef("review__page"),
                digest=OuterRef("review__digest"),
                reviewer=person.pk,
                next_due__gte=today,
            )
        )
    )
    return queryset.alias(newest=Subquery(newest)).filter(newest__in=signed.values("pk"))


class PublishedQuerySetMixin:
    """Adds `published()` to a page queryset class."""

    def featurable(self: Pages) -> Pages:
        """Those that may be shown off; whether readers may see them is for `published()` to say."""
        return only_featurable(self)

    def published(self: Pages) -> Pages:
        """The pages that readers may see."""
        return only_published(self)
