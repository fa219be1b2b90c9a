"""What moderators do to one comment: what each verb answers, refuses and writes down."""

import json

import pytest
from django.contrib.auth import get_user_model
from django.contrib.auth.models import Permission
from django.urls import reverse
from wagtail.models import Site

from comments import pipeline
from comments.checks.check import Check, Phase
from comments.findings import Kind
from comments.models import Comment, CommentSettings, Correspondent, ModerationEvent
from comments.models.editorial import changed, changes_of, joined, moved
from comments.signals import comment_text_changed
from comments.states import Action, Attention, CareTier, Reason, Role, Status

VERBS = ("decide", "reply", "redact", "note", "context", "pin", "care", "read_first", "undo", "bulk_undo")
WRITTEN = ("reply", "redact", "note", "context")


@pytest.fixture
def admin(client, moderator):
    client.force_login(moderator)
    return client


def url(name, pk):
    return reverse(f"reader_comments_admin:{name}", args=[pk])


def send(client, name, comment, pk=None, **data):
    """Send a verb as a browser does that shows pages."""
    return client.post(url(name, comment.pk if pk is None else pk), {"version": comment.version, **data})


def ask(client, name, comment, pk=None, method="post", **data):
    """Send a verb as the script of the queue does; return the answer's code and its JSON."""
    response = getattr(client, method)(
        url(name, comment.pk if pk is None else pk),
        {"version": comment.version, **data},
        headers={"Accept": "application/json"},
    )
    return response.status_code, json.loads(response.content)


def test_a_decision_answers_the_script_with_all_it_needs(admin, write):
    comment = write(status=Status.PENDING)
    code, answer = ask(admin, "decide", comment, to="rejected", reason=Reason.HOSTILE)
    event = comment.last_event()
    assert (code, answer) == (
        200,
        {
            "event": event.pk,
            "undo_url": url("undo", event.pk),
            "status": "rejected",
            "version": comment.version + 1,
            "said": "Rejected.",
        },
    )
    code, answer = ask(admin, "undo", comment, pk=event.pk)
    assert (code, answer["said"], answer["status"], answer["undo_url"]) == (200, "Taken back.", "pending", "")
    assert f'value="{answer["version"]}"' in answer["html"]


def test_a_decision_costs_the_same_in_any_conversation(admin, write, django_assert_max_num_queries):
    root = write()
    answers = [write(f"text {n}", Status.PENDING, parent=root) for n in range(12)]
    with django_assert_max_num_queries(35) as first:
        assert ask(admin, "decide", answers[0], to="published")[0] == 200
    cost = len(first.captured_queries)
    for answer in answers[1:-1]:
        ask(admin, "decide", answer, to="published")
    with django_assert_max_num_queries(cost):
        assert ask(admin, "decide", answers[-1], to="published")[0] == 200


def test_who_comes_second_gets_the_row_as_it_is_now(admin, write, django_user_model):
    comment = write("Words <of> mine", status=Status.PENDING)
    first = django_user_model.objects.create_user("first-moderator")
    Comment.objects.get(pk=comment.pk).transition(Status.REJECTED, first, "", comment.version)
    code, answer = ask(admin, "decide", comment, to="published")
    assert (code, answer["conflict"]) == (409, True)
    assert answer["said"] == "first-moderator has decided about this comment in the meantime: rejected."
    assert "Words &lt;of&gt; mine" in answer["html"]


def test_what_is_impossible_or_invented_is_said_to_the_script(admin, write):
    root = write()
    reply = write(status=Status.PENDING, parent=root)
    root.refresh_from_db()
    ask(admin, "decide", root, to="hidden")
    code, answer = ask(admin, "decide", reply, to="published")
    assert (code, answer["said"]) == (409, "Publish the comment it answers first.")
    assert ask(admin, "decide", reply, to="rejected") == (400, {"said": "Choose why it is rejected."})
    code, answer = ask(admin, "decide", reply, to="nonsense")
    assert (code, "nonsense" in answer["said"]) == (400, True)
    code, answer = ask(admin, "decide", reply, pk=10**9, to="published")
    assert (code, answer["said"]) == (404, "This comment does not exist any more.")


