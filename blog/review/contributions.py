"""What is recorded about who worked on a text: names, changes, accounts, edited pictures and documents."""

from collections import defaultdict
from collections.abc import Iterable
from datetime import datetime
from typing import Any

from django.apps import apps
from django.contrib.contenttypes.models import ContentType
from django.db.models import BigIntegerField, DateTimeField, Max, Min, Model, Q, QuerySet, Value
from django.db.models.functions import Cast
from wagtail.documents import get_document_model
from wagtail.images import get_image_model
from wagtail.models import ModelLogEntry, PageLogEntry, ReferenceIndex, Revision

from blog.people.models import PersonAccount
from blog.review.governed import page_model
from blog.review.models import NamedAuthor

# Which rows of the one query say what.
NAMED, CHANGED, ACCOUNT = "named", "changed", "account"
Row = tuple[int, int, datetime, datetime]


def recorded(page: Model, places: dict[int, datetime], people: Iterable[int]) -> dict[str, list[Row]]:
    """Return, in one query, (page, person, first, last) of names, (page, account, first, last) of changes, and
    (person, account, None, None) of the accounts of these people.

    `places` are pages with the time up to which work on them counts; names on the page itself always count.
    Wagtail's log outlives revisions, pages and accounts; revisions hold also what was saved without an entry.
    """
    named = NamedAuthor.objects.filter(_within(places, "page", "since") | Q(page=page.pk)).order_by()
    entries = PageLogEntry.objects.filter(
        _within(places, "page", "timestamp"), content_changed=True
    ).order_by()
    revisions = Revision.objects.filter(
        _within(places, "object_id", "created_at"),
        base_content_type=ContentType.objects.get_for_model(page_model()),
    ).order_by()
    accounts = PersonAccount.objects.filter(person__in=people).order_by()
    never = Value(None, output_field=DateTimeField())
    page_key = Cast("object_id", BigIntegerField())
    rows = _spans(named, NAMED, "page", "person", "since").union(
        _spans(entries, CHANGED, "page", "user", "timestamp"),
        _spans(revisions, CHANGED, page_key, "user", "created_at"),
        accounts.values_list(Value(ACCOUNT), "person", "user", never, never),
    )
    found: dict[str, list[Row]] = {NAMED: [], CHANGED: [], ACCOUNT: []}
    for kind, *row in rows:
        found[kind].append(tuple(row))
    return found


def _spans(rows: QuerySet, kind: str, place: Any, who: str, moment: str) -> QuerySet:
    """Return (kind, place, who, first moment, last moment) for each who at each place."""
    spans = rows.values_list(Value(kind), place, who)
    return spans.annotate(first=Min(moment), last=Max(moment))


def _within(places: dict[int, datetime], page: str, moment: str) -> Q:
    """What happened on these pages, on each up to its time."""
    of_page = {pk: str(pk) if page == "object_id" else pk for pk in places}
    return Q(
        *(Q(**{page: of_page[pk], f"{moment}__lte": end}) for pk, end in places.items()), _connector=Q.OR
    )


def edits_of_files(page: Model, since: datetime, until: datetime) -> Any:
    """Yield (account, last time) for pictures and documents in the text that were edited since it was begun."""
    models = [get_image_model()]
    if apps.is_installed("wagtail.documents"):
        models.append(get_document_model())
    kinds = {ContentType.objects.get_for_model(model).pk for model in models}
    used: dict[int, set[str]] = defaultdict(set)
    # Wagtail's own index knows what the saved page uses, not what a draft does.
    for kind, key, _model_path, _content_path in ReferenceIndex._extract_references_from_object(page):
        if kind in kinds:
            used[kind].add(key)
    if not used:
        return []
    files = Q(*(Q(content_type=kind, object_id__in=keys) for kind, keys in used.items()), _connector=Q.OR)
    edits = ModelLogEntry.objects.filter(
        files, action="wagtail.edit", content_changed=True, timestamp__gte=since, timestamp__lte=until
    )
    return edits.order_by().values_list("user").annotate(last=Max("timestamp"))
