"""Try an address: what it is under the rules in force and, if one is given, under a rule that is not saved yet."""

from dataclasses import dataclass
from typing import Any

from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.generic import TemplateView
from wagtail.admin.views.generic.base import WagtailAdminTemplateMixin
from wagtail.permissions import policy_registry

from disclosures.explaining import Explanation, explain
from disclosures.matcher import RuleSet
from disclosures.models import AffiliateRule
from disclosures.policies import policy_for
from disclosures.policy import Policy
from disclosures.rules import Rule, RuleError, checked

RULE_FIELDS = ("programme", "network", "host_suffix", "path_regex", "query_param", "strength")
# One letter more than is read, so that who pastes a book is told that it is one.
MAX_READ = 16_001


@dataclass(frozen=True, slots=True)
class Trial:
    """One answer: under which rules, what the address is, or why the unsaved rule cannot work."""

    heading: str
    explanation: Explanation | None = None
    problem: str = ""


def trials(asked: QueryDict, policy: Policy) -> list[Trial]:
    """Return the answers to what was asked: with the unsaved rule, if any, and with the rules in force."""
    address = asked.get("address", "")[:MAX_READ]
    found = [_with_unsaved(address, asked, policy)] if asked.get("host_suffix", "").strip() else []
    return [*found, Trial(_("With the rules in force"), explain(address, policy.rules, policy.own_site))]


def _with_unsaved(address: str, asked: QueryDict, policy: Policy) -> Trial:
    heading = _("With the rule in this form")
    given = {name: asked.get(name, "").strip()[:253] for name in RULE_FIELDS}
    given["programme"] = given["programme"] or _("This rule")
    given["strength"] = given["strength"] or "strong"
    try:
        rule = checked(Rule(**given | {"host_suffix": given["host_suffix"].lower()}))
    except RuleError as error:
        return Trial(heading, problem=str(error))
    others = [each for each in policy.rules.site_rules if each != _saved(asked.get("rule", ""))]
    rules = RuleSet(policy.rules.shipped, [*others, rule])
    return Trial(heading, explain(address, rules, policy.own_site))


def _saved(number: str) -> Rule | None:
    """Return the rule as it was before it was opened in the form."""
    row = AffiliateRule.objects.filter(pk=number).first() if number.isdecimal() and len(number) < 10 else None
    return Rule(*(getattr(row, name) for name in RULE_FIELDS)) if row else None


def _add_rule_url(request: HttpRequest) -> str:
    """Return where a rule is added, "" for who may not."""
    may_add = policy_registry.get_by_type(AffiliateRule).user_has_permission(request.user, "add")
    return reverse(AffiliateRule.snippet_viewset.get_url_name("add")) if may_add else ""


class TryItView(WagtailAdminTemplateMixin, TemplateView):
    """The page “Try an address”; a script that asks for it gets the answers alone."""

    template_name = "disclosures/admin/try_it.html"
    page_title = gettext_lazy("Try an address")
    header_icon = "search"
    http_method_names = ["get", "head", "post"]

    def get_breadcrumbs_items(self) -> list[dict[str, str]]:
        """Return the way here."""
        return [*super().get_breadcrumbs_items(), {"url": "", "label": self.get_page_title()}]

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """Answer what stands in the address of the page."""
        return self.answered(request.GET)

    def post(self, request: HttpRequest) -> HttpResponse:
        """Answer what may be too long for an address; nothing is changed by it."""
        return self.answered(request.POST)

    def answered(self, asked: QueryDict) -> HttpResponse:
        """Return the page, or for a script the answers."""
        policy = policy_for(None, self.request)
        context: dict[str, Any] = {"asked": asked.get("address", "")[:MAX_READ]}
        context["add_rule_url"] = _add_rule_url(self.request)
        context["trials"] = trials(asked, policy) if context["asked"].strip() else []
        if self.request.headers.get("X-Requested-With") == "XMLHttpRequest":
            return render(self.request, "disclosures/admin/trials.html", context)
        return self.render_to_response(self.get_context_data(**context))
