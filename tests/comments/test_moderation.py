"""The queue in the admin: what moderators see, decide and take back."""

import pytest
from django.contrib.auth import get_user_model
from django.contrib.auth.models import Group, Permission
from django.urls import reverse
from django.utils.html import escape

from comments.models import Comment, CommentThread, ModerationEvent
from comments.states import Reason, Role, Status

QUEUE = "reader_comments_admin:index"


@pytest.fixture
def admin(client, moderator):
    """The admin's browser, with a moderator before it."""
    client.force_login(moderator)
    return client


def decide(client, comment, to, version=None, **data):
    sent = {"to": to, "version": comment.version if version is None else version, **data}
    return client.post(reverse("reader_comments_admin:decide", args=[comment.pk]), sent)


def test_the_queue_shows_the_whole_comment_with_what_is_needed_to_decide(admin, write, page):
    root = write("Is this safe with my tablets?", name="Root")
    text = "The last word of a long comment is here. " * 60 + "Swordfish"
    write(
        text,
        Status.PENDING,
        parent=root,
        name="Bea",
        findings=[{"code": "busy_network", "message": "Many came."}],
    )
    answer = admin.get(reverse(QUEUE)).content.decode()
    for expected in ("Swordfish", "Bea", page.title, "Is this safe with my tablets?", "Many came."):
        assert expected in answer


def test_a_reason_that_holds_for_all_is_not_repeated(admin, write):
    write("text", Status.PENDING, findings=[{"code": "pre_moderated", "message": "Each is read first."}])
    assert "Each is read first." not in admin.get(reverse(QUEUE)).content.decode()


def test_people_in_distress_come_first_then_the_oldest(admin, write):
    write("words-first", Status.PENDING)
    write("words-second", Status.PENDING)
    write("words-distressed", Status.PENDING, care_tier=2)
    answer = admin.get(reverse(QUEUE)).content.decode()
    assert answer.index("words-distressed") < answer.index("words-first") < answer.index("words-second")
    assert "may be in distress" in answer


@pytest.mark.parametrize(
    ("name", "status"),
    [("index", "pending"), ("published", "published"), ("spam", "spam"), ("rejected", "rejected")],
)
def test_each_tab_shows_its_own_comments(admin, write, name, status):
    for each in ("pending", "published", "spam", "rejected"):
        write(f"word-{each}", Status(each))
    answer = admin.get(reverse(f"reader_comments_admin:{name}")).content.decode()
    shown = {each for each in ("pending", "published", "spam", "rejected") if f"word-{each}" in answer}
    assert shown == {status}


@pytest.mark.parametrize("name", ["index", "published", "spam", "rejected", "log"])
def test_an_empty_list_says_so(admin, thread, name):
    answer = admin.get(reverse(f"reader_comments_admin:{name}")).content.decode()
    assert "comment-all-done" in answer


def test_searching_looks_into_the_text(admin, write):
    write("melatonin", Status.PENDING)
    write("valerian", Status.PENDING)
    for address in (reverse(QUEUE), reverse("reader_comments_admin:index_results")):
        answer = admin.get(address, {"q": "melat"}).content.decode()
        assert ("melatonin" in answer, "valerian" in answer) == (True, False)
    assert "nothing of this" not in admin.get(reverse(QUEUE), {"q": "nothing of this"}).context["tab"].nothing


def test_the_number_of_queries_does_not_grow_with_the_rows(admin, write, django_assert_max_num_queries):
    root = write("root")
    for n in range(3):
        write(f"text {n}", Status.PENDING, parent=root)
    with django_assert_max_num_queries(40) as few:
        admin.get(reverse(QUEUE))
    for n in range(20):
        write(f"more {n}", Status.PENDING, parent=root)
    with django_assert_max_num_queries(len(few.captured_queries)):
        assert "more 19" in admin.get(reverse(QUEUE)).content.decode()


@pytest.mark.parametrize("to", ["published", "rejected", "spam"])
def test_a_decision_is_carried_out_and_can_be_taken_back(admin, write, moderator, to):
    comment = write("text", Status.PENDING)
    response = decide(admin, comment, to, reason=Reason.OFF_TOPIC)
    comment.refresh_from_db()
    event = comment.last_event()
    assert (comment.status, event.actor, event.reason) == (to, moderator, "off_topic")
    banner = admin.get(response.url).content.decode()
    assert reverse("reader_comments_admin:undo", args=[event.pk]) in banner
    admin.post(reverse("reader_comments_admin:undo", args=[event.pk]))
    comment.refresh_from_db()
    assert comment.status == Status.PENDING
    assert comment.events.count() == 3


