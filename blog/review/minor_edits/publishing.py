"""What every way past a signature needs: the live text, the draft, and publishing it at once."""

from dataclasses import dataclass
from datetime import datetime

from django.core.exceptions import ValidationError
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from wagtail.log_actions import log
from wagtail.models import AbstractPage, Revision

from blog.review.digest import Digest, content_digest
from blog.review.governed import page_model
from blog.review.models import Account, Publication
from blog.review.signals import announce


class WayRefused(ValidationError):  # noqa: N818  the name says what happened
    """A text cannot be published in this way; `messages` say why and what to do."""


@dataclass
class Draft:
    """The newest revision of a page beside what readers see."""

    page: AbstractPage
    revision: Revision

    @classmethod
    def of(cls, page_id: int, *, lock: bool = False) -> "Draft":
        """Read it; with `lock` inside a transaction, so that nobody publishes in between."""
        pages = page_model()._default_manager
        page = (pages.select_for_update() if lock else pages).get(pk=page_id)
        if page.alias_of_id:
            raise WayRefused(
                _("This page repeats another one. Go to that one: what happens there happens here.")
            )
        revision = page.get_latest_revision() or page.specific.save_revision()
        return cls(page.get_latest_revision_as_object(), revision)

    @cached_property
    def digest(self) -> Digest:
        """What the draft says, measured."""
        return content_digest(self.page)

    @cached_property
    def publication(self) -> Publication | None:
        """What lets the live text be seen; None where nothing is live."""
        publication = Publication.objects.current(self.page.pk) if self.page.live else None
        return publication if publication and publication.permits else None

    @property
    def ground(self) -> Publication:
        """The same; raises WayRefused where nothing is live."""
        if self.publication is None:
            raise WayRefused(_("The page is not published."))
        return self.publication

    def must_be(self, digest: str) -> None:
        """Raise WayRefused if the text is no longer the one that somebody decided on."""
        if self.digest.root != digest:
            raise WayRefused(
                _("The draft was changed in the meantime. Read it as it stands now, then decide again.")
            )

    def must_not_wait(self, now: datetime) -> None:
        """Raise WayRefused for a draft that would not go live at once, or not stay so."""
        if self.page.go_live_at and self.page.go_live_at > now:
            raise WayRefused(_("The draft has a date to go live. Take it out, save the draft and try again."))
        if self.page.expire_at and self.page.expire_at <= now:
            raise WayRefused(_("The draft has expired. Take the date out, save the draft and try again."))

    def publish(self, user: Account | None, *, contributes: bool) -> None:
        """Publish it, whatever the user may do elsewhere: the ground for it is recorded, and the gate judges it.

        Who only agrees to the words of somebody else does not become one of the authors (`contributes`).
        """
        self.revision.publish(user=user, changed=contributes, skip_permission_checks=True)
        announce(self.page)


def must_have_no(problems: list[str]) -> None:
    """Raise WayRefused with these sentences, if there are any."""
    if problems:
        raise WayRefused(problems)


def note(page: AbstractPage, action: str, user: Account | None, *sentences: str) -> None:
    """Write to Wagtail's own history of the page."""
    log(instance=page, action=action, user=user, data={"reasons": [str(sentence) for sentence in sentences]})
