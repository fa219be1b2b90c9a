"""Delete and correct: at any hour, any editor alone may take out what is wrong and say so."""

from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _
from wagtail.models import AbstractPage

from blog.review import corrections
from blog.review.changes import label_of
from blog.review.minor_edits.deletions import Deletion, NotADeletion, deleted_kinds, deletions_between
from blog.review.minor_edits.proposing import record
from blog.review.minor_edits.publishing import Draft, WayRefused, must_have_no, note
from blog.review.minor_edits.whole_draft import problems_of_whole
from blog.review.models import Account, Correction, MinorEdit, MinorEditProposal

# What warns a reader: its deletion is allowed, but the reviewer must learn of it before anything else.
WARNINGS = {"warning", "care_card"}


def deletions_of(draft: Draft) -> list[Deletion]:
    """Return what the draft leaves out of the published text. Raises WayRefused if it does anything else."""
    if draft.publication is None:
        raise WayRefused(_("The page is not published, so there is nothing to take out."))
    before, after = draft.publication.content, draft.digest.payload["content"]
    try:
        deletions = deletions_between(before, after)
    except NotADeletion as problem:
        raise WayRefused(
            _(
                "In “%(field)s” the draft differs from the published text by more than deleted blocks, paragraphs, "
                "list items or rows. Go back to the published version in the page's history, delete there, and save."
            )
            % {"field": label_of(problem.where)}
        ) from None
    if not deletions:
        raise WayRefused(
            _("The draft leaves nothing out. Delete what is wrong, save the draft, and come back.")
        )
    emptied = [name for name in before if name not in after]
    if emptied:
        raise WayRefused(
            _("Nothing of “%(field)s” would remain. Unpublish the page instead.")
            % {"field": label_of(emptied[0])}
        )
    return deletions


def delete_and_correct(
    page: AbstractPage, user: Account, *, wrong: str, changed: str, read: str, now: datetime
) -> Correction:
    """Publish a draft that only deletes, with a public correction. Raises WayRefused if it does more.

    Needs the permission to edit the page, not the one to publish it.
    """
    with transaction.atomic():
        draft = Draft.of(page.pk, lock=True)
        if not draft.page.permissions_for_user(user).can_edit():
            raise WayRefused(_("You may not edit this page."))
        draft.must_be(read)
        draft.must_not_wait(now)
        kinds = deleted_kinds(draft.publication.content if draft.publication else {}, deletions_of(draft))
        must_have_no(problems_of_whole(draft, user))
        record(draft, MinorEdit.Reason.DELETION, changed[:500], editor=user, second=None, now=now)
        MinorEditProposal.objects.close_those_of(page.pk, now)
        note(draft.page, "medical_review.delete", user, ", ".join(map(label_of, kinds)))
        draft.publish(user, contributes=True)
        return corrections.publish(
            draft.page, user, wrong=wrong, changed=changed, now=now, details=details_of(kinds)
        )


def details_of(kinds: list[str]) -> list[str]:
    """What the reviewer is told besides the words of the correction."""
    sentences = [_("Deleted: %(kinds)s.") % {"kinds": ", ".join(map(label_of, kinds))}]
    if WARNINGS.intersection(kinds):
        sentences.insert(
            0, _("A warning or a care card is among what was deleted. Please look at the page now.")
        )
    return sentences
