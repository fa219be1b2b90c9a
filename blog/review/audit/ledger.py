"""Is every piece of evidence numbered, once, and is there evidence for every number?"""

from collections.abc import Iterator
from typing import Any

from django.db.models import Exists, OuterRef
from django.utils.translation import gettext as _

from blog.review.audit.evidence import kinds, rows_in_order
from blog.review.models import LedgerEntry


def differences() -> Iterator[str]:
    """Yield one sentence for each gap, double, number without a row and row without a number."""
    yield from _numbers()
    for kind, model in kinds().items():
        yield from _unnumbered(kind, model)


def _numbers() -> Iterator[str]:
    expected = 1
    for number, kind, row_id, row in rows_in_order():
        if number > expected:
            yield _missing(expected, number - 1)
        elif number < expected:
            yield _("Number %(number)d stands in the ledger twice.") % {"number": number}
        if row is None:
            values = {"number": number, "kind": kind, "row": row_id}
            yield _("Number %(number)d of the ledger names %(kind)s %(row)d, which is gone.") % values
        expected = number + 1


def _missing(first: int, last: int) -> str:
    if first == last:
        return _("Number %(number)d is missing in the ledger.") % {"number": first}
    return _("Numbers %(first)d to %(last)d are missing in the ledger.") % {"first": first, "last": last}


def _unnumbered(kind: str, model: Any) -> Iterator[str]:
    entry = LedgerEntry.objects.filter(kind=kind, row_id=OuterRef("pk"))
    for row_id in model.objects.filter(~Exists(entry)).order_by("pk").values_list("pk", flat=True).iterator():
        yield _("The row %(kind)s %(row)d has no number in the ledger: it was not written by this site.") % {
            "kind": kind,
            "row": row_id,
        }
