"""Addresses of what the site publishes beside its pages."""

from django.urls import path

from blog import views
from blog.feeds import ArticleFeed, AtomArticleFeed, JsonArticleFeed

app_name = "blog"
urlpatterns = [
    path("people/<str:slug>/", views.person, name="person"),
    path("topics/<str:slug>/", views.topic, name="topic"),
    path("posts/", views.posts, name="posts"),
    path("search/", views.search, name="search"),
    path("feed/", ArticleFeed(), name="feed"),
    path("feed/atom/", AtomArticleFeed(), name="feed_atom"),
    path("feed/json/", JsonArticleFeed(), name="feed_json"),
]
