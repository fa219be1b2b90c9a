"""Addresses for reviewers without an account; part of the namespace of medical review."""

from django.urls import path

from blog.review.outside import opening, views, withdrawing

urlpatterns = [
    path("link/<str:token>/", opening.link, name="link"),
    path("code/", opening.ask_for_code, name="ask_for_code"),
    path("code/enter/", opening.open_sitting, name="open_sitting"),
    path("sitting/", views.texts, name="sitting"),
    path("sitting/finish/", views.finish, name="finish"),
    path("sitting/<int:page_id>/", views.text, name="text"),
    path("sitting/<int:page_id>/preview/", views.preview, name="preview"),
    path("sitting/<int:page_id>/withdraw/", withdrawing.withdraw, name="withdraw"),
]
