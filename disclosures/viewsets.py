"""The menu “Disclosures” of the admin: the site's own links, sentences, rules, hosts."""

from django.db.models import QuerySet
from django.http import HttpRequest
from django.urls import URLPattern, path
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel, FieldRowPanel, HelpPanel, MultiFieldPanel, ObjectList
from wagtail.admin.ui.tables import Column, UpdatedAtColumn
from wagtail.snippets.views.snippets import CreateView, SnippetViewSet, SnippetViewSetGroup

from disclosures import link_csv_views, link_views
from disclosures.forms import OutsideHostForm
from disclosures.link_panels import ManagedLinkForm, managed_link_panels
from disclosures.models import AffiliateRule, DisclosureText, ManagedLink, OutsideHost
from disclosures.panels import TryItPanel
from disclosures.try_it import RULE_FIELDS


class DisclosureTextViewSet(SnippetViewSet):
    """What readers are told."""

    model = DisclosureText
    icon = "openquote"
    menu_label = _("Texts")
    list_display = ["__str__", "text", UpdatedAtColumn()]
    list_filter = ["kind", "jurisdiction"]
    search_fields = ["text", "network"]


class AddRuleView(CreateView):
    """The form of a new rule, filled with what was tried before."""

    def get_initial_form_instance(self) -> AffiliateRule:
        """Return an unsaved rule that knows what stands in the address of the form."""
        asked = {name: self.request.GET.get(name, "")[:200] for name in RULE_FIELDS}
        return AffiliateRule(**{name: value for name, value in asked.items() if value})


class AffiliateRuleViewSet(SnippetViewSet):
    """Which links pay."""

    model = AffiliateRule
    icon = "link"
    menu_label = _("Paid-link rules")
    list_display = ["programme", "host_suffix", "path_regex", "query_param", "strength"]
    list_filter = ["strength"]
    search_fields = ["programme", "network", "host_suffix"]
    panels = [*AffiliateRule.panels, TryItPanel(heading=_("Try it"), icon="search")]
    add_view_class = AddRuleView


class OutsideHostViewSet(SnippetViewSet):
    """What editors answered to “Does anybody pay you for this?”."""

    model = OutsideHost
    icon = "help"
    menu_label = _("Outside hosts")
    list_display = [
        "host",
        Column("answer", label=_("Does anybody pay?"), accessor="get_answer_display", sort_key="answer"),
        "who_pays",
        "answered_by",
        "answered_at",
    ]
    list_filter = ["answer", "site"]
    search_fields = ["host", "who_pays"]
    edit_handler = ObjectList(
        [
            HelpPanel(
                _("Links to a host that pays, or of which nobody is sure, are told to readers on every page.")
            ),
            FieldRowPanel([FieldPanel("host"), FieldPanel("site")]),
            MultiFieldPanel([FieldPanel("answer"), FieldPanel("who_pays")], _("The answer")),
        ],
        base_form_class=OutsideHostForm,
    )

    def get_queryset(self, request: HttpRequest) -> QuerySet:
        """Return the hosts with who answered, in one query."""
        return OutsideHost.objects.select_related("answered_by")


class ManagedLinkViewSet(SnippetViewSet):
    """The site's own links."""

    model = ManagedLink
    icon = "link-external"
    menu_label = _("Links")
    index_view_class = link_views.LinkIndexView
    edit_view_class = link_views.LinkEditView
    delete_view_class = link_views.LinkDeleteView
    filterset_class = link_views.LinkFilterSet
    list_display = link_views.COLUMNS
    search_fields = ["title", "slug", "programme", "network", "note"]
    copy_view_enabled = False
    edit_handler = ObjectList(managed_link_panels, base_form_class=ManagedLinkForm)

    def get_queryset(self, request: HttpRequest) -> QuerySet:
        """Return the links with the figures of the list."""
        return ManagedLink.objects.with_figures(timezone.localdate())

    def get_urlpatterns(self) -> list[URLPattern]:
        """Add what editors do beside writing."""
        views = (*link_views.extra_views(), *link_csv_views.extra_views())
        return [*super().get_urlpatterns(), *(path(route, view, name=name) for route, view, name in views)]


class DisclosureViewSetGroup(SnippetViewSetGroup):
    """One place for all of it."""

    menu_label = _("Disclosures")
    menu_icon = "clipboard-list"
    menu_order = 410
    # Screens that are no lists join the menu through this hook.
    submenu_hook = "register_disclosures_menu_item"
    items = (ManagedLinkViewSet, DisclosureTextViewSet, AffiliateRuleViewSet, OutsideHostViewSet)
