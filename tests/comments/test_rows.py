"""What moderators find beside a comment."""

from datetime import timedelta

import pytest
from django.contrib.auth.models import Group
from django.urls import reverse
from django.utils import timezone
from wagtail import hooks

from comments.models import (
    CareCase,
    Comment,
    CommentNote,
    CommentRevision,
    CommentThread,
    Correspondent,
    Report,
)
from comments.models.correspondents import address_key
from comments.moderation.rows import row_of, rows_of, verbs_for
from comments.states import Role, Status

QUEUE = "reader_comments_admin:index"


@pytest.fixture
def admin(client, moderator):
    client.force_login(moderator)
    return client


@pytest.fixture
def crowd(write, moderator):
    """Return a function that writes comments with everything that can stand beside one."""

    def crowd(first, last):
        root = write("root")
        for n in range(first, last):
            comment = write(
                f"text {n}",
                Status.PENDING,
                parent=root,
                email=f"reader{n}@example.org",
                care_tier=2 * (n % 2),
            )
            Report.objects.create(comment=comment, reason="hostile", explanation="unkind")
            CommentNote.objects.create(comment=comment, text="look", author=moderator, author_label="Mo")
            CommentRevision.objects.create(comment=comment, number=1, body="before")
            if n % 2:
                CareCase.objects.create(comment=comment, tier=2, due_at=timezone.now(), owner=moderator)
            Correspondent.objects.create(address_key=address_key(comment.email))

    return crowd


def test_fifty_rows_cost_as_many_queries_as_five(crowd, django_assert_max_num_queries):
    crowd(0, 5)
    with django_assert_max_num_queries(30) as few:
        assert len(rows_of(Comment.objects.waiting())) == 5
    crowd(5, 45)
    with django_assert_max_num_queries(len(few.captured_queries)):
        assert len(rows_of(Comment.objects.waiting())) == 45


def test_the_page_of_rows_shows_all_that_stands_beside_a_comment(admin, crowd):
    crowd(0, 2)
    answer = admin.get(reverse(QUEUE)).content.decode()
    for expected in (
        "It attacks a person or a group",
        "unkind",
        "look",
        "before",
        "looks after it",
        "1 report",
    ):
        assert expected in answer, expected


def test_an_author_is_known_by_the_address_and_by_nothing_else(write, moderator):
    for status in (Status.PUBLISHED, Status.PUBLISHED, Status.REJECTED, Status.SPAM, Status.PENDING):
        write("earlier", status, email="ann@example.org", name="Ann")
    known = write("now", Status.PENDING, email="ann@example.org", name="Ann")
    assert row_of(known).author.history == "2 published, 2 rejected"
    # What happened to the comment itself is not history.
    first = Comment.objects.filter(status=Status.PUBLISHED).first()
    assert row_of(first).author.history == "1 published, 2 rejected"
    assert row_of(write("now", Status.PENDING, name="Ann")).author.history == "no address"
    assert row_of(write("now", Status.PENDING, email="new@example.org")).author.history == "new"


def test_only_an_address_that_was_confirmed_is_called_so(admin, write):
    write("text", Status.PENDING, email="ann@example.org")
    assert "(not confirmed)" in " ".join(admin.get(reverse(QUEUE)).content.decode().split())
    Correspondent.objects.create(
        address_key=address_key("ann@example.org"), confirmed_at=timezone.now(), always_read_first=True
    )
    answer = " ".join(admin.get(reverse(QUEUE)).content.decode().split())
    assert ("(not confirmed)" in answer, "always read first" in answer) == (False, True)


def test_comments_of_one_author_stand_together_at_the_place_of_the_oldest(write):
    write("first of Ann", Status.PENDING, email="ann@example.org")
    write("Bea", Status.PENDING, name="Bea", network_key="n")
    write("Carl", Status.PENDING, name="", network_key="n")
    write("second of Ann", Status.PENDING, email="ann@example.org")
    write("another nameless", Status.PENDING, name="", network_key="n")
    write("second of Bea", Status.PENDING, name="Bea", network_key="n")
    write("Ann in distress", Status.PENDING, email="ann@example.org", care_tier=2)
    rows = rows_of(Comment.objects.waiting())
    assert [row.comment.body for row in rows] == [
        "Ann in distress",
        "first of Ann",
        "second of Ann",
        "Bea",
        "second of Bea",
        "Carl",
        "another nameless",
    ]
    assert [row.same_author for row in rows] == [False, True, True, False, True, False, False]


def test_nobody_in_distress_can_be_rejected_from_a_row(write):
    comment = write("I cannot go on", Status.PENDING, care_tier=2)
    assert [status for status, _label in verbs_for(comment)] == [Status.PUBLISHED]
    comment.care_open = False
    assert [status for status, _label in verbs_for(comment)] == [
        Status.PUBLISHED,
        Status.REJECTED,
        Status.SPAM,
    ]


def test_what_is_published_is_kept_rather_than_published(write):
    assert [str(label) for _status, label in verbs_for(write())] == ["Keep", "Reject", "Spam", "Hide"]


def test_the_text_of_somebody_in_distress_is_covered_until_it_is_asked_for(admin, write):
    write("I cannot go on", Status.PENDING, care_tier=2)
    answer = admin.get(reverse(QUEUE)).content.decode()
    assert answer.index("<details") < answer.index("I cannot go on") < answer.index("</details>")
    dashboard = admin.get(reverse("wagtailadmin_home")).content.decode()
    assert ("I cannot go on" in dashboard, "may be in distress" in dashboard) == (False, True)


