"""Public addresses of medical review."""

from django.urls import include, path

from blog.review.invitations.previews import private_preview
from blog.review.public import views
from blog.review.transition.views import progress

app_name = "medical_review"
urlpatterns = [
    path("preview/<str:token>/", private_preview, name="private_preview"),
    path("transition/", progress, name="transition"),
    path("<int:page_id>/", views.history, name="history"),
    path("<int:page_id>/payload.json", views.payload, name="payload"),
    path("<int:page_id>/versions/<int:publication_id>/", views.version, name="version"),
    path("<int:page_id>/versions/<int:publication_id>/payload.json", views.payload, name="version_payload"),
    path("", include("blog.review.outside.urls")),
]