def test_the_moderator_comes_back_to_the_same_list(admin, write):
    comment = write("text")
    here = reverse("reader_comments_admin:published") + "?p=1"
    response = decide(admin, comment, "hidden", next=here)
    assert response.url == f"{here}&done={comment.last_event().pk}"
    elsewhere = decide(admin, write("other"), "hidden", next="https://evil.example/")
    assert elsewhere.url.startswith(reverse(QUEUE))


def test_the_second_of_two_moderators_is_told_who_was_first(admin, write, django_user_model):
    comment = write("text", Status.PENDING)
    first = django_user_model.objects.create_user("first-moderator")
    seen = comment.version
    Comment.objects.get(pk=comment.pk).transition(Status.REJECTED, first, "", seen)
    response = decide(admin, comment, "published", version=seen)
    answer = response.content.decode()
    assert response.status_code == 409
    assert ("first-moderator" in answer, "rejected" in answer) == (True, True)
    comment.refresh_from_db()
    assert comment.status == Status.REJECTED


def test_a_decision_on_words_that_were_changed_is_refused(admin, write):
    comment = write("text", Status.PENDING)
    Comment.objects.filter(pk=comment.pk).update(version=comment.version + 1, html="<p>new words</p>")
    response = decide(admin, comment, "published")
    answer = response.content.decode()
    assert response.status_code == 409
    assert "author has changed" in answer
    assert "new words" in answer


def test_a_reply_to_an_unpublished_comment_is_refused_with_the_reason(admin, write):
    root = write("root")
    reply = write("reply", Status.PENDING, parent=root)
    root.refresh_from_db()
    root.transition(Status.HIDDEN, get_user_model().objects.first(), "", root.version)
    response = decide(admin, reply, "published")
    assert response.status_code == 409
    assert "Publish the comment it answers first." in response.content.decode()


@pytest.mark.parametrize(
    "sent", [{"to": "nonsense"}, {"to": "published", "version": "x"}, {"reason": "ugly"}]
)
def test_an_invented_decision_changes_nothing(admin, write, sent):
    comment = write("text", Status.PENDING)
    address = reverse("reader_comments_admin:decide", args=[comment.pk])
    response = admin.post(address, {"to": "published", "version": comment.version} | sent)
    assert response.status_code == 409
    comment.refresh_from_db()
    assert comment.status == Status.PENDING


@pytest.mark.parametrize("to", ["erased", "withdrawn", "unconfirmed", "new", "pending"])
def test_a_moderator_cannot_do_what_belongs_to_others(admin, write, to):
    comment = write("text", Status.PENDING)
    assert decide(admin, comment, to).status_code == 409
    comment.refresh_from_db()
    assert comment.status == Status.PENDING


def test_undoing_what_is_no_longer_the_last_word_is_refused(admin, write, moderator):
    comment = write("text", Status.PENDING)
    first = comment.transition(Status.PUBLISHED, moderator, "", comment.version)
    comment.transition(Status.HIDDEN, moderator, "", comment.version)
    response = admin.post(reverse("reader_comments_admin:undo", args=[first.pk]))
    assert response.status_code == 409
    comment.refresh_from_db()
    assert comment.status == Status.HIDDEN


@pytest.mark.parametrize("name", ["decide", "undo"])
def test_looking_decides_nothing(admin, write, name):
    assert admin.get(reverse(f"reader_comments_admin:{name}", args=[write().pk])).status_code == 405


def test_the_log_names_who_decided_what_and_offers_undo_where_it_is_possible(admin, write, moderator):
    comment = write("text", Status.PENDING, name="Bea")
    first = comment.transition(Status.PUBLISHED, moderator, "", comment.version)
    last = comment.transition(Status.REJECTED, moderator, Reason.HOSTILE, comment.version)
    answer = admin.get(reverse("reader_comments_admin:log")).content.decode()
    assert escape(str(Reason.HOSTILE.label)) in answer
    assert str(moderator) in answer
    assert reverse("reader_comments_admin:undo", args=[last.pk]) in answer
    assert reverse("reader_comments_admin:undo", args=[first.pk]) not in answer


