"""Sending a comment, with and without the script, by readers and by people who mean no good."""

import re

import pytest
import time_machine
from django.core.cache import cache
from django.db import IntegrityError
from django.urls import reverse
from django.utils import timezone

from comments import limits, pipeline, posting
from comments.checks.check import Check, Phase
from comments.findings import Kind
from comments.forms import HONEYPOT
from comments.models import Comment, CommentSettings, CommentThread
from comments.states import CareTier, Status, ThreadMode
from comments.submission import MAX_BYTES, Submission
from comments.tokens import FormToken, page_key

TEXT = "This helped me a great deal."
OURS = {"origin": "http://testserver"}
SCRIPT = OURS | {"accept": "application/json"}


def token(page, opened=None):
    return FormToken.issue(page.pk, opened=opened or timezone.now().timestamp() - 30).signed()


def hidden(html, name):
    found = re.search(rf'<input type="hidden"\s+name="{name}"\s+value="([^"]*)"', html)
    return found.group(1) if found else None


def send_by_script(client, address, page, **fields):
    data = {"body": TEXT, "name": "Ann", "token": token(page)} | fields
    return client.post(address, data, headers=SCRIPT)


def send_by_pages(client, address, **fields):
    """Send as a browser without the script does: preview, then confirm."""
    preview = client.post(address, {"body": TEXT, "name": "Ann"} | fields, headers=OURS)
    confirmed = {"body": TEXT, "name": "Ann", "token": hidden(preview.content.decode(), "token")} | fields
    return preview, client.post(address, confirmed, headers=OURS)


# --- Without the script --------------------------------------------------------------------------------------


def test_without_the_script_a_comment_is_previewed_confirmed_and_receipted(client, page, address):
    preview, confirmed = send_by_pages(client, address, body="Hello *you*\n\nagain", email="ann@example.org")
    assert (preview.status_code, Comment.objects.count()) == (200, 1)
    assert "<p>Hello <em>you</em></p>" in preview.content.decode()
    assert (confirmed.status_code, confirmed.headers["Location"].startswith("/")) == (303, True)
    comment = Comment.objects.get()
    assert (comment.body, comment.name, comment.email, comment.status) == (
        "Hello *you*\n\nagain",
        "Ann",
        "ann@example.org",
        Status.PENDING,
    )
    receipt = client.get(confirmed.headers["Location"])
    assert "Awaiting review" in receipt.content.decode()
    assert "no-store" in receipt.headers["Cache-Control"]
    assert receipt.headers["X-Robots-Tag"] == "noindex"
    assert receipt.headers["Referrer-Policy"] == "no-referrer"


def test_a_preview_stores_nothing(client, page, address):
    client.post(address, {"body": TEXT}, headers=OURS)
    assert not Comment.objects.exists()


def test_changing_the_text_after_the_preview_shows_the_preview_again(client, address):
    preview = client.post(address, {"body": TEXT}, headers=OURS).content.decode()
    for changed in (
        {"body": "Other words"},
        {"body": TEXT, "name": "Bea"},
        {"body": TEXT, "email": "a@b.org"},
    ):
        again = client.post(address, changed | {"token": hidden(preview, "token")}, headers=OURS)
        assert again.status_code == 200
    assert not Comment.objects.exists()


def test_confirming_twice_leads_to_the_first_receipt(client, address):
    preview = client.post(address, {"body": TEXT}, headers=OURS).content.decode()
    sent = {"body": TEXT, "token": hidden(preview, "token")}
    first, second = (client.post(address, sent, headers=OURS) for _ in range(2))
    assert first.headers["Location"] == second.headers["Location"]
    assert Comment.objects.count() == 1


def test_a_refused_text_comes_back_whole(client, address):
    for_ever = "word " * 1100
    response = client.post(address, {"body": for_ever, "name": "Ann", "email": "wrong"}, headers=OURS)
    answer = response.content.decode()
    assert response.status_code == 422
    assert for_ever.strip() in answer
    assert "at most 5000 fit" in answer
    assert "This does not look like an e-mail address" in answer
    assert 'value="Ann"' in answer


