"""Registers the people's part of the admin."""

from wagtail.snippets.models import register_snippet

from blog.people.viewsets import PeopleViewSetGroup

register_snippet(PeopleViewSetGroup)
