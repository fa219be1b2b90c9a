"""A reviewer's two answers, given with a form: to sign exactly the text that was read, or to ask for changes."""

from collections.abc import Mapping
from typing import Any

from django.db import transaction

from blog.people.models import Person
from blog.review import signing
from blog.review.clock import day_of
from blog.review.desk import Desk
from blog.review.forms import SignForm
from blog.review.models import MedicalReview


def sign_form_for(desk: Desk, reviewer: Person, data: Mapping[str, Any] | None = None) -> SignForm:
    """The form of the signature, for the text on this desk."""
    return SignForm(
        data,
        reviewer=reviewer,
        today=day_of(desk.now),
        due=desk.latest_due_of(reviewer),
        initial={"read": desk.digest.root},
    )


def sign_with(form: SignForm, desk: Desk) -> MedicalReview:
    """Declare the interests and sign, as a valid form says; both or neither. Raises SigningRefused."""
    with transaction.atomic():
        form.declare_interests()
        return signing.sign(desk.page, form.reviewer, signed_by=desk.user, now=desk.now, **form.signature())


def ask_for_changes(reason: str, reviewer: Person, desk: Desk) -> MedicalReview:
    """Send the text back. Raises SigningRefused without a reason."""
    return signing.request_changes(desk.page, reviewer, statement=reason, signed_by=desk.user, now=desk.now)
