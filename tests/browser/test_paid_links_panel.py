"""The panel “Paid links” while somebody writes: it follows each save, keeps what is typed, and takes answers."""

import re

from playwright.sync_api import expect

from blog.models import HealthArticlePage
from disclosures.models import OutsideHost

LAMP = '<p><a href="https://www.lamps.example/one">A lamp</a> and <a href="https://vitamins.example/d">D</a>.</p>'


def test_the_panel_follows_the_draft_and_takes_answers(visit):
    page = HealthArticlePage.objects.live().first()
    page.body = [("paragraph", LAMP)]
    page.save_revision()
    editor = visit("editor")
    editor.goto(f"/admin/pages/{page.pk}/edit/")
    panel = editor.locator("[data-paid-links]")
    panel.scroll_into_view_if_needed()
    expect(panel.locator("[role=status]")).to_contain_text("2 questions for you")

    # Return in the field means yes, and does not send the page's own form.
    panel.get_by_label("Who pays, if you know").first.fill("Lamps Inc")
    panel.get_by_label("Who pays, if you know").first.press("Enter")
    expect(panel.locator("[role=status]")).to_contain_text("1 paid link, 1 question for you")
    assert OutsideHost.objects.get(answer="paid").who_pays == "Lamps Inc"
    assert editor.url.partition("#")[0].endswith(f"/admin/pages/{page.pk}/edit/")

    # What is being typed survives the next save of the draft, with the focus in it.
    who = panel.get_by_label("Who pays, if you know")
    with editor.expect_response(re.compile("/paid-links/$")):
        # Wagtail begins to watch the form some seconds after it has opened.
        editor.wait_for_timeout(4000)
        editor.locator("[name=title]").press("End")
        editor.keyboard.type("!")
        who.fill("half a na")
    expect(who).to_have_value("half a na")
    expect(who).to_be_focused()

    panel.get_by_role("button", name="No, nobody pays for links to vitamins.example").click()
    expect(panel).to_contain_text("vitamins.example: No")
    expect(panel.locator("[role=status]")).not_to_contain_text("question")
