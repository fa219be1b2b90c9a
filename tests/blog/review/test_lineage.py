"""A copy, a translation or a converted alias is still the text of whoever wrote its source."""

from datetime import timedelta

import pytest
import time_machine
from django.utils import timezone
from wagtail.log_actions import log
from wagtail.models import Locale, PageLogEntry

from blog.review import clock
from blog.review.eligibility import signing_problems
from blog.review.lineage import COPIED, follow_copies, places_of
from blog.review.models import ReviewPolicy
from tests.blog.review.conftest import sign
from tests.testapp.models import PlainPage, ReviewedPage

pytestmark = pytest.mark.django_db


def problems(person, page):
    return " ".join(signing_problems(person, page, ReviewPolicy(), clock.now()))


@pytest.fixture
def own(page, reviewer):
    """A text by the reviewer."""
    page.save_revision(user=reviewer.user, log_action=True)
    return page


@pytest.fixture
def german(site_root):
    return Locale.objects.get_or_create(language_code="de")[0]


def copy(page, **options):
    return page.copy(update_attrs={"slug": f"copy-{page.pk}", "title": "Copy"}, **options)


def translate(page, locale):
    return page.copy_for_translation(locale, copy_parents=True)


@pytest.mark.parametrize("deleted", [False, True])
@pytest.mark.parametrize(
    "derive",
    [
        lambda page, locale: copy(page, copy_revisions=False),
        translate,
        lambda page, locale: copy(translate(copy(page, copy_revisions=False), locale), copy_revisions=False),
    ],
    ids=["copy", "translation", "copy of a translation of a copy"],
)
def test_the_writer_of_the_source_cannot_sign(own, reviewer, german, derive, deleted):
    derived = derive(own, german).specific
    if deleted:
        own.delete()
    assert "copied or translated from" in problems(reviewer, derived)


def test_the_writer_of_a_translation_cannot_sign_the_source(page, reviewer, german):
    """Who was first, nobody can tell: a source may be rewritten after its translation."""
    translated = translate(page, german)
    translated.save_revision(user=reviewer.user, log_action=True)
    assert "copied or translated from" in problems(reviewer, page)


def test_a_converted_alias_is_the_writers_until_then(own, reviewer, make_person, editor):
    sign(own, make_person("Zoe Adler"))
    own.latest_revision.publish()
    own = ReviewedPage.objects.get(pk=own.pk)
    alias = own.create_alias(update_slug="alias")
    own.unpublish()
    alias.refresh_from_db()
    alias.unpublish()
    entry = PageLogEntry.objects.get(action=COPIED)
    assert (entry.data["source"], entry.data["alias"]) == (own.pk, True)
    assert entry.formatter.format_message(entry) == "Copied from “Sleep”"
    assert places_of(alias, clock.now())[own.pk] > entry.timestamp
    alias.alias_of = None
    alias.save()
    log(alias, "wagtail.convert_alias", user=editor)
    with time_machine.travel(timezone.now() + timedelta(days=1)):
        assert places_of(alias, clock.now())[own.pk] < timezone.now() - timedelta(hours=1)
    assert "copied or translated from" in problems(reviewer, alias.specific)


def test_work_on_a_template_after_it_was_copied_is_no_part_of_the_copy(page, reviewer):
    derived = copy(page).specific
    page.save_revision(user=reviewer.user, log_action=True)
    assert problems(reviewer, derived) == ""


def test_a_page_of_its_own_costs_one_query(page, django_assert_num_queries):
    with django_assert_num_queries(1):
        assert places_of(page, clock.now()).keys() == {page.pk}


def test_a_page_type_listed_in_the_settings_is_followed_too(settings, site_root, reviewer, monkeypatch):
    settings.MEDICAL_REVIEW_PAGE_TYPES = {"testapp.plainpage": {"clinical": ["body"]}}
    monkeypatch.setattr(PlainPage, "copy_all_child_relations", PlainPage.copy_all_child_relations)
    follow_copies(PlainPage)
    page = site_root.add_child(instance=PlainPage(title="x", live=False))
    page.save_revision(user=reviewer.user, log_action=True)
    assert "copied or translated from" in problems(reviewer, copy(page, copy_revisions=False).specific)
