"""A copy of one's data and its end, without an account."""

import json

import pytest
from django.core import mail
from django.core.cache import cache
from django.urls import reverse
from django.utils import timezone
from wagtail.models import Page

from comments.links import address_beside
from comments.models import (
    CareCase,
    Comment,
    CommentNote,
    CommentRevision,
    Correspondent,
    Report,
    ReportReason,
)
from comments.models.correspondents import address_key
from comments.privacy import asking
from comments.privacy.belongings import Belongings
from comments.states import Status
from comments.tokens import receipt_for

pytestmark = pytest.mark.django_db

ASK = "reader_comments:your_data"
EMAIL = "ann@example.org"


@pytest.fixture
def comment(write):
    return write("My knee <b>hurts</b>", name="Ann", email=EMAIL)


def link_in(message):
    return next(line for line in message.body.splitlines() if "/your-data/" in line)


def path_of(proof, form=""):
    if form:
        return reverse("reader_comments:belongings_copy", args=[proof, form])
    return reverse("reader_comments:belongings", args=[proof])


def test_from_the_question_to_nothing_left(client, comment):
    answer = client.get(reverse(ASK))
    assert "Send me the link" in answer.content.decode()
    client.post(reverse(ASK), {"email": "Ann@Example.org"})
    (message,) = mail.outbox
    assert (message.to, EMAIL in message.body, "knee" in message.body) == ([EMAIL], False, False)
    link = link_in(message)
    shown = client.get(link)
    for expected in ("My knee &lt;b&gt;hurts", "Ann", "Erase"):
        assert expected in shown.content.decode()
    # Looking, and posting without the box, changes nothing.
    assert client.post(link).status_code == 422
    assert Comment.objects.exists()
    done = client.post(link, {"sure": "yes"})
    assert "gone from our database" in done.content.decode()
    assert not Comment.objects.exists()
    assert client.get(link).status_code == client.post(link, {"sure": "yes"}).status_code == 404


def test_every_address_gets_the_same_answer(client, comment):
    answers = []
    for email in (EMAIL, "nobody@example.org"):
        response = client.post(reverse(ASK), {"email": email})
        answers.append((response.status_code, response.content.decode().replace(email, "ADDRESS")))
    assert answers[0] == answers[1]
    assert [message.to for message in mail.outbox] == [[EMAIL], ["nobody@example.org"]]
    assert "We keep nothing under it" in mail.outbox[1].body
    assert not Correspondent.objects.exists()


def test_a_failing_mail_server_tells_nothing(client, comment, monkeypatch, caplog):
    monkeypatch.setattr(asking, "send", lambda *args: 1 / 0)
    assert client.post(reverse(ASK), {"email": EMAIL}).status_code == 200
    assert "could not be sent" in caplog.text


@pytest.mark.parametrize("typed", ["", "ann", "ann@example.org\nBcc: x@example.org", "a\0@example.org"])
def test_what_is_no_address_comes_back_with_what_to_do(client, typed):
    response = client.post(reverse(ASK), {"email": typed})
    answer = response.content.decode()
    assert (response.status_code, 'class="comment-error"' in answer, mail.outbox) == (422, True, [])


def test_nobodys_mailbox_is_filled(client):
    for _ in range(5):
        response = client.post(reverse(ASK), {"email": EMAIL})
    assert (response.status_code, len(mail.outbox)) == (200, asking.MAILS_PER_ADDRESS_AND_DAY)


def test_one_network_asks_a_few_times_an_hour(client, monkeypatch):
    monkeypatch.setattr(asking, "QUESTIONS_PER_NETWORK_AND_HOUR", 2)
    for number in range(2):
        client.post(reverse(ASK), {"email": f"{number}@example.org"})
    response = client.post(reverse(ASK), {"email": "kept@example.org"})
    answer = response.content.decode()
    assert (response.status_code, "kept@example.org" in answer, "in an hour" in answer) == (429, True, True)
    assert len(mail.outbox) == 2


def test_without_a_cache_nobody_is_written_to(client, monkeypatch):
    monkeypatch.setattr(cache, "add", lambda *args: 1 / 0)
    assert client.post(reverse(ASK), {"email": EMAIL}).status_code == 429
    assert mail.outbox == []


def test_a_forged_host_leads_no_link_elsewhere(client, comment, settings):
    settings.ALLOWED_HOSTS = ["*"]
    client.post(reverse(ASK), {"email": EMAIL}, headers={"Host": "evil.example"})
    assert "evil.example" not in mail.outbox[0].body


