"""Narrowing a list of comments."""

import pytest
from django.urls import reverse
from django.utils import timezone

from comments.models import Comment, CommentNote, CommentThread, Correspondent
from comments.models.correspondents import address_key
from comments.moderation import filters
from comments.states import Status
from tests.testapp.models import PlainPage

QUEUE = "reader_comments_admin:index"


@pytest.fixture
def admin(client, moderator):
    client.force_login(moderator)
    return client


@pytest.fixture
def shown(admin):
    """Return a function that asks for a list with filters, and tells which comments it shows."""

    def shown(name="index", **asked):
        response = admin.get(reverse(f"reader_comments_admin:{name}_results"), asked)
        assert response.status_code == 200
        return {row.comment.body for row in response.context["rows"]}

    return shown


def test_each_filter_leaves_what_it_names(shown, write, page, moderator):
    elsewhere = page.get_parent().add_child(instance=PlainPage(title="Other", slug="other", body=""))
    write("dose", Status.PENDING, findings=[{"check": "honeypot", "code": "honeypot", "message": "A dose."}])
    write(
        "a [link](https://example.org/)",
        Status.PENDING,
        findings=[{"check": "links", "code": "links", "message": "L."}],
    )
    noted = write("noted", Status.PENDING, email="ann@example.org")
    for _ in range(2):
        CommentNote.objects.create(comment=noted, text="x", author_label="Mo")
    reported = write("reported")
    Comment.objects.filter(pk=reported.pk).update(open_reports=1, attention=20)
    write("crisis", Status.PENDING, care_tier=3)
    away = write("elsewhere", Status.PENDING)
    Comment.objects.filter(pk=away.pk).update(thread=CommentThread.objects.create(page=elsewhere))
    old = write("old", Status.PENDING)
    Comment.objects.filter(pk=old.pk).update(submitted_at="2020-02-02T12:00:00Z")
    Correspondent.objects.create(address_key=address_key("ann@example.org"), confirmed_at=timezone.now())
    everything = shown()
    assert len(everything) == 7
    expected = {
        ("page", str(elsewhere.pk)): {"elsewhere"},
        ("page", str(page.get_parent().pk)): everything,
        ("status", "published"): {"reported"},
        ("check", "honeypot"): {"dose"},
        ("check", "links"): {"a [link](https://example.org/)"},
        ("having", "link"): {"a [link](https://example.org/)"},
        ("having", "note"): {"noted"},
        ("having", "report"): {"reported"},
        ("having", "confirmed"): {"noted"},
        ("care", "3"): {"crisis"},
        ("care", "1"): set(),
        ("sent_to", "2020-02-02"): {"old"},
        ("sent_from", "2020-02-03"): everything - {"old"},
        ("mine", "me"): set(),
        ("q", "ann@example.org"): {"noted"},
        ("q", "DOSE"): {"dose"},
    }
    found = {asked: shown(**dict([asked])) for asked in expected}
    assert {asked: each for asked, each in found.items() if each != expected[asked]} == {}
    assert shown(having=["note", "link"]) == set()
    assert shown(check=["honeypot", "links"], having="link") == {"a [link](https://example.org/)"}


def test_what_one_decided_oneself_can_be_found_again(shown, write, moderator, django_user_model):
    mine, theirs, machine = write("mine"), write("theirs"), write("by the machine")
    other = django_user_model.objects.create_user("other")
    mine.transition(Status.PUBLISHED, moderator, "", mine.version)
    theirs.transition(Status.PUBLISHED, other, "", theirs.version)
    assert machine.is_published
    assert shown("published", mine="me") == {"mine"}
    assert shown("published", mine="others") == {"theirs"}


@pytest.mark.parametrize(
    "asked",
    [
        {"page": "x"},
        {"page": "99999999"},
        {"status": "nonsense"},
        {"check": '"}]'},
        {"care": "ten"},
        {"sent_from": "yesterday"},
        {"mine": "x"},
        {"having": "everything", "p": "x"},
    ],
)
def test_an_invented_filter_breaks_nothing(admin, write, asked):
    write("text", Status.PENDING)
    for name in (QUEUE, "reader_comments_admin:index_results"):
        response = admin.get(reverse(name), asked)
        assert response.status_code == 200
        # "All in this list" must not mean everything because a filter was not understood.
        assert not response.context["rows"] or asked == {"page": "x"}


def test_a_filtered_list_that_is_empty_does_not_say_that_all_is_done(admin, write):
    write("text", Status.PENDING)
    answer = admin.get(reverse(QUEUE), {"care": "3"}).content.decode()
    assert "All done" not in answer
    assert "comment-all-done" in answer


def test_only_so_many_addresses_are_compared(shown, write, monkeypatch):
    monkeypatch.setattr(filters, "MOST_ADDRESSES", 1)
    for name in ("ann", "bea"):
        write(name, Status.PENDING, email=f"{name}@example.org")
        Correspondent.objects.create(
            address_key=address_key(f"{name}@example.org"), confirmed_at=timezone.now()
        )
    assert shown(having="confirmed") == {"ann"}


def test_every_check_can_be_filtered_by(admin, thread):
    answer = admin.get(reverse(QUEUE)).content.decode()
    for name, label in filters.checks():
        assert f'value="{name}"' in answer, label
