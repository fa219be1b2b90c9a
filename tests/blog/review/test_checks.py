"""Checks at the start, and the nightly comparison of what is live with what was signed."""

import io

import pytest
from django.core.management import CommandError, call_command
from django.db import connection
from wagtail.snippets.blocks import SnippetChooserBlock

from blog.people.models import Specialty
from blog.review import governed
from blog.review.checks import check_classification
from blog.review.gate import measure_again
from blog.review.models import Publication
from tests.testapp.models import BlocksPage, NoteBlock, PlainPage, ReviewedPage


def ids(label):
    return [message.id for message in check_classification() if label in str(message.obj)]


class TestClassification:
    def test_our_page_types_say_everything(self):
        assert check_classification() == []

    def test_a_forgotten_field_is_an_error_in_our_types(self, monkeypatch):
        monkeypatch.setattr(ReviewedPage, "review_fields", {})
        assert ids("ReviewedPage") == ["medical_review.E002"]

    def test_a_forgotten_field_is_a_warning_in_listed_types(self, settings):
        settings.MEDICAL_REVIEW_PAGE_TYPES = {"testapp.PlainPage": {}}
        assert set(ids("PlainPage")) == {"medical_review.W002"}

    def test_a_misspelt_field_or_class_is_an_error(self, monkeypatch):
        fields = {"clinical": ("bdoy",), "medical": ("body",)}
        monkeypatch.setattr(ReviewedPage, "review_fields", fields)
        assert ids("ReviewedPage") == ["medical_review.E003", "medical_review.E003"]

    def test_a_forgotten_block_is_an_error(self, monkeypatch):
        monkeypatch.setattr(NoteBlock._meta_class, "review_class", None)
        assert ids("BlocksPage") == ["medical_review.E004"]

    def test_a_forgotten_block_of_a_listed_type_is_a_warning(self, monkeypatch):
        monkeypatch.setattr(NoteBlock._meta_class, "review_class", None)
        monkeypatch.setattr("blog.review.checks.issubclass", lambda model, base: False, raising=False)
        assert ids("BlocksPage")[0] == "medical_review.W004"

    def test_clinical_text_outside_the_page_is_a_warning(self, monkeypatch):
        clinical = ("body", "source", "dose", "subjects", "steps")
        monkeypatch.setattr(BlocksPage, "review_fields", {"clinical": clinical})
        assert ids("BlocksPage") == ["medical_review.W005"]

    def test_a_clinical_snippet_is_a_warning(self, monkeypatch):
        stream = BlocksPage._meta.get_field("body").stream_block
        monkeypatch.setitem(stream.child_blocks, "shared", SnippetChooserBlock(Specialty))
        assert ids("BlocksPage") == ["medical_review.W005"]

    def test_an_unknown_page_type_in_the_setting_is_an_error(self, settings):
        settings.MEDICAL_REVIEW_PAGE_TYPES = {"testapp.PlianPage": {}}
        [message] = check_classification()
        assert (message.id, "plianpage" in message.msg) == ("medical_review.E001", True)

    def test_a_class_that_left_the_code_is_not_governed(self):
        assert not governed.is_governed(None)
        assert not governed.is_governed(PlainPage)


@pytest.mark.django_db
class TestVerify:
    def verify(self):
        errors = io.StringIO()
        with pytest.raises(CommandError) as caught:
            call_command("verify_reviews", stderr=errors)
        return errors.getvalue() + str(caught.value)

    def test_what_is_live_is_what_was_signed(self, published, page):
        output = io.StringIO()
        call_command("verify_reviews", stdout=output)
        assert output.getvalue() == "2 pages and reviews agree.\n"

    def test_a_text_changed_by_an_update_is_found(self, published):
        ReviewedPage.objects.update(body="<p>Take 50 mg.</p>")
        assert "not the one that was let out" in self.verify()

    def test_a_page_made_live_behind_the_gate_is_found(self, page):
        ReviewedPage.objects.update(live=True)
        assert "marked live without a Publication" in self.verify()

    def test_a_stale_page_is_found(self, published):
        current = Publication.objects.current(published.pk)
        ReviewedPage.objects.update(body="<p>Take 50 mg.</p>")
        assert measure_again(ReviewedPage.objects.get())
        assert "not the one that was signed" in self.verify()
        assert current.review_id == Publication.objects.current(published.pk).review_id

    def test_a_signed_text_changed_in_the_table_is_found(self, published):
        with connection.cursor() as cursor:
            cursor.execute(
                "UPDATE medical_review_medicalreview SET payload = %s",
                ['{"version": 1, "content": {"title": "Never sleep"}}'],
            )
        assert "the stored text is not the one that was signed" in self.verify()

    def test_a_transition_page_needs_no_signature(self, published):
        current = Publication.objects.current(published.pk)
        Publication.objects.create(
            page=published, basis="transition", digest=current.digest, since=current.since
        )
        call_command("verify_reviews", stdout=io.StringIO())
