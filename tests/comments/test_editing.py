"""An author changes a comment or takes it back, with nothing but the receipt."""

from datetime import timedelta

import pytest
from django.db import OperationalError
from django.urls import reverse
from django.utils import timezone

from comments import editing
from comments.checks.check import Check, Phase
from comments.findings import Assessment, Finding, Kind
from comments.limits import LIMITS, Excess
from comments.models import Comment, CommentSettings, CommentThread, Conflict, ImpossibleMove
from comments.network import network_key
from comments.pipeline import CHECKS
from comments.signals import comment_status_changed, comment_text_changed
from comments.states import Action, Attention, CareTier, Role, Status
from comments.submission import MAX_BYTES, Submission
from comments.tokens import receipt_for
from tests.comments.test_comments import assert_counts_equal_a_recount

OURS = {"origin": "http://testserver"}
NEW = "These are the new words."
NOTICED = {"findings": [], "care_tier": 0, "body_digest": "x"}


@pytest.fixture
def published(write, thread):
    """A comment just published, on a page where comments appear at once."""
    CommentThread.objects.filter(pk=thread.pk).update(mode="open")
    return write()


class Suspicious(Check):
    name, phase = "suspicious", Phase.SAFETY

    def run(self, submission):
        for word, kind, tier in (
            ("pills", Kind.HOLD, CareTier.NONE),
            ("phone", Kind.NUDGE, CareTier.NONE),
            ("goodbye", Kind.CARE, CareTier.PLANNED),
        ):
            if word in submission.matchable:
                yield self.finding(kind, word, f"Found {word}.", tier=tier)


@pytest.fixture
def _suspicious(monkeypatch):
    monkeypatch.setattr("comments.pipeline.CHECKS", (*CHECKS, Suspicious()))


def edit_address(comment):
    return reverse("reader_comments:edit", args=[receipt_for(comment.public_id)])


def withdraw_address(comment):
    return reverse("reader_comments:withdraw", args=[receipt_for(comment.public_id)])


def receipt_address(comment):
    return reverse("reader_comments:receipt", args=[receipt_for(comment.public_id)])


def change(client, comment, body=NEW, **fields):
    data = {"body": body, "revision": comment.revision} | fields
    return client.post(edit_address(comment), data, headers=OURS)


# --- The model -----------------------------------------------------------------------------------------------


def test_an_edit_keeps_the_old_text_and_says_so(published, django_capture_on_commit_callbacks, thread):
    heard = []

    def listen(comment, **kwargs):
        heard.append((comment.body, kwargs.get("new")))

    comment_text_changed.connect(listen)
    comment_status_changed.connect(listen)
    thread.refresh_from_db()
    version = thread.version
    try:
        with django_capture_on_commit_callbacks(execute=True):
            event = published.edit("*New*", published.version, holds=False, **NOTICED)
    finally:
        comment_text_changed.disconnect(listen)
        comment_status_changed.disconnect(listen)
    published.refresh_from_db()
    thread.refresh_from_db()
    assert heard == [("*New*", None)]
    assert (published.status, published.revision, published.version) == (Status.PUBLISHED, 2, 2)
    assert published.html == "<p><em>New</em></p>\n"
    assert [(r.number, r.body) for r in published.revisions.all()] == [(1, "Thank you, this helped.")]
    assert (event.action, event.role, event.old, event.new) == (
        Action.EDIT,
        Role.AUTHOR,
        "published",
        "published",
    )
    assert (thread.version, published.edited_at is not None) == (version + 1, True)
    assert_counts_equal_a_recount()


def test_an_edit_that_trips_a_check_goes_back_to_the_moderators(published, moderator):
    since = published.status_since
    published.edit("New", published.version, holds=True, **NOTICED)
    published.refresh_from_db()
    assert (published.status, published.attention) == (Status.PENDING, Attention.PENDING)
    assert published.status_since > since
    assert_counts_equal_a_recount()
    published.transition(Status.PUBLISHED, moderator, "", published.version)
    assert published.approved_revision == 2


def test_no_edit_publishes_what_waits_or_moves_it_in_the_queue(write):
    for status in (Status.PENDING, Status.SPAM):
        comment = write("old words", status)
        since = comment.status_since
        comment.edit("New", comment.version, holds=False, **NOTICED)
        comment.refresh_from_db()
        assert (comment.status, comment.body, comment.status_since) == (status, "New", since)
    assert_counts_equal_a_recount()


