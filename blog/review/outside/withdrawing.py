"""An approval is taken back through the personal link, as it was given."""

from datetime import datetime

from django.db.models import OuterRef, QuerySet, Subquery
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.views.decorators.http import require_http_methods

from blog.people.models import Person
from blog.review.governed import page_model
from blog.review.models import MedicalReview, Publication
from blog.review.other_ways.forms import WithdrawForm
from blog.review.outside.answers import answer, seated
from blog.review.outside.sittings import Sitting
from blog.review.withdrawn_approval import signature_of, withdraw_approval


def pages_signed_by(person: Person) -> QuerySet:
    """Return the live pages that rest on a signature of this person, by title."""
    newest = Publication.objects.newest_first(OuterRef("pk")).values("review__reviewer")[:1]
    pages = page_model()._default_manager.filter(live=True).alias(signer=Subquery(newest))
    return pages.filter(signer=person.pk).order_by("title")


@seated
@require_http_methods(["GET", "HEAD", "POST"])
def withdraw(request: HttpRequest, sitting: Sitting, now: datetime, page_id: int) -> HttpResponse:
    """One published text; a POST takes this person's approval of it back."""
    page = page_model()._default_manager.filter(pk=page_id, live=True).first()
    page = page and page.specific
    if page is None or signature_of(page, sitting.person) is None:
        raise Http404
    form = WithdrawForm(request.POST if request.method == "POST" else None)
    if request.method != "POST" or not form.is_valid():
        return answer(request, "withdraw", {"page": page, "form": form}, status=422 if form.is_bound else 200)
    link = MedicalReview.SignedWith.LINK
    reason = form.cleaned_data["reason"]
    withdraw_approval(page, sitting.person, reason, signed_by=None, now=now, signed_with=link)
    return redirect(f"{reverse('medical_review:sitting')}?done=withdrawn")
