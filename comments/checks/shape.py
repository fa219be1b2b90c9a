"""Is this a comment: its length, its name, its address, and whether it was sent before?"""

import re
from collections.abc import Iterator
from datetime import timedelta

from django.core.exceptions import ValidationError
from django.core.validators import MaxLengthValidator, validate_email
from django.utils import timezone
from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _

from comments.checks.check import Check, Phase
from comments.findings import Finding, Kind
from comments.forms import MAX_BODY, MAX_NAME
from comments.impersonation import is_office, is_reserved
from comments.models import Comment
from comments.states import Status
from comments.submission import Submission, matchable

MIN_BODY = 3
DUPLICATE_WINDOW = timedelta(hours=24)
_ADDRESS = re.compile(r"@|://|\bwww\.|\.(com|net|org|info|biz|shop|xyz|ru|cn|io)\b", re.IGNORECASE)


class Length(Check):
    """Something is said, and not a book."""

    name, phase = "length", Phase.SHAPE
    label = _("Length")
    explanation = _("At least a few words, at most what a page can show.")
    fixed = True

    def run(self, submission: Submission) -> Iterator[Finding]:
        """Refuse texts with fewer than 3 visible characters or more than 5,000 in all."""
        if len("".join(submission.matchable.split())) < MIN_BODY:
            yield self.finding(Kind.REFUSE, "too_short", _("Please write a few words."), field="body")
        if len(submission.body) > MAX_BODY:
            message = format_lazy(
                _("This is {over} characters too long: at most {most} fit."),
                over=len(submission.body) - MAX_BODY,
                most=MAX_BODY,
            )
            yield self.finding(Kind.REFUSE, "too_long", message, field="body")


class Name(Check):
    """A name, not an advertisement and not somebody of the house."""

    name, phase = "name", Phase.SHAPE
    label = _("Names")
    explanation = _(
        "Keeps addresses out of names, and names that could be taken for one of your team waiting for you."
    )
    fixed = True

    def run(self, submission: Submission) -> Iterator[Finding]:
        """Refuse addresses and endless names; hold names that could be taken for the site's own people."""
        name = submission.name
        if len(name) > MAX_NAME:
            yield self.finding(
                Kind.REFUSE,
                "name_too_long",
                format_lazy(_("Please use a name of at most {most} characters."), most=MAX_NAME),
                field="name",
            )
        if _ADDRESS.search(matchable(name)):
            message = _("Please use a name without an address; everybody will see it.")
            yield self.finding(Kind.REFUSE, "name_is_address", message, field="name")
        elif name and (is_office(name) or (submission.thread is not None and is_reserved(name))):
            yield self.finding(Kind.HOLD, "name_of_staff", _("The name could be taken for one of your team."))


# The column takes no more, and no mail server does either (RFC 5321, 4.5.3.1.3, less the angle brackets).
validate_length = MaxLengthValidator(254)


class Email(Check):
    """An address that can be one."""

    name, phase = "email", Phase.SHAPE
    label = _("E-mail address")
    explanation = _("An address that cannot be one is asked for again.")
    fixed = True

    def run(self, submission: Submission) -> Iterator[Finding]:
        """Refuse what is no address. Leaving it empty is fine."""
        if not submission.email:
            return
        try:
            validate_email(submission.email)
            validate_length(submission.email)
        except ValidationError:
            message = _("This does not look like an e-mail address. Correct it, or leave it empty.")
            yield self.finding(Kind.REFUSE, "bad_email", message, field="email")


class AnsweredComment(Check):
    """A reply answers something readers can see, on the same page."""

    name, phase = "answered_comment", Phase.SHAPE
    label = _("Answered comment")
    explanation = _("A reply answers something that readers can see.")
    fixed = True

    def run(self, submission: Submission) -> Iterator[Finding]:
        """Refuse replies to what is not, or no longer, published here. A reply that stands may be changed."""
        if submission.replaces is not None:
            return
        parent, thread = submission.parent, submission.thread
        lost = submission.parent_missing
        if parent is not None:
            lost = not parent.is_published or (thread is not None and parent.thread_id != thread.pk)
        if lost:
            message = _("The comment you answer is gone. You can still send yours on its own.")
            yield self.finding(Kind.REFUSE, "parent_gone", message, field="parent")


class Duplicate(Check):
    """The same words by the same hand are one comment."""

    name, phase = "duplicate", Phase.SHAPE
    label = _("Sent twice")
    explanation = _("The same words from the same place are taken once.")
    fixed = True

    def run(self, submission: Submission) -> Iterator[Finding]:
        """Refuse a text that this network sent to this page under this name within a day."""
        if first_sending(submission) is not None:
            yield self.finding(Kind.REFUSE, "duplicate", _("You have sent this already."))


def first_sending(submission: Submission) -> Comment | None:
    """Return the comment that `submission` repeats."""
    if submission.thread is None or submission.thread.pk is None or not submission.network:
        return None
    # What its author took back may be said again.
    kept = Comment.objects.exclude(status__in=[Status.WITHDRAWN, Status.ERASED])
    same = kept.sent_since(timezone.now() - DUPLICATE_WINDOW).filter(
        thread=submission.thread,
        body_digest=submission.digest,
        network_key=submission.network,
        name=submission.name,
        parent=submission.parent,
    )
    if submission.replaces is not None:
        same = same.exclude(pk=submission.replaces.pk)
    return same.order_by("pk").first()
