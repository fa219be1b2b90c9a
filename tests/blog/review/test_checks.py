"""Checks at the start."""

import pytest
from wagtail.blocks import CharBlock, ListBlock, StreamBlock, StructBlock
from wagtail.contrib.typed_table_block.blocks import TypedTableBlock
from wagtail.snippets.blocks import SnippetChooserBlock

from blog.people.models import Specialty
from blog.review import governed
from blog.review.checks import check_classification
from blog.review.classification import block_class
from tests.testapp.models import AdvertisementBlock, BlocksPage, NoteBlock, PlainPage, ReviewedPage, Step


class ForgottenBlock(CharBlock):
    """Says nothing of its class."""


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

    def test_a_forgotten_field_of_a_row_is_an_error(self, monkeypatch):
        clinical = {"clinical": ("body", "source", "dose", "subjects", "steps")}
        monkeypatch.setattr(BlocksPage, "review_fields", clinical)
        assert ids("Step") == ["medical_review.E002"]
        monkeypatch.setattr(Step, "review_fields", {"clinical": ("text",), "meta": ("txet",)}, raising=False)
        assert ids("Step") == ["medical_review.E003"]

    @pytest.mark.parametrize(
        "nest",
        [
            ListBlock,
            lambda block: StructBlock([("inner", block)]),
            lambda block: StreamBlock([("inner", block)]),
            lambda block: TypedTableBlock([("inner", block)]),
            lambda block: ListBlock(StructBlock([("inner", StreamBlock([("inner", block)]))])),
        ],
    )
    def test_a_forgotten_block_is_found_however_deep(self, monkeypatch, nest):
        stream = BlocksPage._meta.get_field("body").stream_block
        monkeypatch.setitem(stream.child_blocks, "nested", nest(ForgottenBlock()))
        assert ids("BlocksPage") == ["medical_review.E004"]

    def test_only_the_clinical_class_is_inherited(self):
        class Louder(AdvertisementBlock):
            pass

        class Quieter(NoteBlock):
            pass

        class Plain(AdvertisementBlock):
            class Meta:
                review_class = "meta"

        assert (block_class(Louder()), block_class(Louder(review_class="meta"))) == (None, "meta")
        assert (block_class(Quieter()), block_class(Plain())) == ("clinical", "meta")

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
