"""What readers see of comments: published ones, and nothing else, on every address."""

import pytest
from django.template import Context, Template
from django.urls import reverse
from wagtail.models import PageViewRestriction

from comments.models import Comment, CommentSettings, CommentThread
from comments.states import Role, Status, ThreadMode
from comments.tokens import page_key, receipt_for
from tests.comments.test_threads import many
from tests.testapp.models import PlainPage

UNPUBLISHED = [Status.PENDING, Status.HIDDEN, Status.REJECTED, Status.SPAM, Status.WITHDRAWN]


def thread_address(page):
    return reverse("reader_comments:thread", args=[page_key(page)])


def comment_address(comment):
    return reverse("reader_comments:comment", args=[comment.public_id])


@pytest.mark.parametrize("status", UNPUBLISHED)
def test_unpublished_text_name_and_address_are_nowhere_to_be_seen(client, page, write, status):
    root = write("the root")
    secret = {"name": "Secret Name", "email": "secret@example.org", "network_key": "secretkey"}
    hidden = [write("secret words", status, **secret), write("secret reply", status, parent=root, **secret)]
    if status in {Status.HIDDEN, Status.WITHDRAWN}:  # it was published once, and answered
        Comment.objects.filter(pk=hidden[1].pk).update(status=Status.PUBLISHED)
        write("an answer", parent=hidden[1])
        Comment.objects.filter(pk=hidden[1].pk).update(status=status)
    addresses = [page.url, thread_address(page), *map(comment_address, [root, *hidden])]
    for address in addresses:
        answer = client.get(address, follow=True).content.decode().lower()
        assert "secret" not in answer, address
    for comment in hidden:
        assert client.get(comment_address(comment)).status_code == 404


def test_a_published_comment_shows_neither_address_nor_key(client, page, write):
    comment = write(email="ann@example.org", network_key="networkkey")
    for address in (page.url, thread_address(page), comment_address(comment)):
        answer = client.get(address).content.decode()
        assert comment.html in answer
        assert ("ann@example.org" in answer, "networkkey" in answer) == (False, False)


def test_a_removed_comment_keeps_its_place_but_not_its_words(client, page, write):
    root = write("secret words", name="Secret")
    reply = write("the answer", parent=root)
    deeper = write("deeper", parent=reply)
    root.refresh_from_db()
    root.transition(Status.WITHDRAWN, Role.AUTHOR, "", root.version)
    Comment.objects.filter(pk=reply.pk).update(status=Status.WITHDRAWN, name="Secret")
    for address in (page.url, comment_address(root)):
        answer = client.get(address).content.decode()
        assert ("This comment was removed." in answer, "ecret" in answer) == (True, False)
        assert ("deeper" in answer, "in reply to a comment that was removed" in answer) == (True, True)
    assert client.get(comment_address(deeper)).status_code == 302


def test_an_answer_to_an_answer_names_whom_it_answers(client, page, write):
    root = write("root", name="Root")
    reply = write("reply", parent=root, name="Bea")
    write("deeper", parent=reply)
    answer = client.get(page.url).content.decode()
    assert "in reply to <bdi>Bea</bdi>" in answer
    assert "in reply to <bdi>Root</bdi>" not in answer


def test_readers_words_are_marked_as_theirs(client, page, write):
    write()
    assert client.get(page.url).content.decode().count("data-reader-content") == 2


def test_further_comments_have_a_page_each(client, page, thread):
    many(thread, 45, 0)
    seen, address = [], page.url
    while address:
        answer = client.get(address)
        seen += [
            comment.public_id
            for comment in Comment.objects.all()
            if f'id="comment-{comment.public_id}"' in answer.content.decode()
        ]
        after = answer.context["shown"].after
        address = f"{thread_address(page)}?after={after}" if after else ""
        assert ("More comments" in answer.content.decode()) is bool(after)
    assert len(seen) == len(set(seen)) == 45


def test_pages_of_comments_are_not_for_search_engines(client, page, write):
    comment = write()
    for address in (thread_address(page), comment_address(comment)):
        answer = client.get(address).content.decode()
        assert '<meta name="robots" content="noindex">' in answer
        assert f'rel="canonical" href="{page.full_url}"' in answer


@pytest.mark.parametrize("after", ["x", "1", "9" * 50 + "-1"])
def test_an_invented_place_is_no_page(client, page, thread, after):
    assert client.get(thread_address(page), {"after": after}).status_code == 404


def test_one_conversation_can_be_read_to_its_end(client, page, thread):
    many(thread, 1, 130)
    root = Comment.objects.get(root=None)
    assert "127 more replies" in client.get(page.url).content.decode()
    first = client.get(comment_address(root))
    assert "?after=100" in first.content.decode()
    second = client.get(comment_address(root), {"after": "100"}).content.decode()
    assert ("reply 129" not in first.content.decode(), second.count("<article")) == (True, 31)


