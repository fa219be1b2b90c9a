"""Where the gate stands: handlers of the signals of pages and revisions."""

from collections.abc import Collection
from typing import Any

from django.db.models import Model
from django.db.models.signals import post_delete, post_save, pre_save
from django.utils.translation import gettext
from wagtail.log_actions import log
from wagtail.models import AbstractPage, Revision

from blog.review import behind_the_page, gate
from blog.review.governed import governed_models
from blog.review.lineage import follow_copies, note_origin
from blog.review.named_authors import note_authors, note_authors_of_draft
from blog.review.signals import announce


def judge_page(instance: Model, raw: bool, update_fields: Collection[str] | None, **kwargs: Any) -> None:
    """Before any page is saved. A fixture is let in as it stands: without a Publication it stays invisible."""
    if isinstance(instance, AbstractPage) and not raw:
        instance._medical_outcome = gate.before_save(instance, update_fields)


def record_publication(instance: Model, raw: bool, **kwargs: Any) -> None:
    """After a page was saved, in the same transaction."""
    if not isinstance(instance, AbstractPage):
        return
    if raw:
        behind_the_page.measure([instance.pk])
        return
    outcome = instance.__dict__.pop("_medical_outcome", None)
    if outcome is not None:
        gate.record(instance, outcome)
        announce(instance)
    held = instance.__dict__.pop("_medical_hold", None)
    if held is not None:
        data = {"first_published_at": held.isoformat()}
        log(instance=instance, action="medical_review.hold", data=data)


def note_where_from(
    instance: Model, created: bool, raw: bool, update_fields: Collection[str] | None, **kwargs: Any
) -> None:
    """After any page was saved: who is named on it, and which page it was copied from."""
    if not isinstance(instance, AbstractPage) or raw or update_fields is not None:
        return
    note_authors(instance)
    if created:
        note_origin(instance)


def note_draft(instance: Revision, raw: bool, update_fields: Collection[str] | None, **kwargs: Any) -> None:
    """After a revision was saved: who is named in the draft."""
    if not raw and (update_fields is None or "content" in update_fields):
        note_authors_of_draft(instance)


def judge_schedule(
    instance: Revision, raw: bool, update_fields: Collection[str] | None, **kwargs: Any
) -> None:
    """Before a revision is saved: a schedule is a promise to publish."""
    if not raw and (update_fields is None or "approved_go_live_at" in update_fields):
        gate.before_schedule(instance)


def close_deleted(instance: Model, **kwargs: Any) -> None:
    """After a governed page was deleted."""
    gate.close(instance, gettext("The page was deleted."))


def connect() -> None:
    """Put the gate in place. Pages have no sender here: one may be saved as an instance of any of its classes."""
    for signal, handler, sender in (
        (pre_save, judge_page, None),
        (post_save, record_publication, None),
        (post_save, note_where_from, None),
        (pre_save, judge_schedule, Revision),
        (post_save, note_draft, Revision),
    ):
        signal.connect(handler, sender=sender, dispatch_uid=f"medical_review.{handler.__name__}")
    for model in governed_models():
        follow_copies(model)
        post_delete.connect(close_deleted, sender=model, dispatch_uid=f"medical_review.{model._meta.label}")
    behind_the_page.connect()
