"""Sites that ask for a confirmed address: what waits for it, what follows, and what does not wait."""

import re
from datetime import timedelta

import pytest
import time_machine
from django.core import mail
from django.utils import timezone

from comments.models import Comment, CommentSettings, CommentThread, Correspondent
from comments.models.correspondents import address_key
from comments.notifications.confirming import confirm, waiting_under
from comments.states import Status, ThreadMode
from comments.tokens import FormToken

pytestmark = pytest.mark.django_db

EMAIL = "ann@example.org"
SCRIPT = {"accept": "application/json", "origin": "http://testserver"}
DISTRESS = "I want to kill myself tonight."


@pytest.fixture
def asks(page):
    """The site asks for a confirmed address."""
    CommentSettings.objects.create(site=page.get_site(), requires_confirmed_address=True)


@pytest.fixture
def send(client, page, address, asks, open_thread, django_capture_on_commit_callbacks):
    def send(body="Thank you, this helped me a lot.", **fields):
        token = FormToken.issue(page.pk, opened=timezone.now().timestamp() - 30).signed()
        with django_capture_on_commit_callbacks(execute=True):
            return client.post(
                address, {"body": body, "email": EMAIL, "token": token} | fields, headers=SCRIPT
            )

    return send


def link():
    return re.search(r"http://localhost(/\S*mail/confirm/\S+)", mail.outbox[-1].body).group(1)


def follow(client, url):
    """Open the page and press its button."""
    shown = re.findall(r'name="comment"\s+value="([^"]+)"', client.get(url).content.decode())
    return client.post(url, {"comment": shown})


def test_a_comment_waits_for_its_address_and_then_appears(client, send):
    response = send("Thank you for these **words**.")
    comment = Comment.objects.get()
    assert (response.json()["outcome"], comment.status, comment.attention) == (
        "unconfirmed",
        "unconfirmed",
        0,
    )
    assert "words" not in mail.outbox[0].body
    # A program that looks at links changes nothing.
    assert "<strong>words</strong>" in client.get(link()).content.decode()
    comment.refresh_from_db()
    assert comment.status == Status.UNCONFIRMED
    done = follow(client, link())
    comment.refresh_from_db()
    assert (comment.status, "is published" in done.content.decode()) == (Status.PUBLISHED, True)
    assert Correspondent.objects.get().confirmed_at is not None
    assert comment.last_event().role == "author"


def test_what_a_check_held_goes_to_a_person_after_it(client, send, open_thread):
    send("Look at https://a.example and https://b.example and https://c.example and https://d.example")
    assert Comment.objects.get().status == Status.UNCONFIRMED
    assert "A person will read it" in follow(client, link()).content.decode()
    assert Comment.objects.get().status == Status.PENDING


def test_a_page_that_is_read_first_by_now_holds_it(client, send):
    send()
    CommentThread.objects.update(mode=ThreadMode.PRE_MODERATED)
    follow(client, link())
    assert Comment.objects.get().status == Status.PENDING


def test_an_answer_to_what_is_gone_goes_to_a_person(client, send, write_open, moderator):
    root = write_open()
    send(parent=root.public_id)
    root.refresh_from_db()
    root.transition(Status.HIDDEN, moderator, "", root.version)
    follow(client, link())
    assert Comment.objects.get(parent=root).status == Status.PENDING


@pytest.fixture
def write_open(open_thread):
    def write():
        comment = Comment(thread=open_thread, name="Root")
        comment.write("Root")
        comment.submit(Status.PUBLISHED)
        return comment

    return write


def test_one_link_confirms_what_was_shown_and_nothing_that_came_later(client, send):
    send("The first comment of the day.")
    send("The second comment of the day.")
    assert len(mail.outbox) == 1
    page = client.get(link()).content.decode()
    assert ("The first" in page, "The second" in page) == (True, True)
    shown = re.findall(r'name="comment"\s+value="([^"]+)"', page)
    send("A third one, by somebody else under this address.")
    client.post(link(), {"comment": shown})
    statuses = list(Comment.objects.order_by("pk").values_list("status", flat=True))
    assert statuses == ["published", "published", "unconfirmed"]


def test_a_known_address_is_asked_again_for_anybody_can_type_it(client, send):
    send()
    follow(client, link())
    with time_machine.travel(timezone.now() + timedelta(days=2)):
        send("Another comment under this address.")
    assert (len(mail.outbox), Comment.objects.last().status) == (2, "unconfirmed")


def test_confirming_twice_is_harmless(client, send):
    send()
    key = address_key(EMAIL)
    ids = [comment.public_id for comment in waiting_under(key)]
    follow(client, link())
    assert confirm(key, ids, timezone.now()) == []
    assert "Yes, this is my address" in client.get(link()).content.decode()


def test_two_clicks_at_the_same_moment_do_it_once(send, monkeypatch):
    send()
    key, stale = address_key(EMAIL), list(waiting_under(address_key(EMAIL)))
    confirm(key, [stale[0].public_id], timezone.now())
    monkeypatch.setattr("comments.notifications.confirming.waiting_under", lambda key: stale)
    confirm(key, [stale[0].public_id], timezone.now())
    assert Comment.objects.get().events.count() == 2


def test_the_link_ends_after_seven_days(client, send):
    send()
    url = link()
    with time_machine.travel(timezone.now() + timedelta(days=8)):
        assert client.get(url).status_code == client.post(url).status_code == 404
    assert Comment.objects.get().status == Status.UNCONFIRMED


def test_without_an_address_the_form_asks_for_one_and_keeps_the_text(client, send, address):
    response = send(email="")
    assert (response.status_code, "email" in response.json()["errors"]) == (422, True)
    assert not Comment.objects.exists()


def test_nobody_in_distress_waits_for_a_mail(client, send):
    for fields in ({"email": EMAIL}, {"email": ""}):
        response = send(DISTRESS, **fields)
        assert response.json()["outcome"] == "care", fields
        assert Comment.objects.get().status == Status.PENDING
        Comment.objects.all().delete()


def test_an_address_that_wants_no_mail_gets_none_and_a_person_reads(client, send):
    Correspondent.objects.create(address_key=address_key(EMAIL), stopped_at=timezone.now())
    send()
    assert (Comment.objects.get().status, mail.outbox) == (Status.PENDING, [])


def test_other_sites_ask_for_nothing(client, page, address, open_thread):
    token = FormToken.issue(page.pk, opened=timezone.now().timestamp() - 30).signed()
    client.post(address, {"body": "Thank you, this helped.", "token": token}, headers=SCRIPT)
    assert Comment.objects.get().status == Status.PUBLISHED
