"""Addresses of what the site publishes beside its pages."""

from django.urls import path

from blog import views
from blog.feeds import ArticleFeed

app_name = "blog"
urlpatterns = [
    path("people/<str:slug>/", views.person, name="person"),
    path("topics/<str:slug>/", views.topic, name="topic"),
    path("feed/", ArticleFeed(), name="feed"),
]