def test_each_change_in_between_is_named(admin, write, moderator):
    def changed_by(change):
        comment = write(f"Call 555 0100. {ModerationEvent.objects.count()}")
        change(Comment.objects.get(pk=comment.pk))
        return ask(admin, "decide", comment, to="hidden")[1]["said"]

    def change_one_s_mind(comment):
        comment.undo(comment.transition(Status.HIDDEN, moderator, "", 1), moderator, 2)

    def edit(comment):
        Comment.objects.filter(pk=comment.pk).update(version=comment.version + 1)
        ModerationEvent.record(
            comment, comment.status, comment.version, Role.AUTHOR, None, action=Action.EDIT
        )

    said = [
        changed_by(edit),
        changed_by(lambda comment: comment.transition(Status.WITHDRAWN, Role.AUTHOR, "", comment.version)),
        changed_by(lambda comment: comment.redact([(5, 13)], moderator, comment.version)),
        changed_by(lambda comment: comment.note_for_readers("See page 2.", moderator, comment.version)),
        changed_by(change_one_s_mind),
    ]
    assert said == [
        "The author has changed this comment since you saw it. Nothing was done.",
        "The author has acted in the meantime; the comment is now withdrawn by its author.",
        "moderator has changed the private details in it in the meantime.",
        "moderator has changed the note to readers in the meantime.",
        "moderator has taken a decision back in the meantime: published.",
    ]


def test_a_note_does_not_hide_who_decided_before_it(admin, write, moderator):
    comment = write()
    seen = comment.version
    row = Comment.objects.get(pk=comment.pk)
    row.pin(moderator)
    row.transition(Status.HIDDEN, moderator, "", row.version)
    comment.version = seen
    assert "hidden" in ask(admin, "decide", comment, to="rejected", reason="hostile")[1]["said"]


def test_nobody_else_may_do_any_of_it(client, write):
    comment = write()
    event = comment.last_event()
    before = Comment.objects.values().get()
    stranger = get_user_model().objects.create_user("editor")
    stranger.user_permissions.add(Permission.objects.get(codename="access_admin"))
    for login in (False, True):
        if login:
            client.force_login(stranger)
        for name in VERBS:
            pk = event.pk if name.endswith("undo") else comment.pk
            assert send(client, name, comment, pk, to="hidden", body="x", text="x").status_code == 302, name
            if login:
                code, answer = ask(client, name, comment, pk, to="hidden", body="x", text="x")
                assert (code, list(answer)) == (403, ["said"]), name
    assert Comment.objects.values().get() == before


def test_looking_does_nothing(admin, write):
    comment = write()
    codes = {name: admin.get(url(name, comment.pk)).status_code for name in VERBS}
    assert codes == {name: 200 if name in WRITTEN else 405 for name in VERBS}
    assert (Comment.objects.count(), ModerationEvent.objects.count()) == (1, 1)
    for name in WRITTEN:
        code, answer = ask(admin, name, comment, method="get")
        assert (code, "<form" in answer["html"], "<html" in answer["html"]) == (200, True, False), name


# Reply and publish


def test_an_answer_publishes_what_it_answers_and_both_are_taken_back_at_once(admin, write, moderator, thread):
    moderator.first_name, moderator.last_name = "Mia", "Moss"
    moderator.save()
    comment = write("Is it safe?", status=Status.PENDING)
    code, answer = ask(admin, "reply", comment, body="Yes, *mostly*.")
    comment.refresh_from_db()
    ours = comment.replies.get()
    assert (code, answer["said"], comment.status) == (200, "Your answer is published.", Status.PUBLISHED)
    assert (ours.status, ours.by_staff, ours.staff, ours.name) == ("published", True, moderator, "Mia Moss")
    assert (ours.html, ours.approved_revision) == ("<p>Yes, <em>mostly</em>.</p>\n", ours.revision)
    event = ours.last_event()
    assert (event.actor, event.role, answer["event"]) == (moderator, Role.MODERATOR, event.pk)
    assert event in ModerationEvent.objects.decisions()
    code, answer = ask(admin, "bulk_undo", comment, pk=event.pk)
    comment.refresh_from_db()
    ours.refresh_from_db()
    assert (code, answer) == (200, {"said": "2 decisions taken back.", "undone": 2, "skipped": []})
    assert (comment.status, ours.status) == (Status.PENDING, Status.HIDDEN)
    thread.refresh_from_db()
    assert (thread.published_count, thread.pending_count) == (0, 1)


