"""The summary for moderators: who gets it, when, and what it tells."""

from datetime import timedelta

import pytest
from django.contrib.auth import get_user_model
from django.contrib.auth.models import Group
from django.core import mail
from django.core.management import call_command
from django.urls import reverse
from django.utils import timezone
from wagtail.models import Page

from comments.models import Comment, DigestFrequency, ModerationScope, ModeratorMail
from comments.notifications import digest
from comments.notifications.account import ModeratorMailPanel
from comments.notifications.digest import mail_digest, send_digests
from comments.states import Status

pytestmark = pytest.mark.django_db


def hence(**time):
    return timezone.now() + timedelta(**time)


def test_a_moderator_is_told_numbers_and_no_words(write, moderator):
    write("My secret words", Status.PENDING)
    write("I cannot go on", Status.PENDING, care_tier=2)
    Comment.objects.update(submitted_at=hence(days=-3))
    assert send_digests(timezone.now()) == 1
    (message,) = mail.outbox
    assert (message.to, message.subject) == ([moderator.email], "2 reader comments need you")
    for expected in ("In 1 of them", "3 days", reverse("reader_comments_admin:index"), "/mail/stop/"):
        assert expected in message.body
    assert "secret" not in message.body
    assert message.extra_headers["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"


def test_nothing_comes_on_a_day_without_comments(write, moderator):
    write()
    assert (send_digests(timezone.now()), ModeratorMail.objects.count()) == (0, 0)


def test_a_summary_comes_once_a_day_or_once_a_week_or_never(write, moderator):
    write(status=Status.PENDING)
    came = {}
    for frequency in DigestFrequency:
        ModeratorMail.objects.update_or_create(
            user=moderator, defaults={"digest": frequency, "sent_at": None}
        )
        came[frequency] = [
            day for day in (0, 1, 6, 7) if send_digests(hence(days=day)) + send_digests(hence(days=day))
        ]
    assert came == {"never": [], "daily": [0, 1, 6, 7], "weekly": [0, 7]}


def test_two_processes_send_one(write, moderator, monkeypatch):
    write(status=Status.PENDING)
    now = timezone.now()
    real = ModeratorMail.objects.get_or_create

    def other_first(**kwargs):
        row = real(**kwargs)
        ModeratorMail.objects.update(sent_at=now)
        return row

    monkeypatch.setattr(
        type(ModeratorMail.objects), "get_or_create", lambda self, **kwargs: other_first(**kwargs)
    )
    assert (send_digests(now), mail.outbox) == (0, [])


def test_only_those_who_moderate_here_are_told(write, moderator, page):
    write(status=Status.PENDING)
    group = Group.objects.get(name="Comment moderators")
    elsewhere = Page.objects.get(pk=page.pk).get_parent().add_child(instance=Page(title="Elsewhere"))
    ModerationScope.objects.create(group=group, page=elsewhere)
    get_user_model().objects.create_user("editor", "editor@example.org")
    without_mail = get_user_model().objects.create_user("silent")
    without_mail.groups.add(group)
    assert (send_digests(timezone.now()), mail.outbox) == (0, [])
    ModerationScope.objects.update(page=page)
    assert (send_digests(timezone.now()), len(mail.outbox)) == (1, 1)


def test_what_did_not_leave_comes_with_the_next(write, moderator, monkeypatch):
    write(status=Status.PENDING)
    with monkeypatch.context() as broken:
        broken.setattr(digest, "send", lambda *args, **kwargs: 1 / 0)
        send_digests(timezone.now())
    assert ModeratorMail.objects.get().sent_at is None
    assert (send_digests(timezone.now()), len(mail.outbox)) == (1, 1)


def test_what_was_done_meanwhile_is_not_told(write, moderator):
    row = ModeratorMail.objects.create(user=moderator)
    for key in (row.pk, 0):
        mail_digest.call(key)
    assert mail.outbox == []


def test_the_command_says_how_many(write, moderator, capsys):
    write(status=Status.PENDING)
    call_command("mail_moderators")
    assert "1 moderators mailed" in capsys.readouterr().out


def test_a_moderator_chooses_in_the_account(rf, client, moderator):
    client.force_login(moderator)
    shown = client.get(reverse("wagtailadmin_account"))
    assert "summary of waiting comments" in shown.content.decode().lower()
    assert 'value="daily" selected' in shown.content.decode()
    request = rf.post("/", {"reader_comments-digest": "weekly"})
    form = ModeratorMailPanel(request, moderator, None).get_form()
    assert form.is_valid()
    form.save()
    assert ModeratorMail.objects.get(user=moderator).digest == "weekly"


def test_nobody_else_is_asked(client, db):
    editor = get_user_model().objects.create_user("editor", "editor@example.org")
    editor.groups.add(Group.objects.get(name="Editors"))
    client.force_login(editor)
    assert (
        "summary of waiting comments"
        not in client.get(reverse("wagtailadmin_account")).content.decode().lower()
    )
