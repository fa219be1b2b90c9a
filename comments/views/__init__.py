"""What readers see and send: threads, the form, the receipt."""

from comments.views.reading import comment, thread

__all__ = ["comment", "thread"]
