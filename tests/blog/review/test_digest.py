"""The digest of a page: which text exactly was signed."""

import io
import json

import pytest
from django.core.files.base import ContentFile
from django.utils import timezone
from hypothesis import HealthCheck, given
from hypothesis import settings as hypothesis_settings
from hypothesis import strategies as st
from PIL import Image as Pillow
from wagtail.blocks import ListBlock, PageChooserBlock, RawHTMLBlock
from wagtail.contrib.typed_table_block.blocks import TypedTableBlock
from wagtail.documents import get_document_model
from wagtail.documents.blocks import DocumentChooserBlock
from wagtail.images import get_image_model
from wagtail.models import Page

from blog.people.models import Specialty
from blog.review.digest import BlockDigest, _stream, content_digest, digest_of, entries
from blog.review.files import MISSING, hashes_of, kind_of_file
from blog.review.models import MedicalReview, Publication
from blog.review.signing import sign
from blog.review.status import State, review_status
from tests.testapp.models import AdvertisementBlock, BlocksPage, ReviewedPage, Step

pytestmark = pytest.mark.django_db


def picture_file(colour):
    file = io.BytesIO()
    Pillow.new("RGB", (4, 4), colour).save(file, "PNG")
    return ContentFile(file.getvalue(), f"{colour}.png")


@pytest.fixture
def make_image(db):
    def make(colour="red"):
        return get_image_model().objects.create(title=colour, file=picture_file(colour), width=4, height=4)

    return make


def blocks_page(*blocks, **fields):
    """A page in memory, its blocks given as (type, stored value)."""
    raw = [{"type": kind, "value": value, "id": str(number)} for number, (kind, value) in enumerate(blocks)]
    page = BlocksPage(title="Sleep", **fields)
    page.body = json.dumps(raw)
    return page


def root(*blocks, **fields):
    return content_digest(blocks_page(*blocks, **fields)).root


note = {"heading": "Dose", "text": "<p>5 mg</p>", "layout": "narrow"}
table = {
    "columns": [{"type": "text", "heading": "Age"}, {"type": "rich", "heading": "Dose"}],
    "rows": [{"values": ["10", "<p>5 mg</p>"]}],
    "caption": "Doses",
}


class TestFields:
    def test_title_and_body_count(self):
        assert content_digest(ReviewedPage(title="a", body="b")).payload["content"] == {
            "title": "a",
            "body": {"html": "b"},
        }

    @pytest.mark.parametrize(
        "fields",
        [
            {"slug": "other"},
            {"seo_title": "Other"},
            {"search_description": "Other"},
            {"show_in_menus": True},
            {"live": False},
            {"owner_id": 3},
            {"assigned_reviewer_id": 3},
            {"draft_title": "Other"},
            {"path": "0001"},
        ],
    )
    def test_what_no_reviewer_signs_does_not_count(self, fields):
        assert (
            content_digest(ReviewedPage(title="a", **fields)).root
            == content_digest(ReviewedPage(title="a")).root
        )

    def test_address_fraction_and_subjects_count(self):
        one, two = (Specialty.objects.create(name=name, slug=name) for name in ("heart", "lung"))
        roots = {
            root(source="https://a.example/1"),
            root(source="https://a.example/2"),
            root(dose=0.5),
            root(dose=1.5),
            root(subjects=[one]),
            root(subjects=[one, two]),
            root(),
        }
        assert len(roots) == 7
        assert root(subjects=[one, two]) == root(subjects=[two, one])

    def test_a_clinical_child_row_counts_without_its_keys(self, monkeypatch):
        monkeypatch.setattr(BlocksPage, "review_fields", {"clinical": ("body", "steps")})
        one = root(steps=[Step(pk=1, text="Wash"), Step(pk=2, text="Dry")])
        assert one == root(steps=[Step(text="Wash"), Step(text="Dry")])
        assert one != root(steps=[Step(text="Dry"), Step(text="Wash")])

    def test_what_nobody_classified_counts(self, monkeypatch):
        monkeypatch.setattr(ReviewedPage, "review_fields", {})
        plain, other = ReviewedPage(title="a", body="b"), ReviewedPage(title="a", body="c")
        assert content_digest(plain).root != content_digest(other).root

    def test_the_setting_says_more_than_the_class(self, settings):
        settings.MEDICAL_REVIEW_PAGE_TYPES = {"testapp.ReviewedPage": {"meta": ["body"]}}
        assert content_digest(ReviewedPage(title="a", body="b")).payload["content"] == {"title": "a"}

    @hypothesis_settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=50)
    @given(st.text(max_size=30), st.text(max_size=30))
    def test_two_titles_have_the_same_digest_only_if_they_read_the_same(self, one, other):
        first, second = content_digest(ReviewedPage(title=one)), content_digest(ReviewedPage(title=other))
        assert (first.root == second.root) == (first.payload == second.payload)


