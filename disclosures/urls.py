"""The addresses of the site's own links. Include them at "go/", outside `i18n_patterns`."""

from django.urls import path

from disclosures.redirects import go

app_name = "disclosures"
urlpatterns = [path("<slug:slug>/", go, name="go")]
