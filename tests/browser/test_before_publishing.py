"""The side panel “Before publishing”: it follows the draft, leads to the place, takes a decision."""

from playwright.sync_api import expect

from blog.models import HealthArticlePage
from blog.review.models import Dismissal

BODY = [
    ("paragraph", "<p>Walk ten minutes after dinner [1].</p>"),
    ("care_card", {"level": "emergency", "title": "Call 988", "text": "<p>Somebody listens.</p>"}),
    ("paragraph", "<p>His uncle committed suicide.</p>"),
]


def test_the_panel_follows_the_draft_leads_to_the_place_and_takes_decisions(visit):
    page = HealthArticlePage.objects.live().first()
    page.body = BODY
    page.save_revision()
    editor = visit("editor")
    editor.goto(f"/admin/pages/{page.pk}/edit/")
    toggle = editor.locator("[data-side-panel-toggle=before-publishing]")
    # The number is there before anybody opens the panel.
    expect(toggle.locator("[data-side-panel-toggle-counter]")).not_to_be_empty()
    toggle.click()
    panel = editor.locator("[data-editor-checks]")
    number = panel.locator("[data-check=crisis_numbers_from_registry]")
    expect(number).to_be_visible()

    # One click puts the cursor into the very field.
    number.locator("[data-go]").click()
    title = editor.locator("[data-contentpath=title] input").filter(visible=True).last
    expect(title).to_be_focused()
    expect(title).to_have_value("Call 988")

    # A safety warning asks why; the browser says so before anything is sent.
    words = panel.locator("[data-check=words_on_suicide]")
    words.locator(".editor-checks-dismiss summary").click()
    words.locator("[data-dismiss]").click()
    expect(words.locator("[data-reason]:invalid")).to_be_focused()
    words.locator("[data-reason]").fill("A quotation")
    words.locator("[data-reason]").press("Enter")
    expect(words).to_have_count(0)
    assert Dismissal.objects.get().reason == "A quotation"

    # What was mended is gone after the next save of the draft, by itself.
    editor.wait_for_timeout(2000)
    title.fill("Call somebody")
    expect(number).to_have_count(0)
