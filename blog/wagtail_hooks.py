"""Registers the topics and the import of articles in the admin."""

from wagtail.snippets.models import register_snippet

from blog.importers import admin as importing
from blog.viewsets import TopicViewSet

register_snippet(TopicViewSet)
importing.register()
