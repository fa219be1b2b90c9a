"""What an editor should look at in a draft, each a sentence that says what to do; and what needs nothing."""

from collections.abc import Iterable, Iterator

from django.db.models import Q
from django.utils.formats import date_format
from django.utils.timezone import localdate
from django.utils.translation import gettext as _
from wagtail.models import AbstractPage

from disclosures.addresses import UnreadableAddressError, read
from disclosures.compliance import Served, assess
from disclosures.drafts import ServedDraft
from disclosures.models import DisclosurePageMixin, ManagedLink
from disclosures.mount import mount
from disclosures.policy import Policy
from disclosures.stored import StoredLink
from disclosures.texts import connection_sentence


def problems_of(
    page: AbstractPage, policy: Policy, served: ServedDraft, stored: list[StoredLink]
) -> list[str]:
    """Return what is wrong with a draft, the most important first."""
    return [
        *_of_looking(served),
        *_of_short_links(served),
        *_of_rules(page, policy, served),
        *_of_managed_links(policy, stored),
    ]


def _of_looking(served: ServedDraft) -> Iterator[str]:
    if not served.is_whole:
        yield _("The preview of this page cannot be shown, so only the links in its fields were looked at.")
    if served.told.verdict == "fallback":
        reason = served.told.reason
        yield _("Single links cannot be marked; the plain notice stands in front: %s") % reason


def _of_short_links(served: ServedDraft) -> Iterator[str]:
    if any(link.match.strength == "short" for link in served.links):
        yield _(
            "Nobody knows where a short link leads, so it counts as paid. Write the whole address instead."
        )


def _of_rules(page: AbstractPage, policy: Policy, served: ServedDraft) -> Iterator[str]:
    """Judge the draft by the same rules as the audits; where only its fields were seen, there is no page to judge."""
    if not served.is_whole:
        return
    sent = Served(
        body=served.told.html,
        policy=policy,
        health=getattr(page, "gives_health_advice", False),
        commercial=getattr(page, "disclosure_wholly_commercial", False),
        headers=served.headers,
    )
    for verdict in assess(sent):
        if verdict.passed is False:
            yield f"{verdict.detail} ({verdict.rule})"


def _of_managed_links(policy: Policy, stored: list[StoredLink]) -> Iterator[str]:
    """Tell of the site's own links that lead nowhere any more. Three queries, none without such links."""
    slugs = set(_slugs(policy, stored))
    if not slugs:
        return
    links = ManagedLink.objects.filter(Q(slug__in=slugs) | Q(former_slugs__slug__in=slugs)).distinct()
    known = {slug for pair in links.values_list("slug", "former_slugs__slug") for slug in pair}
    for slug in sorted(slugs - known):
        yield _("No managed link is called “%s”: its readers find nothing.") % slug
    ended = Q(pk__in=links.values("pk")) & ~Q(pk__in=ManagedLink.objects.active().values("pk"))
    for link in ManagedLink.objects.filter(ended):
        yield _("The managed link “%s” has ended or is paused. Take it out, or give it a new target.") % link
    for link in links.active().broken():
        yield _("The managed link “%s” is broken: nothing is there any more.") % link


def _slugs(policy: Policy, stored: list[StoredLink]) -> Iterator[str]:
    base = mount()
    for link in stored if base else ():
        try:
            address = read(link.href)
        except UnreadableAddressError:
            continue
        if address and _is_own(address.host, policy) and address.path.startswith(base):
            yield address.path.removeprefix(base).strip("/").lower()


def _is_own(host: str, policy: Policy) -> bool:
    return not host or host in policy.own_site.hosts


def remarks_on(page: AbstractPage, policy: Policy, served: ServedDraft) -> list[str]:
    """Return what is told beside links, and whether an exception holds."""
    remarks = [
        _("Readers are told: %s") % connection_sentence(each.kind, each.who, each.what, policy.texts)
        for each in policy.connections
    ]
    if isinstance(page, DisclosurePageMixin) and page.disclosure_off_until:
        strengths = (link.match.strength for link in served.links)
        remarks.append(_remark_on_off(page, policy, strengths))
    return remarks


def _remark_on_off(page: DisclosurePageMixin, policy: Policy, strengths: Iterable[str]) -> str:
    """Say whether the exception "no notice" holds, or why it does not."""
    until = page.disclosure_off_until
    day = date_format(until, "DATE_FORMAT")
    if until < localdate():
        return _("The exception “no notice” ended on %s.") % day
    if policy.connections:
        return _("The exception “no notice” is ignored: readers must be told who gave something.")
    if "strong" in strengths:
        return _("The exception “no notice” is ignored: some of these links are known to pay.")
    values = {"day": day, "reason": page.disclosure_off_reason}
    return _("No notice until %(day)s, because: %(reason)s") % values
