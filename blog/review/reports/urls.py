"""Addresses of the reports, below "medical-review/reports/"."""

from django.urls import URLPattern, path

from blog.review.reports.pages import PagesReport
from blog.review.reports.papers import PapersReport

urlpatterns: list[URLPattern] = []

for report in (PagesReport, PapersReport):
    name = f"report_{report.tab}"
    urlpatterns += [
        path(f"{report.tab}/", report.as_view(), name=name),
        path(f"{report.tab}/results/", report.as_view(results_only=True), name=f"{name}_results"),
    ]
