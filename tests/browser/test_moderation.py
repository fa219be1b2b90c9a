"""What a moderator lives through: by keys alone, with one thumb, and when something goes wrong."""

from django.contrib.auth import get_user_model
from playwright.sync_api import expect

from comments.models import Comment
from comments.states import Status
from tests.browser.test_comment_form import problems

QUEUE = "/admin/reader-comments/"


def leave(*names):
    """Let only the comments by these people wait."""
    Comment.objects.exclude(name__in=names).update(attention=0)


def named(name):
    return Comment.objects.get(name=name)


def rows(page):
    return page.locator("[data-comment-row]:visible")


def test_keys_alone_decide_take_back_and_come_to_an_honest_end(visit):
    leave("Bernadette", "Dana in the attic", "Priit", "Wim")
    page = visit("moderator")
    page.goto(QUEUE)
    said = page.locator("[data-comment-toast]")
    expect(rows(page)).to_have_count(4)
    for key in ("j", "j", "k"):
        page.keyboard.press(key)
    expect(page.locator(":focus")).to_contain_text("Bernadette")
    page.keyboard.press("p")
    expect(said).to_contain_text("Published.")
    expect(page.locator(":focus")).to_contain_text("Dana in the attic")
    page.keyboard.press("r")
    expect(page.locator(":focus")).to_have_text("It is not about the article")
    page.keyboard.press("3")
    expect(said).to_contain_text("Rejected.")
    page.keyboard.press("z")
    expect(said).to_contain_text("Taken back.")
    expect(page.locator(":focus")).to_contain_text("Dana in the attic")
    # What a colleague did meanwhile is told, and nothing is decided over it.
    dana = named("Dana in the attic")
    dana.transition(Status.SPAM, get_user_model().objects.get(username="admin"), "", dana.version)
    page.keyboard.press("s")
    expect(page.get_by_role("alert").filter(has_text="in the meantime: spam")).to_be_visible()
    # A server that cannot be reached decides nothing, and the row comes back with the reason.
    page.route("**/decide/**", lambda route: route.abort())
    page.keyboard.press("j")
    page.keyboard.press("s")
    expect(page.locator(":focus")).to_contain_text("Nothing was decided")
    assert named("Priit").status == Status.PENDING
    page.unroute("**/decide/**")
    for _ in range(2):
        page.keyboard.press("s")
        expect(said).to_contain_text("Marked as spam.")
    page.keyboard.press("p")
    expect(page.get_by_text("All done. Nothing needs you now.")).to_be_focused()
    assert (named("Bernadette").status, named("Wim").status) == (Status.PUBLISHED, Status.SPAM)


def test_one_thumb_needs_at_most_two_taps_for_a_comment(visit):
    leave("night nurse", "old sailor", "up again")
    page = visit("moderator", viewport={"width": 360, "height": 740}, has_touch=True, color_scheme="dark")
    page.goto(QUEUE)
    # Somebody in distress comes first, and the text only for who asks.
    first = rows(page).first
    expect(first).to_contain_text("This person may be in distress")
    expect(first.get_by_text("whom to tell")).to_be_hidden()
    first.get_by_text("Show the text").tap()
    expect(first.get_by_text("whom to tell")).to_be_visible()
    assert problems(page, widths=(320, 360)) == []
    sailor = rows(page).filter(has_text="old sailor")
    sailor.get_by_text("Reject…").tap()
    reason = sailor.get_by_role("button", name="Following it could harm somebody")
    assert reason.bounding_box()["y"] > 740 / 3
    reason.tap()
    expect(page.locator("[data-comment-toast]")).to_contain_text("Rejected.")
    nurse = rows(page).filter(has_text="night nurse")
    expect(nurse).to_be_focused()
    # Twelve lines and a way to the others; the verbs stay within reach, and what was just done covers none of them.
    page.wait_for_function(
        """() => {
          const verb = document.activeElement.querySelector("[data-comment-verb=published]").getBoundingClientRect();
          const toast = document.querySelector("[data-comment-toast]").getBoundingClientRect();
          return verb.top > innerHeight / 2 && verb.height >= 44 && toast.top >= verb.bottom;
        }"""
    )
    nurse.get_by_role("button", name="Show all of it").tap()
    assert nurse.get_by_role("button", name="Publish").bounding_box()["y"] > 740 / 2
    nurse.get_by_role("button", name="Publish").tap()
    expect(page.locator("[data-comment-toast]")).to_contain_text("Published.")
    assert (named("old sailor").status, named("night nurse").status) == (Status.REJECTED, Status.PUBLISHED)


def test_without_a_script_every_verb_is_still_there(visit):
    leave("old sailor")
    page = visit("moderator", java_script_enabled=False)
    page.goto(QUEUE)
    page.get_by_text("Reject…").click()
    page.get_by_role("button", name="Following it could harm somebody").click()
    expect(page.get_by_text("Rejected.")).to_be_visible()
    page.get_by_role("button", name="Undo").click()
    expect(rows(page)).to_have_count(1)
