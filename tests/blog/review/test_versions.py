"""A new version of the digest makes nothing stale but what it covers more of."""

import json
from pathlib import Path

import pytest
from django.core.files.base import ContentFile
from django.db import connection
from django.utils import timezone
from wagtail.documents import get_document_model

from blog.review import gate, signing
from blog.review.digest import VERSION, content_digest, digest_of
from blog.review.gate import ReviewRequired
from blog.review.models import EmergencyReplacement, MedicalReview, MinorEdit, Publication
from blog.review.status import State, review_status
from blog.review.versions import first_of_text, hash_of, name_of, rehashed, root_now, same_text
from tests.blog.review.conftest import sign
from tests.testapp.models import BlocksPage, ReviewedPage

pytestmark = pytest.mark.django_db
# Written by version 1 of the algorithm, before there was another.
OLD = json.loads((Path(__file__).parent / "data" / "version_1.json").read_text(encoding="utf-8"))


def blocks_page(*more, **fields):
    page = BlocksPage(title="Sleep well", source="https://a.example/1", dose=0.5, **fields)
    blocks = [*OLD["blocks"], *more]
    page.body = json.dumps([{"type": kind, "value": value, "id": "x"} for kind, value in blocks])
    return page


@pytest.fixture
def sign_with_version_1(monkeypatch, reviewer):
    """Sign as it was done before: the same text, the old version, the old digest."""

    def sign_it(page):
        payload = {"version": 1, "content": content_digest(page).payload["content"]}
        with monkeypatch.context() as patch:
            patch.setattr(signing, "content_digest", lambda page: digest_of(payload))
            return sign(page, reviewer)

    return sign_it


@pytest.fixture
def old(make_page, sign_with_version_1):
    """A page that went live on a signature of version 1."""
    page = make_page()
    sign_with_version_1(page)
    page.latest_revision.publish()
    return ReviewedPage.objects.get(pk=page.pk)


class TestRealPayload:
    def test_it_still_has_its_own_digest(self):
        assert digest_of(OLD["payload"]).root == OLD["digest"]
        assert OLD["payload"]["version"] == 1

    def test_hashed_again_it_is_the_live_text(self):
        live = content_digest(blocks_page())
        assert live.version == VERSION > 1
        assert rehashed(OLD["payload"]) == live.root

    @pytest.mark.parametrize(
        "block",
        [
            ("link", "https://www.example.com/url?q=https://shop.example/pills"),
            ("paragraph", "<p>Safe<!-- not --></p>"),
            ("paragraph", '<a linktype="document" id="1">Leaflet</a>'),
        ],
    )
    def test_another_text_is_another(self, block):
        assert rehashed(OLD["payload"]) != content_digest(blocks_page(block)).root


class TestRows:
    def test_a_row_of_this_version_is_believed(self):
        assert root_now(MedicalReview(digest="d", digest_version=VERSION)) == "d"

    @pytest.mark.parametrize("payload", [{}, {"version": 1, "content": "x"}, {"content": {}}, None, []])
    def test_what_is_no_text_names_none(self, payload):
        row = MedicalReview(digest="d", digest_version=1, payload=payload)
        assert (hash_of(payload), root_now(row), same_text(row, "")) == ("", "", False)

    def test_a_text_that_is_not_the_one_named_is_not_believed(self):
        row = MedicalReview(digest="d", digest_version=1, payload=OLD["payload"])
        assert not same_text(row, rehashed(OLD["payload"]))

    def test_a_text_is_recorded_under_the_name_that_was_signed(self):
        review = MedicalReview(digest=OLD["digest"], digest_version=1, payload=OLD["payload"])
        digest = content_digest(blocks_page())
        assert name_of(digest, review) == {"digest": OLD["digest"], "digest_version": 1}
        other = content_digest(blocks_page(("number", 3)))
        assert name_of(other, review) == {"digest": other.root, "digest_version": VERSION}

    def test_the_text_of_a_publication_stands_in_its_ground(self):
        text = {"digest": OLD["digest"], "digest_version": 1}
        kept, root = {**text, "payload": OLD["payload"]}, rehashed(OLD["payload"])
        assert same_text(Publication(**kept), root)
        for ground in (MedicalReview, MinorEdit, EmergencyReplacement):
            name = {MedicalReview: "review", MinorEdit: "minor_edit"}.get(ground, "emergency")
            assert same_text(Publication(**text, **{name: ground(**kept)}), root)
        assert not same_text(Publication(**text, review=MedicalReview(digest="x", digest_version=2)), root)


class TestLife:
    def test_an_old_signature_lets_the_same_text_out(self, old):
        publication = Publication.objects.current(old.pk)
        assert (publication.digest, publication.digest_version) == (MedicalReview.objects.get().digest, 1)
        assert review_status(old, timezone.now()).state == State.CURRENT

    def test_an_old_page_is_saved_and_published_again(self, old):
        old.save()
        old.save_revision().publish()
        assert Publication.objects.count() == 1
        assert review_status(ReviewedPage.objects.get(), timezone.now()).state == State.CURRENT

    def test_an_old_page_comes_back_after_it_was_unpublished(self, old):
        old.unpublish()
        old.save_revision().publish()
        assert review_status(ReviewedPage.objects.get(), timezone.now()).state == State.CURRENT

    def test_another_text_needs_a_signature(self, old):
        old.body = "<p>Take 50 mg.</p>"
        with pytest.raises(ReviewRequired, match="changed since"):
            old.save_revision().publish()

    def test_a_page_signed_again_rests_on_the_new_version(self, old):
        sign(old)
        publication = Publication.objects.current(old.pk)
        assert (publication.digest, publication.digest_version) == (content_digest(old).root, VERSION)

    def test_more_than_was_covered_needs_a_signature(self, site_root, reviewer, sign_with_version_1):
        document = get_document_model().objects.create(title="x", file=ContentFile(b"5 mg", "x.txt"))
        source = f'<p><a linktype="document" id="{document.pk}">Leaflet</a></p>'
        page = ReviewedPage(title="Sleep", body=source, live=False, assigned_reviewer=reviewer)
        site_root.add_child(instance=page)
        review = sign_with_version_1(page)
        # Version 1 named the document by its key.
        payload = {"version": 1, "content": {"title": "Sleep", "body": {"html": source}}}
        MedicalReview(**_fields(review) | {"payload": payload, "digest": digest_of(payload).root}).save()
        assert gate.refusal(page) == []
        with connection.cursor() as cursor:
            cursor.execute("DELETE FROM medical_review_medicalreview WHERE id = %s", [review.pk])
        assert "needs a new signature" in gate.refusal(page)[0]

    def test_an_old_exemption_is_found_in_one_query_more(self, old, django_assert_num_queries):
        payload = {"version": 1, "content": content_digest(old).payload["content"]}
        edit = MinorEdit.objects.create(
            page=old, before="x", digest=digest_of(payload).root, digest_version=1, payload=payload,
            reason="typo", accepted_at=timezone.now(),
        )  # fmt: skip
        with django_assert_num_queries(2):
            assert first_of_text(MinorEdit.objects.all(), content_digest(old).root) == edit
        assert first_of_text(MinorEdit.objects.all(), "other") is None


def _fields(review):
    return {
        field.attname: getattr(review, field.attname)
        for field in review._meta.concrete_fields
        if not field.primary_key
    }
