"""Addresses that take and show reader comments."""

from django.urls import path, re_path

from comments import feeds, views
from comments.notifications import views as notifications
from comments.privacy import views as privacy

app_name = "reader_comments"
urlpatterns = [
    path("feed/", feeds.SiteFeed(), name="feed"),
    path("page/<str:page_key>/", views.thread, name="thread"),
    path("page/<str:page_key>/feed/", feeds.PageFeed(), name="page_feed"),
    path("page/<str:page_key>/new/", views.post, name="post"),
    path("page/<str:page_key>/token/", views.token, name="token"),
    path("receipt/<str:receipt>/", views.receipt, name="receipt"),
    path("receipt/<str:receipt>/edit/", views.edit, name="edit"),
    path("receipt/<str:receipt>/withdraw/", views.withdraw, name="withdraw"),
    path("mail/confirm/<str:token>/", notifications.confirm, name="confirm"),
    path("mail/stop/<str:token>/", notifications.stop_mail, name="stop_mail"),
    path("your-data/", privacy.your_data, name="your_data"),
    path("your-data/<str:proof>/", privacy.belongings, name="belongings"),
    re_path(
        r"^your-data/(?P<proof>[^/]+)/comments\.(?P<form>json|html)$",
        privacy.belongings_copy,
        name="belongings_copy",
    ),
    path("<slug:public_id>/", views.comment, name="comment"),
    path("<slug:public_id>/report/", views.report, name="report"),
    path("<slug:public_id>/report/thanks/", views.reported, name="reported"),
]
