"""Registers a check for health articles, or for posts as well."""

from functools import partial

from blog.models import HealthArticlePage, PostPage
from blog.review.editor_checks.registry import register

article_check = partial(register, models=(HealthArticlePage,))
text_check = partial(register, models=(HealthArticlePage, PostPage))
