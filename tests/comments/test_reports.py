"""Readers report comments, without an account, a script or a cookie; nobody can silence what a person approved."""

import re
from datetime import timedelta

import pytest
import time_machine
from django.core.management import call_command
from django.db import OperationalError, connection
from django.urls import reverse
from django.utils import timezone
from wagtail.models import PageViewRestriction

from comments.models import (
    CareCase,
    Comment,
    CommentSettings,
    CommentThread,
    Conflict,
    Correspondent,
    ModerationEvent,
    Report,
)
from comments.models.correspondents import address_key
from comments.reporting import mail as by_mail
from comments.reporting.filing import file_report
from comments.reporting.mail import PAUSE, mail_receipt
from comments.states import Action, Attention, Role, Status, ThreadMode
from comments.submission import MAX_BYTES
from comments.tokens import sign
from tests.comments.test_sending import FORGED, OURS

SAID = {"reason": "hostile", "explanation": "", "name": "", "email": "", "good_faith": False}
LAWFUL = {"reason": "illegal", "explanation": "It names my neighbour.", "good_faith": "on"}


def report_address(comment):
    return reverse("reader_comments:report", args=[comment.public_id])


def token(comment):
    return sign("report", [comment.public_id, comment.revision])


def send(client, comment, headers=OURS, network="192.0.2.1", **fields):
    data = {"reason": "hostile", "token": token(comment)} | fields
    return client.post(report_address(comment), data, headers=headers, REMOTE_ADDR=network)


def report(comment, network="n", revision=None, **said):
    return file_report(comment, SAID | said, network, revision or comment.revision)


@pytest.fixture
def published(write):
    """A comment that the machine has published, and no moderator has read."""
    return write("Vile words", name="Vera")


# --- The form ------------------------------------------------------------------------------------------------


def test_each_comment_leads_to_a_form_that_needs_no_script_and_no_cookie(client, page, published):
    assert report_address(published) in client.get(page.url).content.decode()
    shown = client.get(report_address(published))
    html = shown.content.decode()
    assert ("Vile words" in html, "Vera" in html) == (True, True)
    assert html.count('type="radio"') == 7
    signed = re.search(r'name="token" value="([^"]+)"', html).group(1)
    sent = send(client, published, token=signed, explanation="Look at the second line.")
    assert (sent.status_code, Report.objects.get().explanation) == (302, "Look at the second line.")
    thanks = client.get(sent.url)
    assert "A moderator will read your report" in thanks.content.decode()
    for answer in (shown, sent, thanks):
        assert (answer.cookies, "cookie" in answer.headers.get("Vary", "").lower()) == ({}, False)
    assert {answer.headers["X-Robots-Tag"] for answer in (shown, thanks)} == {"noindex"}
    published.refresh_from_db()
    assert (published.open_reports, published.attention) == (1, Attention.REPORTED)
    assert list(Comment.objects.waiting()) == [published]


def test_what_is_missing_is_said_at_its_field_and_nothing_typed_is_lost(client, published):
    """Each line: what is sent, and the fields at which something is said."""
    table = [
        ({"reason": ""}, {"reason"}),
        ({"reason": "boring"}, {"reason"}),
        ({"email": "wrong"}, {"email"}),
        ({"email": "x" * 250 + "@example.org"}, {"email"}),
        ({"explanation": "x" * 2001}, {"explanation"}),
        ({"name": "x" * 61}, {"name"}),
        ({"reason": "illegal"}, {"explanation", "good_faith"}),
        (LAWFUL | {"explanation": " \x07 "}, {"explanation"}),
        (LAWFUL | {"explanation": "x" * 2001}, {"explanation"}),
        (LAWFUL | {"good_faith": ""}, {"good_faith"}),
    ]
    wrong = []
    for fields, expected in table:
        answer = send(client, published, **({"name": "Neighbour Ned"} | fields))
        html = answer.content.decode()
        found = set(re.findall(r'class="comment-error" id="report-(\w+)_error"', html))
        kept = fields.get("explanation", "").strip() in html and fields.get("name", "Neighbour Ned") in html
        if (answer.status_code, found, kept) != (422, expected, True):
            wrong.append((fields, answer.status_code, found, kept))
    assert not wrong
    assert not Report.objects.exists()


def test_a_breach_of_the_law_is_reported_with_what_the_law_asks_for(client, published):
    send(client, published, **LAWFUL, name="Ned\u202e ", email="Ned@Example.org")
    found = Report.objects.get()
    assert (found.reason, found.name, found.email, found.good_faith) == (
        "illegal",
        "Ned",
        "ned@example.org",
        True,
    )


