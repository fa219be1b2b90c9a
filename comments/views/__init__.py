"""What readers see and send: threads, the form, the receipt."""

from comments.views.changing import edit, withdraw
from comments.views.reading import comment, thread
from comments.views.receipts import receipt
from comments.views.sending import post, token

__all__ = ["comment", "edit", "post", "receipt", "thread", "token", "withdraw"]
