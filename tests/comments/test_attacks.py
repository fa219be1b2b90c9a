"""What somebody tries who wants to read, sign or keep what is not theirs."""

import pytest
from django.urls import reverse
from wagtail.models import PageViewRestriction, Site

from comments.models import Comment, CommentThread, ImpossibleMove
from comments.states import Role, Status, ThreadMode
from comments.submission import matchable
from comments.tokens import page_key
from comments.views import sending
from tests.comments.test_sending import OURS, TEXT, send_by_script
from tests.testapp.models import PlainPage

SECRET = "Hidden words"
UNPUBLISHED = [Status.PENDING, Status.HIDDEN, Status.SPAM, Status.REJECTED, Status.WITHDRAWN]


def from_elsewhere(client, address, thread, data):
    return client.post(address, data, headers={"origin": "https://evil.example"})


def to_a_closed_thread(client, address, thread, data):
    CommentThread.objects.filter(pk=thread.pk).update(mode=ThreadMode.CLOSED)
    return client.post(address, data, headers=OURS)


def too_fast(client, address, thread, data):
    for number in range(12):
        client.post(address, data | {"body": f"{TEXT} {number}", "parent": ""}, headers=OURS)
    return client.post(address, data, headers=OURS)


@pytest.mark.parametrize("refused", [from_elsewhere, to_a_closed_thread, too_fast])
@pytest.mark.parametrize("status", UNPUBLISHED)
def test_a_refused_answer_does_not_quote_what_is_not_published(
    client, thread, write, address, status, refused
):
    comment = write(SECRET, status, name="Hidden Name")
    data = {"body": TEXT, "parent": comment.public_id}
    response = refused(client, address, thread, data)
    assert "Hidden" not in response.content.decode()


def another_page():
    home = Site.objects.get(is_default_site=True).root_page
    return home.add_child(instance=PlainPage(title="Another", slug="another", body=""))


def form_of(page):
    return reverse("reader_comments:post", args=[page_key(page)])


def test_the_form_of_one_page_does_not_quote_another(client, page, write):
    comment = write(SECRET)
    PageViewRestriction.objects.create(page=page, restriction_type="login")
    response = client.get(form_of(another_page()), {"parent": comment.public_id})
    assert SECRET not in response.content.decode()


def test_the_form_quotes_nothing_where_comments_are_off(client, page, thread, write):
    comment = write(SECRET)
    CommentThread.objects.update(mode=ThreadMode.OFF)
    assert SECRET not in client.get(form_of(page), {"parent": comment.public_id}).content.decode()


def test_the_form_of_a_page_that_was_taken_away_tells_nothing_of_it(client, page):
    PlainPage.objects.update(live=False, title="Not yet told")
    response = client.get(form_of(page))
    assert (response.status_code, "Not yet told" in response.content.decode()) == (404, False)


def test_the_form_quotes_what_it_answers(client, page, write):
    assert (
        "said in public"
        in client.get(form_of(page), {"parent": write("said in public").public_id}).content.decode()
    )


def test_an_answer_whose_comment_is_taken_away_meanwhile_is_kept_for_the_reader(
    client, page, write, monkeypatch, address
):
    root = write("root")

    def taken_away(submission, assessment, key):
        raise ImpossibleMove

    monkeypatch.setattr(sending, "store", taken_away)
    response = send_by_script(client, address, page, parent=root.public_id)
    assert response.status_code == 422
    assert "parent" in response.json()["errors"]


def test_a_moderator_cannot_bring_back_what_its_author_took_away(client, write, moderator):
    comment = write(status=Status.WITHDRAWN)
    event = comment.last_event()
    assert event.role == Role.AUTHOR
    client.force_login(moderator)
    client.post(reverse("reader_comments_admin:undo", args=[event.pk]))
    comment.refresh_from_db()
    assert comment.status == Status.WITHDRAWN


@pytest.mark.parametrize("parent", ["\x00", "nothing-here", "../../etc"])
def test_a_strange_parent_is_gone_not_an_error(client, page, thread, parent, address):
    response = send_by_script(client, address, page, parent=parent)
    assert response.status_code == 422
    assert not Comment.objects.exists()


def test_an_address_with_a_nul_byte_is_not_found(client, db):
    assert client.get("/comments/%00/").status_code == 404


def test_an_e_mail_address_longer_than_its_place_is_refused(client, page, thread, address):
    long = "a" * 60 + "@" + ".".join(["b" * 60] * 4) + ".org"
    response = send_by_script(client, address, page, email=long)
    assert "email" in response.json()["errors"]


def test_a_link_is_held_also_where_comments_appear_at_once(client, page, open_thread, address):
    body = "Buy [this](https://www.amazon.com/dp/B0?tag=me-20) now"
    send_by_script(client, address, page, body=body)
    assert Comment.objects.get().status == Status.PENDING


@pytest.mark.parametrize("blank", ["\u3164", "\u2800", "\u200e", "\u034f", "\U000e0061", "\u00ad"])
def test_letters_that_show_nothing_count_for_nothing(client, page, thread, blank, address):
    assert matchable(f"Ad{blank}min") == "admin"
    response = send_by_script(client, address, page, body=blank * 9)
    assert "body" in response.json()["errors"]
