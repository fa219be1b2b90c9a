"""Two schedulers that do the daily round of medical review at the same moment."""

from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from threading import Barrier

import pytest
from django.core import mail
from django.db import connection
from django.utils import timezone
from wagtail.models import PageLogEntry

from blog.review import gate
from blog.review.grounds import Basis, Outcome
from blog.review.models import MedicalReview, Publication, Reminder
from blog.review.rounds import go_round
from tests.blog.review.conftest import editor, make_page, make_person, make_user, reviewer, site_root

__all__ = ["editor", "make_page", "make_person", "make_user", "reviewer", "site_root"]

pytestmark = [
    pytest.mark.django_db(transaction=True, serialized_rollback=True),
    pytest.mark.skipif(
        "connection.vendor != 'postgresql'", reason="SQLite writes one after the other anyway"
    ),
]


def test_nobody_is_told_twice_and_nothing_is_withdrawn_twice(make_page, editor):
    pages = [make_page(f"Page {number}", published=True, owner=editor) for number in range(6)]
    for page in pages[:3]:
        digest = Publication.objects.current(page.pk).digest
        gate.record(page, Outcome(Basis.EMERGENCY, digest, None, until=timezone.now()))
    due = MedicalReview.objects.latest("pk").next_due
    moment = timezone.now() + (due - timezone.localdate()) - timedelta(days=7)
    mail.outbox.clear()
    together = Barrier(4)

    def go(number):
        try:
            together.wait(10)
            return go_round(moment)
        finally:
            connection.close()

    with ThreadPoolExecutor(4) as pool:
        rounds = list(pool.map(go, range(4)))
    assert [failure for done in rounds for failure in done.failures] == []
    assert sum(done.withdrawn for done in rounds) == 3
    assert PageLogEntry.objects.filter(action="medical_review.withdraw").count() == 3
    text = "\n".join(message.body for message in mail.outbox)
    for page in pages[3:]:
        # Once to the reviewer, once to the editor.
        assert text.count(f"“{page.title}” is due for review") == 2
    for page in pages[:3]:
        assert text.count(f"“{page.title}” is due") == 0
    # Interests that run out count, too: each line of each mail has its row.
    assert Reminder.objects.count() == sum(message.body.count("\n- ") for message in mail.outbox)
