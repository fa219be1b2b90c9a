"""The site's API for other programs (Wagtail's version 2): its pages, read only, told like every other output."""

from functools import reduce
from operator import or_
from typing import Any

from django.core.exceptions import ValidationError
from django.http import HttpRequest
from rest_framework.request import Request
from rest_framework.response import Response
from wagtail.api.v2.router import WagtailAPIRouter
from wagtail.api.v2.utils import BadRequestError
from wagtail.models import Page, PageQuerySet, Site

from blog.review.querysets import only_published
from blog.search import words_in
from disclosures.api import DisclosedPagesAPIViewSet

LONGEST_OFFSET = 9  # digits


class PublishedPagesAPIViewSet(DisclosedPagesAPIViewSet):
    """The pages that every reader may see: let out by medical review, behind no password."""

    # No cookie and no password is read, so that a cache may keep each answer.
    authentication_classes = []
    # An alias names its source, which may be a draft.
    meta_fields = [name for name in DisclosedPagesAPIViewSet.meta_fields if name != "alias_of"]
    known_query_parameters = DisclosedPagesAPIViewSet.known_query_parameters - {"site"}

    def initialize_request(self, request: HttpRequest, *args: Any, **kwargs: Any) -> Request:
        """Take the words of a search without signs that search engines read as commands."""
        if "search" in request.GET:
            query = request.GET.copy()
            query["search"] = words_in(str(query["search"]))
            request.GET = query
        return super().initialize_request(request, *args, **kwargs)

    def initial(self, request: Request, *args: Any, **kwargs: Any) -> None:
        """Refuse what a database cannot read. Raises BadRequestError."""
        super().initial(request, *args, **kwargs)
        if any("\x00" in str(value) for _name, values in request.GET.lists() for value in values):
            raise BadRequestError("an address holds no NUL")
        if len(request.GET.get("offset", "")) > LONGEST_OFFSET:
            raise BadRequestError("offset is too large")

    def handle_exception(self, exc: Exception) -> Response:
        """Answer 400 to a value that a field cannot have, where Wagtail's own view would fail."""
        is_no_value = isinstance(exc, ValidationError)
        return super().handle_exception(BadRequestError("not a value of this field") if is_no_value else exc)

    def get_base_queryset(self) -> PageQuerySet:
        """Return the pages of this site in all its languages."""
        home = Site.find_for_request(self.request).root_page
        trees = [
            Page.objects.descendant_of(root, inclusive=True) for root in home.get_translations(inclusive=True)
        ]
        visible = only_published(reduce(or_, trees).public())
        # Search engines take no conditions on other tables: which pages are visible is asked apart.
        return Page.objects.filter(pk__in=visible.values("pk")).order_by("pk")


router = WagtailAPIRouter("wagtailapi")
router.register_endpoint("pages", PublishedPagesAPIViewSet)
