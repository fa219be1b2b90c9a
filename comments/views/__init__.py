"""What readers see and send: threads, the form, the receipt."""

from comments.views.reading import comment, thread
from comments.views.receipts import receipt
from comments.views.sending import post, token

__all__ = ["comment", "post", "receipt", "thread", "token"]
