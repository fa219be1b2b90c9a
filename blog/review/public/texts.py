"""The texts that were published, from the rows that hold them."""

from collections.abc import Iterable
from typing import Any

from django.db.models import Model
from modelcluster.fields import ParentalManyToManyField

from blog.review.classification import clinical_fields
from blog.review.models import EmergencyReplacement, MedicalReview, MinorEdit, Publication

Payload = dict[str, Any]


def payloads_of(publications: Iterable[Publication]) -> dict[int, Payload]:
    """Return the published texts by key of the publication, in at most one query for each kind of row.

    A text that no row holds any more, or that does not fit the digest, is left out.
    """
    wanted: dict[type[Model], dict[int, int]] = {}
    for publication in publications:
        model, key = _holder(publication)
        wanted.setdefault(model, {})[publication.pk] = key
    found = {}
    for model, keys in wanted.items():
        rows = model._default_manager.filter(pk__in=set(keys.values()), payload__isnull=False)
        payloads = dict(rows.values_list("pk", "payload"))
        found |= {pk: payloads[key] for pk, key in keys.items() if key in payloads}
    return found


def _holder(publication: Publication) -> tuple[type[Model], int]:
    """Return the row that holds the text: the one that was written for exactly this digest."""
    candidates = (
        (MinorEdit, publication.minor_edit),
        (EmergencyReplacement, publication.emergency),
        (MedicalReview, publication.review),
    )
    for model, row in candidates:
        if row is not None and row.digest == publication.digest:
            return model, row.pk
    return Publication, publication.pk


def with_names(model: type[Model], content: Payload) -> Payload:
    """Return the content with names where the signed text has the keys of topics and the like."""
    named = dict(content)
    for name, field in clinical_fields(model).items():
        if isinstance(field, ParentalManyToManyField) and name in content:
            found = field.related_model._default_manager.in_bulk(content[name])
            named[name] = [str(found.get(key, key)) for key in content[name]]
    return named
