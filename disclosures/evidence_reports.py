"""The reports that rest on evidence: what the last publication or audit of each live page saw."""

from collections import Counter

import django_filters
from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _
from wagtail.admin.filters import WagtailFilterSet
from wagtail.admin.ui.tables import Column, DateColumn, TitleColumn

from disclosures.models import DisclosureEvidence
from disclosures.reports import PaidLinksReport, edit_page, editable_pages


class EvidenceReport(PaidLinksReport):
    """Rows of evidence: what the last publication or audit of each live page saw."""

    model = DisclosureEvidence

    def get_base_queryset(self) -> QuerySet:
        """Return the newest row of each live page that the reader of the report may edit."""
        rows = DisclosureEvidence.objects.latest_per_page().of_live_pages()
        return rows.filter(page__in=editable_pages(self.request)).order_by("page_title", "pk")


def failed_rules() -> list[tuple[str, str]]:
    """Return the rules that are broken somewhere, as choices."""
    rows = DisclosureEvidence.objects.latest_per_page().of_live_pages().failing()
    names = {name for text in rows.values_list("failed_rules", flat=True) for name in text.split()}
    return [(name, name) for name in sorted(names, key=lambda name: (len(name), name))]


def told_programmes() -> list[tuple[str, str]]:
    """Return the programmes that live pages link to, as choices."""
    rows = DisclosureEvidence.objects.latest_per_page().of_live_pages()
    names = {link["programme"] for links in rows.values_list("links", flat=True) for link in links}
    return [(name, name) for name in sorted(names, key=str.casefold)]


class FailingFilterSet(WagtailFilterSet):
    """By rule."""

    rule = django_filters.ChoiceFilter(label=_("Rule"), choices=failed_rules, method="with_rule")

    class Meta:
        model = DisclosureEvidence
        fields: list[str] = []

    def with_rule(self, queryset: QuerySet, name: str, value: str) -> QuerySet:
        """Return the rows on which this rule is broken."""
        return queryset.failing(value)


class ProgrammesFilterSet(WagtailFilterSet):
    """By programme."""

    programme = django_filters.ChoiceFilter(
        label=_("Programme"), choices=told_programmes, method="with_programme"
    )

    class Meta:
        model = DisclosureEvidence
        fields: list[str] = []

    def with_programme(self, queryset: QuerySet, name: str, value: str) -> QuerySet:
        """Return the rows with a link to this programme. Databases disagree on how to look into JSON."""
        rows = queryset.values_list("pk", "links")
        return queryset.filter(
            pk__in=[pk for pk, links in rows if any(link["programme"] == value for link in links)]
        )


class FailingReport(EvidenceReport):
    """Pages on which a rule is broken."""

    tab = "failing"
    explanation = _("Live pages that break a rule, as the last publication or audit saw them.")
    filterset_class = FailingFilterSet
    columns = [
        TitleColumn("page_title", label=_("Page"), get_url=edit_page),
        Column("reasons", label=_("What is wrong")),
        DateColumn("at", label=_("Seen on")),
    ]
    list_export = ["page_title", "address", "reasons", "at"]
    export_headings = {"reasons": _("What is wrong"), "at": _("Seen on")}

    def get_base_queryset(self) -> QuerySet:
        """Return the rows with at least one broken rule."""
        return super().get_base_queryset().failing()

    def decorate_paginated_queryset(self, object_list: QuerySet) -> QuerySet:
        """Write out which rules are broken, and what to do."""
        for row in object_list:
            broken = (each for each in row.verdicts if each["passed"] is False)
            row.reasons = " ".join(f"{each['rule']}: {each['detail']}" for each in broken)
        return object_list


class ProgrammesReport(EvidenceReport):
    """Who pays for links on which page."""

    tab = "programmes"
    explanation = _("Live pages with paid links, and whose, as the last publication or audit saw them.")
    filterset_class = ProgrammesFilterSet
    columns = [
        TitleColumn("page_title", label=_("Page"), get_url=edit_page),
        Column("programmes", label=_("Programmes")),
        Column("number", label=_("Paid links")),
        DateColumn("at", label=_("Seen on")),
    ]
    list_export = ["page_title", "address", "programmes", "number", "at"]
    export_headings = {
        "programmes": _("Programmes"),
        "number": _("Paid links"),
        "at": _("Seen on"),
    }

    def get_base_queryset(self) -> QuerySet:
        """Return the rows with at least one paid link."""
        return super().get_base_queryset().exclude(links=[])

    def decorate_paginated_queryset(self, object_list: QuerySet) -> QuerySet:
        """Count the links by programme."""
        for row in object_list:
            counted = Counter(link["programme"] for link in row.links)
            row.programmes = ", ".join(f"{name} ({number})" for name, number in sorted(counted.items()))
            row.number = len(row.links)
        return object_list
