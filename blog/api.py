"""The site's API for other programs (Wagtail's version 2): its pages, read only, told like every other output."""

from functools import reduce
from operator import or_

from wagtail.api.v2.router import WagtailAPIRouter
from wagtail.models import Page, PageQuerySet, Site

from blog.review.querysets import only_published
from disclosures.api import DisclosedPagesAPIViewSet


class PublishedPagesAPIViewSet(DisclosedPagesAPIViewSet):
    """The pages that every reader may see: let out by medical review, behind no password."""

    # No cookie and no password is read, so that a cache may keep each answer.
    authentication_classes = []
    # An alias names its source, which may be a draft.
    meta_fields = [name for name in DisclosedPagesAPIViewSet.meta_fields if name != "alias_of"]
    known_query_parameters = DisclosedPagesAPIViewSet.known_query_parameters - {"site"}

    def get_base_queryset(self) -> PageQuerySet:
        """Return the pages of this site in all its languages."""
        home = Site.find_for_request(self.request).root_page
        trees = [
            Page.objects.descendant_of(root, inclusive=True) for root in home.get_translations(inclusive=True)
        ]
        return only_published(reduce(or_, trees).public())


router = WagtailAPIRouter("wagtailapi")
router.register_endpoint("pages", PublishedPagesAPIViewSet)
