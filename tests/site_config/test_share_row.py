"""The share row under an article."""

import pytest
from bs4 import BeautifulSoup
from django.template.loader import render_to_string
from django.test import RequestFactory
from wagtail.models import Site

from site_config.models import ShareSettings
from tests.testapp.models import PlainPage

pytestmark = [pytest.mark.django_db, pytest.mark.site]


@pytest.fixture
def page():
    return Site.objects.get().root_page.add_child(instance=PlainPage(title='Sleep & "rest"', slug="sleep"))


def share_row(page):
    html = render_to_string("blog/share.html", {"page": page, "request": RequestFactory().get("/sleep/")})
    return BeautifulSoup(html, "html.parser")


def test_each_link_has_visible_text_and_leads_straight_to_the_service(page):
    links = {link.get_text(strip=True): link["href"] for link in share_row(page).select(".share__list a")}
    assert links["Bluesky"] == (
        "https://bsky.app/intent/compose?text=Sleep%20%26%20%22rest%22%20http%3A%2F%2Flocalhost%2Fsleep%2F"
    )
    assert links["Yum: save this article"] == f"/saved/?ids={page.pk}"
    assert "" not in links


def test_entries_that_need_a_script_are_hidden_until_it_runs(page):
    hidden = [item.get_text(strip=True) for item in share_row(page).select("li[hidden]")]
    assert hidden == ["Copy link", "Print", "More ways to share"]


def test_the_prompt_is_a_setting(page):
    assert "If you liked this, please share it." in share_row(page).h2.get_text()
    ShareSettings.objects.create(site=Site.objects.get(), prompt="Pass it on")
    ShareSettings.forget()
    assert "Pass it on" in share_row(page).h2.get_text()
    ShareSettings.objects.update(prompt="")
    ShareSettings.forget()
    assert "Share this article" in share_row(page).h2.get_text()


def test_a_page_that_wants_no_share_row_has_none(page):
    page.show_share_buttons = False
    assert share_row(page).get_text(strip=True) == ""


def test_nothing_is_loaded_from_a_service(page):
    row = share_row(page)
    assert not row.select("script, img, iframe, link")
    assert all(use["href"].startswith("/static/") for use in row.select("use"))
