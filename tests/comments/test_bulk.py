"""Deciding about many comments at once, and taking it back."""

import json

import pytest
from django.contrib.auth import get_user_model
from django.contrib.auth.models import Group, Permission
from django.contrib.messages import get_messages
from django.urls import reverse
from wagtail.models import Site

from comments.models import Comment, ModerationEvent, ModerationScope
from comments.states import Status
from comments.verbs.choosing import keys_in_list, read_seen
from tests.testapp.models import PlainPage


@pytest.fixture
def admin(client, moderator):
    client.force_login(moderator)
    return client


def bulk(action):
    return reverse("wagtail_bulk_action", args=["reader_comments", "comment", action])


def look(admin, action, comments, **query):
    """Return the page that says what is about to happen."""
    return admin.get(bulk(action), {"id": [comment.pk for comment in comments], **query})


def seen(*comments):
    return ",".join(f"{comment.pk}:{comment.version}" for comment in comments)


def statuses(*comments):
    return [Comment.objects.get(pk=comment.pk).status for comment in comments]


def said(response):
    return [str(message) for message in get_messages(response.wsgi_request)]


def test_the_preview_says_who_and_what_is_skipped(admin, write):
    chosen = [
        write("first text", Status.PENDING, name="Ann"),
        write("second text", Status.PENDING, name="ANN"),
        write("third text", Status.PENDING, name="", email="bea@example.org"),
        write("cannot go on", Status.PENDING, care_tier=2),
        write("already rejected", Status.REJECTED),
        write("withdrawn", Status.WITHDRAWN),
    ]
    answer = look(admin, "reject", chosen).content.decode()
    assert "3 comments by 2 people; 1 needs care and is skipped; 2 are in no state for this" in answer
    assert ("second text" in answer, "cannot go on" in answer) == (True, False)
    assert f'value="{seen(*chosen[:3])}"' in answer


def test_all_is_decided_for_one_reason_and_taken_back_at_once(admin, write, moderator, thread):
    chosen = [write(f"text {n}", Status.PENDING) for n in range(3)]
    here = reverse("reader_comments_admin:index")
    sent = {"seen": seen(*chosen), "reason": "advertising"}
    response = admin.post(f"{bulk('reject')}?next={here}", sent)
    events = ModerationEvent.objects.filter(new=Status.REJECTED)
    assert (set(statuses(*chosen)), events.values("batch").distinct().count()) == ({"rejected"}, 1)
    assert {(event.reason, event.actor) for event in events} == {("advertising", moderator)}
    assert said(response) == ["3 comments: Rejected."]
    banner = admin.get(response.url).content.decode()
    undo = reverse("reader_comments_admin:bulk_undo", args=[events.first().pk])
    assert undo in banner
    # Somebody publishes one of them meanwhile: that stays, and is named.
    changed = Comment.objects.get(pk=chosen[1].pk)
    changed.transition(Status.PUBLISHED, moderator, "", changed.version)
    response = admin.post(undo, {"next": here})
    assert statuses(*chosen) == ["pending", "published", "pending"]
    assert said(response)[-2:] == [
        "2 decisions taken back.",
        f"{changed.label}: moderator has decided about this comment in the meantime: published.",
    ]
    assert len(said(admin.post(undo))) == 5
    answer = admin.post(undo, headers={"Accept": "application/json"})
    answer = json.loads(answer.content)
    assert (answer["undone"], len(answer["skipped"])) == (0, 3)
    thread.refresh_from_db()
    assert (thread.published_count, thread.pending_count) == (1, 2)


def test_what_a_machine_published_is_kept_together_with_what_waits(admin, write, moderator):
    waiting, unread, read = (
        write("text", Status.PENDING),
        write("by the machine"),
        write("read", Status.PENDING),
    )
    read.transition(Status.PUBLISHED, moderator, "", read.version)
    assert look(admin, "publish", [waiting, unread, read]).context["choice"].unable == [read]
    response = admin.post(bulk("publish"), {"seen": seen(waiting, unread)})
    assert said(response) == ["1 comment: Published. 1 comment: Kept as it is."]
    unread.refresh_from_db()
    assert unread.approved_revision == unread.revision


def test_a_rejection_needs_a_reason_and_keeps_the_choice(admin, write):
    comment = write("text", Status.PENDING)
    response = admin.post(bulk("reject"), {"seen": seen(comment)})
    answer = response.content.decode()
    assert ("This field is required." in answer, seen(comment) in answer) == (True, True)
    assert statuses(comment) == ["pending"]


@pytest.mark.parametrize("sent", [{}, {"seen": ""}, {"seen": "x"}, {"seen": "1:x,:,99999999999999999999:1"}])
def test_nothing_sensible_chosen_decides_nothing(admin, write, sent):
    comment = write("text", Status.PENDING)
    assert admin.post(bulk("publish"), sent).status_code in {200, 302}
    assert statuses(comment) == ["pending"]
    assert admin.get(bulk("publish"), {"id": ["x", "-1", "9" * 30, "0"]}).status_code == 200


