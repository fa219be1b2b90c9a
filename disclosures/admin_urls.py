"""Addresses of the admin's screens about paid links, below "disclosures/"."""

from django.urls import URLPattern, path

from disclosures import panel_views, try_it
from disclosures.evidence_reports import FailingReport, ProgrammesReport
from disclosures.legacy_views import CleanUpView
from disclosures.reports import HostsReport, StoredReport, TextsReport

app_name = "disclosures_admin"
urlpatterns: list[URLPattern] = [
    path("clean-up/<int:page_id>/", CleanUpView.as_view(), name="clean_up"),
    path("pages/<int:page_id>/paid-links/", panel_views.paid_links, name="paid_links"),
    path("pages/<int:page_id>/answer/", panel_views.answer, name="answer"),
    path("try-it/", try_it.TryItView.as_view(), name="try_it"),
]

for report in (FailingReport, ProgrammesReport, HostsReport, StoredReport, TextsReport):
    name = f"report_{report.tab}"
    urlpatterns += [
        path(f"reports/{report.tab}/", report.as_view(), name=name),
        path(f"reports/{report.tab}/results/", report.as_view(results_only=True), name=f"{name}_results"),
    ]
