"""blog.importers.drafts: an import becomes a draft, and never more than that."""

import pytest
from django.contrib.auth import get_user_model
from wagtail.models import Page, PageLogEntry

from blog.importers import drafts
from blog.importers.drafts import DraftRefused, create_draft, fingerprint, imported_before
from blog.importers.imported import ImportedArticle
from blog.importers.plain_text import read
from blog.models import HealthArticlePage

TEXT = "Sleeping better\n\nRest helps & heals.\n\nWhy it helps\n\nIt does.\n\nWhy it helps\n\nReally."


@pytest.fixture
def article():
    return read(TEXT)


@pytest.fixture
def draft(article, index, author, reviewer, topic):
    return create_draft(article, parent=index, authors=[author], reviewer=reviewer, topics=[topic])


def test_a_draft_holds_the_article_and_its_people(draft, author, reviewer, topic) -> None:
    page = HealthArticlePage.objects.get(pk=draft.pk)
    assert page.title == "Sleeping better"
    assert page.slug == "sleeping-better"
    assert not page.live
    assert page.people == [author]
    assert page.assigned_reviewer == reviewer
    assert list(page.topics.all()) == [topic]
    assert [block.block_type for block in page.body] == [
        "paragraph",
        "heading",
        "paragraph",
        "heading",
        "paragraph",
    ]
    assert page.body[0].value.source == "<p>Rest helps &amp; heals.</p>"


def test_the_revision_that_the_editor_opens_is_the_same(draft, author, topic) -> None:
    opened = draft.get_latest_revision_as_object()
    assert opened.title == draft.title
    assert [person.name for person in opened.people] == [author.name]
    assert [chosen.pk for chosen in opened.topics.all()] == [topic.pk]
    assert opened.body.get_prep_value()[1]["value"] == draft.body.get_prep_value()[1]["value"]


def test_headings_have_addresses_that_stay(draft) -> None:
    anchors = [block.value["anchor"] for block in draft.body if block.block_type == "heading"]
    assert anchors == ["why-it-helps", "why-it-helps-2"]
    page = HealthArticlePage.objects.get(pk=draft.pk)
    page.body[1].value["text"] = "Why rest helps"
    page.clean()
    assert page.body[1].value["anchor"] == "why-it-helps"


def test_nobody_sees_a_draft(draft, client) -> None:
    assert not HealthArticlePage.objects.published().exists()
    assert client.get(draft.url or f"/articles/{draft.slug}/").status_code == 404


def test_authors_keep_their_order(article, index, author, reviewer, topic) -> None:
    second = type(author).objects.create(name="Aa First", slug="aa-first")
    page = create_draft(article, parent=index, authors=[author, second], reviewer=reviewer, topics=[topic])
    assert HealthArticlePage.objects.get(pk=page.pk).people == [author, second]


def test_a_draft_may_lack_its_people(article, index) -> None:
    page = create_draft(article, parent=index, authors=[], reviewer=None, topics=[])
    assert page.pk
    assert page.assigned_reviewer is None


def test_a_taken_address_gets_a_number_unless_it_was_asked_for(
    draft, article, index, author, reviewer, topic
) -> None:
    people = {"authors": [author], "reviewer": reviewer, "topics": [topic]}
    assert create_draft(article, parent=index, **people).slug == "sleeping-better-2"
    with pytest.raises(DraftRefused, match="sleeping-better"):
        create_draft(article, parent=index, slug="sleeping-better", **people)
    assert create_draft(article, parent=index, slug="rest", **people).slug == "rest"


def test_the_reviewer_must_not_be_an_author(article, index, reviewer) -> None:
    with pytest.raises(DraftRefused, match="cannot be author and reviewer"):
        create_draft(article, parent=index, authors=[reviewer], reviewer=reviewer, topics=[])
    assert not HealthArticlePage.objects.exists()


def test_the_reviewer_must_not_import(article, index, author, reviewer) -> None:
    reviewer.user = get_user_model().objects.create_user("bo")
    reviewer.save()
    with pytest.raises(DraftRefused, match="a text they import"):
        create_draft(
            article, parent=index, authors=[author], reviewer=reviewer, topics=[], user=reviewer.user
        )


def test_an_import_that_breaks_leaves_nothing(article, index, author, reviewer, monkeypatch) -> None:
    def broken(*args, **kwargs) -> None:
        raise RuntimeError

    monkeypatch.setattr(drafts, "log", broken)
    pages = Page.objects.count()
    with pytest.raises(RuntimeError):
        create_draft(article, parent=index, authors=[author], reviewer=reviewer, topics=[])
    assert Page.objects.count() == pages


def test_the_history_names_the_file_and_the_user(article, index, author, reviewer) -> None:
    user = get_user_model().objects.create_user("ed")
    page = create_draft(
        article, parent=index, authors=[author], reviewer=reviewer, topics=[], user=user, source="old.txt"
    )
    entry = PageLogEntry.objects.get(page=page, action="blog.import")
    assert entry.message == "Imported from old.txt"
    assert entry.user == user
    assert page.owner == user
    entry.data = {}
    assert entry.formatter.format_message(entry) == "Imported"


def test_the_same_article_is_known_however_it_was_typed(draft, article) -> None:
    assert imported_before(article) == draft
    assert imported_before(read(TEXT.replace("\n", "\r\n") + "\r\n\r\nShare this:")) == draft
    assert imported_before(read(TEXT + "\n\nAnd more.")) is None


def test_a_deleted_page_may_be_imported_again(draft, article) -> None:
    draft.delete()
    assert imported_before(article) is None


def test_the_fingerprint_depends_on_title_and_blocks() -> None:
    one = ImportedArticle("A", [("paragraph", "<p>x</p>")])
    assert fingerprint(one) == fingerprint(ImportedArticle("A", [("paragraph", "<p>x</p>")]))
    assert fingerprint(one) != fingerprint(ImportedArticle("B", [("paragraph", "<p>x</p>")]))
    assert fingerprint(one) != fingerprint(ImportedArticle("A", [("paragraph", "<p>y</p>")]))
