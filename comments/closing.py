"""Whether a page takes new comments, and if not: since when, why, and until when. Form and gate both ask here."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta

from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from comments.models import CommentSettings, CommentThread
from comments.states import ThreadMode


@dataclass(frozen=True)
class Closing:
    """What readers are told where no new comments are taken.

    `since` is when that began and `until` the last day of it, where they are known.
    """

    message: str
    since: datetime | None = None
    until: date | None = None


def closing_of(thread: CommentThread, words: CommentSettings, now: datetime | None = None) -> Closing | None:
    """Return why `thread` takes no new comments at `now`, or None where it takes them.

    `words` are the settings of the page's site. Asks the database nothing if `thread.page` is at hand.
    """
    now = now or timezone.now()
    if thread.mode == ThreadMode.OFF:
        return Closing(_("This page takes no comments."), thread.closed_at)
    if thread.mode == ThreadMode.CLOSED:
        return Closing(_with_reason(_closed_on(thread.closed_at), thread), thread.closed_at)
    return _days_over(thread, words, now) or _away(words, now)


def settings_for(thread: CommentThread) -> CommentSettings:
    """Return the settings of the site to which the thread's page belongs."""
    return CommentSettings.of(thread.page.get_site())


def _closed_on(moment: datetime | None) -> str:
    if moment is None:
        return _("New comments are closed here.")
    return _("New comments have been closed here since %(date)s.") % {"date": _day(moment)}


def _days_over(thread: CommentThread, words: CommentSettings, now: datetime) -> Closing | None:
    """The page's own number of days goes before the site's; 0 is the page's way to stay open."""
    days = words.close_after_days if thread.close_after_days is None else thread.close_after_days
    published = thread.page.first_published_at
    if not days or published is None or now < published + timedelta(days=days):
        return None
    ended = published + timedelta(days=days)
    message = ngettext(
        "New comments have been closed here since %(date)s, %(days)s day after this page was published.",
        "New comments have been closed here since %(date)s, %(days)s days after this page was published.",
        days,
    ) % {"date": _day(ended), "days": days}
    return Closing(_with_reason(message, thread), ended)


def _away(words: CommentSettings, now: datetime) -> Closing | None:
    if words.away_until is None or timezone.localdate(now) > words.away_until:
        return None
    day = date_format(words.away_until, "DATE_FORMAT")
    told = words.away_note or _("Nobody is here to read comments until %(date)s.") % {"date": day}
    comes_back = _("You are welcome to write after %(date)s.") % {"date": day}
    return Closing(f"{told} {comes_back}", until=words.away_until)


def _with_reason(message: str, thread: CommentThread) -> str:
    return f"{message} {thread.closed_reason}".strip()


def _day(moment: datetime) -> str:
    return date_format(timezone.localtime(moment), "DATE_FORMAT")
