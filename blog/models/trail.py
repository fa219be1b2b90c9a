"""The way from the home page to a page."""

from django.utils.functional import cached_property
from wagtail.models import Page


class TrailMixin:
    """For pages which show a breadcrumb."""

    @cached_property
    def trail(self) -> list[Page]:
        """The pages above this one, from the home page down: what breadcrumb and structured data list."""
        return list(self.get_ancestors().filter(depth__gt=1, live=True).order_by("path"))
