"""Evidence that was written before the ledger gets its numbers, in the order of its time."""

import heapq
from itertools import islice

from django.db import migrations

# Where rows are of the same moment, the ground comes before what rests on it.
TIMES = {
    "MedicalReview": "signed_at",
    "MinorEdit": "accepted_at",
    "EmergencyReplacement": "replaced_at",
    "TransitionPeriod": "began_at",
    "Correction": "published_at",
    "NamedAuthor": "since",
    "Dismissal": "dismissed_at",
    "Publication": "since",
}


def number_evidence(apps, schema_editor):
    using = schema_editor.connection.alias
    ledger = apps.get_model("medical_review", "LedgerEntry").objects.using(using)
    known = {(entry.kind, entry.row_id) for entry in ledger.iterator()}
    streams = [rows_of(apps, using, place, name, time) for place, (name, time) in enumerate(TIMES.items())]
    new = ((kind, pk) for _time, _place, pk, kind in heapq.merge(*streams) if (kind, pk) not in known)
    numbered = enumerate(new, start=len(known) + 1)
    while chunk := list(islice(numbered, 1000)):
        ledger.bulk_create(ledger.model(number=number, kind=kind, row_id=pk) for number, (kind, pk) in chunk)


def rows_of(apps, using, place, name, time):
    rows = apps.get_model("medical_review", name).objects.using(using).order_by(time, "pk")
    for moment, pk in rows.values_list(time, "pk").iterator():
        yield moment, place, pk, name.lower()


class Migration(migrations.Migration):
    dependencies = [("medical_review", "0006_workflow_task")]

    operations = [migrations.RunPython(number_evidence, migrations.RunPython.noop, elidable=True)]
