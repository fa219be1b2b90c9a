"""Two people, or two reports, at the same moment: one case, one mail, and the second learns of the first."""

from concurrent.futures import ThreadPoolExecutor

import pytest
from django.contrib.auth import get_user_model
from django.db import connection

from comments.care.alerts import alert
from comments.care.cases import open_case
from comments.models import CareCase, CareStep, CaseClosed, Comment, CommentSettings
from comments.states import CareTier

pytestmark = [
    pytest.mark.django_db(transaction=True, serialized_rollback=True),
    pytest.mark.skipif(
        "connection.vendor != 'postgresql'", reason="SQLite writes one after the other anyway"
    ),
]


def at_once(job, *each):
    """Run `job` with each argument at the same moment; return what each returned."""

    def run(argument):
        try:
            return job(argument)
        finally:
            connection.close()

    with ThreadPoolExecutor(len(each)) as pool:
        return list(pool.map(run, each))


def test_worries_at_the_same_moment_open_one_case_and_send_one_mail(page, write, mailoutbox):
    owner = get_user_model().objects.create_user("owner", "owner@example.org")
    CommentSettings.objects.update_or_create(site=page.get_site(), defaults={"care_owner": owner})
    comment = write("text")
    tiers = [CareTier.PRESENT, CareTier.PLANNED] * 4
    at_once(lambda tier: open_case(Comment.objects.get(pk=comment.pk), tier), *tiers)
    case = CareCase.objects.get()
    assert case.tier == CareTier.PLANNED
    CareCase.objects.update(alerted_at=None)
    mailoutbox.clear()
    at_once(alert.call, *[case.pk] * 6)
    assert [mail.to for mail in mailoutbox] == [["owner@example.org"]]


def test_of_two_who_close_a_case_the_second_is_told(write):
    case = open_case(write("text"), CareTier.PRESENT)
    lead = get_user_model().objects.create_user("lead")

    def close(step):
        try:
            CareCase.objects.get(pk=case.pk).act(step, lead, "why")
        except CaseClosed:
            return False
        return True

    done = at_once(close, CareStep.CLOSED, CareStep.CLOSED)
    assert sorted(done) == [False, True]
    assert case.actions.filter(kind=CareStep.CLOSED).count() == 1
