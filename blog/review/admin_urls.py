"""Addresses of medical review in the admin."""

from django.urls import path

from blog.review.views import ReviewView, preview

app_name = "medical_review_admin"
urlpatterns = [
    path("<int:page_id>/", ReviewView.as_view(), name="review"),
    path("<int:page_id>/preview/", preview, name="preview"),
]
