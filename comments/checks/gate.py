"""Is this our own form, sent at a human pace, on a page that takes comments? Writes nothing to the database."""

from collections.abc import Iterator

from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from comments.checks.check import Check, Phase
from comments.closing import closing_of, settings_for
from comments.findings import Finding, Kind
from comments.limits import excesses, is_overrun
from comments.pages import is_public
from comments.submission import FORM_TYPES, MAX_BYTES, Submission


class Method(Check):
    """Only POST stores anything."""

    name, phase = "method", Phase.GATE
    label = _("Sent by a form")
    explanation = _("Only what comes from a form is taken.")
    fixed = True

    def run(self, submission: Submission) -> Iterator[Finding]:
        """Refuse any other method."""
        if submission.delivery.method != "POST":
            yield self.finding(Kind.REFUSE, "method", _("Please use the form below the article."))


class Size(Check):
    """No comment needs more than the longest text takes."""

    name, phase = "size", Phase.GATE
    label = _("Size of what is sent")
    explanation = _("No comment needs more than the longest text takes.")
    fixed = True

    def run(self, submission: Submission) -> Iterator[Finding]:
        """Refuse what is larger, before it is read."""
        if submission.delivery.size > MAX_BYTES:
            yield self.finding(
                Kind.REFUSE,
                "size",
                _("This is too long to be read here. Go back, shorten it, and send it again."),
            )


class ContentType(Check):
    """Forms come as forms."""

    name, phase = "content_type", Phase.GATE
    label = _("Kind of form")
    explanation = _("Forms come as forms.")
    fixed = True

    def run(self, submission: Submission) -> Iterator[Finding]:
        """Refuse anything else."""
        if submission.delivery.content_type not in FORM_TYPES:
            yield self.finding(Kind.REFUSE, "content_type", _("Please use the form below the article."))


class SameOrigin(Check):
    """The form is ours, not a copy on somebody else's site."""

    name, phase = "same_origin", Phase.GATE
    label = _("Sent from this website")
    explanation = _("A copy of the form on another website sends nothing.")
    fixed = True

    def run(self, submission: Submission) -> Iterator[Finding]:
        """Refuse other origins; hold where the browser says nothing at all."""
        if submission.delivery.site == "unknown":
            yield self.finding(
                Kind.HOLD, "no_origin", _("The browser did not say which page the form was on.")
            )
        elif submission.delivery.site != "same-origin":
            yield self.finding(
                Kind.REFUSE,
                "cross_site",
                _("This came from another website. Please send it from the page of the article itself."),
            )


class PagePublic(Check):
    """The page is there for everybody."""

    name, phase = "page_public", Phase.GATE
    label = _("Page is public")
    explanation = _("Only a page that everybody can read takes comments.")
    fixed = True

    def run(self, submission: Submission) -> Iterator[Finding]:
        """Refuse where the page is no longer public."""
        if submission.page is not None and not is_public(submission.page):
            yield self.finding(Kind.REFUSE, "closed", _("This page is not public any more."))


class ThreadOpen(Check):
    """The page takes comments."""

    name, phase = "thread_open", Phase.GATE
    label = _("Comments are open")
    explanation = _("Closed pages, and pages while moderators are away, take none.")
    fixed = True

    def run(self, submission: Submission) -> Iterator[Finding]:
        """Refuse where comments are closed or switched off."""
        if submission.thread is None:
            return
        closing = closing_of(submission.thread, settings_for(submission.thread))
        if closing is not None:
            yield self.finding(Kind.REFUSE, "closed", closing.message)


class RateLimit(Check):
    """Nobody sends faster than people write."""

    name, phase = "rate_limit", Phase.GATE
    label = _("Pace")
    explanation = _("Nobody sends faster than people write; crowded networks are held.")
    fixed = True

    def run(self, submission: Submission) -> Iterator[Finding]:
        """Refuse one sender who is too fast; hold where many share a network, or a page is overrun."""
        now = timezone.now()
        if is_overrun(submission, now):
            message = _("Many forms came from your network just now. Please press the button once more.")
            yield self.finding(Kind.REFUSE, "too_fast", message)
        for excess in excesses(submission, now):
            if excess.refused:
                minutes = -(-excess.wait // 60)
                message = ngettext(
                    "That was a lot in a short time. Please send it again in %(minutes)s minute.",
                    "That was a lot in a short time. Please send it again in %(minutes)s minutes.",
                    minutes,
                ) % {"minutes": minutes}
                yield self.finding(Kind.REFUSE, "too_fast", message, wait=excess.wait)
            else:
                yield self.finding(
                    Kind.HOLD,
                    f"busy_{excess.limit.scope}",
                    _("Many comments came in a short time from the same network, or to the same place."),
                )
