"""What readers see and send: threads, the form, the receipt, reports."""

from comments.views.changing import edit, withdraw
from comments.views.reading import comment, thread
from comments.views.receipts import receipt
from comments.views.reports import report, reported
from comments.views.sending import post, token

__all__ = ["comment", "edit", "post", "receipt", "report", "reported", "thread", "token", "withdraw"]
