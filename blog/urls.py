"""Addresses of what the site publishes beside its pages."""

from django.urls import URLPattern

app_name = "blog"
urlpatterns: list[URLPattern] = []
