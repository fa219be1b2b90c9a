"""What the panel “Paid links” says of a draft."""

from dataclasses import dataclass

from django.http import HttpRequest
from django.utils.timezone import localdate
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from wagtail.models import AbstractPage

from disclosures.classification import UNREADABLE
from disclosures.drafts import FoundLink, ServedDraft, served_draft
from disclosures.explaining import Explanation, explain
from disclosures.jurisdictions import Jurisdiction
from disclosures.models import DisclosurePageMixin, OutsideHost
from disclosures.policies import policy_for
from disclosures.policy import Policy
from disclosures.questions import Question, host_of, own_hosts, unknown_hosts
from disclosures.stored import StoredLink, stored_links
from disclosures.texts import connection_sentence


@dataclass(frozen=True, slots=True)
class ExplainedLink:
    """One link with the reasons for which it matches."""

    link: FoundLink
    why: Explanation


@dataclass(frozen=True, slots=True)
class Overview:
    """Everything that the panel shows. `problems` are sentences that say what to do; `remarks` need nothing."""

    page: AbstractPage
    policy: Policy
    served: ServedDraft
    paid: tuple[ExplainedLink, ...]
    perhaps: tuple[ExplainedLink, ...]
    unreadable: tuple[str, ...]
    problems: tuple[str, ...]
    remarks: tuple[str, ...]
    questions: tuple[Question, ...]
    answers: tuple[OutsideHost, ...]

    @property
    def summary(self) -> str:
        """One sentence, which is also read out when it has changed."""
        count = len(self.paid)
        parts = [ngettext("%d paid link", "%d paid links", count) % count if count else _("No paid links")]
        for things, one, many in (
            (self.questions, "%d question for you", "%d questions for you"),
            (self.problems, "%d thing to look at", "%d things to look at"),
        ):
            if things:
                parts.append(ngettext(one, many, len(things)) % len(things))
        return ", ".join(parts) + "."

    @property
    def jurisdiction(self) -> str:
        """Whose rules the wording follows, as people call them."""
        return str(dict(Jurisdiction.choices).get(self.policy.jurisdiction, ""))


def overview_of(page: AbstractPage, request: HttpRequest) -> Overview:
    """Return what stands in a draft: it is rendered once, as its preview is."""
    policy = policy_for(page)
    served = served_draft(page, policy, request)
    links = [ExplainedLink(link, explain(link.href, policy.rules, policy.own_site)) for link in served.links]
    stored = stored_links(page)
    answers = _answers(page, stored)
    answered = {row.host for row in answers}
    unknown = unknown_hosts(stored, policy.rules, own_hosts()) if page.get_site() else {}
    paid = tuple(each for each in links if each.link.match.counts)
    return Overview(
        page=page,
        policy=policy,
        served=served,
        paid=paid,
        perhaps=tuple(each for each in links if each.why.rule and not each.link.match.counts),
        unreadable=tuple(each.link.href for each in links if each.link.match.rule is UNREADABLE),
        problems=tuple(_problems(page, served, paid)),
        remarks=tuple(_remarks(page, policy, paid)),
        questions=tuple(Question(host, link) for host, link in unknown.items() if host not in answered),
        answers=tuple(answers),
    )


def _answers(page: AbstractPage, stored: list[StoredLink]) -> list[OutsideHost]:
    return OutsideHost.objects.answers_for(
        page.get_site(), filter(None, (host_of(link.href) for link in stored))
    )


def _problems(page: AbstractPage, served: ServedDraft, paid: tuple[ExplainedLink, ...]) -> list[str]:
    problems = []
    if not served.is_whole:
        problems.append(
            _("The preview of this page cannot be shown, so only the links in its fields were looked at.")
        )
    if served.told.verdict == "fallback":
        problems.append(
            _("Single links cannot be marked; the plain notice stands in front: %s") % served.told.reason
        )
    if any(each.link.match.strength == "short" for each in paid):
        problems.append(
            _("Nobody knows where a short link leads, so it counts as paid. Write the whole address instead.")
        )
    if paid and getattr(page, "gives_health_advice", False) and not served.claims_are_checked:
        problems.append(
            _("A page about health with paid links names who checked what it says about the products.")
        )
    return problems


def _remarks(page: AbstractPage, policy: Policy, paid: tuple[ExplainedLink, ...]) -> list[str]:
    remarks = [
        _("Readers are told: %s") % connection_sentence(each.kind, each.who, each.what, policy.texts)
        for each in policy.connections
    ]
    return (
        [*remarks, *_remarks_on_off(page, policy, paid)] if isinstance(page, DisclosurePageMixin) else remarks
    )


def _remarks_on_off(page: DisclosurePageMixin, policy: Policy, paid: tuple[ExplainedLink, ...]) -> list[str]:
    """Say whether an exception holds, and why it does not."""
    until = page.disclosure_off_until
    if not until:
        return []
    if until < localdate():
        return [_("The exception “no notice” ended on %s.") % until]
    if policy.connections:
        return [_("The exception “no notice” is ignored: readers must be told who gave something.")]
    if any(each.link.match.strength == "strong" for each in paid):
        return [_("The exception “no notice” is ignored: some of these links are known to pay.")]
    return [
        _("No notice until %(day)s, because: %(reason)s")
        % {"day": until, "reason": page.disclosure_off_reason}
    ]
