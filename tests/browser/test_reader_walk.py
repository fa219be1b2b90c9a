"""What a reader does: read, share, save, comment; with and without JavaScript."""

import re

import pytest
from playwright.sync_api import expect

from comments.models import Comment
from comments.states import Status

ARTICLE = "/articles/cbt-i-for-insomnia/"
SERVICES = ["X", "Pinterest", "Facebook", "Bluesky", "Mastodon", "WhatsApp", "E-mail"]
TEXT = "The sleep diary was the first thing that showed me a pattern. *Thank you* for it."


def publish_as_moderator(visit, text):
    """Find the comment in the moderator's queue and publish it."""
    queue = visit("moderator")
    queue.get_by_role("link", name=re.compile("Reader comments")).first.click()
    row = queue.get_by_role("article").filter(has_text=text)
    row.get_by_role("button", name="Publish").click()
    expect(queue.get_by_text("Published.", exact=True)).to_be_visible()


def reject_as_moderator(visit, text):
    """Find the comment in the moderator's queue and reject it."""
    queue = visit("moderator")
    queue.get_by_role("link", name=re.compile("Reader comments")).first.click()
    row = queue.get_by_role("article").filter(has_text=text)
    row.get_by_text("Reject…").click()
    row.get_by_role("button", name="It attacks a person").click()
    expect(queue.get_by_text("Rejected.", exact=True)).to_be_visible()


@pytest.mark.parametrize("javascript", [True, False], ids=["with script", "without script"])
def test_a_reader_finds_everything_on_an_article(javascript, visit):
    reader = visit(java_script_enabled=javascript)
    reader.goto("/")
    reader.get_by_role("link", name=re.compile("Lying awake again")).first.click()
    text = reader.locator("main").inner_text()
    assert "Medically reviewed by" in text
    assert "next review by" in text
    notice = reader.locator("[data-disclosure=notice]")
    label = reader.locator("[data-disclosure=label]").first
    assert notice.bounding_box()["y"] < label.bounding_box()["y"]
    reader.locator("a[href='#start-with-a-sleep-diary']").first.click()
    assert reader.url.endswith("#start-with-a-sleep-diary")
    expect(reader.locator("#start-with-a-sleep-diary")).to_be_visible()
    expect(reader.locator("#reference-1")).to_be_visible()
    for service in SERVICES:
        expect(reader.get_by_role("link", name=re.compile(rf"\b{service}\b")).first).to_be_attached()
    expect(reader.locator("#comments")).to_be_visible()
    assert reader.context.cookies() == []


def test_a_comment_without_a_script_waits_for_a_person_and_is_then_published(visit):
    reader = visit(java_script_enabled=False)
    reader.goto(ARTICLE)
    reader.get_by_label("Your comment").fill(TEXT)
    reader.get_by_label("Name (optional)").fill("Tired no more")
    reader.get_by_role("button", name="Preview comment").click()
    expect(reader.get_by_role("heading", name="Check your comment")).to_be_visible()
    reader.get_by_role("button", name="Send comment").click()
    expect(reader.get_by_text("Awaiting review")).to_be_visible()
    other = visit()
    other.goto(ARTICLE)
    assert "showed me a pattern" not in other.content()
    publish_as_moderator(visit, "showed me a pattern")
    other.reload()
    expect(other.locator("#comments em").filter(has_text="Thank you")).to_be_visible()
    assert reader.context.cookies() == []


def test_a_comment_with_a_script_is_answered_in_place(visit):
    reader = visit()
    reader.goto(ARTICLE)
    reader.get_by_label("Your comment").fill(TEXT)
    reader.get_by_role("button", name="Send comment").click()
    waiting = reader.locator("[data-comment-own]")
    expect(waiting).to_contain_text("Awaiting review")
    # On return the author still sees it, on this device only.
    reader.reload()
    expect(waiting).to_contain_text("showed me a pattern")
    other = visit()
    other.goto(ARTICLE)
    expect(other.locator("#comments")).not_to_contain_text("showed me a pattern")
    publish_as_moderator(visit, "showed me a pattern")
    other.reload()
    expect(other.locator("#comments")).to_contain_text("showed me a pattern")
    assert reader.context.cookies() == []


def test_a_rejected_comment_is_seen_by_nobody_else(visit):
    reader = visit()
    reader.goto(ARTICLE)
    reader.get_by_label("Your comment").fill("Only a fool would keep a diary.")
    reader.get_by_role("button", name="Send comment").click()
    expect(reader.locator("[data-comment-own]")).to_contain_text("Awaiting review")
    reject_as_moderator(visit, "Only a fool")
    other = visit()
    other.goto(ARTICLE)
    expect(other.locator("#comments")).not_to_contain_text("Only a fool")
    assert Comment.objects.get(body__contains="Only a fool").status == Status.REJECTED


def test_a_draft_survives_a_reload(visit):
    reader = visit()
    reader.goto(ARTICLE)
    reader.get_by_label("Your comment").fill("Half a thou")
    reader.reload()
    expect(reader.get_by_label("Your comment")).to_have_value("Half a thou")


@pytest.mark.parametrize("javascript", [True, False], ids=["with script", "without script"])
def test_an_article_can_be_saved_with_yum(javascript, visit):
    reader = visit(java_script_enabled=javascript)
    reader.goto(ARTICLE)
    reader.get_by_text("Yum: save this article").first.click()
    if javascript:
        reader.goto("/saved/")
    expect(reader.get_by_role("link", name=re.compile("Lying awake again")).first).to_be_visible()
