"""The daily round of medical review: takes off the site what has ended, and reminds people of what will."""

import logging
from dataclasses import dataclass, field
from datetime import datetime

from blog.review.governed import enforcing
from blog.review.reminders.emergencies import emergency_notes
from blog.review.reminders.notes import Note
from blog.review.reminders.papers import paper_notes
from blog.review.reminders.reviews import review_notes
from blog.review.reminders.sending import send
from blog.review.reminders.transitions import transition_notes
from blog.review.reminders.withdrawals import withdrawal_notes
from blog.review.withdrawal import Ending, end, endings

logger = logging.getLogger("medical_review")


@dataclass
class Round:
    """What one round did."""

    withdrawn: int = 0
    mails: int = 0
    # One sentence for each page or mail that went wrong; the next round tries it again.
    failures: list[str] = field(default_factory=list)


def go_round(now: datetime) -> Round:
    """Do all that is due at this moment. Harmless to repeat, also at the same time: nothing happens twice."""
    done = Round()
    for ending in list(endings(now)):
        _end(ending, done)
    done.mails, failed = send(_notes(now, done), now)
    if failed:
        done.failures.append(f"{failed} mails did not leave. The next run tries them again.")
    return done


def _notes(now: datetime, done: Round) -> list[Note]:
    """All that is to be said today, so that each address gets one mail."""
    notes: list[Note] = []
    for source in (withdrawal_notes, emergency_notes, transition_notes, review_notes, paper_notes):
        try:
            notes += source(now)
        except Exception as error:
            logger.exception("Reminders could not be collected.")
            done.failures.append(f"Some reminders could not be collected: {error}")
    return notes


def _end(ending: Ending, done: Round) -> None:
    if not enforcing():
        logger.warning("Would take page %s off the site. %s", ending.page_id, ending.reason)
        return
    try:
        done.withdrawn += end(ending)
    except Exception as error:
        # One page whose saving fails must not keep the pages after it on the site.
        logger.exception("Page %s could not be taken off the site.", ending.page_id)
        done.failures.append(
            f"Page {ending.page_id} ({ending.title}) could not be taken off the site: {error}"
        )
