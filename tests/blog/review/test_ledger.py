"""Evidence is numbered without gaps."""

import importlib
import re
from pathlib import Path
from types import SimpleNamespace

import pytest
from django.apps import apps
from django.db import connection, transaction
from django.utils import timezone

from blog.review.audit.evidence import kinds, rows_in_order
from blog.review.models import (
    AppendOnlyError,
    Correction,
    LedgerEntry,
    MedicalReview,
    NamedAuthor,
    Publication,
)

pytestmark = pytest.mark.django_db


def correction(**fields):
    return Correction(
        page_id=1, page_title="x", wrong="a", changed="b", published_at=timezone.now(), **fields
    )


def numbers():
    return list(LedgerEntry.objects.order_by("number").values_list("number", flat=True))


def test_a_signature_and_what_rests_on_it_are_numbered_in_their_order(published):
    review, publication = MedicalReview.objects.get(), Publication.objects.get()
    rows = [(number, kind, row) for number, kind, _pk, row in rows_in_order() if kind != "namedauthor"]
    assert [(kind, row) for _number, kind, row in rows] == [
        ("medicalreview", review),
        ("publication", publication),
    ]
    assert numbers() == list(range(1, len(numbers()) + 1))


def own_kinds():
    """Without those that a site adds."""
    return {name for name, model in kinds().items() if model._meta.app_label == "medical_review"}


def test_every_kind_of_evidence_is_numbered():
    assert own_kinds() == {
        "medicalreview", "minoredit", "emergencyreplacement", "correction", "publication", "transitionperiod",
        "namedauthor", "dismissal",
    }  # fmt: skip


def test_a_number_costs_one_query(django_assert_num_queries):
    with transaction.atomic(), django_assert_num_queries(2):
        correction().save()


def test_rows_written_at_once_are_numbered_too(django_assert_max_num_queries):
    correction().save()
    with transaction.atomic(), django_assert_max_num_queries(4):
        rows = Correction.objects.bulk_create([correction(), correction(), correction()])
    assert numbers() == [1, 2, 3, 4]
    assert [entry.row_id for entry in LedgerEntry.objects.order_by("number")[1:]] == [row.pk for row in rows]
    assert Correction.objects.bulk_create([]) == []


def test_the_ledger_itself_has_no_number_in_the_ledger():
    LedgerEntry(number=7, kind="correction", row_id=1).save()
    assert numbers() == [7]


@pytest.mark.parametrize("how", ["ignore_conflicts", "update_conflicts"])
def test_rows_which_may_not_be_written_cannot_be_numbered(how):
    with pytest.raises(AppendOnlyError):
        NamedAuthor.objects.bulk_create(
            [NamedAuthor(page_id=1, person_id=1, since=timezone.now())], **{how: True}
        )


def test_nothing_is_deleted_behind_the_model_either():
    correction().save()
    with pytest.raises(AppendOnlyError):
        Correction.objects.all()._raw_delete("default")


def test_what_is_rolled_back_leaves_no_gap():
    correction().save()
    with transaction.atomic():
        correction().save()
        transaction.set_rollback(True)
    correction().save()
    assert numbers() == [1, 2]


def test_a_row_that_cannot_be_numbered_is_not_written(monkeypatch):
    monkeypatch.setattr("blog.review.models.append_only.give_numbers", lambda *args: 1 / 0)
    with pytest.raises(ZeroDivisionError), transaction.atomic():
        correction().save()
    assert not Correction.objects.exists()


class TestBackfill:
    """The migration which numbers what was there before the ledger."""

    def migrate(self):
        folder = Path(apps.get_app_config("medical_review").path) / "migrations"
        [name] = [path.stem for path in folder.glob("*_number_evidence.py")]
        module = importlib.import_module(f"blog.review.migrations.{name}")
        module.number_evidence(apps, SimpleNamespace(connection=connection))
        assert {re.sub("[^a-z]", "", name.lower()) for name in module.TIMES} == own_kinds()

    def test_old_rows_are_numbered_by_time_and_numbered_ones_stay(self, published):
        before = list(LedgerEntry.objects.order_by("number").values_list("kind", "row_id"))
        with connection.cursor() as cursor:
            cursor.execute("DELETE FROM medical_review_ledgerentry WHERE number > 1")
        self.migrate()
        assert list(LedgerEntry.objects.order_by("number").values_list("kind", "row_id")) == before
        self.migrate()
        assert len(numbers()) == len(before)