def test_a_forged_preview_is_only_another_preview(client, page, address):
    for forged in ("", "x", token(page), FormToken.issue(page.pk + 1, seen="x").signed()):
        response = client.post(address, {"body": TEXT, "token": forged}, headers=OURS)
        assert response.status_code == 200
    assert not Comment.objects.exists()


def test_closing_between_preview_and_confirmation_keeps_the_text(client, page, address):
    preview = client.post(address, {"body": TEXT}, headers=OURS).content.decode()
    CommentThread.objects.create(page=page, mode=ThreadMode.CLOSED)
    CommentSettings.objects.create(site=page.get_site(), contact="mail@example.org")
    response = client.post(address, {"body": TEXT, "token": hidden(preview, "token")}, headers=OURS)
    answer = response.content.decode()
    assert response.status_code == 403
    for expected in ("Comments are closed here", TEXT, "mail@example.org"):
        assert expected in answer


def test_the_form_has_a_page_of_its_own_for_answers(client, page, address, write):
    parent = write("What I **said**")
    answer = client.get(address, {"parent": parent.public_id}).content.decode()
    assert "Your answer to" in answer
    assert "What I <strong>said</strong>" in answer
    assert hidden(answer, "parent") == parent.public_id
    _, confirmed = send_by_pages(client, address, parent=parent.public_id)
    reply = Comment.objects.latest("pk")
    assert (confirmed.status_code, reply.parent, reply.root, reply.seq) == (303, parent, parent, 1)


def test_an_answer_to_an_answer_joins_the_same_conversation(client, page, address, write):
    root = write("root")
    reply = write("reply", parent=root)
    send_by_pages(client, address, parent=reply.public_id)
    deeper = Comment.objects.latest("pk")
    assert (deeper.parent, deeper.root, deeper.seq) == (reply, root, 2)


@pytest.mark.parametrize("status", [Status.PENDING, Status.REJECTED, Status.HIDDEN, Status.SPAM])
def test_an_unpublished_comment_is_neither_shown_nor_answered(client, page, address, write, status):
    parent = write("unpublished words", status)
    assert "unpublished words" not in client.get(address, {"parent": parent.public_id}).content.decode()
    response = send_by_script(client, address, page, parent=parent.public_id)
    assert (response.status_code, "is gone" in response.content.decode()) == (422, True)
    again = client.post(address, {"body": TEXT, "parent": parent.public_id}, headers=OURS).content.decode()
    assert ("unpublished words" in again, TEXT in again, hidden(again, "parent")) == (False, True, "")


# --- With the script -----------------------------------------------------------------------------------------


def test_with_the_script_the_answer_comes_in_place(client, page, address):
    response = send_by_script(client, address, page)
    data = response.json()
    assert (response.status_code, data["outcome"]) == (202, "held")
    assert "A person will read it" in data["html"]
    receipt = client.get(reverse("reader_comments:receipt", args=[data["receipt"]]), headers=SCRIPT).json()
    assert (receipt["state"], TEXT in receipt["html"]) == ("waiting", True)


def test_an_open_page_publishes_at_once(client, page, address, open_thread):
    response = send_by_script(client, address, page)
    assert (response.status_code, response.json()["outcome"]) == (201, "published")
    assert TEXT in client.get(page.url).content.decode()


def test_errors_are_named_by_field(client, page, address):
    response = send_by_script(client, address, page, body="", email="wrong")
    assert response.status_code == 422
    assert set(response.json()["errors"]) == {"body", "email"}


def test_a_missing_token_is_handed_out_and_the_same_words_go_again(client, page, address):
    first = client.post(address, {"body": TEXT}, headers=SCRIPT)
    assert (first.status_code, first.json()["outcome"]) == (409, "again")
    second = client.post(address, {"body": TEXT, "token": first.json()["token"]}, headers=SCRIPT)
    assert second.json()["outcome"] == "held"