def test_an_answer_below_a_published_comment_leaves_it_as_it_is(admin, write):
    CommentSettings.objects.create(site=Site.objects.get(), team_name="The Candour team")
    comment = write()
    response = send(admin, "reply", comment, body="Thank you.", key="once")
    assert response.status_code == 302
    assert comment.replies.get().display_name == "The Candour team"
    send(admin, "reply", comment, body="Thank you.", key="once")
    comment.refresh_from_db()
    assert (comment.replies.count(), comment.events.count()) == (1, 1)


def test_no_login_name_stands_below_an_answer(admin, write):
    comment = write()
    ask(admin, "reply", comment, body="Thank you.")
    assert comment.replies.get().display_name == "Team"


def test_an_answer_is_looked_at_for_harm_but_not_for_spam(admin, write, monkeypatch):
    class Says(Check):
        def __init__(self, phase, kind, **details):
            self.name, self.phase, self.kind, self.details = f"{phase}", phase, kind, details

        def run(self, submission):
            yield self.finding(self.kind, self.name, f"It says {self.kind}.", **self.details)

    comment = write("I cannot go on.", status=Status.PENDING)

    def answered(*checks, **data):
        monkeypatch.setattr(pipeline, "CHECKS", checks)
        comment.refresh_from_db()
        code, answer = ask(admin, "reply", comment, body="Please call 116 123.", **data)
        return code, answer["said"], comment.replies.values_list("status", flat=True).last()

    assert answered(Says(Phase.SHAPE, Kind.REFUSE)) == (400, "It says refuse.", None)
    comment.refresh_from_db()
    assert comment.status == Status.PENDING
    code, words, _status = answered(Says(Phase.MEDICAL, Kind.NUDGE))
    assert (code, words.startswith("It says nudge. Send it again")) == (400, True)
    code, words, status = answered(Says(Phase.MEDICAL, Kind.NUDGE), insists="1")
    assert (code, status) == (200, "pending")
    assert "waits in the queue" in words
    spammy = (Says(Phase.SPAM, Kind.HOLD), Says(Phase.STANDING, Kind.HOLD), Says(Phase.GATE, Kind.REFUSE))
    assert answered(*spammy)[::2] == (200, "published")
    assert answered(Says(Phase.SAFETY, Kind.CARE, tier=CareTier.PRESENT))[::2] == (200, "published")


def test_a_page_asks_once_more_and_keeps_the_words(admin, write):
    comment = write()
    response = send(admin, "reply", comment, body="x")
    answer = response.content.decode()
    assert response.status_code == 400
    assert "Please write a few words." in answer
    assert not comment.replies.exists()


def test_typed_words_survive_a_conflict(admin, write, moderator):
    comment = write(status=Status.PENDING)
    seen = comment.version
    comment.transition(Status.PUBLISHED, moderator, "", comment.version)
    response = send(admin, "reply", comment, version=seen, body="Long and carefully typed.")
    answer = response.content.decode()
    assert (response.status_code, "Long and carefully typed." in answer) == (409, True)
    assert f'name="version" value="{comment.version}"' in answer
    code, answer = ask(admin, "reply", comment, version=seen, body="Long")
    assert (code, answer["conflict"]) == (409, True)


def test_what_its_author_took_back_is_not_answered(admin, write):
    comment = write(status=Status.WITHDRAWN)
    code, answer = ask(admin, "reply", comment, body="Thank you.")
    assert (code, "withdrawn" in answer["said"]) == (409, True)
    assert ask(admin, "redact", comment, words="Thank")[0] == 409


# Redact


FINDINGS = [
    {"check": "identifiers", "code": "email", "message": "m", "spans": [[9, 24], [90, 99]]},
    {"check": "somebody_elses_health", "code": "named_patient", "message": "m", "spans": [[48, 58]]},
    {"check": "crisis", "code": "crisis", "message": "m", "spans": [[0, 5]]},
    {"check": "links", "code": "links", "message": "m"},
]


