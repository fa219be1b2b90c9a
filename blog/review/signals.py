"""News of medical review for the apps above."""

from functools import partial

from django.db import transaction
from django.db.models import Model
from django.dispatch import Signal

# Sent with `page` after the transaction in which a request, a signature or a publication was recorded.
review_status_changed = Signal()

# Inside this app, where the models cannot know what follows from them. Sent in the transaction of a reviewer's
# decision, with `page` (the text that was read), `review` and `now`:
review_decided = Signal()
# Sent with `task_state`, `user`, `action` and `data`; its one receiver answers with an address to go on to:
task_answered = Signal()


def announce(page: Model) -> None:
    """Send the news once the change is certain."""
    transaction.on_commit(partial(review_status_changed.send, sender=type(page), page=page))
