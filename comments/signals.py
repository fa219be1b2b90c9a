"""News from the comments, sent after the transaction that made them has ended well."""

from django.dispatch import Signal

# Arguments: comment, old (Status), new (Status).
comment_status_changed = Signal()