def test_details_are_taken_out_and_come_back(admin, write, thread):
    text = "Write to ann@example.org, or ann@example.org! I am Ann Kerr."
    comment = write(text, findings=FINDINGS)
    form = admin.get(url("redact", comment.pk)).content.decode()
    places = [f'value="{place}"' in form for place in ("9-24", "48-58", "0-5", "90-99")]
    assert (places, form.count(" checked"), text in form) == ([True, True, False, False], 1, True)
    thread.refresh_from_db()
    shown = thread.version
    code, answer = ask(admin, "redact", comment, found=["9-24"], words="Ann Kerr\n\n ann@example.org")
    comment.refresh_from_db()
    thread.refresh_from_db()
    removed = "[private details removed]"
    assert comment.body == f"Write to {removed}, or {removed}! I am {removed}."
    assert (code, answer["said"], comment.redacted) == (200, "Private details removed.", True)
    assert (comment.revision, comment.approved_revision, thread.version) == (2, 2, shown + 1)
    assert removed in comment.html
    assert [finding.get("spans") for finding in comment.findings] == [[[127, 136]], [], [[0, 5]], None]
    assert comment.revisions.get().body == text
    code, answer = ask(admin, "undo", comment, pk=answer["event"])
    comment.refresh_from_db()
    assert (code, comment.body, comment.redacted, comment.revision) == (200, text, False, 3)
    assert comment.last_event().undoes.action == Action.REDACT
    assert [finding.get("spans") for finding in comment.findings[:3]] == [
        finding["spans"] for finding in FINDINGS[:3]
    ]


def test_a_second_redaction_is_taken_back_alone_and_not_after_the_purge(write, moderator):
    comment = write("One two three", status=Status.PENDING)
    comment.redact([(0, 3)], moderator, comment.version)
    second = comment.redact([(26, 29)], moderator, comment.version)
    assert comment.approved_revision is None
    comment.undo(second, moderator, comment.version)
    assert (comment.body, comment.redacted) == ("[private details removed] two three", True)
    third = comment.redact([(26, 29)], moderator, comment.version)
    comment.revisions.all().delete()
    with pytest.raises(Exception, match="The earlier text was deleted"):
        comment.undo(third, moderator, comment.version)


@pytest.mark.parametrize(
    ("data", "expected"),
    [
        ({"words": "never said"}, "“never said” does not stand in the comment."),
        ({}, "Choose or write what is to be taken out."),
        ({"words": "Thank", "version": "x"}, "Please open it again from the list."),
    ],
)
def test_nothing_is_taken_out_by_mistake(admin, write, data, expected):
    comment = write()
    response = send(admin, "redact", comment, **data)
    assert (response.status_code, expected in response.content.decode()) == (400, True)
    assert Comment.objects.get().revision == 1


def test_spans_are_joined_and_make_no_link():
    assert joined([(5, 7), (-3, 2), (6, 9), (4, 4), (8, 99), (2, 3)], 10) == [(0, 3), (5, 10)]
    text = "call 555(http://x.example)"
    assert changed(text, changes_of(text, [(5, 8)], "[gone]")) == "call [gone] (http://x.example)"
    assert changed("abc", changes_of("abc", [], "[gone]")) == "abc"


def test_what_else_was_noticed_moves_with_the_text():
    text = "one two (three) four"
    changes = changes_of(text, [(4, 8), (16, 20)], "[gone]")
    after = changed(text, changes)
    assert after == "one [gone] (three) [gone]"
    start, end = moved((9, 14), changes)
    assert after[start:end] == "three"
    assert [moved(span, changes) for span in ((0, 3), (3, 5), (15, 17))] == [(0, 3), None, None]


# Notes


def test_a_note_stays_among_moderators(admin, write, moderator):
    comment = write()
    code, answer = ask(admin, "note", comment, text=" Known\u0007 to us. ")
    note = comment.notes.get()
    assert (code, answer["said"], answer["event"]) == (200, "Note saved.", None)
    assert (note.text, note.author, note.author_label) == ("Known to us.", moderator, "moderator")
    assert ask(admin, "note", comment, text="")[0] == 400
    comment.refresh_from_db()
    assert comment.version == 1