def test_sending_again_after_a_lost_connection_gives_the_first_receipt(client, page, address):
    sent = {"token": token(page)}
    first, second = (send_by_script(client, address, page, **sent).json() for _ in range(2))
    assert first["receipt"] == second["receipt"]
    assert Comment.objects.count() == 1


def test_a_replayed_token_carries_no_other_words(client, page, address):
    sent = {"token": token(page)}
    send_by_script(client, address, page, **sent)
    other = send_by_script(client, address, page, body="Buy my pills now", **sent)
    assert (other.status_code, other.json()["outcome"]) == (409, "again")
    assert Comment.objects.count() == 1


def test_a_replayed_preview_carries_no_other_words(client, page, address, monkeypatch):
    preview, _ = send_by_pages(client, address)
    used = hidden(preview.content.decode(), "token")
    Comment.objects.update(body_digest="other words")
    response = client.post(address, {"body": TEXT, "name": "Ann", "token": used}, headers=OURS)
    assert (response.status_code, Comment.objects.count()) == (200, 1)


def test_a_token_is_good_for_its_own_page_only(client, page, address):
    response = send_by_script(client, address, page, token=FormToken.issue(page.pk + 1).signed())
    assert response.json()["outcome"] == "again"


def test_an_old_token_is_replaced(client, page, address):
    with time_machine.travel("2020-01-01"):
        old = token(page)
    assert send_by_script(client, address, page, token=old).json()["outcome"] == "again"


def test_the_token_address_answers_without_being_kept(client, page):
    response = client.get(reverse("reader_comments:token", args=[page_key(page)]))
    assert FormToken.read(response.json()["token"], page.pk).opened
    assert "no-store" in response.headers["Cache-Control"]


def test_a_faster_hand_than_any_and_a_filled_trap_are_spam_and_not_told(client, page, address, open_thread):
    sent = {"token": token(page, timezone.now().timestamp()), HONEYPOT: "https://pills.example"}
    response = send_by_script(client, address, page, **sent)
    comment = Comment.objects.get()
    assert (response.json()["outcome"], comment.status) == ("held", Status.SPAM)
    assert {finding["code"] for finding in comment.findings} == {"honeypot", "form_age"}


def test_a_filled_trap_alone_only_holds(client, page, address, open_thread):
    send_by_script(client, address, page, **{HONEYPOT: "Ann"})
    assert Comment.objects.get().status == Status.PENDING


def test_a_filled_trap_is_remembered_through_the_preview(client, page, address, open_thread):
    preview = client.post(address, {"body": TEXT, HONEYPOT: "x"}, headers=OURS).content.decode()
    assert hidden(preview, HONEYPOT) == "x"


def test_two_sendings_at_the_same_moment_store_one(client, page, address, monkeypatch):
    used = token(page)
    send_by_script(client, address, page, token=used)
    answers = iter([None, None])  # the other request had not been stored when this one looked
    real = posting.earlier_use
    monkeypatch.setattr("comments.views.sending.earlier_use", lambda key, submission: next(answers))
    monkeypatch.setattr("comments.checks.shape.first_sending", lambda submission: None)
    monkeypatch.setattr(posting, "earlier_use", real)
    response = send_by_script(client, address, page, token=used)
    assert (response.json()["outcome"], Comment.objects.count()) == ("held", 1)


def test_any_other_broken_promise_of_the_database_is_not_swallowed(client, page, address, monkeypatch):
    def broken(self, to):
        raise IntegrityError("something else")

    monkeypatch.setattr(Comment, "submit", broken)
    with pytest.raises(IntegrityError, match="something else"):
        send_by_script(client, address, page)


# --- Outcomes that later checks will have --------------------------------------------------------------------


class Distress(Check):
    name, phase = "distress", Phase.SAFETY

    def run(self, submission):
        if "cannot go on" in submission.matchable:
            yield self.finding(Kind.CARE, "distress", "Please look.", tier=CareTier.PRESENT)


class PhoneNumber(Check):
    name, phase = "phone", Phase.SAFETY

    def run(self, submission):
        if "555" in submission.matchable:
            yield self.finding(Kind.NUDGE, "phone", "This looks like a phone number.", field="body")


