"""Mail about answers and publication: only to confirmed addresses that asked, once, with a link and no words."""

from datetime import timedelta

import pytest
import time_machine
from django.core import mail
from django.urls import reverse
from django.utils import timezone
from wagtail.models import Locale

from comments.models import Comment, Correspondent, DigestFrequency, ModeratorMail
from comments.models.correspondents import address_key
from comments.notifications import signal_handlers, tasks
from comments.notifications.correspondence import DIGEST, READER, stopping_path
from comments.notifications.tasks import mail_published, mail_question, mail_reply
from comments.states import Status

pytestmark = pytest.mark.django_db

EMAIL = "ann@example.org"


@pytest.fixture
def write(write, django_capture_on_commit_callbacks):
    """Store a comment, and let happen what follows the commit."""

    def write_and_commit(*args, **fields):
        with django_capture_on_commit_callbacks(execute=True):
            return write(*args, **fields)

    return write_and_commit


@pytest.fixture
def decide(moderator, django_capture_on_commit_callbacks):
    """Decide about a comment several times, each in a transaction of its own."""

    def decide(comment, *statuses):
        for status in statuses:
            comment.refresh_from_db()
            with django_capture_on_commit_callbacks(execute=True):
                comment.transition(status, moderator, "", comment.version)

    return decide


def know(email=EMAIL, **fields):
    return Correspondent.objects.create(
        address_key=address_key(email), **{"confirmed_at": timezone.now()} | fields
    )


def links(message):
    return [line for line in message.body.splitlines() if line.startswith("http")]


