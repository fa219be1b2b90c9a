"""Public addresses of medical review."""

from django.urls import URLPattern

app_name = "medical_review"
urlpatterns: list[URLPattern] = []
