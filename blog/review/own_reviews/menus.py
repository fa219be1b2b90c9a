"""“My reviews” in the menu, with the number of texts that wait."""

from typing import Any

from django.db.models import Count, Exists, OuterRef, Subquery, Value
from django.db.models.functions import Coalesce
from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import gettext, gettext_lazy
from wagtail.admin.menu import MenuItem

from blog.people.models import Credential, Person
from blog.review.models import ReviewRequest


def waiting_count(request: HttpRequest) -> int | None:
    """How many texts wait for this user; None for who is no reviewer. One query for each request."""
    if not hasattr(request, "_medical_reviews_waiting"):
        waiting = ReviewRequest.objects.waiting_for(request.user).order_by().values("reviewer")
        count = Coalesce(Subquery(waiting.annotate(count=Count("pk")).values("count")), Value(0))
        has_credential = Exists(Credential.objects.filter(person=OuterRef("pk")))
        reviewers = Person.objects.active().filter(has_credential, user=request.user.pk)
        request._medical_reviews_waiting = (
            reviewers.annotate(count=count).values_list("count", flat=True).first()
        )
    return request._medical_reviews_waiting


class MyReviewsMenuItem(MenuItem):
    """For active people with credentials."""

    def is_shown(self, request: HttpRequest) -> bool:
        """Only to reviewers."""
        return waiting_count(request) is not None

    def render_component(self, request: HttpRequest) -> Any:
        """Add the number to the words, so that it is read out, too."""
        component = super().render_component(request)
        count = waiting_count(request)
        if count:
            component.label = gettext("My reviews (%(count)d)") % {"count": count}
        return component


def my_reviews_item() -> MenuItem:
    """Lead to the reviewer's page, first in the menu."""
    address = reverse("medical_review_admin:my_reviews")
    label = gettext_lazy("My reviews")
    return MyReviewsMenuItem(label, address, name="my-reviews", icon_name="clipboard-list", order=50)
