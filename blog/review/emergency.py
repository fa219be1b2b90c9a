"""Emergency replacement: dangerous text is replaced at once, without a signature, for three days at most."""

from datetime import datetime, timedelta

from django.contrib.auth.models import Permission
from django.db import transaction
from django.db.models import QuerySet
from django.utils.formats import date_format
from django.utils.timezone import localtime
from django.utils.translation import gettext as _
from wagtail.models import AbstractPage

from blog.review.minor_edits.publishing import Draft, WayRefused, must_have_no, note
from blog.review.minor_edits.whole_draft import problems_of_whole
from blog.review.models import Account, EmergencyReplacement, MinorEditProposal, Publication
from blog.review.notices.recipients import editor_addresses, reviewer_addresses
from blog.review.notices.tasks import notify
from blog.review.versions import same_text

PERMISSION = "medical_review.replace_in_emergency"
TIME_TO_SIGN = timedelta(hours=72)
REMIND_BEFORE = timedelta(hours=24)
Basis = Publication.Basis


def has_role(user: Account) -> bool:
    """Whether the user may replace texts in an emergency at all."""
    allowed: bool = user.has_perm(PERMISSION)  # type: ignore[union-attr]  # every account that enters the admin has it
    return allowed


def may_replace(user: Account, page: AbstractPage) -> bool:
    """Whether the user has the role and may edit the page."""
    return has_role(user) and page.permissions_for_user(user).can_edit()


def permissions() -> QuerySet[Permission]:
    """`register_permissions`: the role stands among a group's permissions in the admin."""
    return Permission.objects.filter(
        content_type__app_label="medical_review", codename=PERMISSION.partition(".")[2]
    )


def problems_of(draft: Draft, user: Account) -> list[str]:
    """Return why this draft cannot replace the published text in an emergency, one sentence each."""
    if not may_replace(user, draft.page):
        return [
            _("Only members of the group “Emergency editors” who may edit the page can replace its text.")
        ]
    if draft.publication is None:
        return [
            _(
                "The page is not published, so it endangers nobody. A new or withdrawn text needs a medical review."
            )
        ]
    if same_text(draft.publication, draft.digest.root):
        return [_("The draft says the same as the published text. Change it, save the draft, and come back.")]
    return []


def deadline(publication: Publication | None, now: datetime) -> datetime:
    """Return until when a replacement must be signed: one after another gets no more time together."""
    if publication and publication.basis == Basis.EMERGENCY and publication.until:
        return publication.until
    return now + TIME_TO_SIGN


def replace(
    page: AbstractPage, user: Account, reason: str, *, read: str, now: datetime
) -> EmergencyReplacement:
    """Publish the draft in place of the live text. Raises WayRefused if this user or this page may not.

    Badge, dates and structured data vanish by what the gate records; readers see a notice until somebody signs.
    """
    if not reason.strip():
        raise WayRefused(
            _("Say why the text cannot wait for a signature: readers and the reviewer will see it.")
        )
    with transaction.atomic():
        draft = Draft.of(page.pk, lock=True)
        draft.must_be(read)
        draft.must_not_wait(now)
        must_have_no(problems_of(draft, user))
        must_have_no(problems_of_whole(draft, user))
        before = draft.publication
        replacement = _record(draft, user, reason.strip(), deadline(before, now), now)
        MinorEditProposal.objects.close_those_of(page.pk, now)
        note(draft.page, "medical_review.replace_in_emergency", user, replacement.reason)
        draft.publish(user, contributes=True)
        notify("emergency", replacement, everybody(draft.page, before))
    return replacement


def _record(draft: Draft, user: Account, reason: str, until: datetime, now: datetime) -> EmergencyReplacement:
    return EmergencyReplacement.objects.create(
        page_id=draft.page.pk,
        page_title=draft.page.title,
        digest=draft.digest.root,
        digest_version=draft.digest.version,
        payload=draft.digest.payload,
        reason=reason,
        editor=user,
        editor_name=user.get_username(),
        replaced_at=now,
        until=until,
    )


def everybody(page: AbstractPage, publication: Publication | None) -> set[str]:
    """Where the reviewers of the page and everybody who may publish it read mail."""
    return reviewer_addresses(page, publication) | editor_addresses(page)


def deadline_in_words(until: datetime) -> str:
    """Return the deadline as editors read it."""
    return date_format(localtime(until), "DATETIME_FORMAT")
