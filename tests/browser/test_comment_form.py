"""What an author lives through: told kindly, nothing lost, and the last word on one's own words."""

import json
import re

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import expect
from wagtail.models import Page

from comments.models import Comment, CommentThread
from comments.states import Status, ThreadMode
from tests.browser.test_reader_walk import ARTICLE
from tests.comments.conftest import moderator_of

TEXT = "The sleep diary was the first thing that showed me a pattern."
RULES = {"runOnly": {"type": "tag", "values": ["wcag2a", "wcag2aa", "wcag21aa", "wcag22aa", "best-practice"]}}


@pytest.fixture
def window(browser, live_server, demo):
    """A reader's window in which answers may be refusals: a browser logs each as an error of the page."""
    contexts, errors = [], []

    def window(**options):
        contexts.append(browser.new_context(base_url=live_server.url, **options))
        contexts[-1].set_default_timeout(15_000)
        page = contexts[-1].new_page()
        page.on("pageerror", lambda error: errors.append(str(error)))
        return page

    yield window
    for context in contexts:
        context.close()
    assert errors == []


def problems(page, widths=(320,)):
    """Return what axe finds wrong."""
    found = []
    for width in widths:
        page.set_viewport_size({"width": width, "height": 900})
        violations = Axe().run(page, options=RULES).response["violations"]
        found += [(width, v["id"], [node["html"][:120] for node in v["nodes"]]) for v in violations]
        if page.evaluate("document.documentElement.scrollWidth") > width:
            found.append((width, "wider than the window"))
    return found


def send(page, text, button="Send comment"):
    page.get_by_label("Your comment").fill(text)
    page.get_by_role("button", name=button).click()


def test_an_author_is_told_changes_the_text_and_takes_it_back(window):
    page = window(color_scheme="dark")
    page.goto(ARTICLE)
    wish = page.get_by_label("when somebody answers it")
    expect(wish).to_be_hidden()
    page.get_by_label("E-mail (optional)").fill("ann@example.org")
    wish.check()
    send(page, TEXT)
    answer = page.locator("[data-comment-answer]")
    expect(answer).to_be_focused()
    expect(answer).to_contain_text("A person will read it")
    own = page.locator("[data-comment-own]")
    expect(own).to_contain_text("Awaiting review")
    assert problems(page, [1280, 320]) == []
    own.get_by_role("link", name="Edit").click()
    page.get_by_label("Your comment").fill("A changed mind.")
    page.reload()
    expect(page.get_by_label("Your comment")).to_have_value("A changed mind.")
    assert problems(page) == []
    page.get_by_role("button", name="Save the change").click()
    expect(page.get_by_text("Your change is saved")).to_be_visible()
    comment = Comment.objects.get(body="A changed mind.")
    assert (comment.notify_replies, comment.revisions.get().body) == (True, TEXT)
    # Published while its author was away: the author finds it again among those of others.
    comment.transition(Status.PUBLISHED, moderator_of(comment), "", comment.version)
    page.goto(ARTICLE)
    page.locator(f"#comment-{comment.public_id}").get_by_role("link", name="Yours: edit or remove").click()
    page.get_by_role("link", name="Remove", exact=True).click()
    assert problems(page) == []
    page.get_by_role("button", name="Remove it").click()
    expect(page.get_by_text("Removed, as you wished")).to_be_visible()
    assert page.context.cookies() == []


def test_nothing_typed_is_lost_whatever_happens_on_the_way(window, monkeypatch):
    # A test types faster than any hand.
    monkeypatch.setattr("comments.checks.spam.FASTEST_HAND", 0)
    article = Page.objects.get(slug=ARTICLE.strip("/").split("/")[-1])
    CommentThread.objects.update_or_create(page=article, defaults={"mode": ThreadMode.OPEN})
    page = window()
    page.goto(ARTICLE)
    typed = page.get_by_label("Your comment")
    answer = page.locator("[data-comment-answer]")
    too_fast = {"outcome": "too_fast", "html": "<p data-comment-answer>Wait.</p>", "wait": 1}
    for reply, said in [
        (lambda route: route.abort(), "did not reach us"),
        (lambda route: route.fulfill(status=500, body="<h1>Server Error</h1>"), "did not reach us"),
        (
            lambda route: route.fulfill(body=json.dumps({"errors": {}, "receipt": ""} | too_fast)),
            "send it now",
        ),
    ]:
        page.route("**/new/", reply)
        send(page, TEXT)
        expect(answer).to_contain_text(said)
        expect(typed).to_have_value(TEXT)
        page.unroute("**/new/")
    page.context.set_offline(True)
    page.get_by_role("button", name="Send comment").click()
    expect(answer).to_contain_text("You are offline")
    page.context.set_offline(False)
    send(page, "Call me on 020 7946 0958.")
    expect(answer).to_contain_text("phone number")
    expect(answer).to_be_focused()
    page.reload()
    expect(typed).to_have_value("Call me on 020 7946 0958.")
    page.get_by_label("E-mail (optional)").fill("ann@")
    send(page, TEXT)
    expect(page.get_by_label("E-mail (optional)")).to_be_focused()
    expect(page.get_by_text("This does not look like an e-mail address")).to_be_visible()
    page.get_by_label("E-mail (optional)").fill("")
    send(page, TEXT)
    expect(answer).to_contain_text("Edit or remove it for 15 minutes")
    assert Comment.objects.get(body=TEXT).status == Status.PUBLISHED


def test_without_a_script_an_author_changes_and_removes_it_as_well(window):
    page = window(java_script_enabled=False)
    page.goto(ARTICLE)
    send(page, "Call me on 020 7946 0958.", "Preview comment")
    expect(page.get_by_text("phone number")).to_be_visible()
    send(page, TEXT, "Preview comment")
    page.get_by_role("button", name="Send comment").click()
    page.get_by_role("link", name="Edit").click()
    send(page, "A changed mind.", "Save the change")
    expect(page.get_by_text("Your change is saved")).to_be_visible()
    page.get_by_role("link", name="Remove", exact=True).click()
    page.get_by_role("button", name="Remove it").click()
    expect(page.get_by_text("Removed, as you wished")).to_be_visible()
    assert Comment.objects.get(body="A changed mind.").status == Status.WITHDRAWN
    expect(page.get_by_role("link", name=re.compile("Back to the article"))).to_be_visible()
