"""Registers the topics and the import of articles in the admin, and which pages may be commented on."""

from wagtail import hooks
from wagtail.snippets.models import register_snippet

from blog.importers import admin as importing
from blog.review.querysets import is_published
from blog.viewsets import TopicViewSet

register_snippet(TopicViewSet)
importing.register()
hooks.register("reader_comments_page_is_public", is_published)
