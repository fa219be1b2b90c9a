"""When somebody of the house is here to read."""

from datetime import date, datetime, time, timedelta

from django.utils import timezone

from comments.models import CommentSettings

_DAY = timedelta(days=1)
_SATURDAY = 5


def back_at(decided: CommentSettings, now: datetime) -> datetime | None:
    """Return when somebody is back; None where somebody is here now, or no times are known."""
    today = timezone.localdate(now)
    # A night watch of yesterday may last until this morning.
    day = max(today - _DAY, decided.away_until + _DAY) if decided.away_until else today - _DAY
    while True:
        opens, closes = _window(decided, day)
        if closes > now and _is_worked(decided, day):
            return opens if opens > now else None
        day += _DAY


def _is_worked(decided: CommentSettings, day: date) -> bool:
    return decided.care_weekend or not _has_hours(decided) or day.weekday() < _SATURDAY


def _has_hours(decided: CommentSettings) -> bool:
    return decided.care_hours_from is not None and decided.care_hours_to is not None


def _window(decided: CommentSettings, day: date) -> tuple[datetime, datetime]:
    """Return from when to when somebody is here who begins on this day; all day where no times are known."""
    begin, end = time.min, time.min
    if _has_hours(decided):
        begin, end = decided.care_hours_from, decided.care_hours_to
    opens = timezone.make_aware(datetime.combine(day, begin))
    return opens, timezone.make_aware(datetime.combine(day if end > begin else day + _DAY, end))