class TestBlocks:
    def test_ids_of_blocks_do_not_count(self):
        page, other = blocks_page(("paragraph", "<p>a</p>")), blocks_page(("paragraph", "<p>a</p>"))
        other.body = json.dumps([{"type": "paragraph", "value": "<p>a</p>", "id": "another"}])
        assert content_digest(page).root == content_digest(other).root

    @pytest.mark.parametrize(
        ("one", "other"),
        [
            (("note", note), ("note", note | {"layout": "wide"})),
            (("note", note), ("note", note | {"text": "<p><b>5 mg</b></p>"})),
            (("link", "https://a.example/x?a=1"), ("link", "https://a.example/x?a=2")),
            (("points", ["a", "b"]), ("points", [{"type": "item", "value": v, "id": "1"} for v in "ab"])),
            (("note", {"heading": "Dose"}), ("note", {"heading": "Dose", "text": ""})),
        ],
    )
    def test_same(self, one, other):
        assert root(one) == root(other)

    @pytest.mark.parametrize(
        ("one", "other"),
        [
            (("note", note), ("note", note | {"text": "<p>50 mg</p>"})),
            (("note", note), ("note", note | {"heading": "Doses"})),
            (("points", ["a", "b"]), ("points", ["b", "a"])),
            (("number", 1.5), ("number", 2.5)),
            (("number", 0), ("number", 1)),
            (("day", "2026-01-01"), ("day", "2026-01-02")),
            (("film", "https://v.example/watch?v=1"), ("film", "https://v.example/watch?v=2")),
            (("link", "https://a.example/x"), ("link", "https://a.example/y")),
            (("table", table), ("table", table | {"caption": "Dosage"})),
            (("table", table), ("table", table | {"rows": [{"values": ["10", "<p>50 mg</p>"]}]})),
            (("table", table), ("table", table | {"columns": [{"type": "text", "heading": "Weight"}]})),
            (("table", table), ("table", None)),
            (("paragraph", "a"), ("note", {"heading": "a"})),
            (("paragraph", ""), ("paragraph", "a")),
        ],
    )
    def test_different(self, one, other):
        assert root(one) != root(other)

    def test_the_order_of_blocks_counts(self):
        one, two = ("paragraph", "a"), ("paragraph", "b")
        assert root(one, two) != root(two, one)

    def test_a_list_and_a_column_of_advertisements_do_not_count(self, monkeypatch):
        stream = BlocksPage._meta.get_field("body").stream_block
        monkeypatch.setitem(stream.child_blocks, "shops", ListBlock(AdvertisementBlock()))
        monkeypatch.setitem(stream.child_blocks, "table", TypedTableBlock([("text", AdvertisementBlock())]))
        assert _stream(stream, [{"type": "shops", "value": ["Buy"]}], {}) == [{"type": "shops"}]
        [counted] = _stream(stream, [{"type": "table", "value": table}], {})
        assert counted["value"]["rows"] == [[None, None]]

    @pytest.mark.parametrize("source", ["<pre>a\n b</pre>", "<script>// a\nb()</script>"])
    def test_white_space_of_raw_html_counts_where_it_is_shown(self, monkeypatch, source):
        stream = BlocksPage._meta.get_field("body").stream_block
        monkeypatch.setitem(stream.child_blocks, "raw", RawHTMLBlock())
        assert _stream(stream, [{"type": "raw", "value": source}], {}) == [{"type": "raw", "value": source}]
        plain = [{"type": "raw", "value": "<p>a\n  b</p>"}]
        assert _stream(stream, plain, {}) == [{"type": "raw", "value": "<p>a b</p>"}]

    def test_documents_and_other_things_that_are_chosen_count(self, monkeypatch):
        stream = BlocksPage._meta.get_field("body").stream_block
        monkeypatch.setitem(stream.child_blocks, "leaflet", DocumentChooserBlock())
        monkeypatch.setitem(stream.child_blocks, "page", PageChooserBlock())
        files = {("document", "3"): "bytes"}
        chosen = [{"type": "leaflet", "value": 3}, {"type": "page", "value": 3}]
        assert _stream(stream, chosen, files) == [
            {"type": "leaflet", "value": {"document": "bytes"}},
            {"type": "page", "value": 3},
        ]

    def test_an_advertisement_does_not_count(self):
        assert root(("paragraph", "a"), ("advertisement", "Buy")) == root(("paragraph", "a"))

    def test_a_block_whose_type_has_left_the_code_counts(self):
        page = BlocksPage(title="a")
        stream = page._meta.get_field("body").stream_block
        page.body = stream.to_python([])
        left = [{"type": "gone", "value": "5 mg", "id": "1"}]
        assert _stream(stream, left, {}) == [{"type": "gone", "value": "5 mg"}]

    def test_each_block_has_its_hash(self):
        before = content_digest(blocks_page(("paragraph", "a"), ("paragraph", "b")))
        after = content_digest(blocks_page(("paragraph", "a"), ("paragraph", "c")))
        paths = [block.path for block in before.blocks]
        assert paths == ["title", "body.0", "body.1"]
        changed = [one.path for one, two in zip(before.blocks, after.blocks, strict=True) if one != two]
        assert changed == ["body.1"]
        assert isinstance(before.blocks[0], BlockDigest)


