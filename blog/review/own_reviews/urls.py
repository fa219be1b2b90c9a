"""Addresses of the reviewer's page: one's own without a number, a colleague's with it."""

from django.urls import path

from blog.review.own_reviews.history import HistoryView
from blog.review.own_reviews.views import OwnReviewsView

urlpatterns = [
    path("mine/", OwnReviewsView.as_view(), name="my_reviews"),
    path("mine/history/", HistoryView.as_view(), name="my_history"),
    path("mine/history/results/", HistoryView.as_view(results_only=True), name="my_history_results"),
    path("reviewers/<int:person_id>/", OwnReviewsView.as_view(), name="reviewer_reviews"),
    path("reviewers/<int:person_id>/history/", HistoryView.as_view(), name="reviewer_history"),
    path(
        "reviewers/<int:person_id>/history/results/",
        HistoryView.as_view(results_only=True),
        name="reviewer_history_results",
    ),
]
