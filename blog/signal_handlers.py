"""Puts the gate of posts where pages and revisions are saved."""

from django.db.models.signals import pre_save
from wagtail.models import Revision

from blog.posts import gate


def connect() -> None:
    """Connect the handlers. Pages have no sender here: one may be saved as an instance of any of its classes."""
    pre_save.connect(gate.judge_post, dispatch_uid="blog.judge_post")
    pre_save.connect(gate.judge_schedule, sender=Revision, dispatch_uid="blog.judge_schedule")