@pytest.fixture
def _more_checks(monkeypatch):
    monkeypatch.setattr(pipeline, "CHECKS", (*pipeline.CHECKS, Distress(), PhoneNumber()))


@pytest.mark.usefixtures("_more_checks")
def test_a_person_in_distress_reads_something_kind_first(client, page, address, open_thread):
    response = send_by_script(client, address, page, body="I cannot go on.")
    html = response.json()["html"]
    assert response.json()["outcome"] == "care"
    assert html.index("emergency number") < html.index("We have received")
    for word in ("flagged", "detected", "rejected", "moderat"):
        assert word not in html
    comment = Comment.objects.get()
    assert (comment.status, comment.care_tier) == (Status.PENDING, 2)


@pytest.mark.usefixtures("_more_checks")
def test_without_the_script_help_comes_with_the_preview_and_the_receipt(client, address):
    preview, confirmed = send_by_pages(client, address, body="I cannot go on.")
    assert "emergency number" in preview.content.decode()
    assert "emergency number" in client.get(confirmed.headers["Location"]).content.decode()


@pytest.mark.usefixtures("_more_checks")
def test_help_comes_even_where_the_text_cannot_be_taken(client, page, address):
    response = send_by_script(client, address, page, body="I cannot go on. " * 400)
    assert (response.status_code, "emergency number" in response.json()["html"]) == (422, True)


@pytest.mark.usefixtures("_more_checks")
def test_a_nudge_asks_once_and_then_a_person_decides(client, page, address, open_thread):
    asked = send_by_script(client, address, page, body="Call 555 1234")
    assert (asked.json()["outcome"], Comment.objects.count()) == ("nudge", 0)
    # Said once, above the form: a question is no mistake in a field.
    assert ("phone number" in asked.json()["html"], asked.json()["errors"]) == (True, {})
    sent = send_by_script(client, address, page, body="Call 555 1234", insists="1")
    assert (sent.json()["outcome"], Comment.objects.get().status) == ("held", Status.PENDING)


@pytest.mark.usefixtures("_more_checks")
def test_without_the_script_the_preview_is_the_nudge(client, address, open_thread):
    preview, confirmed = send_by_pages(client, address, body="Call 555 1234")
    assert "This looks like a phone number." in preview.content.decode()
    assert "Send it anyway" in preview.content.decode()
    assert (confirmed.status_code, Comment.objects.get().status) == (303, Status.PENDING)


# --- Attacks -------------------------------------------------------------------------------------------------

FORGED = [
    {"sec-fetch-site": "cross-site"},
    {"sec-fetch-site": "same-site"},
    {"sec-fetch-site": "cross-site", "origin": "http://testserver"},
    {"origin": "https://evil.example"},
    {"origin": "null"},
    {"origin": "http://testserver.evil.example"},
    {"origin": "http://testserver:8000"},
    {"referer": "https://evil.example/http://testserver/"},
]


@pytest.mark.parametrize("headers", FORGED)
@pytest.mark.parametrize("script", [True, False])
def test_a_form_on_another_site_stores_nothing(client, page, address, headers, script):
    accept = {"accept": "application/json"} if script else {}
    response = client.post(address, {"body": TEXT, "token": token(page)}, headers=headers | accept)
    assert response.status_code == 403
    assert not Comment.objects.exists()


@pytest.mark.parametrize(
    "headers",
    [
        {"sec-fetch-site": "same-origin"},
        {"origin": "http://testserver"},
        {"origin": "HTTPS://TESTSERVER"},
        {"referer": "http://testserver/sleeping-better/"},
    ],
)
def test_our_own_form_is_known_by_what_the_browser_says(client, page, address, headers, open_thread):
    client.post(
        address, {"body": TEXT, "token": token(page)}, headers=headers | {"accept": "application/json"}
    )
    assert Comment.objects.get().status == Status.PUBLISHED


