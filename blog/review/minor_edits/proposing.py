"""Minor edits: an editor proposes one, the rules judge it, a second person answers; then it is published."""

from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _
from wagtail.models import AbstractPage

from blog.review import gate
from blog.review.minor_edits import archived_links, safety
from blog.review.minor_edits.cumulative import baseline_of
from blog.review.minor_edits.publishing import Draft, WayRefused, must_have_no, note
from blog.review.minor_edits.second_person import may_answer, problems_of_second
from blog.review.minor_edits.whole_draft import problems_of_whole
from blog.review.models import Account, MinorEdit, MinorEditProposal
from blog.review.notices.recipients import reviewer_addresses
from blog.review.notices.tasks import notify
from blog.review.policy import policy_for
from blog.review.status import State, review_status

Reason = MinorEdit.Reason
# What an editor may choose; deletions have a way of their own.
CHOICES = tuple(choice for choice in Reason.choices if choice[0] != Reason.DELETION)
LONGEST_EXPLANATION = 500


def problems_of(draft: Draft, reason: str, now: datetime) -> list[str]:
    """Return why the draft cannot be published as a minor edit, one sentence each; nothing if it can."""
    standing = standing_problems(draft, now)
    if standing:
        return standing
    baseline = baseline_of(draft.ground)
    return safety.refusals(
        baseline.signed,
        draft.ground.content,
        draft.digest.payload["content"],
        reason,
        earlier=baseline.earlier,
        limit=policy_for(draft.page).minor_edit_characters,
    )


def standing_problems(draft: Draft, now: datetime) -> list[str]:
    """Return why this page can have no minor edit at all now."""
    if draft.publication is None:
        return [
            _("The page is not published. A minor edit changes what readers see: request a medical review.")
        ]
    status = review_status(draft.page, now)
    if not status.is_current:
        return [_WHY_NOT.get(status.state, _WHY_NOT[State.STALE])()]
    if not gate.refusal(draft.page, now):
        return [_("This draft needs no minor edit: it can be published as it stands.")]
    return []


_WHY_NOT = {
    State.OVERDUE: lambda: _(
        "The review of this page is overdue: nobody vouches for the text that would be corrected. "
        "Request a medical review, or delete what is wrong with a correction."
    ),
    State.CHANGES_REQUESTED: lambda: _(
        "A reviewer asked for changes to the published text: it takes a signature to change it. "
        "Request a medical review, or delete what is wrong with a correction."
    ),
    State.TRANSITION: lambda: _(
        "This older article was never reviewed: it stays as it is until somebody signs it. "
        "Request a medical review, or delete what is wrong with a correction."
    ),
    State.STALE: lambda: _(
        "What is published now is not what a reviewer signed. "
        "Request a medical review, or delete what is wrong with a correction."
    ),
}


def propose(
    page: AbstractPage, user: Account, reason: str, explanation: str, *, read: str, now: datetime
) -> MinorEditProposal | MinorEdit:
    """Propose the page's draft as a minor edit; `read` is the digest that the editor saw.

    Returns the proposal that waits for a second person, or the published MinorEdit where none is needed. Raises
    WayRefused with every reason against it.
    """
    with transaction.atomic():
        draft = Draft.of(page.pk, lock=True)
        _must_pass(draft, reason, read, now)
        if MinorEditProposal.objects.open().filter(page=page.pk).exists():
            raise WayRefused(_("Another minor edit of this page waits for an answer. Answer it first."))
        if reason == Reason.ARCHIVED_LINK and _needs_nobody(draft, user):
            must_have_no(problems_of_whole(draft, user))
            return _publish(draft, reason, explanation, editor=user, second=None, now=now)
        proposal = MinorEditProposal.objects.create(
            page_id=page.pk,
            page_title=draft.page.title,
            digest=draft.digest.root,
            reason=reason,
            explanation=explanation,
            proposed_by=user,
            proposed_at=now,
        )
        note(
            draft.page, "medical_review.propose_minor_edit", user, proposal.get_reason_display(), explanation
        )
        notify("minor_edit_proposed", proposal, reviewer_addresses(draft.page, draft.publication))
    return proposal


