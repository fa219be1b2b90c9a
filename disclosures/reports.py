"""The reports about paid links: one entry in the menu “Reports”, one tab for each question."""

from typing import Any

import django_filters
import swapper
from django.conf import settings
from django.db.models import QuerySet
from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from wagtail.admin.filters import ContentTypeFilter, WagtailFilterSet
from wagtail.admin.menu import MenuItem
from wagtail.admin.ui.tables import Column, DateColumn, TitleColumn
from wagtail.admin.views.reports import ReportView
from wagtail.coreutils import get_content_languages
from wagtail.models import AbstractPage, get_page_content_types
from wagtail.permissions import policy_registry

from disclosures.linking import StoredPaidLinks, pages_linking_to, stored_paid_links
from disclosures.models import DisclosureEvidence, DisclosureText, OutsideHost
from disclosures.texts import MissingTranslation, missing_translations

Page = swapper.load_model("wagtailcore", "Page")
MAY_READ = ["add", "change", "publish"]
TABS = (
    ("failing", _("Broken rules")),
    ("programmes", _("By programme")),
    ("hosts", _("Unanswered hosts")),
    ("stored", _("Stored text")),
    ("texts", _("Missing languages")),
)


def editable_pages(request: HttpRequest) -> QuerySet:
    """Return the pages that somebody may edit: nobody reads of others here."""
    return policy_registry.get_by_type(Page).instances_user_has_permission_for(request.user, "change")


def edit_page(row: Any) -> str:
    """Return where the page of a row is edited."""
    return reverse("wagtailadmin_pages:edit", args=[row.pk if isinstance(row, AbstractPage) else row.page_id])


class PaidLinksReport(ReportView):
    """What all tabs share. `tab` is the end of the tab's name in the addresses."""

    template_name = "disclosures/reports/report.html"
    page_title = _("Paid links")
    header_icon = "link"
    permission_policy = policy_registry.get_by_type(Page)
    any_permission_required = MAY_READ
    tab = ""
    explanation = ""

    def get_context_data(self, *args: Any, **kwargs: Any) -> dict[str, Any]:
        """Add the tabs and what this one is about."""
        context = super().get_context_data(*args, **kwargs)
        return context | {"tabs": TABS, "tab": self.tab, "explanation": self.explanation}

    def get_index_url(self) -> str:
        """Return the address of this tab."""
        return reverse(f"disclosures_admin:report_{self.tab}")

    def get_index_results_url(self) -> str:
        """Return the address from which filters fetch the table alone."""
        return reverse(f"disclosures_admin:report_{self.tab}_results")

    def get_filename(self) -> str:
        """Name the exported file."""
        return f"paid-links-{self.tab}"


class HostsReport(PaidLinksReport):
    """Outside hosts that nobody answered for, and where they are linked."""

    model = OutsideHost
    tab = "hosts"
    explanation = _("Hosts that no rule knows and of which nobody has said yet whether they pay.")
    columns = [
        TitleColumn(
            "host",
            label=_("Host"),
            get_url=lambda row: reverse(OutsideHost.snippet_viewset.get_url_name("edit"), args=[row.pk]),
        ),
        Column("site", label=_("Site")),
        Column("linking", label=_("Linked on")),
        DateColumn("first_seen_at", label=_("First seen")),
    ]
    list_export = ["host", "site", "linking", "first_seen_at"]
    export_headings = {"linking": _("Linked on")}

    def get_base_queryset(self) -> QuerySet:
        """Return the unanswered hosts."""
        return OutsideHost.objects.unanswered().select_related("site").order_by("host", "pk")

    def decorate_paginated_queryset(self, object_list: QuerySet) -> QuerySet:
        """Name the pages that link to each host."""
        pages = pages_linking_to(row.host for row in object_list)
        for row in object_list:
            row.linking = ", ".join(page.title for page in pages[row.host])
        return object_list


class StoredFilterSet(WagtailFilterSet):
    """By type of page, and only those known to have paid links."""

    told = django_filters.ChoiceFilter(
        label=_("Paid links"),
        choices=[("yes", _("Only pages on which the last publication or audit saw some"))],
        method="with_paid_links",
    )
    content_type = ContentTypeFilter(
        label=_("Type"), queryset=lambda request: get_page_content_types(include_base_page_type=False)
    )

    class Meta:
        model = Page
        fields = ["content_type"]

    def with_paid_links(self, queryset: QuerySet, name: str, value: str) -> QuerySet:
        """Return the pages of which evidence names paid links."""
        rows = DisclosureEvidence.objects.latest_per_page().exclude(links=[])
        return queryset.filter(pk__in=rows.values("page"))


class StoredReport(PaidLinksReport):
    """Paid links of which the stored text does not say so itself."""

    model = Page
    tab = "stored"
    explanation = _(
        "What is sent to readers is marked anyway. Text that leaves the site in another way, such as a copy of the "
        "database, is not: there these links have no “sponsored”."
    )
    filterset_class = StoredFilterSet
    columns = [
        TitleColumn("title", label=_("Page"), get_url=edit_page),
        Column("stored_programmes", label=_("Programmes")),
        Column("stored_number", label=_("Paid links")),
        Column("stored_without", label=_("Without “sponsored”")),
    ]
    list_export = ["title", "stored_programmes", "stored_number", "stored_without", "stored_addresses"]
    export_headings = {
        "stored_programmes": _("Programmes"),
        "stored_number": _("Paid links"),
        "stored_without": _("Without “sponsored”"),
        "stored_addresses": _("Their addresses"),
    }

    def get_base_queryset(self) -> QuerySet:
        """Return the live pages that the reader of the report may edit."""
        return editable_pages(self.request).live().filter(depth__gt=1).order_by("title", "pk")

    def decorate_paginated_queryset(self, object_list: QuerySet) -> QuerySet:
        """Look at the stored text of the pages that are shown."""
        found = stored_paid_links(object_list)
        for page in object_list:
            stored = found.get(page.pk, StoredPaidLinks())
            page.stored_programmes = ", ".join(stored.programmes)
            page.stored_number, page.stored_without = stored.count, len(stored.without_sponsored)
            page.stored_addresses = " ".join(stored.without_sponsored)
        return object_list


class TextsReport(PaidLinksReport):
    """Languages whose readers get a notice in another one."""

    tab = "texts"
    explanation = _("Languages in which nobody wrote a notice: their readers get it in another language.")
    columns = [Column("language", label=_("Language")), Column("shown", label=_("Shown instead"))]
    list_export = ["language", "shown"]
    export_headings = {"language": _("Language"), "shown": _("Shown instead")}

    def get_queryset(self) -> list[MissingTranslation]:
        """Return the missing translations."""
        written = DisclosureText.objects.written_languages()
        return missing_translations(get_content_languages(), written, settings.LANGUAGE_CODE)


class ReportsMenuItem(MenuItem):
    """The entry in the menu “Reports”."""

    def is_shown(self, request: HttpRequest) -> bool:
        """Only to who may work on pages."""
        return PaidLinksReport.permission_policy.user_has_any_permission(request.user, MAY_READ)
