"""Where no new comments are taken, readers are told since when, why, until when, and how else to reach us."""

from datetime import UTC, date, datetime, timedelta

import pytest
import time_machine
from django.urls import reverse

from comments.checks.gate import ThreadOpen
from comments.closing import closing_of, settings_for
from comments.models import CommentSettings, CommentThread
from comments.states import ThreadMode
from comments.submission import Submission
from tests.comments.test_panels import edit, editor
from tests.comments.test_sending import OURS, TEXT
from tests.testapp.models import PlainPage

__all__ = ["editor"]

NOW = datetime(2026, 5, 20, 12, tzinfo=UTC)
LONG_AGO = NOW - timedelta(days=30)
CLOSED = ThreadMode.CLOSED


def closing(words=None, published=LONG_AGO, **fields):
    thread = CommentThread(page=PlainPage(first_published_at=published), **fields)
    return closing_of(thread, CommentSettings(**(words or {})), NOW)


def test_who_closes_a_page_and_what_readers_are_told(db):
    """Each line: the thread, the site, when the page was published, and words of the message (None: open)."""
    table = [
        ({}, {}, LONG_AGO, None),
        ({"mode": ThreadMode.OPEN}, {}, LONG_AGO, None),
        ({"mode": ThreadMode.OFF}, {}, LONG_AGO, "This page takes no comments."),
        ({"mode": CLOSED}, {}, LONG_AGO, "New comments are closed here."),
        ({"mode": CLOSED, "closed_at": NOW}, {}, LONG_AGO, "closed here since May 20, 2026."),
        ({"mode": CLOSED, "closed_reason": "The study is over."}, {}, LONG_AGO, "here. The study is over."),
        (
            {"close_after_days": 30},
            {},
            LONG_AGO,
            "since May 20, 2026, 30 days after this page was published.",
        ),
        ({"close_after_days": 1}, {}, LONG_AGO, "1 day after"),
        ({"close_after_days": 30, "closed_reason": "So long."}, {}, LONG_AGO, "published. So long."),
        ({"close_after_days": 31}, {}, LONG_AGO, None),
        ({"close_after_days": 10}, {}, None, None),
        # What the page does not say, the site does; 0 is how a page says that it stays open.
        ({}, {"close_after_days": 14}, LONG_AGO, "14 days"),
        ({"close_after_days": 60}, {"close_after_days": 14}, LONG_AGO, None),
        ({"close_after_days": 0}, {"close_after_days": 14}, LONG_AGO, None),
        ({}, {"away_until": date(2026, 5, 19)}, LONG_AGO, None),
        (
            {},
            {"away_until": date(2026, 5, 20)},
            LONG_AGO,
            "until May 20, 2026. You are welcome to write after",
        ),
        (
            {},
            {"away_until": date(2026, 6, 1), "away_note": "At the sea."},
            LONG_AGO,
            "At the sea. You are welcome",
        ),
        ({"mode": CLOSED}, {"away_until": date(2026, 6, 1)}, LONG_AGO, "New comments are closed here."),
    ]
    wrong = []
    for fields, words, published, expected in table:
        found = closing(words, published, **fields)
        if (found and found.message) != expected and not (found and expected and expected in found.message):
            wrong.append((fields, words, found))
    assert not wrong


def test_a_day_of_absence_ends_at_the_midnight_of_the_site(db, settings):
    settings.TIME_ZONE = "UTC"
    thread = CommentThread(page=PlainPage())
    words = CommentSettings(away_until=date(2026, 5, 20))
    assert closing_of(thread, words, datetime(2026, 5, 20, 23, 59, tzinfo=UTC)).until == date(2026, 5, 20)
    assert closing_of(thread, words, datetime(2026, 5, 21, tzinfo=UTC)) is None


@pytest.mark.parametrize("words", [{"away_until": date(2026, 6, 1)}, {"close_after_days": 14}])
@pytest.mark.django_db
def test_page_form_and_gate_say_the_same(client, page, address, words):
    page.first_published_at = LONG_AGO
    page.save()
    CommentSettings.objects.create(site=page.get_site(), contact="mail@example.org", **words)
    with time_machine.travel(NOW, tick=False):
        thread = CommentThread.objects.of(page)
        told = closing_of(thread, settings_for(thread)).message
        shown = client.get(page.url).content.decode()
        refused = client.post(address, {"body": TEXT}, headers=OURS)
    for answer in (shown, refused.content.decode()):
        assert told in answer
        assert "mail@example.org" in answer
    assert ("<form" in shown, refused.status_code, TEXT in refused.content.decode()) == (False, 403, True)


def test_where_a_page_is_closed_its_conversations_offer_no_answer(client, page, thread, write):
    comment = write()
    address = reverse("reader_comments:comment", args=[comment.public_id])
    assert "?parent=" in client.get(address).content.decode()
    CommentThread.objects.update(mode=CLOSED)
    assert "?parent=" not in client.get(address).content.decode()


def test_a_text_that_belongs_to_no_page_meets_no_closed_door():
    assert list(ThreadOpen().run(Submission())) == []


def test_saving_the_page_remembers_since_when_it_is_closed(editor, page):
    with time_machine.travel(NOW, tick=False):
        edit(editor, page, mode=CLOSED, closed_reason="We answer no more questions.")
    edit(editor, page, mode=CLOSED, closed_reason="We answer no more questions.", order="newest")
    thread = CommentThread.objects.get()
    assert (thread.closed_at, thread.closed_reason) == (NOW, "We answer no more questions.")
    edit(editor, page, mode=ThreadMode.OPEN)
    assert CommentThread.objects.get().closed_at is None