def test_only_ones_own_last_decision_is_offered_after_it(admin, write, moderator, django_user_model):
    comment = write("text", Status.PENDING)
    other = django_user_model.objects.create_user("other")
    event = comment.transition(Status.PUBLISHED, other, "", comment.version)
    for done in (event.pk, "x", "9" * 30):
        assert admin.get(reverse(QUEUE), {"done": done}).context["done"] is None


@pytest.mark.parametrize("name", ["index", "published", "spam", "rejected", "log"])
def test_nobody_else_sees_the_lists(client, write, name):
    editor = get_user_model().objects.create_user("editor")
    editor.user_permissions.add(Permission.objects.get(codename="access_admin"))
    client.force_login(editor)
    response = client.get(reverse(f"reader_comments_admin:{name}"))
    assert response.status_code == 302
    assert "secret" not in response.content.decode()


@pytest.mark.parametrize("name", ["decide", "undo"])
def test_nobody_else_decides(client, write, name, moderator):
    comment = write("text", Status.PENDING)
    event = comment.transition(Status.PUBLISHED, moderator, "", comment.version)
    address = reverse(f"reader_comments_admin:{name}", args=[comment.pk if name == "decide" else event.pk])
    sent = {"to": "rejected", "version": comment.version}
    assert client.post(address, sent).status_code == 302
    editor = get_user_model().objects.create_user("editor")
    editor.user_permissions.add(Permission.objects.get(codename="access_admin"))
    client.force_login(editor)
    client.post(address, sent)
    comment.refresh_from_db()
    assert comment.status == Status.PUBLISHED


def test_the_menu_carries_the_number_that_waits(admin, write):
    home = reverse("wagtailadmin_home")
    assert "data-comments-waiting" not in admin.get(home).content.decode()
    write("text", Status.PENDING)
    write("text", Status.PENDING)
    assert "Reader comments, 2 waiting" in admin.get(home).content.decode()


def test_a_long_queue_is_not_counted_to_its_end(admin, thread):
    Comment.objects.bulk_create(
        Comment(thread=thread, body="text", html="<p>text</p>", status=Status.PENDING, attention=10)
        for _ in range(101)
    )
    assert "Reader comments, 99+ waiting" in admin.get(reverse("wagtailadmin_home")).content.decode()


def test_the_dashboard_shows_what_has_waited_longest(admin, write, page):
    assert "comments that need you" not in admin.get(reverse("wagtailadmin_home")).content.decode()
    for n in range(5):
        write(f"waiting-{n}", Status.PENDING)
    answer = admin.get(reverse("wagtailadmin_home")).content.decode()
    assert "Reader comments that need you: 5" in answer
    assert ("waiting-0" in answer, "waiting-4" in answer) == (True, False)


def test_an_editor_sees_neither_menu_nor_panel(client, write):
    write("waiting", Status.PENDING)
    editor = get_user_model().objects.create_user("editor")
    editor.user_permissions.add(Permission.objects.get(codename="access_admin"))
    client.force_login(editor)
    answer = client.get(reverse("wagtailadmin_home")).content.decode()
    assert ("Reader comments" in answer, "waiting" in answer) == (False, False)


def test_the_group_may_moderate_and_nothing_else(db):
    group = Group.objects.get(name="Comment moderators")
    granted = set(group.permissions.values_list("codename", flat=True))
    # Wagtail lets every group of the admin choose pictures and documents.
    assert granted - {"choose_image", "choose_document"} == {"access_admin", "moderate_comment"}
    assert not group.page_permissions.exists()


def test_hostile_names_and_texts_stay_text_in_the_queue(admin, write):
    write("<img src=x onerror=alert(1)>", Status.PENDING, name="<script>alert(1)</script>")
    answer = admin.get(reverse(QUEUE)).content.decode()
    assert ("<img src=x" in answer, "<script>alert(1)" in answer) == (False, False)


def test_events_remain_when_the_page_is_deleted(admin, write, page, moderator):
    comment = write("text")
    reply = write("reply", parent=comment)
    reply.transition(Status.HIDDEN, moderator, "", reply.version)
    page.delete()
    assert (Comment.objects.count(), CommentThread.objects.count()) == (0, 0)
    assert ModerationEvent.objects.filter(role=Role.SYSTEM).count() == 2
    assert "Sleeping better" in admin.get(reverse("reader_comments_admin:log")).content.decode()