def test_a_receipt_opens_its_one_comment(client, comment, write):
    other = write("Other words", email=EMAIL)
    page = client.get(
        reverse("reader_comments:receipt", args=[receipt_for(comment.public_id)])
    ).content.decode()
    address = path_of(receipt_for(comment.public_id))
    assert address in page
    shown = client.get(address).content.decode()
    assert ("My knee" in shown, "Other words" in shown) == (True, False)
    client.post(address, {"sure": "yes"})
    assert list(Comment.objects.all()) == [other]
    assert "We keep nothing any more" in client.get(address).content.decode()


def full(comment, moderator):
    """Hang on a comment all that can be kept about it."""
    Comment.objects.filter(pk=comment.pk).update(
        findings=[{"kind": "hold", "code": "x", "message": "Many came."}],
        context_note="Editors say",
        network_key="network-key",
        notify_replies=True,
        notify_decision=True,
    )
    CommentRevision.objects.create(comment=comment, number=1, body="Earlier words")
    CommentNote.objects.create(comment=comment, text="Noted", author_label="Secret Moderator")
    CareCase.objects.create(comment=comment, tier=2, due_at=timezone.now())
    comment.transition(Status.HIDDEN, moderator, "harmful", comment.version)
    Report.objects.create(
        comment=comment,
        reason=ReportReason.ABOUT_ME,
        explanation="It is me",
        email=EMAIL,
        name="Reporting",
        network_key="report-key",
    )
    Correspondent.objects.create(address_key=address_key(EMAIL), confirmed_at=timezone.now())


KEPT = (
    "My knee", "Ann", EMAIL, "Earlier words", "Many came.", "Editors say", "network-key", "Noted", "It is me",
    "Reporting", "Sleeping better", "hidden", "Following it could harm somebody",
)  # fmt: skip


def test_the_copy_holds_everything_in_both_forms(client, comment, moderator):
    full(comment, moderator)
    proof = Belongings(address=EMAIL).proof()
    data = client.get(path_of(proof, "json"))
    page = client.get(path_of(proof, "html"))
    screen = client.get(path_of(proof)).content.decode()
    for answer in (data, page):
        assert answer["Content-Disposition"].startswith("attachment")
    for text in (data.content.decode(), page.content.decode(), screen):
        assert [word for word in KEPT if word not in text] == []
        assert "Secret Moderator" not in text
    parsed = json.loads(data.content)
    assert parsed["comments"][0]["text"] == "My knee <b>hurts</b>"
    assert parsed["mail"]["confirmed_at"]


def test_the_number_of_queries_does_not_grow_with_the_comments(client, write, django_assert_max_num_queries):
    root = write("root", email=EMAIL)
    proof = Belongings(address=EMAIL).proof()
    with django_assert_max_num_queries(30) as few:
        client.get(path_of(proof))
    for _ in range(5):
        write("more", email=EMAIL, parent=root)
    # The parents come in one more.
    with django_assert_max_num_queries(len(few.captured_queries) + 1):
        client.get(path_of(proof))


def test_who_stopped_mail_and_whose_text_is_gone_are_told_so(client, comment):
    Correspondent.objects.create(address_key=address_key(EMAIL), stopped_at=timezone.now())
    Comment.objects.update(body="", html="", name="")
    shown = client.get(path_of(Belongings(address=EMAIL).proof())).content.decode()
    assert ("no more mail" in shown, "no longer kept" in shown) == (True, True)


@pytest.mark.parametrize("method", ["get", "post"])
def test_a_forged_link_opens_nothing(client, comment, method):
    response = getattr(client, method)(path_of("forged:proof"), {"sure": "yes"})
    assert (response.status_code, Comment.objects.count()) == (404, 1)
    assert "Ask for a new link" in response.content.decode()
    assert client.get(path_of("forged", "json")).status_code == 404


def test_nobody_caches_lists_or_passes_on_what_is_private(client, comment):
    proof = Belongings(address=EMAIL).proof()
    for address in (reverse(ASK), path_of(proof), path_of(proof, "json"), path_of(proof, "html")):
        response = client.get(address)
        assert "no-store" in response["Cache-Control"]
        assert (response["X-Robots-Tag"], response["Referrer-Policy"]) == ("noindex", "no-referrer")
        assert not response.cookies


def test_hostile_words_stay_words(client, write):
    write("<script>alert(1)</script>", name="<img src=x>", email=EMAIL)
    proof = Belongings(address=EMAIL).proof()
    for address in (path_of(proof), path_of(proof, "html")):
        answer = client.get(address).content.decode()
        assert ("<script>alert" in answer, "<img src=x>" in answer) == (False, False)


def test_a_page_of_no_site_has_bare_addresses(page):
    assert address_beside(page, "/x") == "http://localhost/x"
    assert address_beside(Page.get_first_root_node(), "/x") == "/x"
