"""What readers are told, outcome by outcome, in place and on pages."""

from comments.models import Comment, CommentSettings
from comments.states import Role, Status
from comments.tokens import receipt_for
from tests.comments.test_editing import receipt_address
from tests.comments.test_sending import OURS, TEXT, hidden, send_by_pages, send_by_script


def test_published_says_for_how_long_it_can_be_changed(client, page, address, open_thread):
    assert "Edit or remove it for 15 minutes" in send_by_script(client, address, page).json()["html"]
    CommentSettings.objects.create(site=page.get_site(), edit_minutes=0)
    other = send_by_script(client, address, page, body="Other words").json()["html"]
    assert ("remove it at any time" in other, "minutes" in other) == (True, False)


def test_held_says_how_long_others_waited_if_anybody_knows(client, page, address, monkeypatch):
    unknown = send_by_script(client, address, page).json()["html"]
    monkeypatch.setattr("comments.answers.usual_wait", lambda: "3 hours")
    monkeypatch.setattr("comments.views.receipts.usual_wait", lambda: "3 hours")
    known = send_by_script(client, address, page, body="Other words").json()
    assert ("before others can see it." in unknown, "usually" in unknown) == (True, False)
    assert "usually within 3 hours." in known["html"]
    receipt = client.get(receipt_address(Comment.objects.last())).content.decode()
    assert "no longer than 3 hours" in receipt


def test_an_author_cannot_tell_spam_from_waiting(client, write, monkeypatch):
    monkeypatch.setattr("comments.views.receipts.usual_wait", lambda: "3 hours")
    seen = set()
    for status in (Status.PENDING, Status.SPAM):
        comment = write("the same words", status)
        address = receipt_address(comment)
        html = client.get(address).content.decode()
        # What names the comment differs; nothing else may.
        seen.add(html.replace(receipt_for(comment.public_id), "").replace(comment.public_id, ""))
    assert len(seen) == 1


def test_what_is_no_longer_kept_waits_for_nobody(client, write):
    comment = write("words", Status.SPAM)
    Comment.objects.filter(pk=comment.pk).update(body="", html="")
    assert "no longer kept" in client.get(receipt_address(comment)).content.decode()


def test_who_has_to_confirm_an_address_is_told_so(client, page, address, write):
    CommentSettings.objects.create(site=page.get_site(), requires_confirmed_address=True)
    form = client.get(page.url).content.decode()
    assert "your comment counts once you follow it" in form
    assert "E-mail (optional)" not in form
    refused = client.post(address, {"body": "x", "email": "a@example.org"}, headers=OURS).content.decode()
    assert "your comment counts once you follow it" in refused
    comment = write("waits", Status.PENDING)
    Comment.objects.filter(pk=comment.pk).update(status=Status.UNCONFIRMED)
    assert "follow the link in the mail" in client.get(receipt_address(comment)).content.decode()


def test_an_unconfirmed_comment_is_answered_with_the_next_step(client, page, address, monkeypatch):
    submit = Comment.submit
    monkeypatch.setattr(Comment, "submit", lambda self, to: submit(self, Status.UNCONFIRMED))
    answer = send_by_script(client, address, page, email="ann@example.org").json()
    assert (answer["outcome"], "One more step" in answer["html"]) == ("unconfirmed", True)


def test_a_refused_page_says_so_in_its_title(client, address):
    refused = client.post(address, {"body": ""}, headers=OURS).content.decode()
    fresh = client.get(address).content.decode()
    assert ["Not sent yet" in html.partition("</title>")[0] for html in (refused, fresh)] == [True, False]


def test_what_was_taken_back_may_be_said_again(client, page, address):
    send_by_script(client, address, page)
    Comment.objects.get().transition(Status.WITHDRAWN, Role.AUTHOR, "", 1)
    assert send_by_script(client, address, page).json()["outcome"] == "held"


# --- What an author asks to be told --------------------------------------------------------------------------


def test_wishes_are_kept_only_with_an_address(client, page, address):
    wishes = {"notify_replies": "on", "notify_decision": "on"}
    send_by_script(client, address, page, email="Ann@Example.org", **wishes)
    send_by_script(client, address, page, body="No address", **wishes)
    send_by_script(client, address, page, body="No wish", email="ann@example.org")
    kept = list(Comment.objects.order_by("pk").values_list("notify_replies", "notify_decision"))
    assert kept == [(True, True), (False, False), (False, False)]


def test_wishes_come_through_the_preview_and_through_a_refusal(client, address):
    sent = {"email": "ann@example.org", "notify_replies": "on"}
    preview, _ = send_by_pages(client, address, **sent)
    html = preview.content.decode()
    assert (hidden(html, "notify_replies"), hidden(html, "notify_decision")) == ("on", None)
    comment = Comment.objects.get()
    assert (comment.notify_replies, comment.notify_decision) == (True, False)
    refused = client.post(address, {"body": ""} | sent, headers=OURS).content.decode()
    ticked = refused.partition('name="notify_replies"')[2].partition(">")[0]
    other = refused.partition('name="notify_decision"')[2].partition(">")[0]
    assert ("checked" in ticked, "checked" in other) == (True, False)


def test_other_wishes_after_the_preview_are_previewed_again(client, address):
    sent = {"body": TEXT, "email": "ann@example.org"}
    preview = client.post(address, sent, headers=OURS).content.decode()
    again = client.post(
        address, sent | {"token": hidden(preview, "token"), "notify_replies": "on"}, headers=OURS
    )
    assert (again.status_code, Comment.objects.count()) == (200, 0)


def test_no_two_elements_of_a_page_share_a_name_for_labels(client, address, write):
    preview = client.post(address, {"body": TEXT}, headers=OURS).content.decode()
    for html in (preview, client.get(address).content.decode()):
        assert html.count('id="comment-body"') == 1
        assert html.count('id="comment-email"') == 1
