"""Addresses that take and show reader comments."""

from django.urls import URLPattern

app_name = "reader_comments"
urlpatterns: list[URLPattern] = []
