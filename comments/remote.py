"""Asks an outside service whether a stored comment is spam. Off unless the site's operator names a service.

The service sees the text, the name and the page's address; never an address of the reader, for none is kept. What a
person in distress wrote goes to nobody. It may hold a comment, never reject one.
"""

import logging
from abc import ABC, abstractmethod

import requests
from django.conf import settings
from django.core.exceptions import ImproperlyConfigured
from django.db import transaction
from django.utils.module_loading import import_string
from django.utils.translation import gettext
from django_tasks import task

from comments.findings import Finding, Kind
from comments.models import Comment
from comments.states import Role, Status

logger = logging.getLogger(__name__)


class RemoteCheckError(Exception):
    """The service gave no answer that can be used; the message says why."""


class RemoteCheck(ABC):
    """A service that knows spam. `COMMENTS_REMOTE_CHECK` is the dotted path of one."""

    @abstractmethod
    def is_spam(self, comment: Comment) -> bool:
        """Return its opinion of `comment`. Raises RemoteCheckError."""


class Akismet(RemoteCheck):
    """Akismet, version 1.1 of its interface, with the key in `COMMENTS_AKISMET_KEY`."""

    address = "https://rest.akismet.com/1.1/comment-check"
    seconds = 10

    def is_spam(self, comment: Comment) -> bool:
        """Return Akismet's opinion. Raises RemoteCheckError, and ImproperlyConfigured without a key."""
        key = getattr(settings, "COMMENTS_AKISMET_KEY", "")
        if not key:
            raise ImproperlyConfigured("Set COMMENTS_AKISMET_KEY, or take COMMENTS_REMOTE_CHECK away.")
        page = comment.thread.page
        site = page.get_site()
        asked = {
            "api_key": key,
            "blog": site.root_url if site else "",
            # The field must be there; the address itself is not kept.
            "user_ip": "0.0.0.0",  # noqa: S104  an address that is none
            "comment_type": "reply" if comment.parent_id else "comment",
            "comment_author": comment.name,
            "comment_content": comment.body,
            "permalink": page.full_url or "",
        }
        try:
            answer = requests.post(self.address, data=asked, timeout=self.seconds, allow_redirects=False)
        except requests.RequestException as error:
            raise RemoteCheckError(str(error)) from error
        if answer.text not in {"true", "false"}:
            raise RemoteCheckError(answer.headers.get("X-akismet-debug-help") or f"HTTP {answer.status_code}")
        return answer.text == "true"


def ask_later(comment: Comment) -> None:
    """Ask once what is being stored is stored. Nobody is asked without a service, or if somebody may be in distress."""
    if getattr(settings, "COMMENTS_REMOTE_CHECK", "") and not comment.care_tier and not comment.by_staff:
        transaction.on_commit(lambda: ask_remote.enqueue(comment.pk))


@task()
def ask_remote(comment_id: int) -> None:
    """Ask the service about one comment, and hold it if the service calls it spam."""
    service: RemoteCheck = import_string(settings.COMMENTS_REMOTE_CHECK)()
    comment = Comment.objects.select_related("thread__page").filter(pk=comment_id).first()
    if comment is None or comment.care_tier or comment.status not in {Status.PENDING, Status.PUBLISHED}:
        return
    try:
        spam = service.is_spam(comment)
    except RemoteCheckError as error:
        logger.warning("The remote check of a comment failed: %s", error)
        return
    if spam:
        _hold(comment_id)


def _hold(comment_id: int) -> None:
    """Add the finding, and take the comment back unless a moderator has published this very text meanwhile."""
    finding = Finding(Kind.HOLD, "remote", gettext("An outside service takes it for spam."), check="remote")
    with transaction.atomic():
        comment = Comment.objects.select_for_update().get(pk=comment_id)
        comment.findings = [*comment.findings, finding.as_dict()]
        comment.save(update_fields=["findings"])
        if comment.status == Status.PUBLISHED and comment.approved_revision != comment.revision:
            comment.transition(Status.PENDING, Role.SYSTEM, "", comment.version)
