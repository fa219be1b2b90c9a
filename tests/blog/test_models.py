"""Places in the tree, topics, the editor's form."""

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError
from django.db.models import ProtectedError
from wagtail.models import Locale, Page

from blog.models import ArticleAuthor, BlogIndexPage, HealthArticlePage, HomePage, InfoPage, Topic
from blog.models.topics import topics_on
from blog.review.classification import field_classes
from blog.review.digest import content_digest

pytestmark = pytest.mark.site


@pytest.mark.parametrize(
    ("child", "parents"),
    [
        (HomePage, {Page}),
        (BlogIndexPage, {HomePage}),
        (InfoPage, {HomePage}),
        (HealthArticlePage, {BlogIndexPage}),
    ],
)
def test_each_page_has_its_place(child, parents):
    assert set(child.allowed_parent_page_models()) == parents


def test_nothing_stands_below_articles_and_pages_about_the_site():
    assert HealthArticlePage.allowed_subpage_models() == InfoPage.allowed_subpage_models() == []


def test_every_field_of_an_article_is_classified():
    assert [name for name, kind in field_classes(HealthArticlePage).items() if kind is None] == []


def test_a_topic_has_its_address_once_per_language(topic):
    german = Locale.objects.create(language_code="de")
    Topic.objects.create(name="Schlaf", slug=topic.slug, locale=german)
    with pytest.raises(ValidationError, match="Another topic has this address"):
        Topic(name="Sleep again", slug=topic.slug, locale=topic.locale).full_clean()
    with pytest.raises(IntegrityError):
        Topic.objects.create(name="Sleep again", slug=topic.slug, locale=topic.locale)


def test_the_review_knows_topics_and_authors(write, author):
    page = write()
    assert page.get_review_subjects() == ["sleep"]
    assert page.get_review_authors() == [author]


def test_authors_added_later_are_known_as_well(write, author, reviewer):
    page = write()
    assert page.people == [author]
    page.authors.add(ArticleAuthor(person=reviewer))
    assert page.get_review_authors() == [author, reviewer]


def test_an_author_cannot_be_deleted_while_articles_name_them(write, author):
    write()
    with pytest.raises(ProtectedError):
        author.delete()


def test_an_author_stands_once_in_the_byline(write, author):
    page = write()
    with pytest.raises(ValidationError, match="already"):
        ArticleAuthor(page=page, person=author).full_clean()


def test_saving_a_draft_fills_the_addresses_of_headings(write):
    page = write(body=[("heading", {"text": "How much?", "anchor": ""})])
    page.save_revision()
    assert page.get_latest_revision_as_object().body[0].value["anchor"] == "how-much"


def test_filling_an_address_leaves_a_signature_valid(write):
    page = write(body=[("heading", {"text": "How much?", "anchor": ""})])
    page.body[0].value["anchor"] = ""
    before = content_digest(page).root
    page.clean()
    assert page.body[0].value["anchor"] == "how-much"
    assert content_digest(page).root == before


@pytest.mark.parametrize(("days", "changed"), [(0, False), (2, True)])
def test_a_later_change_is_told(publish, days, changed):
    page = publish(days_ago=days)
    page.save_revision().publish()
    page.refresh_from_db()
    assert page.was_changed is changed


def test_names():
    assert str(Topic(name="Sleep")) == "Sleep"


@pytest.mark.django_db
def test_policies_are_offered_each_topic_once():
    german = Locale.objects.create(language_code="de")
    for name, locale in (("Sleep", Locale.get_default()), ("Schlaf", german)):
        Topic.objects.create(name=name, slug="sleep", locale=locale)
    Topic.objects.create(name="Heart", slug="heart", locale=german)
    names = dict(HealthArticlePage.get_review_subject_choices())
    assert names == {"heart": "Heart", "sleep": "Schlaf"}


def test_the_topics_of_many_pages_are_named_in_one_query(publish, topic, django_assert_num_queries):
    heart = Topic.objects.create(name="Heart", slug="heart", locale=topic.locale)
    both, one = publish("Both", topics=[heart, topic]), publish("One")
    with django_assert_num_queries(1):
        assert topics_on({both.pk, one.pk, 0}) == {both.pk: "Heart, Sleep", one.pk: "Sleep"}
