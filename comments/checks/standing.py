"""Who says it, and where. Trust belongs to an address that was confirmed, never to a name somebody typed."""

from collections.abc import Iterator
from datetime import timedelta

from django.db.models import Count, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from comments.checks.check import Check, Phase
from comments.findings import Finding, Kind
from comments.models import CheckMode, Comment
from comments.states import Status
from comments.submission import Submission

# As many published comments under a confirmed address, and none rejected, earn trust.
PUBLISHED_FOR_TRUST = 3
REJECTED_FOR_CARE = 2
RECENTLY = timedelta(days=30)
_REJECTED = Q(status__in=(Status.REJECTED, Status.SPAM))


class PreModeration(Check):
    """On most pages a person reads each comment first."""

    name, phase = "pre_moderation", Phase.STANDING
    # The page's own panel decides this.
    fixed = True
    label = _("Pages where each comment is read first")
    explanation = _("Chosen page by page, in the page's settings.")

    def run(self, submission: Submission) -> Iterator[Finding]:
        """Hold everything where the page says so."""
        if submission.thread is not None and submission.thread.is_pre_moderated:
            yield self.finding(
                Kind.HOLD, "pre_moderated", _("Each comment on this page is read before it appears.")
            )


class AlwaysReadFirst(Check):
    """A moderator wants to read whatever this author writes."""

    name, phase = "always_read_first", Phase.STANDING
    label = _("Authors whose comments are read first")
    explanation = _("A moderator marked this address.")

    def run(self, submission: Submission) -> Iterator[Finding]:
        """Hold what comes from an address that was marked."""
        if submission.page is None or not submission.email:
            return
        if submission.correspondent.always_read_first:
            yield self.finding(
                Kind.HOLD, "always_read_first", _("A moderator wants to read this author's comments first.")
            )


class RecentRejections(Check):
    """Who was turned away lately is read again."""

    name, phase = "recent_rejections", Phase.STANDING
    label = _("Recent rejections")
    explanation = _(
        "Two or more comments by the same name and network, or the same address, were rejected in 30 days."
    )

    def run(self, submission: Submission) -> Iterator[Finding]:
        """Hold after two rejections within 30 days."""
        same = Q(email=submission.email.lower()) if submission.email else Q()
        if submission.network and submission.name:
            same |= Q(network_key=submission.network, name=submission.name)
        if submission.page is None or not same:
            return
        rejected = Comment.objects.sent_since(timezone.now() - RECENTLY).filter(same & _REJECTED)
        if rejected[:REJECTED_FOR_CARE].count() == REJECTED_FOR_CARE:
            yield self.finding(
                Kind.HOLD, "recent_rejections", _("Several comments by this author were rejected lately.")
            )


class KnownAuthor(Check):
    """Who has written well before needs less care."""

    name, phase = "known_author", Phase.STANDING
    label = _("Known authors")
    explanation = _(
        "A confirmed address with three or more published comments and no rejected one. Tells only."
    )

    def run(self, submission: Submission) -> Iterator[Finding]:
        """Tell the moderator of an author who has earned trust."""
        if submission.page is None:
            return
        published, rejected = _record(submission)
        if published >= PUBLISHED_FOR_TRUST and not rejected:
            yield self.finding(
                Kind.TRUST, "trusted", _("Known here: a confirmed address with published comments.")
            )


class FirstComment(Check):
    """Some sites read the first comment of each author before it appears."""

    name, phase = "first_comment", Phase.STANDING
    # Most readers write once and without an address: this holds nearly everything.
    default_mode = CheckMode.OFF
    label = _("First comments")
    explanation = _(
        "The author has no confirmed address, or no published comment under it. With this on, an author's first "
        "comment is read before it appears, also on pages where comments appear at once."
    )

    def run(self, submission: Submission) -> Iterator[Finding]:
        """Hold what comes from somebody unknown."""
        if submission.page is not None and not _record(submission)[0]:
            yield self.finding(Kind.HOLD, "first_comment", _("The first comment of this author."))


def _record(submission: Submission) -> tuple[int, int]:
    """Return how many comments under a confirmed address were published, and how many rejected."""
    if not submission.email or submission.correspondent.confirmed_at is None:
        return 0, 0
    counts = Comment.objects.filter(email=submission.email.lower()).aggregate(
        published=Count("pk", filter=Q(status=Status.PUBLISHED)), rejected=Count("pk", filter=_REJECTED)
    )
    return counts["published"], counts["rejected"]
