"""Rules that compare outputs: R19."""

from urllib.parse import urljoin

from django.utils.translation import gettext as _

from disclosures.compliance.served import Served
from disclosures.compliance.verdicts import Verdict, failed, not_applicable, passed


def r19(served: Served) -> Verdict:
    """Feed, API, e-mail and print carry the same notice, labels and `rel` as the page.

    Source: 16 CFR 255.0(f): a disclosure must reach readers by the way by which the recommendation reaches them.
    """
    others = [other for other in served.others if other.failure or other.links or served.policy.connections]
    if not others:
        return not_applicable("R19", _("No other output carries anything that would have to be told."))
    for other in others:
        if problem := _difference(served, other):
            message = _("%(output)s (%(address)s): %(problem)s Let it call disclose() as the page does.")
            return failed(
                "R19", message % {"output": other.output, "address": other.address, "problem": problem}
            )
    return passed("R19")


def _difference(page: Served, other: Served) -> str:
    if other.failure:
        return other.failure
    # A page may show more than one notice: one for its article, one for what stands around it.
    shown = {page.notice, *(notice.text for notice in page.seen_notices)}
    if not shown.intersection({other.notice, *(notice.text for notice in other.telling)} - {""}):
        return _("the notice differs: “%s”.") % other.notice[:200]
    twins = {urljoin(page.address, link.href): link for link in page.links}
    for link in other.shown_links:
        twin = twins.get(urljoin(other.address, link.href), link)
        if not link.label or link.label != twin.label or set(twin.rel) - set(link.rel):
            return _("label or rel differ at %s.") % link.href[:200]
    return ""