def test_what_changed_since_it_was_shown_is_left_and_named(admin, write, moderator):
    kept, edited, distressed, gone = (write(f"text {n}", Status.PENDING) for n in range(4))
    shown = seen(kept, edited, distressed, gone)
    Comment.objects.filter(pk=edited.pk).update(version=edited.version + 1)
    Comment.objects.filter(pk=distressed.pk).update(care_open=True)
    Comment.objects.filter(pk=gone.pk).delete()
    response = admin.post(bulk("publish"), {"seen": shown})
    assert statuses(kept, edited, distressed) == ["published", "pending", "pending"]
    assert said(response) == [
        f"{edited.label}: The author has changed this comment since you saw it. Nothing was done.",
        f"{distressed.label}: Somebody may be in distress. Decide about it alone.",
        "1 comment: Published.",
    ]


def test_all_means_the_list_as_it_is_filtered(admin, write):
    pills, others = write("melatonin pills", Status.PENDING), write("valerian", Status.PENDING)
    spam = write("melatonin spam", Status.SPAM)
    Comment.objects.filter(pk=others.pk).update(html='<a href="https://x.example">x</a>')
    for name, query, expected in (
        ("index", "?having=link", [others]),
        ("index", "?q=melat&p=1", [pills]),
        ("index", "", [pills, others]),
        ("index_results", "?q=valer", [others]),
        ("spam", "", [spam]),
    ):
        here = reverse(f"reader_comments_admin:{name}") + query
        context = admin.get(bulk("publish"), {"id": "all", "next": here}).context
        assert context["choice"].able == expected, here


def test_all_of_a_list_that_is_none_is_nothing(admin, write, rf, moderator):
    write("text", Status.PENDING)
    request = rf.get("/")
    request.user = moderator
    for here in (
        reverse("reader_comments_admin:log"),
        reverse("wagtailadmin_home"),
        reverse("wagtailadmin_account"),
        "/nowhere/at/all/",
        "http://[broken",
    ):
        assert keys_in_list(request, here) == [], here
    context = admin.get(bulk("publish"), {"id": "all", "next": "https://evil.example/"}).context
    assert context["choice"].able == []


def test_more_than_anybody_reads_stays_in_the_list(admin, write, monkeypatch):
    monkeypatch.setattr("comments.verbs.bulk.MOST_AT_ONCE", 2)
    for n in range(3):
        write(f"text {n}", Status.PENDING)
    here = reverse("reader_comments_admin:index")
    answer = admin.get(bulk("publish"), {"id": "all", "next": here})
    assert "2 comments by" in answer.context["preview"]
    assert "1 more stay" in " ".join(answer.content.decode().split())


def test_the_preview_costs_the_same_for_one_and_for_many(admin, write, django_assert_max_num_queries):
    some = [write(f"text {n}", Status.PENDING) for n in range(8)]
    with django_assert_max_num_queries(60) as few:
        look(admin, "spam", some[:1])
    with django_assert_max_num_queries(len(few.captured_queries)):
        look(admin, "spam", some)


def test_nobody_decides_beyond_their_pages(admin, write, moderator, page):
    elsewhere = Site.objects.get().root_page.add_child(
        instance=PlainPage(title="Elsewhere", slug="elsewhere")
    )
    inside = write("text", Status.PUBLISHED)
    ModerationScope.objects.create(group=Group.objects.get(name="Comment moderators"), page=elsewhere)
    assert look(admin, "hide", [inside]).context["choice"].able == []
    admin.post(bulk("hide"), {"seen": seen(inside)})
    assert statuses(inside) == ["published"]
    event = inside.last_event()
    assert admin.post(reverse("reader_comments_admin:bulk_undo", args=[event.pk])).status_code == 404


def test_undoing_a_batch_leaves_what_lies_beyond_ones_pages(admin, write, moderator, page):
    here, there = write("here", Status.PENDING), write("there", Status.PENDING)
    admin.post(bulk("publish"), {"seen": seen(here, there)})
    event = Comment.objects.get(pk=here.pk).last_event()
    Comment.objects.filter(pk=there.pk).delete()
    response = admin.post(
        reverse("reader_comments_admin:bulk_undo", args=[event.pk]), headers={"Accept": "application/json"}
    )
    answer = json.loads(response.content)
    assert (answer["undone"], statuses(here)) == (1, ["pending"])
    assert answer["skipped"] == [f"{there.label}: It is not there any more, or not yours to decide."]


def test_one_decision_alone_can_be_taken_back_the_same_way(admin, write, moderator):
    comment = write("text", Status.PENDING)
    event = comment.transition(Status.PUBLISHED, moderator, "", comment.version)
    admin.post(reverse("reader_comments_admin:bulk_undo", args=[event.pk]))
    assert statuses(comment) == ["pending"]


def test_nobody_else_decides_in_bulk(client, write):
    comment = write("text")
    editor = get_user_model().objects.create_user("editor")
    editor.user_permissions.add(Permission.objects.get(codename="access_admin"))
    client.force_login(editor)
    for send in (client.get, client.post):
        assert send(bulk("hide"), {"id": comment.pk, "seen": seen(comment)}).status_code == 302
    assert statuses(comment) == ["published"]


def test_only_pairs_of_key_and_version_are_read():
    assert read_seen("1:2, 3:4;x:5,6:,7:8") == {1: 2, 3: 4, 7: 8}
