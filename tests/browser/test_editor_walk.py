"""The main job: a pasted text becomes a reviewed, disclosed, published page."""

import re

import pytest
from django.contrib.auth import get_user_model
from playwright.sync_api import expect
from wagtail.rich_text import RichText

from blog.models import HealthArticlePage

TITLE = "What Is Esketamine Depression Treatment and How Does It Work?"
NETWORK_LINK = (
    "https://www.awin1.com/cread.php?awinmid=0000&awinaffid=000000&ued=https%3A%2F%2Fexample.com%2F"
)
AMAZON_LINK = "https://www.amazon.com/s?k=sleep+mask&tag=ourgoodlifedemo-20"


def publish(editor, answer):
    """Choose "Publish" in the editor's action menu, and wait for the answer."""
    editor.get_by_role("button", name="More actions").last.click()
    editor.get_by_role("button", name="Publish", exact=True).click()
    expect(editor.locator(".messages")).to_contain_text(answer)


def request_review(editor):
    """Save what was typed and ask the reviewer: it stands where "Publish" would, which cannot succeed yet."""
    editor.get_by_role("button", name="More actions").last.click()
    expect(editor.get_by_role("button", name="Publish", exact=True)).to_have_count(0)
    editor.get_by_role("button", name="Request medical review").click()
    expect(editor.locator(".messages")).to_contain_text("was asked to review this text")


def sign_as_reviewer(visit, statement):
    """Find the text on the dashboard, read it, answer everything and sign."""
    reviewer = visit("reviewer")
    reviewer.get_by_role("link", name=TITLE).click()
    expect(reviewer.get_by_role("heading", name="Sign this text")).to_be_visible()
    for box in reviewer.locator(".review-checklist input[type=checkbox]").all():
        box.check()
    reviewer.get_by_label("Your statement").fill(statement)
    reviewer.get_by_role("button", name="Sign", exact=True).click()
    expect(reviewer.locator(".messages")).to_contain_text("can now be published")


def suggest_as_reviewer(visit, words):
    """See what was added since the signature, and word it better, without saving the page."""
    reviewer = visit("reviewer")
    reviewer.get_by_role("link", name=TITLE).click()
    added = reviewer.locator(".review-block-new")
    expect(added).to_contain_text("this lamp")
    added.get_by_role("link", name="Suggest wording").click()
    reviewer.locator("[contenteditable=true]").focus()
    reviewer.keyboard.press("Control+End")
    reviewer.keyboard.type(words)
    # The editor writes into the form a moment later.
    expect(reviewer.locator("[name=wording]")).to_have_value(re.compile(re.escape(words)))
    reviewer.get_by_role("button", name="Suggest these words").click()
    expect(reviewer.locator("#suggestions ins")).to_have_text(words)


def accept_suggestion(editor, page, words):
    """Take the words over with one click."""
    editor.goto(f"/admin/medical-review/{page.pk}/")
    editor.get_by_role("button", name="Accept").click()
    expect(editor.locator(".messages")).to_contain_text("You are their author.")
    assert words in str(HealthArticlePage.objects.get(pk=page.pk).get_latest_revision_as_object().body)


def import_in_admin(editor, text):
    """Paste the text, look at what was found, and create the draft."""
    editor.get_by_role("link", name="Import article").click()
    editor.get_by_label("Text", exact=True).fill(text)
    editor.get_by_label("Marisol Quillfeather").check()
    editor.get_by_label("Medical reviewer").select_option(label="Haruto Maplethorn")
    editor.get_by_label("Depression and mood").check()
    editor.get_by_role("button", name="Show what was found").click()
    expect(editor.locator("#import-outline li, [id^=import-outline] li")).to_have_count(9)
    taken_out = editor.locator("dl").inner_text()
    assert "participates in affiliate marketing" in taken_out
    assert "Would you like to comment?" in taken_out
    assert "tweeting, pinning or yumming" in taken_out
    editor.get_by_role("button", name="Create draft").click()
    editor.wait_for_url(re.compile(r"/admin/pages/\d+/edit/"))


def add_reference(editor):
    """Fill in the summary, which the import cannot know, and one reference."""
    editor.locator("[name=summary]").fill("What esketamine is, and for whom.")
    editor.get_by_role("tab", name="References").click()
    editor.get_by_role("button", name="Insert a block").last.click()
    editor.locator("[name='references-0-value-title']").fill(
        "Efficacy and Safety of Intranasal Esketamine Adjunctive to Oral Antidepressant Therapy"
    )


def add_paid_links(page):
    """Two paid links in a paragraph of the draft, as an editor's save stores them."""
    draft = page.get_latest_revision_as_object()
    links = f'<p>We use <a href="{NETWORK_LINK}">this lamp</a> and <a href="{AMAZON_LINK}">this mask</a>.</p>'
    draft.body.append(("paragraph", RichText(links.replace("&", "&amp;"))))
    draft.save_revision(user=get_user_model().objects.get(username="editor"))


@pytest.mark.shared
def test_a_pasted_article_becomes_a_reviewed_disclosed_published_page(visit, shared_data, mailoutbox):
    editor = visit("editor")
    import_in_admin(editor, (shared_data / "legacy-article.txt").read_text(encoding="utf-8"))
    page = HealthArticlePage.objects.get(title=TITLE)
    reader = visit()

    # The draft cannot be published; asking for the review keeps what was typed.
    add_reference(editor)
    request_review(editor)
    page.refresh_from_db()
    assert not page.live
    assert page.get_latest_revision_as_object().summary == "What esketamine is, and for whom."

    assert ["reviewer@example.org"] in [mail.to for mail in mailoutbox]
    sign_as_reviewer(visit, "I compared the text with the trials it names.")

    editor.goto(f"/admin/pages/{page.pk}/edit/")
    publish(editor, "has been published")
    page.refresh_from_db()
    assert page.live
    reader.goto(page.url)
    expect(reader.locator("main")).to_contain_text("Medically reviewed by Haruto Maplethorn, MD")
    expect(reader.locator("main h2[id]", has_text="Administering Esketamine")).to_be_visible()
    expect(reader.locator("main")).not_to_contain_text("yumming")

    # A link is part of the text: the draft needs its signature again, and what is live stays.
    add_paid_links(page)
    editor.goto(f"/admin/pages/{page.pk}/edit/")
    request_review(editor)
    reader.reload()
    expect(reader.get_by_role("link", name="this lamp")).to_have_count(0)
    suggest_as_reviewer(visit, " Both are dim.")
    accept_suggestion(editor, page, "Both are dim.")
    sign_as_reviewer(visit, "The links change nothing in the health information.")
    editor.goto(f"/admin/pages/{page.pk}/edit/")
    publish(editor, "has been published")

    reader.reload()
    expect(reader.locator("main")).to_contain_text("Both are dim.")
    for name in ("this lamp", "this mask"):
        link = reader.get_by_role("link", name=re.compile(name))
        expect(link).to_have_attribute("rel", re.compile("sponsored"))
        expect(link).to_have_attribute("rel", re.compile("nofollow"))
        expect(link.locator("[data-disclosure=label]")).to_be_visible()
    expect(reader.locator("[data-disclosure=notice]")).to_contain_text(
        "As an Amazon Associate I earn from qualifying purchases."
    )
    feed = reader.request.get("/feed/").text()
    entry = feed[feed.index(TITLE) :]
    assert "As an Amazon Associate I earn from qualifying purchases." in entry
    assert entry.index("As an Amazon Associate") < entry.index("awin1.com")
    assert "sponsored" in entry
