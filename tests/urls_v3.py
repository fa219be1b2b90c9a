"""Addresses of a site that mounts version 3 of Wagtail's interface, which also writes."""

from django.urls import path
from wagtail.api.v3.urls import api

from tests import urls_alone

urlpatterns = [path("api/v3/", api.urls), *urls_alone.urlpatterns]
