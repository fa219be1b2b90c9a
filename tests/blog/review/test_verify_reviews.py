"""`export_reviews` and `verify_reviews`: what was tampered with is found, and what cannot be found is said."""

import hashlib
import io
import json
from datetime import timedelta

import pytest
from django.core.management import CommandError, call_command
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from blog.review.audit import chain, evidence
from blog.review.digest import digest_of
from blog.review.gate import measure_again
from blog.review.models import (
    Correction,
    EmergencyReplacement,
    LedgerEntry,
    MedicalReview,
    MinorEdit,
    Publication,
)
from tests.blog.review.conftest import sign
from tests.testapp.models import ReviewedPage

pytestmark = pytest.mark.django_db


def sql(statement, *values):
    with connection.cursor() as cursor:
        cursor.execute(statement, values)


def verify(*arguments):
    """Return what the command finds; an empty text if nothing."""
    output, errors = io.StringIO(), io.StringIO()
    try:
        call_command("verify_reviews", *arguments, stdout=output, stderr=errors)
    except CommandError as error:
        return errors.getvalue() + str(error)
    assert "the evidence is whole" in output.getvalue()
    return ""


def export():
    """Return the lines, the head and the number of rows."""
    output, errors = io.StringIO(), io.StringIO()
    call_command("export_reviews", stdout=output, stderr=errors)
    _head, head, _rows, count = errors.getvalue().split()
    return output.getvalue().splitlines(), head, count


class TestExport:
    def test_each_line_carries_the_hash_of_the_one_before_and_everything_that_is_recorded(self, published):
        lines, head, count = export()
        records = [json.loads(line) for line in lines]
        assert [record["number"] for record in records] == list(range(1, int(count) + 1))
        hashes = [chain.START, *(hashlib.sha256(line.encode()).hexdigest() for line in lines)]
        assert [record["previous"] for record in records] == hashes[:-1]
        assert hashes[-1] == head
        [review] = [record["row"] for record in records if record["kind"] == "medicalreview"]
        assert review["payload"] == MedicalReview.objects.get().payload
        assert review["reviewer_name"] == published.assigned_reviewer.name

    def test_no_evidence_is_the_beginning(self, db):
        assert export() == ([], chain.START, "0")
        assert verify("--head", chain.START, "--rows", "0") == ""

    def test_it_reads_in_chunks_with_one_query_per_kind(
        self, published, monkeypatch, django_assert_max_num_queries
    ):
        now = timezone.now()
        Correction.objects.bulk_create(Correction(page=published, published_at=now) for _ in range(20))
        monkeypatch.setattr(evidence, "CHUNK", 100)
        with django_assert_max_num_queries(5):
            rows = list(evidence.rows_in_order())
        monkeypatch.setattr(evidence, "CHUNK", 3)
        assert list(evidence.rows_in_order()) == rows

    def test_an_earlier_head_stays_true_when_more_is_recorded(self, published):
        _lines, head, count = export()
        sign(published)
        assert verify("--head", head.upper(), "--rows", count) == ""

    @pytest.mark.parametrize(
        ("arguments", "sentence"),
        [
            (["--head", "a" * 64], "together"),
            (["--rows", "3"], "together"),
            (["--head", "abc", "--rows", "3"], "64 characters"),
            (["--head", "a" * 64, "--rows", "999"], "fewer than 999 rows"),
        ],
    )
    def test_a_mistyped_head_is_explained(self, arguments, sentence):
        assert sentence in verify(*arguments)


class TestTampering:
    """Somebody with the password of the database. What is found without the earlier head, and what only with it."""

    @pytest.fixture
    def kept(self, published):
        """The head that was printed before, kept elsewhere."""
        _lines, head, count = export()
        assert verify() == ""
        return ["--head", head, "--rows", count]

    def test_a_changed_page_is_found(self, kept):
        ReviewedPage.objects.update(body="<p>Take 50 mg.</p>")
        assert "the live text is not the one that was let out" in verify()

    def test_a_changed_signed_text_is_found(self, kept):
        payload = json.dumps({"version": 2, "content": {"title": "Never sleep"}})
        sql("UPDATE medical_review_medicalreview SET payload = %s", payload)
        assert "the stored text is not the one it names" in verify()

    def test_what_is_no_text_is_found(self, kept):
        sql("UPDATE medical_review_medicalreview SET payload = %s", "[]")
        assert "the stored text is not the one it names" in verify()

    def test_text_and_digest_changed_everywhere_together_are_found_only_with_the_head(self, kept):
        payload = {"version": 2, "content": {"title": "Sleep", "body": {"html": "<p>Take 50 mg.</p>"}}}
        forged = digest_of(payload).root
        sql(
            "UPDATE medical_review_medicalreview SET digest = %s, payload = %s",
            forged,
            json.dumps(payload),
        )
        sql("UPDATE medical_review_publication SET digest = %s", forged)
        ReviewedPage.objects.update(body="<p>Take 50 mg.</p>")
        assert verify() == ""
        assert "not those of the earlier export" in verify(*kept)

    def test_a_deleted_review_is_found(self, kept):
        sql("DELETE FROM medical_review_medicalreview")
        found = verify()
        assert "names medicalreview" in found
        assert any(json.loads(line)["row"] is None for line in export()[0])
        assert "a review that is not there" in found

    def test_a_deleted_review_with_its_number_is_found(self, kept):
        sql("DELETE FROM medical_review_ledgerentry WHERE kind = 'medicalreview'")
        sql("DELETE FROM medical_review_medicalreview")
        assert "is missing in the ledger" in verify()

    def test_a_swapped_decision_is_found_only_with_the_head(self, kept):
        sql("UPDATE medical_review_medicalreview SET decision = 'changes_requested'")
        assert verify() == ""
        assert "not those of the earlier export" in verify(*kept)

    def test_a_changed_date_is_found_only_with_the_head(self, kept):
        sql("UPDATE medical_review_medicalreview SET next_due = %s", "2099-01-01")
        assert verify() == ""
        assert "not those of the earlier export" in verify(*kept)

    def test_a_permission_written_by_hand_is_found(self, kept, make_page):
        draft = make_page()
        ReviewedPage.objects.filter(pk=draft.pk).update(live=True)
        assert "marked live without a Publication" in verify()
        sql(
            "INSERT INTO medical_review_publication (page_id, page_title, digest, digest_version, basis, review_id, "
            "reason, since) SELECT %s, page_title, digest, 2, basis, review_id, '', since "
            "FROM medical_review_publication",
            draft.pk,
        )
        found = verify()
        assert "has no number in the ledger" in found
        assert "rests on a review of another page" in found

    def test_gaps_doubles_and_a_cut_off_end(self, kept, published, monkeypatch):
        for _again in range(3):
            sign(published)
        sql("DELETE FROM medical_review_ledgerentry WHERE number IN (2, 3)")
        found = verify()
        assert "Numbers 2 to 3 are missing" in found
        assert "has no number" in found
        row = evidence.rows_in_order
        monkeypatch.setattr("blog.review.audit.ledger.rows_in_order", lambda: [*row(), *row()])
        assert "stands in the ledger twice" in verify()

    def test_the_last_row_taken_out_with_its_number_is_found_only_with_the_head(self, published):
        sign(published)
        _lines, head, count = export()
        last = LedgerEntry.objects.order_by("-number")[0]
        assert last.kind == "publication"
        sql("DELETE FROM medical_review_publication WHERE id = %s", last.row_id)
        sql("DELETE FROM medical_review_ledgerentry WHERE number = %s", last.number)
        assert verify() == ""
        assert "fewer than" in verify("--head", head, "--rows", count)


