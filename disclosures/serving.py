"""What readers get of a page, in each of its outputs, with the facts that rules need."""

from collections.abc import Iterator
from dataclasses import replace
from functools import lru_cache
from typing import Any
from urllib.parse import urljoin, urlsplit

from django.utils import timezone
from django.utils.translation import gettext as _
from wagtail import hooks
from wagtail.models import AbstractPage

from disclosures.compliance import RedirectAnswer, Served
from disclosures.compliance.links import own_paths
from disclosures.compliance.served import Output
from disclosures.fetching import Answer, fetch
from disclosures.models import LinkTarget, ManagedLink
from disclosures.mount import mount
from disclosures.parts import Part, parts_of
from disclosures.policies import policy_for

OUTPUTS_HOOK = "disclosures_outputs"
# Feeds are the same for many pages; each answer of an API is for one.
MOST_REMEMBERED = 8


class NotServedError(Exception):
    """Readers get no page there: the message says what they get. `is_fault`: nobody wanted that."""

    def __init__(self, message: str, is_fault: bool) -> None:
        super().__init__(message)
        self.is_fault = is_fault


def page_as_served(page: AbstractPage) -> Served:
    """Return a live page as an anonymous reader gets it, with its own policy. Raises NotServedError."""
    answer = _answer_of(page)
    return Served(answer.body, headers=answer.headers, **_facts(page, answer))


def _answer_of(page: AbstractPage) -> Answer:
    address = page.full_url
    if not address:
        raise NotServedError(_("It belongs to no site."), is_fault=False)
    if page.get_view_restrictions().exists():
        raise NotServedError(_("Not everybody may read it."), is_fault=False)
    answer = fetch(address)
    if urlsplit(answer.address).path != urlsplit(address).path:
        raise NotServedError(_("It leads on to %s.") % answer.address, is_fault=False)
    if not answer.is_page:
        message = _("Its address answers %(status)s (%(type)s).")
        told = message % {"status": answer.status, "type": answer.content_type or "-"}
        raise NotServedError(told, is_fault=answer.status >= 500 or answer.status == 400)
    return answer


def _facts(page: AbstractPage, answer: Answer) -> dict[str, Any]:
    return {
        "policy": policy_for(page, answer.request),
        "address": answer.address,
        "health": bool(getattr(page, "gives_health_advice", False)),
        "commercial": bool(getattr(page, "disclosure_wholly_commercial", False)),
        "now": timezone.now(),
    }


class Outputs:
    """Reads all outputs of one page after another, and remembers what is the same for many pages.

    Other apps name further outputs by the hook `disclosures_outputs`: each function takes a page and returns a list of
    (output, address), for example [("feed", "/feed/"), ("api", "/api/v2/pages/7/")].
    """

    def __init__(self) -> None:
        self._parts = lru_cache(maxsize=MOST_REMEMBERED)(_parts_at)
        self._text = lru_cache(maxsize=MOST_REMEMBERED)(_text_at)

    def of(self, page: AbstractPage) -> list[Served]:
        """Return the page itself first, knowing its other outputs, then these. Raises NotServedError."""
        answer = _answer_of(page)
        facts = _facts(page, answer)
        others = tuple(
            Served(html, output=output, failure=failure, **{**facts, "address": address})
            for output, address in self._addresses(page, answer.address)
            for html, failure in self._of_page(answer.address, address)
        )
        served = Served(answer.body, headers=answer.headers, others=others, **facts)
        return [self._with_redirects(served), *others]

    def _addresses(self, page: AbstractPage, address: str) -> Iterator[tuple[Output, str]]:
        for function in hooks.get_hooks(OUTPUTS_HOOK):
            for output, other in function(page):
                yield output, urljoin(address, other)

    def _of_page(self, page_address: str, address: str) -> list[tuple[str, str]]:
        parts, failure = self._parts(address)
        path = urlsplit(page_address).path
        return (
            [("", failure)]
            if failure
            else [(html, "") for at, html in parts if urlsplit(at).path in {path, ""}]
        )

    def _with_redirects(self, served: Served) -> Served:
        paths = own_paths(served)
        if not paths:
            return served
        answers = [fetch(urljoin(served.address, path), method="HEAD", follow=False) for path in paths]
        return replace(
            served,
            redirects=tuple(
                RedirectAnswer(path, answer.status, answer.headers, _targets_of(path, served))
                for path, answer in zip(paths, answers, strict=True)
            ),
            robots=self._text(urljoin(served.address, "/robots.txt")),
            sitemap=self._text(urljoin(served.address, "/sitemap.xml")),
        )


def _targets_of(path: str, served: Served) -> frozenset[str]:
    """Return where a path may lead: a link has a target for each language, and may know where that one leads on."""
    slug = path.removeprefix(mount()).strip("/")
    targets = LinkTarget.objects.filter(link__in=ManagedLink.objects.served_at(slug))
    return frozenset({served.policy.own_site.redirects[path], *targets.values_list("url", flat=True)})


def _parts_at(address: str) -> tuple[list[Part], str]:
    """Return the parts of a feed or an API answer, and what is wrong with it. What is not there has no parts."""
    answer = fetch(address)
    if answer.status != 200:
        failure = _("It answers %s.") % answer.status if answer.status >= 500 else ""
        return [], failure
    try:
        return parts_of(answer), ""
    except ValueError as error:
        return [], _("It cannot be read: %s") % error


def _text_at(address: str) -> str:
    answer = fetch(address)
    return answer.body if answer.status == 200 else ""