def test_the_wait_counts_from_what_somebody_has_to_act_on(write):
    now = timezone.now()
    week_ago, day_ago, hour_ago = now - timedelta(days=7), now - timedelta(days=1), now - timedelta(hours=1)
    comment = write("text")
    Comment.objects.filter(pk=comment.pk).update(submitted_at=week_ago, status_since=week_ago, attention=20)
    Report.objects.create(comment=comment, reason="hostile", sent_at=day_ago)
    comment.refresh_from_db()
    assert row_of(comment).waits_since == day_ago
    CareCase.objects.create(comment=comment, tier=2, due_at=now, opened_at=hour_ago)
    assert row_of(Comment.objects.get(pk=comment.pk)).waits_since == day_ago
    Comment.objects.update(care_open=True, care_tier=2)
    assert row_of(Comment.objects.get(pk=comment.pk)).waits_since == hour_ago
    # Nobody is told of a wait of no minutes,
    CareCase.objects.update(opened_at=now)
    assert row_of(Comment.objects.get(pk=comment.pk)).waits_since is None
    # nor that what was never decided waits since it was sent: the row says that already.
    assert row_of(write("new", Status.PENDING)).waits_since is None
    assert row_of(write("old")).waits_since is None


def test_where_a_link_leads_is_spelled_out(admin, write):
    write("See [my page](https://shop.example/?a=1&b=2).", Status.PENDING)
    assert "https://shop.example/?a=1&amp;b=2</bdi>" in admin.get(reverse(QUEUE)).content.decode()


def test_noticed_words_are_marked_and_a_sentence_is_said_once(admin, write):
    body = "Take 40 mg of [it](https://shop.example/)"
    findings = [
        {"code": "dose", "message": "It gives a dose.", "spans": [[5, 10]]},
        {"code": "dose", "message": "It gives a dose.", "spans": [[19, 40]]},
    ]
    write(body, Status.PENDING, findings=findings)
    answer = admin.get(reverse(QUEUE)).content.decode()
    assert "<mark>40 mg</mark>" in answer
    assert answer.count("It gives a dose.") == 1
    assert "“https://shop.example/”" in answer


def test_a_site_says_what_its_pages_are_about(admin, write, page):
    write("text", Status.PENDING)
    with hooks.register_temporarily(
        "reader_comments_page_labels", lambda pages: dict.fromkeys(pages, "Sleep")
    ):
        assert "(Sleep)" in admin.get(reverse(QUEUE)).content.decode()


def test_what_the_machine_published_stands_in_a_list_until_a_person_has_read_it(admin, write, moderator):
    comment, other = write("by the machine"), write("read already")
    other.transition(Status.PUBLISHED, moderator, "", other.version)
    unreviewed = reverse("reader_comments_admin:unreviewed")
    answer = admin.get(unreviewed).content.decode()
    assert ("by the machine" in answer, "read already" in answer) == (True, False)
    other.edit(
        "read already, and changed", other.version, holds=False, findings=[], care_tier=0, body_digest="d"
    )
    assert "and changed" in admin.get(unreviewed).content.decode()
    sent = {"to": "published", "version": comment.version}
    admin.post(reverse("reader_comments_admin:decide", args=[comment.pk]), sent)
    assert "by the machine" not in admin.get(unreviewed).content.decode()


def test_a_row_says_what_was_changed_about_a_comment(admin, write):
    comment = write(
        "text", edited_at=timezone.now(), redacted=True, context_note="See a doctor.", by_staff=True
    )
    CommentThread.objects.update(pinned=comment)
    comment.transition(Status.HIDDEN, Role.SYSTEM, "", comment.version)
    answer = admin.get(reverse("reader_comments_admin:rejected")).content.decode()
    for expected in ("edited", "private details removed", "See a doctor.", "your team", "pinned", "hidden"):
        assert expected in answer, expected


def test_a_closed_care_case_stays_visible_and_an_unowned_one_says_so(admin, write):
    comment = write("text", Status.PENDING, care_tier=2)
    CareCase.objects.create(comment=comment, tier=2, due_at=timezone.now())
    assert "Nobody looks after it yet." in admin.get(reverse(QUEUE)).content.decode()
    Comment.objects.update(care_open=False)
    assert "Somebody has looked after it." in admin.get(reverse(QUEUE)).content.decode()


def test_whoever_asked_to_be_told_is_told_in_words_that_moderators_see(admin, write):
    said = "welcome to send it again where it fits"
    write("text", Status.PENDING)
    assert said not in admin.get(reverse(QUEUE)).content.decode()
    write("text", Status.PENDING, email="ann@example.org", notify_decision=True)
    assert said in admin.get(reverse(QUEUE)).content.decode()


def test_the_way_to_a_case_is_shown_to_those_who_look_after_people(admin, write, moderator):
    comment = write("text", Status.PENDING, care_tier=2)
    case = CareCase.objects.create(comment=comment, tier=2, due_at=timezone.now())
    address = reverse("reader_comments_admin:care_case", args=[case.pk])
    assert address not in admin.get(reverse(QUEUE)).content.decode()
    moderator.groups.add(Group.objects.get(name="Comment safeguarding leads"))
    assert address in admin.get(reverse(QUEUE)).content.decode()
