"""The page, the thread and the comments that the faults happen to."""

from tests.comments.conftest import page, thread, write

__all__ = ["page", "thread", "write"]
