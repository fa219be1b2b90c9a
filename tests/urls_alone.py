"""Addresses of another site that carries the drop-in apps."""

from django.urls import include, path
from wagtail import urls as wagtail_urls
from wagtail.admin import urls as wagtailadmin_urls
from wagtail.api.v2.router import WagtailAPIRouter
from wagtail.documents import urls as wagtaildocs_urls

from disclosures.api import DisclosedPagesAPIViewSet

api_router = WagtailAPIRouter("wagtailapi")
api_router.register_endpoint("pages", DisclosedPagesAPIViewSet)

urlpatterns = [
    path("admin/", include(wagtailadmin_urls)),
    path("documents/", include(wagtaildocs_urls)),
    path("go/", include("disclosures.urls")),
    path("api/v2/", api_router.urls),
    path("comments/", include("comments.urls")),
    path("reviews/", include("blog.review.urls")),
    path("", include(wagtail_urls)),
]
