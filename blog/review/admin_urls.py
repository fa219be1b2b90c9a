"""Addresses of medical review in the admin."""

from django.urls import include, path

from blog.review.absences.views import AbsencesView
from blog.review.editor_checks import views as editor_checks
from blog.review.invitations.views import WaysOnView
from blog.review.other_ways.admin_urls import way_paths
from blog.review.suggestions.views import SuggestView, answer
from blog.review.transition.views import OlderArticlesView
from blog.review.views import ReviewView, preview

app_name = "medical_review_admin"
urlpatterns = [
    path("absences/", AbsencesView.as_view(), name="absences"),
    path("older-articles/", OlderArticlesView.as_view(), name="older_articles"),
    path("reports/", include("blog.review.reports.urls")),
    path("", include("blog.review.own_reviews.urls")),
    path("<int:page_id>/", ReviewView.as_view(), name="review"),
    path("<int:page_id>/ways-on/", WaysOnView.as_view(), name="ways_on"),
    path("<int:page_id>/preview/", preview, name="preview"),
    path("<int:page_id>/suggest/", SuggestView.as_view(), name="suggest"),
    path("<int:page_id>/suggestions/<int:suggestion_id>/", answer, name="answer_suggestion"),
    path("<int:page_id>/findings/", editor_checks.findings, name="findings"),
    path("<int:page_id>/findings/dismiss/", editor_checks.dismissal, name="dismiss_finding"),
    *way_paths,
]
