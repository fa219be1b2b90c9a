"""Nobody waits for weeks unnoticed: the operator is told, and moderators see how long it takes."""

from datetime import timedelta

import pytest
from django.core import mail
from django.core.cache import cache
from django.core.management import call_command
from django.db import DatabaseError
from django.urls import reverse
from django.utils import timezone

from comments.models import Comment
from comments.moderation.backlog import moderation_warnings, tell_operator
from comments.states import Status


@pytest.fixture
def waiting_for(write):
    """Return a function that makes one comment wait for so many days."""
    comment = write("text", Status.PENDING)

    def wait(days):
        since = timezone.now() - timedelta(days=days, hours=1)
        Comment.objects.filter(pk=comment.pk).update(submitted_at=since, status_since=since)

    return wait


def codes(*databases):
    return [warning.id for warning in moderation_warnings(databases=databases)]


def test_a_comment_that_waits_too_long_is_a_warning(waiting_for, moderator):
    waiting_for(13)
    assert codes("default") == []
    waiting_for(14)
    assert codes("default") == ["reader_comments.W010"]
    assert codes() == []


def test_that_nobody_may_moderate_is_a_warning(db, moderator):
    assert codes("default") == []
    moderator.is_active = False
    moderator.save()
    assert codes("default") == ["reader_comments.W011"]


def test_before_the_tables_are_there_nothing_is_said(db, monkeypatch):
    def fails(comments):
        raise DatabaseError

    monkeypatch.setattr("comments.moderation.backlog.waiting_since", fails)
    assert codes("default") == []


def test_the_operator_is_told_after_two_weeks_and_then_weekly(waiting_for, settings):
    settings.ADMINS = [("Operator", "operator@example.org")]
    told = []
    for days in range(30):
        waiting_for(days)
        cache.clear()
        if tell_operator(timezone.now()):
            told.append(days)
        assert not tell_operator(timezone.now()), "twice on one day"
    assert told == [14, 21, 28]
    assert (len(mail.outbox), "text" in mail.outbox[0].body.split()) == (3, False)
    assert "2\xa0weeks" in mail.outbox[0].body


def test_without_admins_the_superusers_are_told(waiting_for, settings, django_user_model):
    settings.ADMINS = []
    waiting_for(14)
    django_user_model.objects.create_superuser("boss", "boss@example.org")
    django_user_model.objects.create_superuser("silent", "")
    assert tell_operator(timezone.now())
    assert [mailed.to for mailed in mail.outbox] == [["boss@example.org"]]


def test_the_command_says_whether_it_told_anybody(waiting_for, capsys):
    call_command("watch_comment_backlog")
    waiting_for(14)
    call_command("watch_comment_backlog")
    assert capsys.readouterr().out == "Nobody needs to be told.\nThe operator was told.\n"


def test_without_waiting_comments_nobody_is_told(db):
    assert not tell_operator(timezone.now())


def test_the_dashboard_says_how_long_it_takes(client, moderator, waiting_for, write):
    client.force_login(moderator)
    waiting_for(3)
    answer = " ".join(client.get(reverse("wagtailadmin_home")).content.decode().split())
    assert "The first has waited 3 days, 1 hour." in answer
    assert "half of all comments" not in answer
    for _ in range(5):
        comment = write("text", Status.PENDING)
        comment.transition(Status.PUBLISHED, moderator, "", comment.version)
    cache.clear()
    answer = " ".join(client.get(reverse("wagtailadmin_home")).content.decode().split())
    assert "In the last 30 days half of all comments were read within an hour." in answer


def test_reports_alone_have_no_waiting_comment_to_speak_of(client, moderator, write):
    comment = write("text")
    Comment.objects.filter(pk=comment.pk).update(open_reports=1, attention=20)
    client.force_login(moderator)
    answer = client.get(reverse("wagtailadmin_home")).content.decode()
    assert ("comments that need you: 1" in answer, "The first has waited" in answer) == (True, False)