@pytest.mark.parametrize("after", ["x", "-1", "9" * 30, "²"])
def test_an_invented_place_in_a_conversation_is_its_beginning(client, page, write, after):
    assert client.get(comment_address(write()), {"after": after}).status_code == 200


def test_the_address_of_a_reply_leads_to_its_place(client, page, write):
    root = write()
    reply = write("reply", parent=root)
    response = client.get(comment_address(reply))
    assert response.url == f"{comment_address(root)}?after=0#comment-{reply.public_id}"
    assert "reply" in client.get(response.url).content.decode()


def test_comments_of_a_page_that_is_not_public_are_not_either(client, page, write):
    addresses = [thread_address(page), comment_address(write())]
    PageViewRestriction.objects.create(page=page, restriction_type="login")
    assert [client.get(address).status_code for address in addresses] == [404, 404]
    PageViewRestriction.objects.all().delete()
    PlainPage.objects.update(live=False)
    assert [client.get(address).status_code for address in addresses] == [404, 404]


def test_where_comments_are_off_there_are_none(client, page, write):
    comment = write()
    CommentThread.objects.update(mode=ThreadMode.OFF)
    assert 'id="comments"' not in client.get(page.url).content.decode()
    assert client.get(comment_address(comment)).status_code == 404


def test_where_comments_are_closed_they_stay_and_the_form_goes(client, page, write):
    write("stays")
    CommentThread.objects.update(mode=ThreadMode.CLOSED)
    CommentSettings.objects.create(site=page.get_site(), contact="mail@example.org")
    answer = client.get(page.url).content.decode()
    assert ("stays" in answer, "<form" in answer, "mail@example.org" in answer) == (True, False, True)


@pytest.mark.parametrize("status", UNPUBLISHED)
def test_a_receipt_tells_its_author_what_became_of_it(client, page, write, status):
    comment = write("my words", status)
    address = reverse("reader_comments:receipt", args=[receipt_for(comment.public_id)])
    answer = client.get(address).content.decode()
    data = client.get(address, headers={"accept": "application/json"}).json()
    shown = {
        Status.PENDING: ("waiting", "Awaiting review"),
        Status.SPAM: ("waiting", "Awaiting review"),
        Status.HIDDEN: ("not_published", "decided not to publish"),
        Status.REJECTED: ("not_published", "decided not to publish"),
        Status.WITHDRAWN: ("withdrawn", "Removed, as you wished"),
    }[status]
    assert (data["state"], shown[1] in answer) == (shown[0], True)
    assert ("my words" in answer) is (status != Status.WITHDRAWN)


def test_the_receipt_of_a_published_comment_leads_to_it(client, page, write):
    comment = write()
    answer = client.get(reverse("reader_comments:receipt", args=[receipt_for(comment.public_id)]))
    assert comment_address(comment) in answer.content.decode()


@pytest.mark.parametrize("receipt", ["x", "x:y"])
def test_a_forged_receipt_shows_nothing(client, page, write, receipt):
    forged = receipt.replace("x", write().public_id)
    assert client.get(reverse("reader_comments:receipt", args=[forged])).status_code == 404


def test_the_sites_words_stand_above_the_form(client, page):
    assert "Would you like to comment?" in client.get(page.url).content.decode()
    words = CommentSettings.objects.create(site=page.get_site(), prompt="Your turn?", guidance="Be kind.")
    answer = client.get(page.url).content.decode()
    assert ("Your turn?" in answer, "Be kind." in answer) == (True, True)
    words.prompt = "And you?"
    words.save()
    assert "And you?" in client.get(page.url).content.decode()


def test_words_without_a_site_are_the_usual_ones(db):
    assert CommentSettings.of(None).prompt == ""


def test_the_whole_fragment_takes_three_queries_at_any_size(page, thread, rf, django_assert_num_queries):
    request = rf.get("/")
    template = Template("{% load comment_tags %}{% comments page %}")

    def render():
        return template.render(Context({"page": page, "request": request}))

    render()  # the words of the site are remembered from here on
    many(thread, 2, 4)
    with django_assert_num_queries(3):
        render()
    many(thread, 198, 4)
    with django_assert_num_queries(3):
        assert "1000 comments" in render()


def test_the_fragment_needs_no_request(page, write):
    write("hello")
    assert "hello" in Template("{% load comment_tags %}{% comments page %}").render(Context({"page": page}))


def test_a_page_without_a_thread_has_no_comments(page):
    assert page.comment_count == 0


def test_the_number_of_comments(page, write, django_assert_num_queries):
    template = Template("{% load comment_tags %}{% comment_count page %}")
    fresh = PlainPage.objects.get(pk=page.pk)
    assert template.render(Context({"page": fresh})) == "0"
    write()
    write(status=Status.PENDING)
    with django_assert_num_queries(1):
        listed = PlainPage.objects.select_related("comment_thread").get(pk=page.pk)
        assert (template.render(Context({"page": listed})), listed.comment_count) == ("1", 1)
    CommentThread.objects.update(mode=ThreadMode.OFF)
    assert PlainPage.objects.get(pk=page.pk).comment_count == 0