@pytest.mark.parametrize("headers", FORGED)
def test_a_form_on_another_site_reports_nothing_and_loses_nothing(client, published, headers):
    answer = send(client, published, headers=headers, explanation="My words")
    assert (answer.status_code, "My words" in answer.content.decode()) == (403, True)
    assert not Report.objects.exists()


def test_a_form_that_is_not_ours_or_too_old_is_shown_again_with_its_words(client, page, published, write):
    with time_machine.travel("2020-01-01"):
        old = token(published)
    for signed in ("", "x", old, token(write("another")), sign("erase", [published.public_id, 1])):
        answer = send(client, published, token=signed, explanation="My words")
        html = answer.content.decode()
        assert (answer.status_code, "My words" in html, "open for a long time" in html) == (409, True, True)
    assert not Report.objects.exists()


def test_what_is_no_form_is_refused_unread(client, published):
    address = report_address(published)
    assert client.post(address, {"explanation": "x" * (MAX_BYTES + 1)}, headers=OURS).status_code == 413
    assert client.post(address, "{}", content_type="application/json", headers=OURS).status_code == 413
    assert client.put(address).status_code == 405


def test_the_form_shows_nothing_that_readers_do_not_see(client, page, published, write, moderator):
    for status in (Status.PENDING, Status.HIDDEN, Status.REJECTED, Status.SPAM, Status.WITHDRAWN):
        comment = write("secret words", status, name="Secret")
        assert client.get(report_address(comment)).status_code == 404
        assert "ecret" not in send(client, comment, reason="").content.decode()
    CommentThread.objects.update(mode=ThreadMode.OFF)
    assert client.get(report_address(published)).status_code == 404
    CommentThread.objects.update(mode=ThreadMode.OPEN)
    PageViewRestriction.objects.create(page=page, restriction_type="login")
    assert client.get(report_address(published)).status_code == 404
    assert client.get(reverse("reader_comments:report", args=["nothing"])).status_code == 404


def test_one_network_waits_after_twenty_and_loses_nothing(client, published):
    rows = [Report(comment=published, network_key="other", reason="other") for _ in range(20)]
    Report.objects.bulk_create(rows)
    assert send(client, published).status_code == 302
    Report.objects.update(network_key=Report.objects.latest("pk").network_key)
    answer = send(client, published, explanation="My words")
    assert (answer.status_code, "My words" in answer.content.decode()) == (429, True)
    assert 0 < int(answer.headers["Retry-After"]) <= 600
    assert send(client, published, network="198.51.100.1").status_code == 302


def test_without_a_database_a_report_comes_back_whole(client, published):
    def gone(*args):
        raise OperationalError("the server closed the connection unexpectedly")

    for words in ("My\nwords", ""):
        with connection.execute_wrapper(gone):
            answer = send(client, published, explanation=words, reason="about_me")
        html = answer.content.decode()
        assert (answer.status_code, f"\n{words}</textarea>" in html) == (503, True)
        assert 'name="explanation"' in html
        assert 'name="reason" value="about_me"' in html
    assert send(client, published).status_code == 302


# --- One report for one network and text ---------------------------------------------------------------------


def test_the_same_network_adds_to_its_report(published):
    report(published, explanation="First.")
    report(published, explanation="First.")
    report(published, reason="about_me", explanation="Second.", name="Bea", email="b@example.org")
    found = Report.objects.get()
    assert found.explanation == "First.\n\nThis is about me. Second."
    assert (found.reason, found.name, found.email) == ("hostile", "Bea", "b@example.org")
    report(published, explanation="x" * 7000)
    found.refresh_from_db()
    assert "xxx" not in found.explanation
    published.refresh_from_db()
    assert published.open_reports == 1


def test_somebody_with_another_address_has_a_report_of_their_own(published):
    for address in ("b@example.org", "c@example.org", "b@example.org", ""):
        report(published, email=address)
    assert Report.objects.count() == 2


def test_a_new_text_can_be_reported_anew(published):
    report(published)
    report(published, revision=2)
    assert Report.objects.count() == 2


@pytest.mark.parametrize("status", [Status.REJECTED, Status.SPAM, Status.WITHDRAWN, Status.PENDING])
def test_a_comment_that_was_taken_away_meanwhile_needs_no_report(client, write, status):
    comment = write("gone", status)
    assert (send(client, comment).status_code, Report.objects.count()) == (302, 0)


# --- Many reports --------------------------------------------------------------------------------------------