def test_an_answer_is_told_with_a_link_and_without_a_word_of_it(client, write, page):
    page.title = "Sleep & “stress”"
    page.save()
    know()
    root = write("My secret words", email=EMAIL, notify_replies=True)
    reply = write("Their secret words", parent=root, name="Bert")
    (message,) = mail.outbox
    # Subjects stand on locked screens, and a title can tell an illness.
    assert (message.to, page.title in message.subject) == ([EMAIL], False)
    assert f"“{page.title}”" in message.body
    for secret in ("secret words", "Bert", "Ann", EMAIL):
        assert secret not in message.subject + message.body
    path = reverse("reader_comments:comment", args=[reply.public_id])
    assert links(message)[0] == f"http://localhost{path}"
    assert message.extra_headers["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"
    assert message.extra_headers["List-Unsubscribe"] == f"<{links(message)[1]}>"


def test_nobody_else_is_told_of_an_answer(write):
    """Each of these lacks one thing."""
    know()
    know("stopped@example.org", stopped_at=timezone.now())
    root = write(email=EMAIL, notify_replies=True)
    write(parent=root, status=Status.PENDING)
    write(parent=root, email=EMAIL)
    for fields in (
        {"email": EMAIL},
        {"email": "unconfirmed@example.org", "notify_replies": True},
        {"email": "stopped@example.org", "notify_replies": True},
    ):
        other = write(**fields)
        mail.outbox.clear()
        write(parent=other)
        assert mail.outbox == [], fields


def test_an_answer_to_what_is_hidden_meanwhile_is_not_told(write, decide):
    know()
    root = write(email=EMAIL, notify_replies=True)
    reply = write(parent=root, status=Status.PENDING)
    decide(root, Status.HIDDEN)
    mail_reply.call(reply.pk)
    mail_reply.call(root.pk)
    mail_reply.call(0)
    assert mail.outbox == []


def test_each_answer_is_told_once_however_often_it_is_shown_again(write, decide):
    know()
    root = write(email=EMAIL, notify_replies=True)
    reply = write(parent=root, status=Status.PENDING)
    decide(reply, Status.PUBLISHED, Status.HIDDEN, Status.PUBLISHED)
    assert len(mail.outbox) == 1


def test_who_asked_is_told_of_publication_once(write, decide):
    know()
    comment = write(status=Status.PENDING, email=EMAIL, notify_decision=True)
    decide(comment, Status.PUBLISHED, Status.HIDDEN, Status.PUBLISHED)
    (message,) = mail.outbox
    assert "is published" in message.subject
    # What appears at once is seen at once.
    write(email=EMAIL, notify_decision=True)
    decide(write(status=Status.PENDING, email=EMAIL), Status.PUBLISHED)
    assert len(mail.outbox) == 1
    for key in (0, write(status=Status.PENDING, email=EMAIL, notify_decision=True).pk):
        mail_published.call(key)
    know("stopped@example.org", stopped_at=timezone.now())
    mail_published.call(write(email="stopped@example.org", notify_decision=True).pk)
    assert len(mail.outbox) == 1


def test_nothing_is_told_about_a_page_that_is_not_public_any_more(write, decide, page):
    know()
    root = write(email=EMAIL, notify_replies=True, notify_decision=True)
    reply = write(parent=root, status=Status.PENDING)
    page.live = False
    page.save()
    decide(reply, Status.PUBLISHED)
    mail_published.call(root.pk)
    assert mail.outbox == []


def test_an_address_is_asked_once_a_day_and_only_if_it_wants_something(write):
    write(email=EMAIL)
    write(email=EMAIL, notify_replies=True, status=Status.SPAM)
    write(email=EMAIL, notify_replies=True, by_staff=True)
    write(notify_replies=True)
    assert mail.outbox == []
    write("My secret words", email=EMAIL, notify_replies=True)
    write(email=EMAIL, notify_decision=True, status=Status.PENDING)
    (message,) = mail.outbox
    assert ("Is this address yours?" in message.subject, "secret" in message.body) == (True, False)
    with time_machine.travel(timezone.now() + timedelta(hours=25)):
        comment = write(email=EMAIL, notify_replies=True)
        mail_question.call(comment.pk)
    assert len(mail.outbox) == 2
    mail_question.call(0)
    mail_question.call(write().pk)
    Correspondent.objects.update(confirmed_at=timezone.now())
    mail_question.call(comment.pk)
    Correspondent.objects.update(confirmed_at=None, asked_at=None, stopped_at=timezone.now())
    mail_question.call(comment.pk)
    assert len(mail.outbox) == 2


def test_a_question_that_did_not_leave_is_asked_again(write, monkeypatch):
    with monkeypatch.context() as broken:
        broken.setattr(tasks, "send", lambda *args, **kwargs: 1 / 0)
        comment = write(email=EMAIL, notify_replies=True)
        with pytest.raises(ZeroDivisionError):
            mail_question.call(comment.pk)
    mail_question.call(comment.pk)
    assert len(mail.outbox) == 1


def test_that_no_mail_can_be_sent_fails_no_request(write, monkeypatch, caplog):
    monkeypatch.setattr(signal_handlers, "wants_question", lambda comment: 1 / 0)
    assert write().is_published
    assert "could not be handed over" in caplog.text


def test_mail_speaks_the_language_of_the_page(write, page, monkeypatch):
    know()
    spoken = []
    monkeypatch.setattr(
        tasks, "send", lambda *args, **kwargs: spoken.append(tasks.translation.get_language())
    )
    locale, _created = Locale.objects.get_or_create(language_code="de")
    type(page).objects.filter(pk=page.pk).update(locale=locale)
    root = write(email=EMAIL, notify_replies=True)
    write(parent=root)
    assert spoken == ["de"]


# --- No more mail --------------------------------------------------------------------------------------------


@pytest.fixture
def stop(db):
    return stopping_path(READER, address_key(EMAIL))


def test_looking_at_the_link_stops_nothing_and_one_post_does(client, stop, write):
    know()
    assert "Yes, no more mail" in client.get(stop).content.decode()
    assert Correspondent.objects.get().may_be_written_to
    # What a mail program posts by itself.
    response = client.post(stop, {"List-Unsubscribe": "One-Click"})
    assert (response.status_code, "no more mail" in response.content.decode()) == (200, True)
    assert not Correspondent.objects.get().may_be_written_to
    root = write(email=EMAIL, notify_replies=True)
    write(parent=root)
    assert mail.outbox == []


def test_a_change_of_mind_brings_mail_back(client, stop):
    client.post(stop, {"List-Unsubscribe": "One-Click"})
    assert "You get mail again" in client.post(stop, {"again": "yes"}).content.decode()
    assert Correspondent.objects.get().stopped_at is None


def test_the_link_works_for_years_and_tells_no_address(client, stop):
    assert "ann" not in stop
    with time_machine.travel(timezone.now() + timedelta(days=2000)):
        assert client.post(stop).status_code == 200


@pytest.mark.parametrize("name", ["stop_mail", "confirm"])
def test_a_forged_link_does_nothing(client, db, name):
    for response in (
        client.get(reverse(f"reader_comments:{name}", args=["forged"])),
        client.post(reverse(f"reader_comments:{name}", args=["forged"])),
    ):
        assert (response.status_code, response.cookies) == (404, {})
    assert not Correspondent.objects.exists()


def test_erased_comments_send_no_mail(write):
    comment = write(email=EMAIL, notify_replies=True)
    Comment.objects.all().delete()
    for task in (mail_question, mail_reply, mail_published):
        task.call(comment.pk)
    assert len(mail.outbox) == 1


def test_a_moderator_ends_the_summaries_and_brings_them_back(client, moderator):
    address = stopping_path(DIGEST, moderator.pk)
    assert "summaries" in client.get(address).content.decode()
    client.post(address, {"List-Unsubscribe": "One-Click"})
    assert ModeratorMail.objects.get().digest == DigestFrequency.NEVER
    client.post(address, {"again": "yes"})
    assert ModeratorMail.objects.get().digest == DigestFrequency.DAILY
    assert client.post(stopping_path(DIGEST, 0)).status_code == 200
    assert not Correspondent.objects.exists()