def test_where_the_browser_says_nothing_a_person_decides(client, page, address, open_thread):
    client.post(address, {"body": TEXT, "token": token(page)}, headers={"accept": "application/json"})
    assert Comment.objects.get().status == Status.PENDING


@pytest.mark.parametrize("headers", [OURS, SCRIPT])
def test_an_oversized_body_is_refused_unread(client, address, headers):
    response = client.post(address, {"body": "x" * (MAX_BYTES + 1)}, headers=headers)
    assert response.status_code == 413
    assert "xxxxxxxx" not in response.content.decode()


@pytest.mark.parametrize("length", ["-1", "many", "1e9"])
def test_a_length_that_is_none_is_refused(client, address, length):
    response = client.post(address, {"body": TEXT}, headers=SCRIPT, CONTENT_LENGTH=length)
    assert response.status_code == 413


@pytest.mark.parametrize("content_type", ["application/json", "text/plain", ""])
def test_only_forms_are_read(client, address, content_type):
    response = client.generic("POST", address, b'{"body": "x"}', content_type=content_type, headers=SCRIPT)
    assert response.status_code == 415


@pytest.mark.parametrize("method", ["put", "patch", "delete"])
def test_other_methods_store_nothing(client, address, method):
    assert getattr(client, method)(address, headers=SCRIPT).status_code in {405, 415}


def test_hostile_names_and_texts_stay_text(client, page, address, open_thread):
    name, body = "<script>alert(1)</script>", "<img src=x onerror=alert(1)> [x](javascript:alert(1))"
    response = send_by_script(client, address, page, name=name, body=body)
    receipt = client.get(
        reverse("reader_comments:receipt", args=[response.json()["receipt"]]), headers=SCRIPT
    )
    for answer in (response.json()["html"], client.get(page.url).content.decode(), receipt.json()["html"]):
        for bad in ("<script>alert", "<img src=x", 'href="javascript'):
            assert bad not in answer


def test_control_characters_and_disguises_do_not_reach_the_page(client, page, address):
    send_by_script(client, address, page, name="A\x00n\u202en\u200b\n", body="one\x00\x07\r\ntwo\x1b[31m")
    comment = Comment.objects.get()
    assert (comment.name, comment.body) == ("Ann", "one\ntwo[31m")


@pytest.mark.parametrize("key", ["1", "1:forged", "x:y", "999999"])
def test_an_address_that_was_not_signed_leads_nowhere(client, page, key):
    for name in ("post", "token", "thread"):
        address = reverse(f"reader_comments:{name}", args=[key])
        assert client.get(address).status_code == 404
    assert client.post(reverse("reader_comments:post", args=[key]), {"body": TEXT}).status_code == 404


def test_one_name_that_sends_too_fast_waits_and_loses_nothing(client, page, address):
    for n in range(10):
        assert send_by_script(client, address, page, body=f"Different words {n}").status_code == 202
    response = send_by_script(client, address, page, body="The eleventh")
    assert (response.status_code, response.json()["outcome"]) == (429, "too_fast")
    assert 0 < response.json()["wait"] <= 300
    by_pages = client.post(address, {"body": "The eleventh", "name": "Ann"}, headers=OURS)
    assert (by_pages.status_code, "The eleventh" in by_pages.content.decode()) == (429, True)
    assert int(by_pages.headers["Retry-After"]) <= 300


def test_junk_from_a_network_shuts_none_of_its_readers_out(client, page, address, monkeypatch):
    monkeypatch.setattr(limits, "UNSIGNED", limits.Limit("unsigned", 600, refuse=4))
    for n in range(6):
        client.post(address, {"body": f"Junk {n}"}, headers={"sec-fetch-site": "cross-site"})
        send_by_script(client, address, page, body="")
    assert send_by_script(client, address, page, body="With the script").status_code == 202
    # Without it the button is pressed once more: what comes back is a form that shows it is ours.
    first = client.post(address, {"body": TEXT}, headers=OURS)
    html = first.content.decode()
    assert (first.status_code, TEXT in html, "press the button once more" in html) == (429, True, True)
    assert "Retry-After" not in first.headers
    again = client.post(address, {"body": TEXT, "token": hidden(html, "token")}, headers=OURS)
    assert (again.status_code, "Check your comment" in again.content.decode()) == (200, True)
    confirmed = {"body": TEXT, "token": hidden(again.content.decode(), "token")}
    assert client.post(address, confirmed, headers=OURS).status_code == 303


