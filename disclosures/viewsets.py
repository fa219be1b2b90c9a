"""The menu “Disclosures” of the admin: sentences and rules."""

from django.utils.translation import gettext_lazy as _
from wagtail.snippets.views.snippets import SnippetViewSet, SnippetViewSetGroup

from disclosures.models import AffiliateRule, DisclosureText


class DisclosureTextViewSet(SnippetViewSet):
    """What readers are told."""

    model = DisclosureText
    icon = "openquote"
    menu_label = _("Texts")
    list_display = ["__str__", "text", "jurisdiction"]
    list_filter = ["kind", "jurisdiction"]
    search_fields = ["text", "network"]


class AffiliateRuleViewSet(SnippetViewSet):
    """Which links pay."""

    model = AffiliateRule
    icon = "link"
    menu_label = _("Paid-link rules")
    list_display = ["programme", "host_suffix", "path_regex", "query_param", "strength"]
    list_filter = ["strength"]
    search_fields = ["programme", "network", "host_suffix"]


class DisclosureViewSetGroup(SnippetViewSetGroup):
    """One place for all of it."""

    menu_label = _("Disclosures")
    menu_icon = "clipboard-list"
    menu_order = 410
    items = (DisclosureTextViewSet, AffiliateRuleViewSet)
