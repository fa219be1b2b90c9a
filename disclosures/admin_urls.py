"""Addresses of the admin's screens about paid links, below "disclosures/"."""

from django.urls import URLPattern

app_name = "disclosures_admin"
urlpatterns: list[URLPattern] = []
