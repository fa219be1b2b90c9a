"""Many readers report the same comment at the same moment."""

from concurrent.futures import ThreadPoolExecutor

import pytest
from django.db import connection

from comments.models import Comment, Report
from comments.reporting.filing import file_report
from comments.states import Attention, Status
from tests.comments.test_comments import assert_counts_equal_a_recount
from tests.comments.test_reports import SAID

pytestmark = [
    pytest.mark.django_db(transaction=True, serialized_rollback=True),
    pytest.mark.skipif(
        "connection.vendor != 'postgresql'", reason="SQLite writes one after the other anyway"
    ),
]


def test_a_comment_is_hidden_once_and_each_network_has_one_report(page, thread, write):
    comment = write("text")

    def report(number):
        try:
            file_report(Comment.objects.get(pk=comment.pk), SAID, f"network {number % 6}", 1)
        finally:
            connection.close()

    with ThreadPoolExecutor(6) as pool:
        list(pool.map(report, range(18)))
    comment.refresh_from_db()
    assert (comment.status, comment.attention) == (Status.HIDDEN, Attention.REPORTED)
    assert (Report.objects.count(), comment.open_reports) == (6, 6)
    assert comment.events.filter(new=Status.HIDDEN).count() == 1
    assert_counts_equal_a_recount()
