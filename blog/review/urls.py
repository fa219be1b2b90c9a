"""Public addresses of medical review."""

from django.urls import path

from blog.review.public import views

app_name = "medical_review"
urlpatterns = [
    path("<int:page_id>/", views.history, name="history"),
    path("<int:page_id>/payload.json", views.payload, name="payload"),
    path("<int:page_id>/versions/<int:publication_id>/", views.version, name="version"),
    path("<int:page_id>/versions/<int:publication_id>/payload.json", views.payload, name="version_payload"),
]