def test_reports_from_three_networks_hide_what_no_person_has_approved(published, client, page):
    for network in ("a", "a", "b"):
        report(published, network, email=f"{network}{Report.objects.count()}@example.org")
    assert published.is_published
    report(published, "c")
    assert published.status == Status.HIDDEN
    event = ModerationEvent.objects.latest("pk")
    assert (event.role, event.actor, event.new) == (Role.SYSTEM, None, Status.HIDDEN)
    assert "Vile words" not in client.get(page.url).content.decode()
    assert list(Comment.objects.waiting()) == [published]
    assert report(published, "d") is not None
    assert published.open_reports == 5


def test_what_a_person_approved_stays_however_many_object(published, moderator):
    published.transition(Status.PUBLISHED, moderator, "", published.version)
    for network in range(12):
        report(published, str(network))
    assert (published.status, published.attention) == (Status.PUBLISHED, Attention.REPORTED)


def test_a_later_text_is_not_the_approved_one(published, moderator):
    published.transition(Status.PUBLISHED, moderator, "", published.version)
    Comment.objects.update(revision=2)
    for network in range(3):
        report(published, str(network), revision=1)
    assert published.is_published
    for network in range(3):
        report(published, str(network), revision=2)
    assert published.status == Status.HIDDEN


def test_neither_worry_nor_old_reports_nor_what_we_say_ourselves_is_hidden(published, write, moderator):
    for network in range(5):
        report(published, str(network), reason="distress")
    ours = write("Our answer", by_staff=True)
    for network in range(5):
        report(ours, str(network))
    assert (published.is_published, ours.is_published) == (True, True)


def test_the_site_chooses_how_many(published, page):
    CommentSettings.objects.create(site=page.get_site(), report_threshold=2)
    report(published, "a")
    report(published, "b")
    assert published.status == Status.HIDDEN


def test_worry_about_a_person_is_looked_after_before_all_else(client, published):
    sent = send(client, published, reason="distress")
    published.refresh_from_db()
    assert (CareCase.objects.get().comment, published.attention) == (published, Attention.CARE)
    answer = client.get(sent.url).content.decode()
    assert "reads this comment before all others" in answer
    assert "local emergency number" in answer
    assert "Here people listen" in answer
    assert 'href="tel:' in client.get(sent.url, headers={"accept-language": "en-GB"}).content.decode()
    CommentSettings.objects.create(site=published.thread.page.get_site(), contact="mail@example.org")
    assert "mail@example.org" in client.get(sent.url).content.decode()


def test_who_is_in_distress_while_reporting_finds_help_whatever_becomes_of_the_report(client, published):
    words = "I want to kill myself because of this."
    missing = send(client, published, reason="", explanation=words)
    sent = send(client, published, explanation=words)
    thanks = client.get(sent.url)
    for answer in (missing, thanks):
        html = answer.content.decode()
        assert "you do not have to carry it alone" in html
        assert "no-store" in answer.headers["Cache-Control"]
    published.refresh_from_db()
    assert (published.attention, published.is_published) == (Attention.CARE, True)


# --- A decision answers them ---------------------------------------------------------------------------------


def test_a_decision_answers_the_reports_and_taking_it_back_asks_again(published, moderator):
    """Each line: what the moderator does, and whether the reports were right."""
    wrong = []
    for to, upheld in ((Status.PUBLISHED, False), (Status.REJECTED, True), (Status.HIDDEN, True)):
        report(published, str(to))
        number = published.open_reports
        event = published.transition(to, moderator, "", published.version)
        answered = set(
            Report.objects.filter(closed_at=published.status_since).values_list("upheld", flat=True)
        )
        if (answered, published.open_reports, published.attention) != ({upheld}, 0, Attention.NONE):
            wrong.append((to, answered, published.open_reports))
        published.undo(event, moderator, published.version)
        if (published.open_reports, published.attention) != (number, Attention.REPORTED):
            wrong.append((to, "undone", published.open_reports))
    assert not wrong
    assert not Report.objects.exclude(closed_at=None, upheld=None).exists()


def test_taking_one_decision_back_leaves_the_answers_of_another(published, moderator):
    report(published, "a")
    published.transition(Status.PUBLISHED, moderator, "", published.version)
    report(published, "b")
    event = published.transition(Status.PUBLISHED, moderator, "", published.version)
    published.undo(event, moderator, published.version)
    assert (Report.objects.open().get().network_key, published.open_reports) == ("b", 1)


@pytest.mark.parametrize("action", [Action.REDACT, Action.CONTEXT])
def test_whoever_reported_is_right_where_the_text_was_mended(published, moderator, action):
    report(published)
    ModerationEvent.record(
        published, published.status, published.version, Role.MODERATOR, moderator, action=action
    )
    published.transition(Status.PUBLISHED, moderator, "", published.version)
    assert Report.objects.get().upheld is True


