"""Views that fail in each way a view can."""

from django.core.exceptions import PermissionDenied, SuspiciousOperation
from django.urls import path

from site_config.urls import urlpatterns as urls_of_the_site


def broken(request):
    raise RuntimeError("broken on purpose")


def forbidden(request):
    raise PermissionDenied


def suspicious(request):
    raise SuspiciousOperation


urlpatterns = [
    path("broken/", broken),
    path("forbidden/", forbidden),
    path("suspicious/", suspicious),
    *urls_of_the_site,
]
