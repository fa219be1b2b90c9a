"""Addresses of the admin's screens about paid links, below "disclosures/"."""

from django.urls import URLPattern, path

from disclosures.legacy_views import CleanUpView

app_name = "disclosures_admin"
urlpatterns: list[URLPattern] = [
    path("clean-up/<int:page_id>/", CleanUpView.as_view(), name="clean_up"),
]
