"""Sharing and saving an article in a real browser, and how pages look where it is narrow."""

from itertools import product

import pytest
from axe_playwright_python.sync_playwright import Axe
from django.utils import timezone
from wagtail.models import Page, Site

from blog.models import ArticleAuthor, BlogIndexPage, HealthArticlePage, HomePage, Topic
from blog.people.models import Credential, DeclaredInterest, Person
from blog.review import signing

RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
LONG_WORD = "Donaudampfschifffahrtselektrizitätenhauptbetriebswerkbauunterbeamtengesellschaft"


@pytest.fixture
def article(transactional_db):
    home = Page.objects.get(depth=1).add_child(instance=HomePage(title="Our Good Life", slug="good-life"))
    Site.objects.update(root_page=home)
    Site.clear_site_root_paths_cache()
    index = home.add_child(instance=BlogIndexPage(title="Articles", slug="articles", show_in_menus=True))
    reviewer = Person.objects.create(name="Bo Lind", slug="bo-lind")
    Credential.objects.create(person=reviewer, title="MD", name="Doctor of Medicine", issuer="University")
    DeclaredInterest.objects.create(person=reviewer, statement="None", declared_on=timezone.localdate())
    page = HealthArticlePage(
        title=f"Sleep on the {LONG_WORD}",
        slug="sleep",
        summary=f"What helps: {LONG_WORD}.",
        live=False,
        assigned_reviewer=reviewer,
        body=[
            ("paragraph", f"<p>A dark room helps [1]. {LONG_WORD * 2}</p>"),
            ("table", {"caption": "Nights", "header": list("ABCDEF"), "rows": [[LONG_WORD] * 6]}),
        ],
        references=[("reference", {"title": "Walking after meals", "authors": "Doe J"})],
    )
    page.authors = [ArticleAuthor(person=Person.objects.create(name=LONG_WORD[:60], slug="ana"))]
    page.topics = [Topic.objects.create(name="Sleep", slug="sleep", locale=home.locale)]
    index.add_child(instance=page)
    page.save_revision()
    draft = page.get_latest_revision_as_object()
    signing.sign(draft, reviewer, signed_with="link")
    draft.get_latest_revision().publish()
    return HealthArticlePage.objects.get(pk=page.pk)


@pytest.fixture
def visit(browser, live_server):
    """Return a function that opens an address in a browser of its own."""
    contexts = []

    def visit(address, **options):
        context = browser.new_context(**options)
        contexts.append(context)
        context.grant_permissions(["clipboard-read", "clipboard-write"], origin=live_server.url)
        tab = context.new_page()
        tab.complaints = []
        tab.on("console", lambda message: tab.complaints.append(message.text))
        tab.goto(live_server.url + address)
        return tab

    yield visit
    for context in contexts:
        context.close()


def test_a_reader_saves_an_article_finds_it_again_and_takes_it_off(article, visit):
    tab = visit(article.url)
    tab.get_by_role("button", name="Yum: save this article").click()
    assert tab.get_by_text("Saved on this device.").is_visible()
    tab.get_by_role("navigation", name="Main").get_by_role("link", name="Saved").click()
    assert tab.get_by_role("link", name=article.title).is_visible()
    tab.get_by_role("button", name="Remove").click()
    tab.get_by_text("Nothing is saved yet.").wait_for()


def test_saving_again_undoes_it(article, visit):
    tab = visit(article.url)
    tab.get_by_role("button", name="Yum: save this article").click()
    tab.get_by_role("button", name="undo").click()
    assert tab.get_by_text("No longer saved.").is_visible()
    assert tab.evaluate("localStorage.getItem('candour.saved')") == "[]"


def test_a_reader_copies_the_address(article, visit):
    tab = visit(article.url)
    tab.get_by_role("button", name="Copy link").click()
    tab.get_by_text("The link is copied.").wait_for()
    assert tab.evaluate("navigator.clipboard.readText()") == article.full_url


def test_without_a_script_only_what_works_is_shown(article, visit):
    tab = visit(article.url, java_script_enabled=False)
    assert tab.get_by_text("Copy link").is_hidden()
    assert tab.get_by_text("Address of this article:").is_visible()
    tab.get_by_role("link", name="Yum: save this article").click()
    assert tab.get_by_role("link", name=article.title).is_visible()
    assert tab.get_by_text("bookmark this page").is_visible()


def test_a_list_from_elsewhere_is_kept_on_this_device(article, visit):
    tab = visit(f"/saved/?ids={article.pk}")
    tab.get_by_role("button", name="Keep this list on this device").click()
    assert tab.evaluate("localStorage.getItem('candour.saved')") == f"[{article.pk}]"


def test_pages_can_be_read_by_everybody_and_never_scroll_sideways(article, visit):
    pages = ("/", article.url, f"/saved/?ids={article.pk}", "/no-such-page/")
    for address, width, scheme in product(pages, (320, 1280), ("light", "dark")):
        tab = visit(address, viewport={"width": width, "height": 800}, color_scheme=scheme)
        found = Axe().run(tab, options={"runOnly": RULES}).response["violations"]
        assert [(violation["id"], violation["nodes"][0]["html"]) for violation in found] == []
        assert tab.evaluate("document.documentElement.scrollWidth") <= width, address
        assert [text for text in tab.complaints if "Content Security Policy" in text] == []