def test_a_note_to_readers_is_set_changed_and_taken_away(admin, write, django_capture_on_commit_callbacks):
    heard = []

    def listen(comment, **kwargs):
        heard.append(comment.pk)

    comment_text_changed.connect(listen)
    try:
        comment = write()
        with django_capture_on_commit_callbacks(execute=True):
            code, answer = ask(admin, "context", comment, text="The dose is too high.")
    finally:
        comment_text_changed.disconnect(listen)
    assert (code, answer["said"], answer["undo_url"]) == (200, "Note to readers saved.", "")
    assert heard == [comment.pk]
    assert ask(admin, "context", comment, text="Mine")[0] == 409
    comment.refresh_from_db()
    assert "The dose is too high." in admin.get(url("context", comment.pk)).content.decode()
    event = comment.last_event()
    assert (event.action, event.what) == (Action.CONTEXT, "note to readers")
    assert "cannot be taken back" in ask(admin, "undo", comment, pk=event.pk)[1]["said"]
    assert ask(admin, "context", comment, text="")[1]["said"] == "Note to readers removed."
    assert Comment.objects.get().context_note == ""


# Pin, care, read first


def test_one_published_comment_stands_first(admin, write, thread):
    first, second, waiting = write(), write(), write(status=Status.PENDING)
    response = send(admin, "pin", first, pinned="1")
    assert "Pinned" in admin.get(response.url).content.decode()
    code, answer = ask(admin, "pin", second, pinned="1")
    thread.refresh_from_db()
    assert (code, answer["said"], thread.pinned) == (200, "Pinned: readers see it first.", second)
    assert ask(admin, "pin", first)[1]["said"] == "This comment is not pinned any more."
    assert ask(admin, "pin", waiting, pinned="1")[0] == 409
    assert ask(admin, "pin", second)[1]["said"] == "No longer pinned."
    thread.refresh_from_db()
    assert thread.pinned is None
    assert list(second.events.order_by("pk").values_list("action", flat=True)) == ["status", "pin", "unpin"]


def test_what_was_pinned_or_noted_is_not_offered_to_be_taken_back(write, moderator):
    comment = write()
    comment.pin(moderator)
    hidden = comment.transition(Status.HIDDEN, moderator, "", comment.version)
    assert list(ModerationEvent.objects.undoable()) == [hidden]


def test_anybody_in_distress_is_handed_over(admin, write):
    comment = write()
    for tier, attention in (("", Attention.CARE), ("3", Attention.CRISIS), ("2", Attention.CRISIS)):
        code, answer = ask(admin, "care", comment, tier=tier)
        comment.refresh_from_db()
        assert (code, comment.status, comment.attention) == (200, Status.PUBLISHED, attention)
    assert "Handed over" in answer["said"]


def test_nobody_in_distress_is_answered_with_rejected(admin, write):
    comment = write("I cannot go on.", Status.PENDING, care_tier=2)
    for to in ("rejected", "spam"):
        code, answer = ask(admin, "decide", comment, to=to, reason="hostile")
        assert (code, "may be in distress" in answer["said"]) == (409, True)
    form = admin.get(url("reply", comment.pk)).content.decode()
    assert "Agree with whoever looks after them" in form
    assert ask(admin, "decide", comment, to="published")[0] == 200
    comment.refresh_from_db()
    assert ask(admin, "decide", comment, to="hidden")[0] == 200


def test_an_author_is_read_first_by_the_address_only(admin, write):
    comment = write(email="ann@example.org")
    assert "read first" in ask(admin, "read_first", comment, first="1")[1]["said"]
    assert Correspondent.of("Ann@example.org").always_read_first
    assert "like others" in ask(admin, "read_first", comment)[1]["said"]
    assert not Correspondent.of("ann@example.org").always_read_first
    code, answer = ask(admin, "read_first", write(), first="1")
    assert (code, "no e-mail address" in answer["said"]) == (409, True)
