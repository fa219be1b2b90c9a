"""Every page's frame: complete without a saved setting, without cookies, within the content policy."""

import re

import pytest
from django.db import connection
from django.template.loader import render_to_string
from django.test import RequestFactory
from django.test.utils import CaptureQueriesContext
from wagtail.contrib.settings.context_processors import settings as settings_context
from wagtail.models import Site

from site_config.models import BrandSettings, ShareSettings, User
from tests.testapp.models import PlainPage

pytestmark = [pytest.mark.django_db, pytest.mark.site]
FORBIDDEN = re.compile(
    r"<[^>]*\s(style|on\w+)=|<style|<script(?![^>]*\s(src|type=\"application/ld\+json\"))", re.I
)


@pytest.fixture
def page():
    return Site.objects.get().root_page.add_child(instance=PlainPage(title="Sleep & rest", slug="sleep"))


def render(template, page, path="/sleep/", **extra):
    request = RequestFactory().get(path)
    return render_to_string(
        template, {"page": page, "request": request, **settings_context(request), **extra}
    )


def test_base_renders_with_no_row_saved_and_saves_none(page):
    html = render("base.html", page)
    assert "Sleep &amp; rest" in html
    assert '<main id="main"' in html
    assert not BrandSettings.objects.exists()
    assert not ShareSettings.objects.exists()


def test_a_second_page_costs_no_query_for_brand_and_menus(page):
    page.show_in_menus = True
    page.save_revision().publish()
    render("base.html", page)
    with CaptureQueriesContext(connection) as captured:
        html = render("base.html", page)
    assert 'href="/sleep/"' in html
    # What is left is Wagtail's own: the site of the request, the locale for an address.
    asked = " ".join(query["sql"] for query in captured)
    assert "site_config_" not in asked
    assert 'FROM "wagtailcore_page"' not in asked


def test_no_inline_style_script_or_handler(page):
    for template in ("base.html", "blog/share.html", "site_config/saved_articles.html"):
        html = render(template, page, pages=[page], ids=[page.pk])
        assert not FORBIDDEN.search(html), template


@pytest.mark.parametrize(
    "attack", ['<p style="x">', '<a onclick="x">', "<style>", "<script>", "<script async>"]
)
def test_the_search_for_inline_code_finds_planted_code(attack):
    assert FORBIDDEN.search(attack)


@pytest.mark.parametrize(
    "label", ["blog", "reader_comments", "medical_review", "medical_people", "disclosures"]
)
def test_full_pages_of_the_apps_wear_the_sites_frame(page, label):
    assert 'class="site-header"' in render(f"{label}/base.html", page)


def test_a_page_says_its_canonical_address(page):
    assert '<link rel="canonical" href="http://localhost/sleep/">' in render("base.html", page)


def test_a_later_page_of_a_list_keeps_its_number(page):
    assert 'href="http://localhost/sleep/?page=3"' in render("base.html", page, path="/sleep/?page=3&x=1")
    assert 'href="http://localhost/sleep/"' in render("base.html", page, path="/sleep/?page=1")
    assert 'href="http://localhost/sleep/"' in render("base.html", page, path="/sleep/?page=abc")


def test_a_view_without_page_names_itself_without_its_query():
    html = render("base.html", None, path="/people/ann/?utm_source=x")
    assert '<link rel="canonical" href="http://testserver/people/ann/">' in html


def test_page_bytes_depend_neither_on_cookies_nor_on_the_login(client, page):
    anonymous = client.get("/saved/")
    client.force_login(User.objects.create_superuser("editor"))
    staff = client.get("/saved/")
    assert anonymous.content == staff.content
    assert not anonymous.cookies
    assert "Cookie" not in anonymous.get("Vary", "")
