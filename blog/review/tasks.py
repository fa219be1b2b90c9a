"""Mail of medical review, sent in the background: keys in, one message out."""

from collections.abc import Mapping

from django.conf import settings
from django.core.mail import send_mail
from django.template.loader import render_to_string
from django.urls import reverse
from django_tasks import task
from wagtail.admin.utils import get_admin_base_url

from blog.people.models import Person
from blog.review.models import MedicalReview, ReviewRequest
from blog.review.personal_links import link_to_list


def _send(template: str, subject: str, address: str, context: Mapping[str, object]) -> None:
    if address:
        body = render_to_string(f"medical_review/mail/{template}.txt", dict(context))
        send_mail(" ".join(subject.split()), body, settings.DEFAULT_FROM_EMAIL, [address])


def review_address(page_id: int) -> str:
    """The full address of the page's review screen in the admin."""
    return (get_admin_base_url() or "") + reverse("medical_review_admin:review", args=[page_id])


def address_for(person: Person, page_id: int) -> str:
    """Where this person reads and signs: the review screen, or the personal list of somebody without an account."""
    return link_to_list(person) or review_address(page_id)


@task()
def mail_request(request_id: int) -> None:
    """Tell the reviewer that a text waits."""
    request = ReviewRequest.objects.select_related("reviewer__user", "requested_by").get(pk=request_id)
    address = address_for(request.reviewer, request.page_id)
    context = {"request": request, "address": address, "by_link": request.reviewer.user_id is None}
    subject = render_to_string("medical_review/mail/request_subject.txt", context)
    _send("request", subject, request.reviewer.address_on_file(), context)


@task()
def mail_decision(review_id: int, address: str) -> None:
    """Send a copy of what was signed, to the signer or to the editor who asked for it."""
    review = MedicalReview.objects.get(pk=review_id)
    signer = Person.objects.select_related("user").filter(pk=review.reviewer_id, user__isnull=True).first()
    screen = review_address(review.page_id)
    if signer and signer.address_on_file() == address:
        screen = address_for(signer, review.page_id)
    context = {"review": review, "address": screen}
    subject = render_to_string("medical_review/mail/decision_subject.txt", context)
    _send("decision", subject, address, context)


@task()
def mail_refusal(page_id: int, title: str, problems: list[str], address: str) -> None:
    """Tell an editor that a scheduled page did not go live."""
    context = {"title": title, "problems": problems, "address": review_address(page_id)}
    _send("refusal", render_to_string("medical_review/mail/refusal_subject.txt", context), address, context)
