"""The house answers a reader, and publishes what it answers."""

import secrets
from typing import Any

from django import forms
from django.conf import settings
from django.contrib.auth.models import AbstractBaseUser
from django.utils import translation
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from wagtail.admin.widgets import AdminAutoHeightTextInput

from comments import pipeline
from comments.checks.check import Phase
from comments.findings import Assessment, Kind, Outcome
from comments.forms import MAX_BODY, MAX_NAME
from comments.models import Comment, CommentSettings
from comments.states import Status
from comments.submission import Submission, clean
from comments.verbs.answers import Done
from comments.verbs.verb import VersionedForm, WrittenVerb

# A signed-in person is neither spam nor a stranger; what could harm somebody is looked for all the same.
PHASES = {Phase.SHAPE, Phase.SAFETY, Phase.MEDICAL}


class ReplyForm(VersionedForm):
    """The words of the house."""

    body = forms.CharField(
        label=_("Your answer"),
        max_length=MAX_BODY,
        help_text=_(
            "Everybody sees it, with the badge of your team. An empty line makes a paragraph, *stars* make emphasis."
        ),
        widget=AdminAutoHeightTextInput,
    )
    insists = forms.BooleanField(required=False, widget=forms.HiddenInput)
    # One use of the form: sent twice, it answers once.
    key = forms.CharField(max_length=26, required=False, widget=forms.HiddenInput)


class Reply(WrittenVerb):
    """Answer a comment; if it is not published yet, publish it with the answer."""

    form_class = ReplyForm
    title = _("Reply and publish")
    submit_label = _("Reply and publish")

    def initial(self) -> dict[str, Any]:
        """Begin with a key that nobody else has."""
        return {"key": secrets.token_urlsafe(18)}

    def write(self, comment: Comment, form: VersionedForm) -> Done:
        """Publish what is answered where needed, and store the answer."""
        data = form.cleaned_data
        key = f"staff-{data['key'] or secrets.token_urlsafe(18)}"
        # Of two clicks at the same moment the second waits here, and finds what the first has stored.
        self.scope.select_for_update(of=("self",)).get(pk=comment.pk)
        earlier = Comment.objects.filter(submission_key=key).first()
        if earlier is not None:
            return _done(earlier)
        body, batch = clean(data["body"]), secrets.token_hex(8)
        if comment.is_published:
            comment.lock(data["version"])
        else:
            comment.transition(Status.PUBLISHED, self.moderator, "", data["version"], batch=batch)
        assessment = assess_ours(comment, body, insists=data["insists"])
        self._ask(assessment, form)
        answer = answer_to(comment, self.moderator, body, assessment)
        answer.submission_key = key
        answer.submit(assessment.status or Status.PENDING, self.moderator, batch=batch)
        return _done(answer)

    def _ask(self, assessment: Assessment, form: VersionedForm) -> None:
        """Raise ValidationError where something is to be corrected, or to be looked at once more."""
        if assessment.outcome == Outcome.REFUSE:
            raise forms.ValidationError([str(finding.message) for finding in assessment.refusals])
        if assessment.outcome == Outcome.NUDGE:
            sent = self.request.POST.copy()
            sent["insists"] = "1"
            form.data = sent
            words = [str(finding.message) for finding in assessment.of(Kind.NUDGE)]
            once_more = gettext("Send it again to keep it; a colleague then reads it first.")
            raise forms.ValidationError([*words, once_more])


def assess_ours(comment: Comment, body: str, *, insists: bool) -> Assessment:
    """Return what the checks say about an answer of the house to `comment`.

    Words of care belong into an answer to somebody in distress: they are kept for the record and hold nothing.
    """
    thread = comment.thread
    submission = Submission(body=body, parent=comment, page=thread.page, thread=thread, insists=insists)
    assessment = pipeline.assess(submission, [check for check in pipeline.CHECKS if check.phase in PHASES])
    return Assessment(
        tuple(finding for finding in assessment.findings if finding.kind != Kind.CARE), insists=insists
    )


def answer_to(comment: Comment, by: AbstractBaseUser, body: str, assessment: Assessment) -> Comment:
    """Return a comment of the house below `comment`, not stored yet."""
    with translation.override(settings.LANGUAGE_CODE):
        findings = [finding.as_dict() for finding in assessment.findings]
    answer = Comment(
        thread=comment.thread,
        parent=comment,
        name=_name_of(by, comment),
        by_staff=True,
        staff=by,
        findings=findings,
    )
    answer.write(body)
    return answer


def _name_of(user: AbstractBaseUser, comment: Comment) -> str:
    """Return the person's full name, else the team's: the name used to log in is nobody's business."""
    site_settings = CommentSettings.of(comment.thread.page.get_site())
    full_name = user.get_full_name() if hasattr(user, "get_full_name") else ""
    return (full_name or site_settings.team_name or gettext("Team"))[:MAX_NAME]


def _done(answer: Comment) -> Done:
    event = answer.events.order_by("pk").first()
    if answer.is_published:
        return Done(gettext("Your answer is published."), event, "bulk_undo")
    reasons = " ".join(finding["message"] for finding in answer.findings)
    words = gettext("Your answer waits in the queue for somebody to read it again: %(reasons)s")
    return Done(words % {"reasons": reasons}, event, "bulk_undo")