class TestGrounds:
    """A live text is compared with the ground on which it was let out."""

    @pytest.fixture
    def let_out(self, published):
        """Record another ground for the text as it is live."""

        def let_out(basis, **fields):
            current = Publication.objects.current(published.pk)
            name = {"digest": current.digest, "digest_version": current.digest_version}
            return Publication.objects.create(
                page=published,
                basis=basis,
                since=current.since,
                **{**name, "review": current.review, **fields},
            )

        return let_out

    @pytest.fixture
    def text(self, published):
        review = MedicalReview.objects.get()
        return {
            "page": published, "digest": review.digest, "digest_version": review.digest_version,
            "payload": review.payload,
        }  # fmt: skip

    def minor_edit(self, text, **fields):
        facts = {"reason": "typo", "before": text["digest"], "accepted_at": timezone.now()}
        return MinorEdit.objects.create(**{**text, **facts, **fields})

    def emergency(self, text, until):
        now = timezone.now()
        return EmergencyReplacement.objects.create(**text, reason="x", replaced_at=now, until=until)

    def test_a_stale_page_is_found(self, published):
        ReviewedPage.objects.update(body="<p>Take 50 mg.</p>")
        assert measure_again(ReviewedPage.objects.get())
        assert "the live text is not the one that was signed" in verify()

    def test_an_unpublished_page_marked_live_again_is_found(self, published):
        published.unpublish()
        ReviewedPage.objects.update(live=True)
        assert "marked live without a Publication" in verify()

    def test_a_minor_edit_is_compared_with_its_own_text(self, let_out, text):
        let_out("minor_edit", minor_edit=self.minor_edit(text))
        assert verify() == ""
        let_out("minor_edit", minor_edit=self.minor_edit(text, page_id=999))
        assert "accepted as a minor edit" in verify()

    def test_a_minor_edit_of_nothing_is_found(self, let_out, text):
        edit = self.minor_edit(text, before="a" * 64)
        let_out("minor_edit", minor_edit=edit, review=None)
        found = verify()
        assert f"minor edit {edit.pk} of page {text['page'].pk} does not lead back to a signature" in found
        assert "a review that is not there" in found

    def test_an_emergency_is_compared_with_its_own_text_and_time(self, let_out, text, days):
        until = days(3)
        emergency = self.emergency(text, until)
        let_out("emergency", emergency=emergency, until=until)
        assert verify() == ""
        let_out("emergency", emergency=emergency, until=days(30))
        assert "for another time" in verify()
        let_out("emergency", minor_edit=self.minor_edit(text), until=days(3))
        assert verify() == ""
        let_out("emergency", until=days(3))
        assert "recorded as an emergency replacement" in verify()

    def test_a_time_that_is_over_is_found(self, let_out):
        let_out("transition", review=None, until=timezone.now() - timedelta(hours=1))
        assert "readers do not see it any more" in verify()

    def test_an_older_article_needs_a_day_but_no_signature(self, let_out, days):
        let_out("transition", review=None, until=days(30))
        assert verify() == ""
        let_out("transition", review=None)
        assert "without a day" in verify()

    def test_an_alias_rests_on_the_review_of_its_source(self, published):
        alias = published.create_alias(update_slug="alias")
        assert alias.live
        assert verify() == ""


def test_live_pages_cost_the_same_number_of_queries_however_many(make_page):
    counts = []
    for number in (1, 1, 2):
        for page in range(number):
            make_page(f"Page {page}", published=True)
        with CaptureQueriesContext(connection) as queries:
            assert verify() == ""
        counts.append(len(queries))
    # The first time, Django reads the content types.
    assert counts[1] == counts[2]
