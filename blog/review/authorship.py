"""Saving is authorship: who could review a text is warned before the editor makes them its author."""

from django.http import HttpRequest
from django.utils.translation import gettext as _
from wagtail.admin import messages
from wagtail.models import AbstractPage

from blog.review import clock
from blog.review.desk import Desk
from blog.review.doors import review_address
from blog.review.eligibility import signing_problems
from blog.review.governed import is_governed
from blog.review.policy import policy_for


def warn_reviewer(request: HttpRequest, page: AbstractPage) -> None:
    """`before_edit_page`: tell somebody who was asked to review this text, above everything else."""
    if request.method != "GET" or not is_governed(type(page)):
        return
    desk = Desk(page, request.user, clock.now())
    # A task of a workflow closes the editor to them, and its lock says the same.
    if desk.asked_person is None or desk.task_state is not None:
        return
    messages.warning(
        request,
        _(
            "You are asked to review this text. Saving makes you an author, and this page saves while you type: "
            "you can then no longer review the text. Suggest better wording instead."
        ),
        buttons=[messages.button(review_address(page), _("Open the review"))],
    )


def could_review(desk: Desk) -> bool:
    """Whether the user at this desk might sign the text as long as they do not save it."""
    person = desk.person
    return person is not None and not signing_problems(person, desk.page, policy_for(desk.page), desk.now)
