"""One comment: its states, who may change them, and the counts that follow."""

from itertools import product

import pytest
from django.db import IntegrityError
from django.db.models.deletion import RestrictedError

from comments.markup import MARKUP_VERSION, render
from comments.models import Comment, CommentThread, Conflict, ImpossibleMove, ModerationEvent
from comments.signals import comment_status_changed
from comments.states import MOVES, Role, Status

# The table of the design, written out once more: (who, from, to).
ALLOWED = {
    *product([Role.SYSTEM], ["new"], ["unconfirmed", "pending", "published", "spam"]),
    *product([Role.SYSTEM], ["published"], ["hidden", "pending"]),
    *product(
        [Role.SYSTEM],
        ["unconfirmed", "pending", "published", "hidden", "rejected", "spam", "withdrawn"],
        ["erased"],
    ),
    *product([Role.AUTHOR], ["unconfirmed"], ["pending", "published"]),
    *product([Role.AUTHOR], ["published"], ["pending"]),
    *product([Role.AUTHOR], ["unconfirmed", "pending", "published", "hidden", "spam"], ["withdrawn"]),
    *product([Role.MODERATOR], ["pending", "hidden", "spam", "rejected"], ["published"]),
    *product([Role.MODERATOR], ["pending", "published", "hidden"], ["rejected", "spam"]),
    *product([Role.MODERATOR], ["published"], ["hidden", "published"]),
}


def assert_counts_equal_a_recount():
    for thread in CommentThread.objects.recounted():
        assert thread.published_count == thread.published_recount
        assert thread.pending_count == thread.pending_recount
    for root in Comment.objects.filter(root=None):
        published = root.descendants.published().order_by("seq")
        assert root.published_replies == published.count()
        assert root.preview_seq == max(published.values_list("seq", flat=True)[:3], default=0)
        assert root.shown == (root.status == Status.PUBLISHED or root.published_replies > 0)


def test_the_table_of_moves_is_the_one_of_the_design():
    assert {(role, old, new) for role, moves in MOVES.items() for old, new in moves} == ALLOWED


@pytest.mark.parametrize("role", Role)
def test_only_moves_of_the_table_happen(write, moderator, role):
    comment = write(status=Status.PENDING)
    actor = moderator if role == Role.MODERATOR else role
    for old, new in product([status for status in Status if status != Status.NEW], Status):
        Comment.objects.filter(pk=comment.pk).update(status=old, shown=old == "published")
        CommentThread.objects.update(published_count=old == "published", pending_count=old == "pending")
        comment.refresh_from_db()
        events = comment.events.count()
        if (role, old, new) in ALLOWED:
            event = comment.transition(new, actor, "", comment.version)
            assert (event.old, event.new, event.role) == (old, new, role)
        else:
            with pytest.raises(ImpossibleMove):
                comment.transition(new, actor, "", comment.version)
        comment.refresh_from_db()
        happened = (role, old, new) in ALLOWED
        assert (comment.status, comment.events.count() - events) == (new if happened else old, happened)
        assert_counts_equal_a_recount()


def test_a_decision_writes_one_event_with_all_it_needs(write, moderator, page):
    comment = write(status=Status.PENDING, name="Bea")
    event = comment.transition(Status.REJECTED, moderator, "hostile", comment.version)
    assert ModerationEvent.objects.filter(comment=comment).count() == 2
    assert (event.actor, event.actor_label, event.reason, event.version) == (
        moderator,
        "moderator",
        "hostile",
        1,
    )
    assert event.comment_label == comment.label
    assert "Bea" not in event.comment_label
    assert event.page_label == page.title
    assert (str(event), event.who) == (f"{event.comment_label}: pending → rejected", "moderator")


def test_a_failed_decision_leaves_nothing_behind(write, moderator, monkeypatch):
    comment = write(status=Status.PENDING)

    def broken(*args, **kwargs):
        raise IntegrityError

    monkeypatch.setattr(ModerationEvent, "record", broken)
    with pytest.raises(IntegrityError):
        comment.transition(Status.PUBLISHED, moderator, "", comment.version)
    comment.refresh_from_db()
    assert (comment.status, comment.version) == (Status.PENDING, 1)
    assert_counts_equal_a_recount()


def test_a_decision_on_an_older_version_is_a_conflict(write, moderator, django_user_model):
    comment = write(status=Status.PENDING)
    other = Comment.objects.get(pk=comment.pk)
    event = comment.transition(Status.REJECTED, moderator, "", comment.version)
    with pytest.raises(Conflict) as conflict:
        other.transition(Status.PUBLISHED, django_user_model.objects.create_user("late"), "", 1)
    assert (conflict.value.event, conflict.value.comment.status) == (event, Status.REJECTED)


def test_publishing_a_parent_does_not_publish_a_child(write, moderator):
    root = write()
    reply = write("reply", Status.PENDING, parent=root)
    root.refresh_from_db()
    root.transition(Status.HIDDEN, moderator, "", root.version)
    root.transition(Status.PUBLISHED, moderator, "", root.version)
    reply.refresh_from_db()
    assert reply.status == Status.PENDING
    assert_counts_equal_a_recount()


