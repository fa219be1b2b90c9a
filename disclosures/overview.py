"""What the panel “Paid links” says of a draft."""

from dataclasses import dataclass

from django.http import HttpRequest
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from wagtail.models import AbstractPage

from disclosures.classification import UNREADABLE
from disclosures.drafts import FoundLink, ServedDraft, served_draft
from disclosures.explaining import Explanation, explain
from disclosures.jurisdictions import Jurisdiction
from disclosures.legacy_cleanup import FoundNotice, notices_in
from disclosures.models import OutsideHost
from disclosures.policies import policy_for
from disclosures.policy import Policy
from disclosures.problems import problems_of, remarks_on
from disclosures.questions import Question, host_of, own_hosts, unknown_hosts
from disclosures.stored import StoredLink, stored_links

# Nobody reads longer lists. Whoever answers some questions is shown the next.
MAX_LISTED, MAX_ASKED = 200, 10


@dataclass(frozen=True, slots=True)
class ExplainedLink:
    """One link with the reasons for which it matches."""

    link: FoundLink
    why: Explanation


@dataclass(frozen=True, slots=True)
class Overview:
    """Everything that the panel shows; `paid` are the first of `number_paid` links.

    `problems` are sentences that say what to do; `remarks` need nothing.
    """

    page: AbstractPage
    policy: Policy
    served: ServedDraft
    number_paid: int
    paid: tuple[ExplainedLink, ...]
    perhaps: tuple[ExplainedLink, ...]
    unreadable: tuple[str, ...]
    problems: tuple[str, ...]
    remarks: tuple[str, ...]
    by_hand: tuple[FoundNotice, ...]
    questions: tuple[Question, ...]
    answers: tuple[OutsideHost, ...]

    @property
    def summary(self) -> str:
        """One sentence, which is also read out when it has changed."""
        count = self.number_paid
        parts = [ngettext("%d paid link", "%d paid links", count) % count if count else _("No paid links")]
        for things, one, many in (
            (self.questions, "%d question for you", "%d questions for you"),
            ((*self.problems, *self.by_hand), "%d thing to look at", "%d things to look at"),
        ):
            if things:
                parts.append(ngettext(one, many, len(things)) % len(things))
        return ", ".join(parts) + "."

    @property
    def unlisted(self) -> int:
        """How many paid links are not listed."""
        return self.number_paid - len(self.paid)

    @property
    def first_questions(self) -> tuple[Question, ...]:
        """The questions to begin with."""
        return self.questions[:MAX_ASKED]

    @property
    def jurisdiction(self) -> str:
        """Whose rules the wording follows, as people call them."""
        return str(dict(Jurisdiction.choices).get(self.policy.jurisdiction, ""))


def overview_of(page: AbstractPage, request: HttpRequest) -> Overview:
    """Return what stands in a draft: it is rendered once, as its preview is."""
    policy = policy_for(page)
    served = served_draft(page, policy, request)
    paid = [link for link in served.links if link.match.counts]
    others = [link for link in served.links if not link.match.counts]
    stored = stored_links(page)
    answers = _answers(page, stored)
    answered = {row.host for row in answers}
    unknown = unknown_hosts(stored, policy.rules, own_hosts()) if page.get_site() else {}
    return Overview(
        page=page,
        policy=policy,
        served=served,
        number_paid=len(paid),
        paid=_explained(paid, policy),
        perhaps=_explained([link for link in others if link.match.rule is not UNREADABLE], policy),
        unreadable=tuple(link.href for link in others if link.match.rule is UNREADABLE)[:MAX_LISTED],
        problems=tuple(problems_of(page, policy, served, stored)),
        remarks=tuple(remarks_on(page, policy, served)),
        by_hand=tuple(notices_in(page)),
        questions=tuple(Question(host, link) for host, link in unknown.items() if host not in answered),
        answers=tuple(answers),
    )


def _explained(links: list[FoundLink], policy: Policy) -> tuple[ExplainedLink, ...]:
    return tuple(
        ExplainedLink(link, explain(link.href, policy.rules, policy.own_site)) for link in links[:MAX_LISTED]
    )


def _answers(page: AbstractPage, stored: list[StoredLink]) -> list[OutsideHost]:
    return OutsideHost.objects.answers_for(
        page.get_site(), filter(None, (host_of(link.href) for link in stored))
    )
