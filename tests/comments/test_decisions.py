"""The report of decisions: what became of the comments of each page, and whether money made a difference."""

from datetime import timedelta

import pytest
from django.contrib.auth.models import Permission
from django.urls import reverse
from django.utils import timezone
from wagtail import hooks

from comments.models import Comment, CommentThread, ModerationScope
from comments.moderation.decisions import PAID_HOOK, paid_among
from comments.states import Status

DECISIONS = "reader_comments_admin:decisions"
# What is decided about the comments of the page, and of another beside it.
DECIDED = {"page": "published rejected rejected hidden spam pending", "other": "published published rejected"}


@pytest.fixture
def pages(page):
    other = page.get_parent().add_child(instance=type(page)(title="Other page", slug="other"))
    return {"page": page, "other": other}


@pytest.fixture
def report(client, pages, moderator):
    """Return the report after the decisions."""
    for name, statuses in DECIDED.items():
        thread = CommentThread.objects.create(page=pages[name])
        for status in statuses.split():
            Comment.objects.create(
                thread=thread, body="x", html="x", status=status, public_id=f"{name}{Comment.objects.count()}"
            )
    client.force_login(moderator)
    return lambda **sent: client.get(reverse(DECISIONS), sent)


def rows(response):
    return {
        thread.page.slug: (
            thread.published,
            thread.rejected,
            thread.hidden,
            thread.spam,
            thread.rejection_rate,
        )
        for thread in response.context["object_list"]
    }


def test_each_page_has_its_line_and_spam_is_no_rejection(report):
    assert rows(report()) == {"sleeping-better": (1, 2, 1, 1, "75 %"), "other": (2, 1, 0, 0, "33 %")}
    answer = " ".join(report().content.decode().split())
    assert "Moderators took away 57 % (4 of 7)." in answer


def test_pages_with_paid_links_are_compared_with_the_others(report, pages):
    with hooks.register_temporarily(PAID_HOOK, lambda ids: {pages["page"].pk, 999}):
        answer = " ".join(report().content.decode().split())
        export = b"".join(report(export="csv").streaming_content).decode()
        assert paid_among([pages["other"].pk]) == set()
    assert "On pages with paid links, moderators took away 75 % (3 of 4)." in answer
    assert "On all others 33 % (1 of 3)." in answer
    assert "Sleeping better,True,1,2,1,75 %,1" in export
    assert "Other page,False,2,1,0,33 %,0" in export


def test_where_only_paid_pages_have_comments_there_is_nothing_to_compare(report, pages):
    with hooks.register_temporarily(PAID_HOOK, lambda ids: set(ids)):
        assert "On all others" not in report().content.decode()


def test_the_report_as_a_workbook(report):
    response = report(export="xlsx")
    assert response["Content-Type"].startswith("application/vnd.openxmlformats")
    assert len(b"".join(response.streaming_content)) > 1000


def test_the_period_counts_and_a_wrong_date_is_told(report):
    Comment.objects.filter(status=Status.REJECTED).update(submitted_at=timezone.now() - timedelta(days=40))
    day = (timezone.localdate() - timedelta(days=10)).isoformat()
    assert rows(report(sent_from=day)) == {
        "sleeping-better": (1, 0, 1, 1, "50 %"),
        "other": (2, 0, 0, 0, "0 %"),
    }
    assert rows(report(sent_to=day)) == {
        "sleeping-better": (0, 2, 0, 0, "100 %"),
        "other": (0, 1, 0, 0, "100 %"),
    }
    assert report(sent_from="yesterday").status_code == 200
    nothing = report(sent_to="2001-01-01")
    assert (rows(nothing), "took away" in nothing.content.decode()) == ({}, False)


def test_where_there_was_only_spam_there_is_no_share(report):
    Comment.objects.all().update(status=Status.SPAM)
    assert {row[4] for row in rows(report()).values()} == {""}


def test_only_moderators_and_only_their_pages(report, client, pages, moderator, django_user_model):
    home = reverse("wagtailadmin_home")
    assert reverse(DECISIONS) in client.get(home).content.decode()
    ModerationScope.objects.create(group=moderator.groups.get(), page=pages["other"])
    assert set(rows(report())) == {"other"}
    editor = django_user_model.objects.create_user("editor")
    editor.user_permissions.add(Permission.objects.get(codename="access_admin"))
    client.force_login(editor)
    assert report().status_code == 302
    assert reverse(DECISIONS) not in client.get(home).content.decode()


def test_many_pages_cost_as_much_as_few(report, page, django_assert_max_num_queries):
    report()
    with django_assert_max_num_queries(40) as few:
        report()
    for number in range(8):
        sibling = page.get_parent().add_child(instance=type(page)(title=f"{number}", slug=f"more-{number}"))
        thread = CommentThread.objects.create(page=sibling)
        Comment.objects.create(thread=thread, body="x", html="x", status=Status.SPAM)
    with django_assert_max_num_queries(len(few)):
        assert len(rows(report())) == 10