def test_a_reply_is_not_published_below_an_unpublished_comment(write, moderator):
    root = write()
    reply = write("reply", Status.PENDING, parent=root)
    root.refresh_from_db()
    root.transition(Status.HIDDEN, moderator, "", root.version)
    with pytest.raises(ImpossibleMove, match="Publish the comment it answers first"):
        reply.transition(Status.PUBLISHED, moderator, "", reply.version)
    assert_counts_equal_a_recount()


def test_undo_is_the_inverse_event(write, moderator):
    comment = write()
    event = comment.transition(Status.HIDDEN, moderator, "", comment.version)
    inverse = comment.undo(event, moderator, comment.version)
    assert (inverse.old, inverse.new, inverse.undoes) == ("hidden", "published", event)
    assert comment.status == Status.PUBLISHED
    assert comment.events.count() == 3
    assert_counts_equal_a_recount()


def test_undo_leads_back_where_no_decision_leads(write, moderator):
    comment = write(status=Status.PENDING)
    event = comment.transition(Status.SPAM, moderator, "", comment.version)
    comment.undo(event, moderator, comment.version)
    assert comment.status == Status.PENDING


def test_keeping_what_the_machine_published_tells_that_a_person_read_it(write, moderator):
    comment = write()
    assert comment.approved_revision is None
    event = comment.transition(Status.PUBLISHED, moderator, "", comment.version)
    assert comment.approved_revision == comment.revision
    comment.undo(event, moderator, comment.version)
    assert (comment.status, comment.approved_revision) == (Status.PUBLISHED, None)
    assert_counts_equal_a_recount()


def test_what_is_not_the_last_word_cannot_be_taken_back(write, moderator):
    comment, other = write(status=Status.PENDING), write(status=Status.PENDING)
    first = comment.transition(Status.PUBLISHED, moderator, "", comment.version)
    comment.transition(Status.HIDDEN, moderator, "", comment.version)
    for event in (first, other.last_event()):
        with pytest.raises(Conflict):
            comment.undo(event, moderator, comment.version)


def test_neither_arrival_nor_erasing_can_be_taken_back(write, moderator):
    comment = write()
    with pytest.raises(ImpossibleMove):
        comment.undo(comment.last_event(), moderator, comment.version)
    erased = comment.transition(Status.ERASED, Role.SYSTEM, "", comment.version)
    with pytest.raises(ImpossibleMove):
        comment.undo(erased, moderator, comment.version)


def test_a_hidden_comment_comes_back_to_its_place(write, moderator):
    comment = write()
    published_at = comment.published_at
    comment.transition(Status.HIDDEN, moderator, "", comment.version)
    comment.transition(Status.PUBLISHED, moderator, "", comment.version)
    assert comment.published_at == published_at


def test_events_are_written_once(write):
    event = write().last_event()
    for forbidden in (event.save, event.delete, ModerationEvent.objects.all().delete):
        with pytest.raises(TypeError):
            forbidden()
    with pytest.raises(TypeError):
        ModerationEvent.objects.update(new="published")


def test_news_is_told_after_the_transaction_and_only_if_it_holds(
    write, moderator, django_capture_on_commit_callbacks
):
    comment, heard = write(status=Status.PENDING), []

    def listen(comment, old, new, **kwargs):
        heard.append((comment.pk, old, new))

    comment_status_changed.connect(listen)
    try:
        with django_capture_on_commit_callbacks(execute=True):
            comment.transition(Status.PUBLISHED, moderator, "", comment.version)
            assert heard == []
        with django_capture_on_commit_callbacks(execute=True), pytest.raises(ImpossibleMove):
            comment.transition(Status.ERASED, moderator, "", comment.version)
    finally:
        comment_status_changed.disconnect(listen)
    assert heard == [(comment.pk, Status.PENDING, Status.PUBLISHED)]


def test_stored_html_is_what_the_text_gives(write):
    comment = write("*soft* <b>")
    assert (comment.html, comment.markup_version) == (render(comment.body), MARKUP_VERSION)


def test_two_places_in_a_conversation_are_never_the_same(write):
    root = write()
    write("first", parent=root)
    with pytest.raises(IntegrityError):
        Comment.objects.bulk_create(
            [Comment(thread=root.thread, root=root, parent=root, seq=1, body="x", html="x")]
        )


def test_a_comment_with_answers_cannot_be_deleted_from_under_them(write):
    root = write()
    write("reply", parent=root)
    with pytest.raises(RestrictedError):
        root.delete()


def test_a_comment_is_called_by_its_author_and_time(write, thread):
    assert str(write(name="")).startswith("Anonymous, 20")
    assert "Sleeping better" in str(thread)


def test_more_replies_are_counted_beyond_the_first_three(write):
    root = write()
    for n in range(5):
        write(f"reply {n}", parent=root)
    root.refresh_from_db()
    assert root.more_replies == 2
    assert_counts_equal_a_recount()


def test_an_answer_to_a_comment_erased_in_this_moment_is_no_fault(write, thread):
    parent = write()
    answer = Comment(thread=thread, parent=parent)
    answer.write("Late")
    Comment.objects.filter(pk=parent.pk).delete()
    with pytest.raises(ImpossibleMove, match="erased"):
        answer.submit(Status.PENDING)
