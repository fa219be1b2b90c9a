"""Addresses of medical review in the admin."""

from django.urls import path

from blog.review.suggestions.views import SuggestView, answer
from blog.review.views import ReviewView, preview

app_name = "medical_review_admin"
urlpatterns = [
    path("<int:page_id>/", ReviewView.as_view(), name="review"),
    path("<int:page_id>/preview/", preview, name="preview"),
    path("<int:page_id>/suggest/", SuggestView.as_view(), name="suggest"),
    path("<int:page_id>/suggestions/<int:suggestion_id>/", answer, name="answer_suggestion"),
]