def test_the_form_on_a_page_of_its_own_shows_that_it_is_ours_and_the_cached_one_does_not(
    client, page, address
):
    assert FormToken.read(hidden(client.get(address).content.decode(), "token"), page.pk).key
    assert hidden(client.get(page.url).content.decode(), "token") is None


def test_a_busy_network_is_held_and_the_moderator_told_why(client, page, address, open_thread):
    for n in range(31):
        send_by_script(client, address, page, name=f"Ann {n}", body=f"Different words {n}")
    comments = Comment.objects.order_by("pk")
    assert [comment.status for comment in comments] == [Status.PUBLISHED] * 30 + [Status.PENDING]
    assert [finding["code"] for finding in comments.last().findings] == ["busy_network"]


def test_what_a_check_refused_cannot_be_stored(page):
    submission = Submission(page=page)
    with pytest.raises(ValueError, match="refuse"):
        posting.store(submission, pipeline.assess(submission), "key")


def test_a_duplicate_is_led_to_the_first(client, page, address, open_thread):
    send_by_script(client, address, page)
    again = send_by_script(client, address, page)
    first = Comment.objects.get()
    assert (again.status_code, again.json()["outcome"]) == (409, "duplicate")
    assert reverse("reader_comments:comment", args=[first.public_id]) in again.json()["html"]


def test_a_duplicate_of_what_waits_shows_no_address_of_it(client, page, address):
    send_by_script(client, address, page)
    again = send_by_script(client, address, page).json()
    assert ("You do not need to send it again" in again["html"], "receipt" in again["html"]) == (True, False)


def test_a_page_that_was_taken_down_keeps_the_text(client, page, address):
    page.live = False
    page.save()
    response = client.post(address, {"body": TEXT}, headers=OURS)
    assert (response.status_code, TEXT in response.content.decode()) == (403, True)


# --- Caches and cookies --------------------------------------------------------------------------------------


def test_no_answer_to_a_reader_sets_a_cookie_or_depends_on_one(client, page, address, moderator, write):
    client.force_login(moderator)  # even where somebody is logged in
    client.cookies.load({"other": "cookie"})
    parent = write()
    in_place = send_by_script(client, address, page)
    preview, confirmed = send_by_pages(client, address, name="Bea")
    answers = [
        client.get(page.url),
        client.get(address),
        in_place,
        preview,
        confirmed,
        client.get(confirmed.headers["Location"]),
        client.get(reverse("reader_comments:token", args=[page_key(page)])),
        client.get(reverse("reader_comments:thread", args=[page_key(page)])),
        client.get(reverse("reader_comments:comment", args=[parent.public_id])),
        client.post(address, {"body": ""}, headers=OURS),
    ]
    for response in answers:
        assert not response.cookies
        assert "cookie" not in response.headers.get("Vary", "").lower()


def test_the_page_is_the_same_for_everybody(client, page, write, moderator):
    write()
    write("waiting words", Status.PENDING)
    first = client.get(page.url).content
    client.force_login(moderator)
    assert client.get(page.url).content == first
    assert b"waiting words" not in first
    assert b"csrf" not in first


def test_no_strict_policy_is_broken(client, page, write):
    write()
    html = client.get(page.url).content.decode()
    assert not re.search(r"<script(?![^>]*\bsrc=)|<style|\bstyle=|\bon\w+=", html)


def test_a_failing_cache_does_not_close_the_form(client, page, address, monkeypatch):
    def gone(*args, **kwargs):
        raise ConnectionError

    monkeypatch.setattr(cache, "add", gone)
    assert send_by_script(client, address, page).status_code == 202