class TestPictures:
    def test_a_swapped_picture_counts(self, make_image):
        red, blue = make_image("red"), make_image("blue")
        assert root(("picture", red.pk)) != root(("picture", blue.pk))
        for kind in ("alt_text", "decorative"):
            plain = {"image": red.pk, "alt_text": "A pill", "decorative": False}
            assert root(("captioned", plain)) != root(("captioned", plain | {kind: "x"}))

    def test_the_same_bytes_under_another_key_are_the_same_picture(self, make_image):
        one, two = make_image("red"), make_image("red")
        assert one.file.name != two.file.name
        assert root(("picture", one.pk)) == root(("picture", two.pk))

    def test_pictures_in_rich_text_count(self, make_image):
        sources = [f'<embed embedtype="image" id="{make_image(c).pk}" alt="x"/>' for c in ("red", "blue")]
        assert root(("paragraph", sources[0])) != root(("paragraph", sources[1]))

    def test_a_missing_picture_is_named_as_missing(self, make_image):
        image = make_image()
        image.file.storage.delete(image.file.name)
        keys = [("image", key) for key in (str(image.pk), "999", "", "x", "9" * 30)]
        assert hashes_of(keys) == dict.fromkeys(keys, MISSING)

    def test_a_document_counts_by_its_bytes_and_is_missing_where_there_are_none(self, monkeypatch):
        document = get_document_model().objects.create(title="x", file=ContentFile(b"5 mg", "x.txt"))
        other = get_document_model().objects.create(title="y", file=ContentFile(b"50 mg", "x.txt"))
        sources = [f'<p><a linktype="document" id="{row.pk}">x</a></p>' for row in (document, other)]
        assert root(("paragraph", sources[0])) != root(("paragraph", sources[1]))
        key = ("document", str(document.pk))
        assert len(hashes_of([key])[key]) == 64
        monkeypatch.setattr("blog.review.files.apps.is_installed", lambda name: False)
        assert (hashes_of([key]), kind_of_file(type(document))) == ({key: MISSING}, None)

    def test_many_pictures_cost_one_query_and_a_known_file_is_not_read_again(
        self, make_image, django_assert_num_queries, monkeypatch
    ):
        page = blocks_page(*(("picture", make_image(colour).pk) for colour in ("red", "blue", "green")))
        first = content_digest(page)
        monkeypatch.setattr("hashlib.file_digest", None)
        with django_assert_num_queries(1):
            assert content_digest(page) == first

    def test_a_file_replaced_behind_the_page_makes_its_review_stale(
        self, make_image, site_root, reviewer, django_capture_on_commit_callbacks
    ):
        image = make_image("red")
        page = blocks_page(("picture", image.pk), live=False, assigned_reviewer=reviewer)
        site_root.add_child(instance=page)
        sign(page, reviewer, signed_by=reviewer.user)
        page.save_revision().publish()
        page = BlocksPage.objects.get()
        signed = Publication.objects.current(page.pk).digest
        image.title = "Other title, same file"
        image.save()
        assert Publication.objects.count() == 1
        image.file.save("blue.png", picture_file("blue"))
        publication = Publication.objects.current(page.pk)
        assert publication.digest != signed
        assert review_status(page, timezone.now()).state == State.STALE
        sign(page, reviewer, signed_by=reviewer.user)
        assert review_status(page, timezone.now()).state == State.CURRENT


@pytest.mark.site
def test_the_picture_above_an_article_counts(make_image):
    from blog.models import HealthArticlePage  # noqa: PLC0415  not installed on another site

    red, blue = make_image("red"), make_image("blue")
    roots = {
        content_digest(HealthArticlePage(title="a", lead_image=image)).root for image in (red, blue, None)
    }
    assert len(roots) == 3


class TestPayload:
    def test_the_stored_payload_gives_the_same_digest(self, make_image):
        digest = content_digest(blocks_page(("note", note), ("table", table), ("number", 1e16), dose=0.1))
        stored = json.loads(json.dumps(digest.payload))
        assert digest_of(stored) == digest

    def test_it_survives_the_database(self, published, reviewer):
        review = MedicalReview.objects.get()
        assert digest_of(review.payload).root == review.digest == content_digest(published).root

    def test_it_names_its_version(self):
        digest = content_digest(ReviewedPage(title="a"))
        assert digest.payload["version"] == digest.version == 2

    def test_entries_know_streams_from_other_lists(self):
        content = {"topics": [1, 2], "rows": [{"text": "x"}], "body": [{"type": "paragraph"}]}
        assert [path for path, _kind, _value in entries(content)] == ["topics", "rows", "body.0"]


def test_a_draft_from_a_revision_has_the_digest_of_the_page(published):
    draft = published.get_latest_revision_as_object()
    assert content_digest(draft).root == content_digest(published).root
    assert content_digest(Page.objects.get(pk=published.pk).specific).root == content_digest(published).root


def test_a_copy_has_the_digest_of_the_page(published):
    copy = published.copy(update_attrs={"slug": "copy"}, keep_live=False)
    assert content_digest(copy.specific).root == content_digest(published).root
