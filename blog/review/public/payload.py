"""The signed text as data, so that anybody can compute its digest again."""

from typing import Any

from django.http import HttpRequest
from wagtail.models import AbstractPage

from blog.review.clock import day_of
from blog.review.models import MedicalReview, Publication
from blog.review.public.badges import BY_BASIS
from blog.review.public.notices import notice_before
from blog.review.public.reading import address_of, signatures_under
from blog.review.public.texts import payloads_of

ABOUT = (
    "The digest is the SHA-256 of `payload`, written as JSON with sorted keys, without spaces, in UTF-8. It shows "
    "which text was signed; it does not prove that the signer is a doctor, read it or was right."
)


def public_payload(page: AbstractPage, publication: Publication, request: HttpRequest) -> dict[str, Any]:
    """Return the JSON object of one published text: the notice first, if one is owed, then text and signatures."""
    payload = payloads_of([publication]).get(publication.pk)
    notice = notice_before([payload["content"]] if payload else [], page, request)
    facts = {
        "about": ABOUT,
        "page": {"id": page.pk, "title": publication.page_title, "url": page.get_full_url(request)},
        "history": request.build_absolute_uri(address_of("history", page)),
        "basis": publication.basis,
        "published_at": publication.since.isoformat(),
        "until": publication.until.isoformat() if publication.until else None,
        **_signed(publication),
        "version": publication.digest_version,
        "digest": publication.digest,
        "payload": payload,
    }
    return {"notice": notice, **facts} if notice else facts


def withdrawn_payload(page: AbstractPage, publication: Publication, request: HttpRequest) -> dict[str, Any]:
    """Return what is said of a page that readers do not see any more: that and why, not the text."""
    return {
        "page": {"id": page.pk},
        "history": request.build_absolute_uri(address_of("history", page)),
        "withdrawn_at": publication.since.isoformat(),
        "reason": publication.reason,
    }


def _signed(publication: Publication) -> dict[str, Any]:
    """Who signed exactly this text, or the text that it follows by small corrections; nobody for the rest."""
    review = publication.review
    if publication.basis in BY_BASIS or review is None:
        return {"reviewer": None, "signed_on": None, "next_review_by": None, "reviews": []}
    if not review.is_approval:
        return {"reviewer": None, "signed_on": None, "next_review_by": None, "reviews": [_review(review)]}
    return {
        "reviewer": review.byline,
        "signed_on": day_of(review.signed_at).isoformat(),
        "next_review_by": review.next_due.isoformat(),
        "reviews": [_review(row) for row in signatures_under(review, day_of(publication.since))],
    }


def _review(review: MedicalReview) -> dict[str, Any]:
    return {
        "reviewer": review.byline,
        "decision": review.decision,
        "signed_on": day_of(review.signed_at).isoformat(),
        "digest": review.digest,
        "statement": review.statement if review.is_approval else "",
        "credentials": review.credentials,
        "interests": review.interests,
        "paid": review.paid,
    }