def test_a_moderator_who_saw_the_old_text_is_told(published, moderator):
    seen = published.version
    published.edit("New", seen, holds=False, **NOTICED)
    with pytest.raises(Conflict) as conflict:
        Comment.objects.get(pk=published.pk).transition(Status.HIDDEN, moderator, "", seen)
    assert conflict.value.event.action == Action.EDIT


def test_a_moderators_click_on_the_old_text_is_answered_with_the_new_one(client, write, moderator):
    comment = write("harmless", Status.PENDING)
    change(client, comment, "not so harmless")
    client.force_login(moderator)
    late = client.post(
        reverse("reader_comments_admin:decide", args=[comment.pk]),
        {"to": "published", "version": comment.version},
        headers={"accept": "application/json"},
    )
    assert (late.status_code, "author has changed" in late.json()["said"]) == (409, True)
    assert "not so harmless" in late.json()["html"]
    comment.refresh_from_db()
    assert comment.status == Status.PENDING


def test_an_edit_is_not_taken_back_by_undo(published, moderator):
    event = published.edit("New", published.version, holds=True, **NOTICED)
    with pytest.raises(ImpossibleMove):
        published.undo(event, moderator, published.version)


def test_a_settled_comment_is_not_edited(write):
    for status in (Status.REJECTED, Status.HIDDEN, Status.WITHDRAWN):
        comment = write("words", status)
        with pytest.raises(ImpossibleMove, match="cannot be changed any more"):
            comment.edit("New", comment.version, holds=False, **NOTICED)
        assert Comment.objects.get(pk=comment.pk).body == "words"


def test_worry_about_a_person_does_not_end_with_softer_words(published):
    published.edit("Bad", published.version, holds=True, findings=[], care_tier=3, body_digest="x")
    published.edit("All is well", published.version, holds=False, **NOTICED)
    published.refresh_from_db()
    assert (published.care_open, published.care_tier, published.attention) == (True, 3, Attention.CRISIS)


def test_an_edit_that_fails_leaves_everything_as_it_was(published, monkeypatch):
    def broken(*args, **kwargs):
        raise OperationalError

    monkeypatch.setattr("comments.models.events.ModerationEvent.record", broken)
    with pytest.raises(OperationalError):
        published.edit("New", published.version, holds=False, **NOTICED)
    kept = Comment.objects.get(pk=published.pk)
    assert (kept.body, kept.revision, kept.revisions.count()) == ("Thank you, this helped.", 1, 0)


def test_what_a_check_refused_is_not_stored_as_an_edit(published):
    refused = Assessment((Finding(Kind.REFUSE, "x", "No."),))
    with pytest.raises(ValueError, match="refuse"):
        editing.change(published, Submission(), refused)


# --- Editing in the browser ----------------------------------------------------------------------------------


def test_an_author_edits_with_the_receipt(client, published, page):
    receipt = client.get(receipt_address(published)).content.decode()
    assert edit_address(published) in receipt
    assert "15 more minutes" in receipt
    form = client.get(edit_address(published))
    assert "Thank you, this helped.</textarea>" in form.content.decode()
    response = change(client, published)
    assert (response.status_code, response.headers["Location"]) == (303, receipt_address(published))
    assert "Your change is saved" in client.get(receipt_address(published)).content.decode()
    assert NEW in client.get(page.url).content.decode()


