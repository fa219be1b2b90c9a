"""Our endpoint as any site mounts it."""

from django.urls import path
from wagtail.api.v2.router import WagtailAPIRouter

from disclosures.api import DisclosedPagesAPIViewSet

router = WagtailAPIRouter("wagtailapi")
router.register_endpoint("pages", DisclosedPagesAPIViewSet)
urlpatterns = [path("api/v2/", router.urls)]
