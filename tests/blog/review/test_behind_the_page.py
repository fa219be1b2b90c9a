"""A live text that changes without its page being saved is no longer shown as reviewed."""

import io
import json

import pytest
from django.core import serializers
from django.core.files.base import ContentFile
from django.core.management import call_command
from wagtail.documents import get_document_model
from wagtail.images import get_image_model
from wagtail.images.tests.utils import get_test_image_file

from blog.people.models import Specialty
from blog.review import behind_the_page, clock
from blog.review.models import Publication
from blog.review.signals import review_status_changed
from blog.review.status import State, review_status
from tests.blog.review.conftest import sign
from tests.testapp.models import BlocksPage

pytestmark = pytest.mark.django_db


def state(page):
    return review_status(type(page).objects.get(pk=page.pk), clock.now()).state


@pytest.fixture
def image():
    return get_image_model().objects.create(title="Bed", file=get_test_image_file())


@pytest.fixture
def document():
    return get_document_model().objects.create(title="Plan", file=ContentFile(b"5 mg", name="plan.txt"))


@pytest.fixture
def publish(site_root, reviewer):
    def publish(**fields):
        page = BlocksPage(title="Blocks", live=False, assigned_reviewer=reviewer, **fields)
        site_root.add_child(instance=page)
        sign(page)
        page.save_revision().publish()
        return page

    return publish


def test_a_replaced_picture_is_noticed_and_the_first_one_makes_it_right_again(publish, image):
    page = publish(body=[("picture", image)])
    image.file.save("black.png", get_test_image_file(colour="black"))
    assert state(page) == State.STALE
    image.file.save("white.png", get_test_image_file())
    assert state(page) == State.CURRENT


def test_the_text_that_readers_see_instead_is_kept(publish, image):
    page = publish(body=[("picture", image)])
    image.delete()
    publication = Publication.objects.current(page.pk)
    assert publication.content["body"] != publication.review.content["body"]


def test_a_deleted_picture_is_noticed(publish, image):
    page = publish(body=[("picture", image)])
    image.delete()
    assert state(page) == State.STALE


def test_a_deleted_picture_in_rich_text_is_noticed(publish, image):
    text = f'<p>Look:</p><embed embedtype="image" id="{image.pk}" format="left" alt="A bed"/>'
    page = publish(body=[("paragraph", text)])
    image.delete()
    assert state(page) == State.STALE


def test_what_a_page_names_in_a_relation_to_many_is_noticed_when_deleted(publish, published):
    specialty = Specialty.objects.create(name="Sleep", slug="sleep")
    page = publish(subjects=[specialty])
    specialty.delete()
    assert state(page) == State.STALE
    assert state(published) == State.CURRENT


def test_a_change_of_the_title_of_a_picture_changes_nothing(publish, image):
    page = publish(body=[("picture", image)])
    image.title = "Other"
    image.save()
    assert state(page) == State.CURRENT
    assert Publication.objects.count() == 1


def test_an_unused_file_costs_no_page(image, document, published):
    image.delete()
    document.title = "Other"
    document.save()
    document.delete()
    assert state(published) == State.CURRENT


def test_the_apps_above_hear_of_it(publish, image, django_capture_on_commit_callbacks):
    page = publish(body=[("picture", image)])
    heard = []
    review_status_changed.connect(lambda page, **kwargs: heard.append(page.pk), weak=False, dispatch_uid="t")
    try:
        with django_capture_on_commit_callbacks(execute=True):
            image.delete()
    finally:
        review_status_changed.disconnect(dispatch_uid="t")
    assert heard == [page.pk]


def test_a_site_without_documents_listens_to_pictures_only(monkeypatch):
    monkeypatch.setattr("django.apps.registry.Apps.is_installed", lambda self, name: False)
    assert behind_the_page._document_models() == []


class TestFixtures:
    def load(self, page, **changes):
        data = io.StringIO()
        call_command("dumpdata", "wagtailcore.page", "testapp.reviewedpage", stdout=data)
        rows = [row for row in json.loads(data.getvalue()) if row["pk"] == page.pk]
        for row in rows:
            row["fields"].update({name: value for name, value in changes.items() if name in row["fields"]})
        for loaded in serializers.deserialize("json", json.dumps(rows)):
            loaded.save()

    def test_another_text_over_a_published_page_is_not_shown_as_reviewed(self, published):
        self.load(published, body="<p>Take 50 mg.</p>")
        assert type(published).objects.get().body == "<p>Take 50 mg.</p>"
        assert state(published) == State.STALE

    def test_another_title_over_a_published_page_is_not_shown_as_reviewed(self, published):
        self.load(published, title="Never sleep")
        assert state(published) == State.STALE

    def test_the_same_text_over_a_published_page_stays_reviewed(self, published):
        self.load(published)
        assert state(published) == State.CURRENT