@pytest.mark.usefixtures("_suspicious")
def test_each_outcome_of_an_edit(client, published, thread):
    """What the new text is, how the page answers, and where the comment then stands."""
    wrong = []
    for body, fields, code, status, said in [
        ("", {}, 422, Status.PUBLISHED, "Please write a few words"),
        ("word " * 1100, {}, 422, Status.PUBLISHED, "at most 5000 fit"),
        ("my phone", {}, 422, Status.PUBLISHED, "Save it anyway"),
        ("my phone", {"seen": "forged"}, 422, Status.PUBLISHED, "Save it anyway"),
        ("Thank you, this helped.", {}, 303, Status.PUBLISHED, ""),
        (NEW, {"revision": "7"}, 409, Status.PUBLISHED, "changed in the meantime"),
        (NEW, {"revision": ""}, 409, Status.PUBLISHED, "changed in the meantime"),
        ("buy pills", {}, 303, Status.PENDING, ""),
    ]:
        response = change(client, published, body, **fields)
        published.refresh_from_db()
        answer = response.content.decode()
        kept = response.status_code == 303 or f">\n{body.strip()}</textarea>" in answer
        if (response.status_code, published.status, said in answer, kept) != (code, status, True, True):
            wrong.append((body[:20], fields, response.status_code, published.status, kept))
    assert wrong == []
    assert (published.revision, published.findings[0]["code"]) == (2, "pills")
    assert_counts_equal_a_recount()


@pytest.mark.usefixtures("_suspicious")
def test_a_nudge_is_insisted_on_for_exactly_the_text_that_was_asked_about(client, published):
    asked = change(client, published, "my phone").content.decode()
    seen = asked.partition('name="seen" value="')[2].partition('"')[0]
    other = change(client, published, "my other phone", seen=seen)
    assert other.status_code == 422
    meant = change(client, published, "my phone", seen=seen)
    published.refresh_from_db()
    assert (meant.status_code, published.status) == (303, Status.PENDING)


@pytest.mark.usefixtures("_suspicious")
def test_distress_in_an_edit_is_met_with_help(client, published):
    change(client, published, "goodbye everybody")
    published.refresh_from_db()
    assert (published.status, published.attention) == (Status.PENDING, Attention.CRISIS)
    assert published.care_case.tier == CareTier.PLANNED
    assert "comment-care" in client.get(receipt_address(published)).content.decode()


def test_on_a_page_where_a_person_reads_first_so_it_is_with_edits(client, write, page):
    comment = write()
    change(client, comment, "unread words")
    comment.refresh_from_db()
    assert comment.status == Status.PENDING
    assert "unread words" not in client.get(page.url).content.decode()


def test_the_window_closes_and_nothing_typed_is_lost(client, published, page):
    Comment.objects.update(submitted_at=timezone.now() - timedelta(minutes=16))
    late = change(client, published)
    assert (late.status_code, NEW in late.content.decode()) == (403, True)
    assert "15 minutes" in late.content.decode()
    assert client.get(edit_address(published)).status_code == 403
    receipt = client.get(receipt_address(published)).content.decode()
    assert (edit_address(published) in receipt, withdraw_address(published) in receipt) == (False, True)
    CommentSettings.objects.create(site=page.get_site(), edit_minutes=30)
    assert change(client, published).status_code == 303


def test_a_site_may_allow_no_edits(client, published, page):
    CommentSettings.objects.create(site=page.get_site(), edit_minutes=0)
    assert change(client, published).status_code == 403


def test_what_a_moderator_settled_stays_settled(client, write):
    told = {
        Status.REJECTED: "decided not to publish",
        Status.HIDDEN: "decided not to publish",
        Status.WITHDRAWN: "You have removed",
    }
    for status, words in told.items():
        late = change(client, write("old words", status))
        assert (late.status_code, words in late.content.decode()) == (403, True), status


def test_a_decision_in_the_same_moment_is_told_and_the_text_kept(client, published, moderator, monkeypatch):
    def decided(comment, *args):
        Comment.objects.get(pk=comment.pk).transition(Status.HIDDEN, moderator, "", comment.version)
        raise Conflict(comment, None)

    monkeypatch.setattr("comments.views.changing.change", decided)
    response = change(client, published)
    assert (response.status_code, NEW in response.content.decode()) == (409, True)


def test_nobody_fills_the_database_with_edits(client, published):
    Comment.objects.update(revision=20)
    codes = [change(client, published, f"Words {n}", revision=n).status_code for n in (20, 21)]
    assert (codes, published.revisions.count()) == ([303, 403], 1)


def test_too_many_at_once_wait_and_lose_nothing(client, published, monkeypatch):
    excess = Excess(LIMITS[0], True, 100)
    monkeypatch.setattr("comments.checks.gate.excesses", lambda submission, now: [excess])
    late = change(client, published)
    assert (late.status_code, late.headers["Retry-After"]) == (429, "100")
    assert NEW in late.content.decode()


