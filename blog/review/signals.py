"""News of medical review for the apps above."""

from django.dispatch import Signal

# Sent with `page` after the transaction in which a request, a signature or a publication was recorded.
review_status_changed = Signal()
