"""Registers a check for health articles."""

from functools import partial

from blog.models import HealthArticlePage
from blog.review.editor_checks.registry import register

article_check = partial(register, models=(HealthArticlePage,))