def test_a_reply_may_be_changed_when_what_it_answers_is_gone(client, published, write, moderator):
    reply = write("reply", parent=published)
    published.refresh_from_db()
    published.transition(Status.HIDDEN, moderator, "", published.version)
    assert change(client, reply).status_code == 303
    reply.refresh_from_db()
    assert (reply.body, reply.status) == (NEW, Status.PUBLISHED)


def test_an_edit_that_repeats_another_comment_is_a_duplicate(client, write, published):
    network = network_key(client.get(edit_address(published)).wsgi_request.META)
    write("The same words", body_digest=Submission(body="The same words").digest, network_key=network)
    assert change(client, published, "The same words").status_code == 409


def test_attacks_on_the_address_of_an_edit_change_nothing(client, published):
    receipt = receipt_for(published.public_id)
    for name in ("edit", "withdraw"):
        for forged in ("x", published.public_id, receipt[:-1], receipt + "x"):
            address = reverse(f"reader_comments:{name}", args=[forged])
            assert client.get(address).status_code == 404
            assert client.post(address, {"body": NEW}).status_code == 404
        assert client.put(reverse(f"reader_comments:{name}", args=[receipt])).status_code == 405
    foreign = client.post(
        edit_address(published), {"body": NEW, "revision": 1}, headers={"sec-fetch-site": "cross-site"}
    )
    huge = client.post(edit_address(published), {"body": "x" * (MAX_BYTES + 1)}, headers=OURS)
    strange = client.post(edit_address(published), b"{}", content_type="application/json", headers=OURS)
    assert (foreign.status_code, huge.status_code, strange.status_code) == (403, 413, 415)
    published.refresh_from_db()
    assert (published.revision, published.status) == (1, Status.PUBLISHED)


# --- Taking it back ------------------------------------------------------------------------------------------


def test_an_author_takes_a_comment_back_in_any_live_state(client, write, page):
    for status in (Status.PENDING, Status.PUBLISHED, Status.HIDDEN, Status.SPAM):
        comment = write("my own words", status)
        asked = client.get(withdraw_address(comment))
        assert "Remove it" in asked.content.decode()
        comment.refresh_from_db()
        assert comment.status == status  # a link that is followed changes nothing
        response = client.post(withdraw_address(comment))
        comment.refresh_from_db()
        assert (response.status_code, comment.status) == (303, Status.WITHDRAWN)
        receipt = client.get(receipt_address(comment)).content.decode()
        assert ("Removed, as you wished" in receipt, "my own words" in receipt) == (True, False)
    assert "my own words" not in client.get(page.url).content.decode()
    assert_counts_equal_a_recount()


def test_taking_back_twice_and_what_is_settled_leads_to_the_receipt(client, write):
    for status in (Status.WITHDRAWN, Status.REJECTED):
        comment = write("words", status)
        events = comment.events.count()
        for response in (client.get(withdraw_address(comment)), client.post(withdraw_address(comment))):
            assert (response.status_code, response.headers["Location"]) == (303, receipt_address(comment))
        assert comment.events.count() == events


def test_answers_stay_when_what_they_answer_is_taken_back(client, published, write, page):
    write("an answer", parent=published)
    client.post(withdraw_address(published))
    answer = client.get(page.url).content.decode()
    assert ("an answer" in answer, "Thank you, this helped" in answer) == (True, False)
    assert_counts_equal_a_recount()


def test_taking_back_in_the_moment_of_a_decision_asks_once_more(client, published, monkeypatch):
    def decided(self, *args):
        raise Conflict(self, None)

    monkeypatch.setattr(Comment, "transition", decided)
    response = client.post(withdraw_address(published))
    assert (response.status_code, "once more" in response.content.decode()) == (409, True)


def test_no_page_for_authors_sets_a_cookie_or_is_kept(client, published, moderator):
    client.force_login(moderator)
    for address in (receipt_address(published), edit_address(published), withdraw_address(published)):
        response = client.get(address)
        assert not response.cookies
        assert "no-store" in response.headers["Cache-Control"]
        assert response.headers["X-Robots-Tag"] == "noindex"
        assert response.headers["Referrer-Policy"] in {"same-origin", "no-referrer"}
