"""One comment by a reader."""

import secrets

from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from comments.markup import MARKUP_VERSION
from comments.models.editorial import Editorial
from comments.models.moves import PREVIEW_REPLIES
from comments.models.threads import CommentThread
from comments.querysets import CommentQuerySet
from comments.states import Attention, CareTier, Status


def new_public_id() -> str:
    """Return the name of a comment in addresses: 12 characters that tell nothing."""
    return secrets.token_urlsafe(9)


class Comment(Editorial):
    """What one reader said. `root` is the first comment of the conversation, `parent` the one answered."""

    wagtail_reference_index_ignore = True

    thread = models.ForeignKey(CommentThread, on_delete=models.CASCADE, related_name="comments")
    root = models.ForeignKey("self", null=True, on_delete=models.RESTRICT, related_name="descendants")
    parent = models.ForeignKey("self", null=True, on_delete=models.RESTRICT, related_name="replies")
    # The place inside the conversation, given once; 0 is the root itself.
    seq = models.PositiveIntegerField(default=0)
    public_id = models.CharField(max_length=16, unique=True, default=new_public_id)

    name = models.CharField(_("name"), max_length=60, blank=True)
    email = models.EmailField(_("e-mail"), blank=True)
    body = models.TextField(_("comment"))
    html = models.TextField()
    markup_version = models.PositiveSmallIntegerField(default=MARKUP_VERSION)
    # Rises with each change of the text. The revision that a moderator published is not taken away by a machine.
    revision = models.PositiveIntegerField(default=1)
    approved_revision = models.PositiveIntegerField(null=True)
    edited_at = models.DateTimeField(_("edited"), null=True)
    # Whether a moderator took private details out of it.
    redacted = models.BooleanField(default=False)

    network_key = models.CharField(max_length=32, blank=True)
    body_digest = models.CharField(max_length=32, blank=True)
    # The one use of a form from which it came: sending twice stores once.
    submission_key = models.CharField(max_length=32, null=True, unique=True)  # noqa: DJ001  unique if any
    findings = models.JSONField(_("findings"), default=list)
    care_tier = models.PositiveSmallIntegerField(default=0)
    # Whether its care case is not closed yet, whatever became of the comment itself.
    care_open = models.BooleanField(default=False)
    # Where it stands in the moderators' queue; 0: it is not in it.
    attention = models.PositiveSmallIntegerField(choices=Attention, default=Attention.NONE)

    # What the author asked to be told, at an address that was confirmed.
    notify_replies = models.BooleanField(default=False)
    notify_decision = models.BooleanField(default=False)

    # A comment of the house itself: the badge stays when the person has left.
    by_staff = models.BooleanField(default=False)
    staff = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        null=True,
        on_delete=models.SET_NULL,
        related_name="+",
        verbose_name=_("staff"),
    )
    context_note = models.TextField(
        _("note to readers"),
        max_length=600,
        blank=True,
        help_text=_("Readers see it below the comment, as words of the editors."),
    )

    objects = CommentQuerySet.as_manager()

    class Meta:
        verbose_name = _("reader comment")
        verbose_name_plural = _("reader comments")
        default_permissions = ()
        permissions = [
            ("moderate_comment", _("Can moderate reader comments")),
            ("care_comment", _("Can look after readers in distress")),
            ("configure_comment", _("Can change the checks and rules for reader comments")),
        ]
        constraints = [
            models.UniqueConstraint(fields=["root", "seq"], name="comment_place_in_conversation"),
        ]
        indexes = [
            models.Index(
                fields=["thread", "published_at", "id"],
                condition=models.Q(shown=True, root__isnull=True),
                name="comment_shown_roots",
            ),
            models.Index(
                fields=["-attention", "submitted_at", "id"],
                condition=models.Q(attention__gt=0),
                name="comment_attention",
            ),
            models.Index(fields=["status", "-submitted_at", "-id"], name="comment_status"),
            models.Index(
                fields=["-submitted_at", "-id"],
                condition=models.Q(status=Status.PUBLISHED, approved_revision__isnull=True),
                name="comment_unreviewed",
            ),
            models.Index(fields=["email"], condition=~models.Q(email=""), name="comment_email"),
            models.Index(fields=["body_digest", "thread"], name="comment_same_words"),
            models.Index(fields=["network_key", "submitted_at"], name="comment_network"),
            models.Index(fields=["submitted_at"], name="comment_sent"),
        ]

    def __str__(self) -> str:
        return gettext("%(name)s, %(date)s") % {
            "name": self.display_name,
            "date": timezone.localtime(self.submitted_at).strftime("%Y-%m-%d %H:%M"),
        }

    @property
    def label(self) -> str:
        """What names it in records that outlive it: nothing its author wrote."""
        moment = timezone.localtime(self.submitted_at).strftime("%Y-%m-%d %H:%M")
        return f"{moment}, {self.public_id}"

    @property
    def display_name(self) -> str:
        """The name readers see."""
        return self.name or gettext("Anonymous")

    @property
    def is_published(self) -> bool:
        """Whether readers see its text."""
        return self.status == Status.PUBLISHED

    @property
    def answers_another_reply(self) -> bool:
        """Whether readers need to be told whom it answers, because it does not stand under that comment."""
        return self.parent_id != self.root_id

    @property
    def more_replies(self) -> int:
        """How many published replies lie behind the ones shown first."""
        return max(0, self.published_replies - PREVIEW_REPLIES)

    def set_attention(self) -> None:
        """Set its place in the queue by what is open about it. Stores nothing."""
        self.attention = self._attention()

    def _attention(self) -> Attention:
        if self.care_open:
            return Attention.CRISIS if self.care_tier > CareTier.PRESENT else Attention.CARE
        if self.open_reports:
            return Attention.REPORTED
        return Attention.PENDING if self.status == Status.PENDING else Attention.NONE