def test_its_author_can_end_it_too(published):
    report(published)
    published.transition(Status.WITHDRAWN, Role.AUTHOR, "", published.version)
    found = Report.objects.get()
    assert (found.closed_at is None, found.upheld, published.attention) == (False, None, Attention.NONE)


def test_a_moderator_who_saw_no_reports_yet_still_decides(published, moderator):
    version = published.version
    report(published)
    published.transition(Status.HIDDEN, moderator, "", version)
    with pytest.raises(Conflict):
        published.transition(Status.PUBLISHED, moderator, "", version)


# --- Mail ----------------------------------------------------------------------------------------------------


def test_whoever_leaves_an_address_is_told_twice_and_then_forgotten(
    published, moderator, mailoutbox, django_capture_on_commit_callbacks
):
    with django_capture_on_commit_callbacks(execute=True):
        report(published, email="ned@example.org", explanation="Secret explanation", name="Ned")
        report(published, email="ned@example.org", explanation="More")
    (receipt,) = mailoutbox
    assert receipt.to == ["ned@example.org"]
    assert receipt.subject == "We have your report about a comment on “Sleeping better”"
    assert f"http://localhost/comments/{published.public_id}/" in receipt.body
    published.transition(Status.REJECTED, moderator, "hostile", published.version)
    call_command("tell_reporters", stdout=None)
    assert len(mailoutbox) == 1
    with time_machine.travel(timezone.now() + PAUSE + timedelta(seconds=1)):
        call_command("tell_reporters")
        call_command("tell_reporters")
    (_, outcome) = mailoutbox
    assert "The comment is no longer shown." in outcome.body
    for mail in mailoutbox:
        assert "Secret" not in mail.body
        assert "Vile" not in mail.body
    assert Report.objects.get().email == ""


def test_the_outcome_in_words(published, moderator, mailoutbox):
    """Each line: what is stored of the report and the comment, and what its sender reads."""
    CommentSettings.objects.create(site=published.thread.page.get_site(), contact="mail@example.org")
    table = [
        (None, Status.WITHDRAWN, "its author has removed it"),
        (True, Status.PUBLISHED, "changed what readers see"),
        (True, Status.REJECTED, "no longer shown"),
        (False, Status.PUBLISHED, "the comment stays"),
    ]
    for upheld, status, _words in table:
        Comment.objects.update(status=status)
        published.reports.create(email="a@example.org", closed_at=timezone.now() - PAUSE, upheld=upheld)
        call_command("tell_reporters")
    assert [words in mail.body for (*_, words), mail in zip(table, mailoutbox, strict=True)] == [True] * 4
    assert all("mail@example.org" in mail.body for mail in mailoutbox)


def test_nobody_who_asked_for_no_mail_gets_any(published, mailoutbox):
    Correspondent.objects.create(address_key=address_key("ned@example.org"), stopped_at=timezone.now())
    found = published.reports.create(email="ned@example.org", closed_at=timezone.now() - PAUSE)
    mail_receipt.enqueue(found.pk)
    call_command("tell_reporters")
    assert mailoutbox == []


def test_nobodys_mailbox_is_filled_by_somebody_else(published, write, mailoutbox):
    for number in range(5):
        found = published.reports.create(email="victim@example.org", network_key=str(number))
        mail_receipt.enqueue(found.pk)
    assert len(mailoutbox) == 3


def test_no_mail_is_sent_about_a_report_that_is_gone(published, mailoutbox):
    mail_receipt.enqueue(published.reports.create(email="").pk)
    mail_receipt.enqueue(999)
    assert mailoutbox == []


def test_what_another_process_tells_meanwhile_is_told_once(published, mailoutbox, monkeypatch):
    for number in range(2):
        closed = timezone.now() - PAUSE - timedelta(minutes=number)
        published.reports.create(email=f"{number}@example.org", closed_at=closed, upheld=False)
    really_send = by_mail.send

    def send_while_another_tells(*args):
        Report.objects.filter(email="0@example.org").update(email="")
        really_send(*args)

    monkeypatch.setattr(by_mail, "send", send_while_another_tells)
    assert by_mail.tell_outcomes(timezone.now()) == 1
    assert [message.to for message in mailoutbox] == [["1@example.org"]]


def test_a_mail_server_that_fails_loses_no_answer(published, mailoutbox, monkeypatch):
    published.reports.create(email="ned@example.org", closed_at=timezone.now() - PAUSE, upheld=False)
    with monkeypatch.context() as broken:
        broken.setattr(by_mail, "send", lambda *args: 1 / 0)
        with pytest.raises(ZeroDivisionError):
            by_mail.tell_outcomes(timezone.now())
    assert by_mail.tell_outcomes(timezone.now()) == 1
