"""News of medical review for the apps above."""

from functools import partial

from django.db import transaction
from django.db.models import Model
from django.dispatch import Signal

# Sent with `page` after the transaction in which a request, a signature or a publication was recorded.
review_status_changed = Signal()


def announce(page: Model) -> None:
    """Send the news once the change is certain."""
    transaction.on_commit(partial(review_status_changed.send, sender=type(page), page=page))
