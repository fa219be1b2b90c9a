"""The way from the home page to a page."""

from django.db.models import QuerySet
from django.http import HttpRequest
from django.utils.functional import cached_property
from wagtail.models import Page, PageViewRestriction
from wagtail.url_routing import RouteResult


class TrailMixin:
    """For the pages of our own tree: a breadcrumb, and a shorter way to the page that an address asks for.

    Wagtail asks twice for each part of an address, for the page and for its own type. Our tree has strict places,
    so that a page can ask for children of the right type at once, with all that they show.
    """

    @cached_property
    def trail(self) -> list[Page]:
        """The pages above this one, from the home page down: what breadcrumb and structured data list."""
        if self.depth <= 2:
            return []
        return list(self.get_ancestors().filter(depth__gt=1, live=True).order_by("path"))

    def route(self, request: HttpRequest, path_components: list[str]) -> RouteResult:
        """Return the page below this one that the parts of an address name; raise Http404 without one."""
        child = self.child_for_readers(path_components[0]) if path_components else None
        if child is None:
            return super().route(request, path_components)
        child.trail = [*self.trail, self]
        return child.route(request, path_components[1:])

    def get_view_restrictions(self) -> QuerySet[PageViewRestriction]:
        """Return the passwords and logins that this page or one above it asks for.

        In one query where Wagtail takes two; an alias has those of its source, so that is left to Wagtail.
        """
        family = [self, *self.trail]
        if len(family) != self.depth - 1 or any(page.alias_of_id for page in family):
            return super().get_view_restrictions()
        ends = range(self.steplen, len(self.path) + 1, self.steplen)
        return PageViewRestriction.objects.filter(page__path__in=[self.path[:end] for end in ends])

    def child_for_readers(self, slug: str) -> Page | None:
        """Return the child at this part of the address, if its type is known here; else Wagtail looks for it."""
        return None
