"""Rules about paid links themselves: R12, R13, R15."""

from collections.abc import Iterator
from urllib.parse import urljoin, urlsplit
from urllib.robotparser import RobotFileParser

from django.utils.translation import gettext as _

from disclosures.addresses import read
from disclosures.compliance.reading import SentLink
from disclosures.compliance.served import RedirectAnswer, Served
from disclosures.compliance.verdicts import Verdict, failed, not_applicable, passed
from disclosures.links import REFERRER_DEMANDED, REFERRER_HIDDEN, WITHOUT_REL

REFERRER_STRIPPED = frozenset({"no-referrer", "same-origin"})


def r12(served: Served) -> Verdict:
    """The `rel` of each paid link contains `sponsored`.

    Source: Google Search Central, "Qualify your outbound links to Google", which asks for it on paid links. That other
    tokens are kept is seen in comparison with what was stored, and tested where links are written.
    """
    links = [link for link in served.links if link.tag.name not in WITHOUT_REL]
    if not links:
        return not_applicable("R12", _("There is no paid link that could have a rel."))
    for link in links:
        if "sponsored" not in {token.lower() for token in link.rel}:
            message = _('This paid link has no rel="sponsored": %s. Run the text through the disclosed tags.')
            return failed("R12", message % link.href[:200])
    return passed("R12")


def r13(served: Served) -> Verdict:
    """Own redirects answer 302 with `no-store`, are kept from search engines, and lead only where their table says.

    Source: our own promise (no open redirect, no stale target); for robots RFC 9309.
    """
    if not served.redirects:
        return not_applicable("R13", _("No link of this page leads through a redirect of this site."))
    for answer in served.redirects:
        for problem in _problems_of(answer, served):
            return failed("R13", f"{answer.path}: {problem}")
    return passed("R13")


def _problems_of(answer: RedirectAnswer, served: Served) -> Iterator[str]:
    if answer.status != 302:
        yield _("it answers %s. Let it answer 302, so that nobody remembers an old target.") % answer.status
    if "no-store" not in answer.headers.get("cache-control", "").lower():
        yield _("its answer may be stored. Send Cache-Control: no-store.")
    location = answer.headers.get("location", "")
    if location not in answer.targets:
        yield _("it leads to an address that is not in its table: %s") % location[:200]
    if served.robots is not None and _may_be_crawled(answer.path, served.robots):
        yield _("search engines may follow it. Disallow it in robots.txt.")
    if served.sitemap is not None and _is_listed(answer.path, served.sitemap):
        yield _("it stands in the sitemap. Leave redirects out of it.")


def _may_be_crawled(path: str, robots: str) -> bool:
    parser = RobotFileParser()
    parser.parse(robots.splitlines())
    return parser.can_fetch("*", path)


def _is_listed(path: str, sitemap: str) -> bool:
    return f"{path}<" in sitemap


def r15(served: Served) -> Verdict:
    """Amazon: the link is direct, its tag is visible, and the referrer is sent.

    Source: Amazon Associates Programme Policies, participation requirements: no cloaking, hiding or shortening by
    which Amazon, or the reader, cannot see where a link comes from and leads to.
    """
    links = [link for link in served.links if link.match.network in REFERRER_DEMANDED]
    if not links:
        return not_applicable("R15", _("No link on this page leads to Amazon for money."))
    for link in links:
        if problem := _problem_of_amazon(link):
            return failed("R15", f"{link.href[:200]}: {problem}")
    if served.output == "page" and (hiding := _referrer_policies(served) & REFERRER_STRIPPED):
        message = _(
            "The page sends no referrer (%s), which Amazon requires. "
            "Set SECURE_REFERRER_POLICY to strict-origin-when-cross-origin."
        )
        return failed("R15", message % min(hiding))
    return passed("R15")


def _problem_of_amazon(link: SentLink) -> str:
    address = read(link.href)
    host = f".{address.host}" if address else ""
    if ".amazon." not in host and ".amazon-adsystem." not in host:
        return _(
            "it does not lead to Amazon directly. Link to the product's own address, with your tag, "
            "neither shortened nor through another site."
        )
    hidden = REFERRER_HIDDEN & {token.lower() for token in link.rel}
    if hidden or str(link.tag.get("referrerpolicy", "")).strip().lower() in REFERRER_STRIPPED:
        return _("it hides the referrer. Take out noreferrer or referrerpolicy.")
    return ""


def _referrer_policies(served: Served) -> set[str]:
    """Return the policies that are in force on the page: of several in one header the last counts."""
    header = served.headers.get("referrer-policy", "").rpartition(",")[2].strip().lower()
    metas = served.reading.soup.select('meta[name="referrer" i][content]')
    return {header, *(str(meta["content"]).strip().lower() for meta in metas)}


def own_paths(served: Served) -> list[str]:
    """Return the paths of the site's own redirects to which links of this page lead."""
    site = served.policy.own_site
    found = []
    for link in served.links:
        parts = urlsplit(urljoin(served.address, link.href))
        if parts.path in site.redirects and (not parts.hostname or parts.hostname in site.hosts):
            found.append(parts.path)
    return list(dict.fromkeys(found))
