"""Making, accepting and declining suggestions. Only who accepts becomes an author; the reviewer does not."""

from datetime import datetime

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _
from wagtail.log_actions import log
from wagtail.models import AbstractPage

from blog.people.models import Person
from blog.review.desk import Desk
from blog.review.governed import page_model
from blog.review.models import Account, Suggestion
from blog.review.signals import announce
from blog.review.suggestions.texts import Text, put, text_at
from blog.review.suggestions.wording import clean, same

Resolution = Suggestion.Resolution
LONGEST_LABEL = 200


class SuggestionRefused(ValidationError):  # noqa: N818  the name says what happened
    """Somebody may not answer this suggestion, or it was answered already; `messages` say what to do."""


def suggest(
    page: AbstractPage, reviewer: Person, text: Text, words: str, note: str, user: Account, now: datetime
) -> Suggestion:
    """Record that the reviewer would rather read these words, which were cleaned before. The page stays as it is."""
    with transaction.atomic():
        suggestion = Suggestion.objects.create(
            page_id=page.pk,
            page_title=page.get_admin_display_title(),
            reviewer=reviewer,
            reviewer_name=reviewer.name,
            place=list(text.place),
            label=text.label[:LONGEST_LABEL],
            before=text.value,
            after=words,
            note=note,
            made_at=now,
        )
        _note(page, "medical_review.suggest", user, suggestion)
    return suggestion


def accept(suggestion_id: int, page_id: int, user: Account, now: datetime) -> Suggestion:
    """Write the suggested words into a new revision of the draft, in the name of the user who accepts them.

    Where the text has changed since, nothing is written and the suggestion is marked as outdated: look at its
    `resolution`. Raises SuggestionRefused, with words, for who may not do this or comes too late.
    """
    with transaction.atomic():
        suggestion, page = _at_hand(suggestion_id, page_id)
        _must_be_editor(page, suggestion, user, now)
        text = text_at(page, suggestion.place)
        if text is None or not same(text.value, suggestion.before):
            suggestion.resolve(Resolution.OUTDATED, user, now)
            return suggestion
        try:
            put(page, text, clean(text, suggestion.after))
        except ValidationError as error:
            raise SuggestionRefused(error.messages) from error
        page.save_revision(user=user, log_action=True, clean=False)
        suggestion.resolve(Resolution.ACCEPTED, user, now)
        _note(page, "medical_review.accept_suggestion", user, suggestion)
        announce(page)
    return suggestion


def decline(suggestion_id: int, page_id: int, user: Account, now: datetime) -> Suggestion:
    """Note that the words stay as they are; the reviewer may take a suggestion back, too. Raises SuggestionRefused."""
    with transaction.atomic():
        suggestion, page = _at_hand(suggestion_id, page_id)
        if not _is_theirs(suggestion, user):
            _must_be_editor(page, suggestion, user, now)
        suggestion.resolve(Resolution.DECLINED, user, now)
        _note(page, "medical_review.decline_suggestion", user, suggestion)
    return suggestion


def _at_hand(suggestion_id: int, page_id: int) -> tuple[Suggestion, AbstractPage]:
    """Return an open suggestion for this page, and its draft; both kept for this transaction."""
    # One after the other: two editors who accept at once would else write over each other's words.
    page = page_model()._default_manager.select_for_update().filter(pk=page_id).first()
    suggestion = Suggestion.objects.select_for_update().filter(pk=suggestion_id, page=page_id).first()
    if page is None or suggestion is None:
        raise SuggestionRefused(_("This suggestion belongs to another page, or the page is gone."))
    if suggestion.resolution != Resolution.OPEN:
        raise SuggestionRefused(
            _("%(name)s has answered this suggestion already.") % {"name": suggestion.resolved_by_name}
        )
    return suggestion, page.get_latest_revision_as_object()


def _must_be_editor(page: AbstractPage, suggestion: Suggestion, user: Account, now: datetime) -> None:
    desk = Desk(page, user, now)
    if _is_theirs(suggestion, user) or desk.asked_person is not None:
        raise SuggestionRefused(
            _(
                "Accepting is editing: it would make you an author of this text, which you then could not review. "
                "Leave it to an editor."
            )
        )
    if not desk.is_editor:
        raise SuggestionRefused(_("You may not edit this page. Ask an editor to answer the suggestion."))
    lock = page.get_lock()
    if lock is not None and lock.for_user(user):
        raise SuggestionRefused(
            [
                str(lock.get_message(user)),
                _("Nothing was written: answer the suggestion once it is open again."),
            ]
        )


def _is_theirs(suggestion: Suggestion, user: Account) -> bool:
    return Person.objects.filter(pk=suggestion.reviewer_id, user=user.pk).exists()


def _note(page: AbstractPage, action: str, user: Account, suggestion: Suggestion) -> None:
    log(
        instance=page,
        action=action,
        user=user,
        data={"reviewer": suggestion.reviewer_name, "block": suggestion.label},
    )