def accept(proposal: MinorEditProposal, user: Account, *, now: datetime) -> MinorEdit:
    """Publish a proposed minor edit. Raises WayRefused if this user may not, or the text is another one by now."""
    with transaction.atomic():
        draft = Draft.of(proposal.page_id, lock=True)
        proposal = (
            MinorEditProposal.objects.open().filter(pk=proposal.pk).select_related("proposed_by").first()
        )
        if proposal is None:
            raise WayRefused(_("This minor edit was answered already."))
        problems = problems_of_second(proposal, user)
        if not may_answer(draft.page, user, draft.publication):
            problems.append(_("Only a reviewer of the page or somebody who may publish it can agree."))
        must_have_no(problems)
        _must_pass(draft, proposal.reason, proposal.digest, now)
        must_have_no(problems_of_whole(draft, user, proposal.proposed_by))
        proposal.close(now)
        edit = _publish(
            draft,
            proposal.reason,
            proposal.explanation,
            editor=proposal.proposed_by,
            second=user,
            now=now,
        )
        notify("minor_edit_accepted", edit, {proposal.proposed_by.email} - {""})
    return edit


def close(proposal: MinorEditProposal, user: Account, why: str, *, now: datetime) -> None:
    """Decline it, or take it back. Raises WayRefused for a user who may do neither, or after an answer."""
    with transaction.atomic():
        draft = Draft.of(proposal.page_id, lock=True)
        open_ones = MinorEditProposal.objects.open().filter(pk=proposal.pk).select_related("proposed_by")
        proposal = open_ones.first()
        if proposal is None:
            raise WayRefused(_("This minor edit was answered already."))
        is_own = proposal.proposed_by_id in (user.pk, None)
        if not is_own and not may_answer(draft.page, user, draft.publication):
            raise WayRefused(_("Only a reviewer of the page or somebody who may publish it can decline."))
        proposal.close(now)
        note(draft.page, "medical_review.close_minor_edit", user, why)
        if not is_own:
            notify("minor_edit_declined", proposal, {proposal.proposed_by.email} - {""}, [why])


def _must_pass(draft: Draft, reason: str, read: str, now: datetime) -> None:
    draft.must_be(read)
    draft.must_not_wait(now)
    must_have_no(problems_of(draft, reason, now))


def _needs_nobody(draft: Draft, user: Account) -> bool:
    """Whether the editor may publish a replaced link alone."""
    if not draft.page.permissions_for_user(user).can_publish():
        return False
    step = safety.difference(
        draft.ground.content, draft.digest.payload["content"], safety.ALLOWED[Reason.ARCHIVED_LINK]
    )
    live = type(draft.page)._default_manager.get(pk=draft.page.pk)
    return bool(step.links) and not archived_links.needs_second_person(live, step.links)


def _publish(
    draft: Draft, reason: str, explanation: str, *, editor: Account, second: Account | None, now: datetime
) -> MinorEdit:
    edit = record(draft, reason, explanation, editor=editor, second=second, now=now)
    note(draft.page, "medical_review.minor_edit", second or editor, edit.get_reason_display(), explanation)
    draft.publish(second or editor, contributes=second is None)
    return edit


def record(
    draft: Draft, reason: str, explanation: str, *, editor: Account, second: Account | None, now: datetime
) -> MinorEdit:
    """Write the exemption from the live text to the draft."""
    return MinorEdit.objects.create(
        page_id=draft.page.pk,
        page_title=draft.page.title,
        before=draft.ground.digest,
        digest=draft.digest.root,
        digest_version=draft.digest.version,
        payload=draft.digest.payload,
        reason=reason,
        explanation=explanation,
        review=draft.ground.review,
        editor=editor,
        editor_name=editor.get_username(),
        second=second,
        second_name=second.get_username() if second else "",
        accepted_at=now,
    )
