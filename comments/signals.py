"""News from the comments, sent after the transaction that made them has ended well."""

from django.dispatch import Signal

# Arguments: comment, old (Status), new (Status).
comment_status_changed = Signal()

# Arguments: comment. Its text is another one, or the note below it, or its place; also sent where readers do not see
# it (yet).
comment_text_changed = Signal()
