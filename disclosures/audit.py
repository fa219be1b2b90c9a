"""Looks at everything that readers get, page by page, and remembers what has changed."""

import logging
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from functools import reduce
from operator import or_

import swapper
from wagtail.models import AbstractPage, PageQuerySet, Site

from disclosures import evidence
from disclosures.compliance import Served, Verdict
from disclosures.serving import NotServedError, Outputs

logger = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Judged:
    """One output of a page, and what its rules say; `recorded`: evidence was added."""

    output: str
    address: str
    verdicts: list[Verdict]
    recorded: bool

    @property
    def failures(self) -> list[Verdict]:
        """The rules that are broken."""
        return [verdict for verdict in self.verdicts if verdict.passed is False]


@dataclass(frozen=True, slots=True)
class PageAudit:
    """What was found of one page; `unread` says why readers get none there, `is_fault` that nobody wanted that."""

    page_id: int
    title: str
    outputs: list[Judged] = field(default_factory=list)
    unread: str = ""
    is_fault: bool = False

    @property
    def fails(self) -> bool:
        """Whether a rule is broken, or the page."""
        return self.is_fault or any(output.failures for output in self.outputs)


def pages_to_audit(site: Site | None = None, page_ids: Iterable[int] = ()) -> PageQuerySet:
    """Return the live pages that everybody may read: all of them, those of one site, or those named."""
    pages = swapper.load_model("wagtailcore", "Page").objects.live().public().filter(depth__gt=1)
    if site is not None:
        homes = site.root_page.get_translations(inclusive=True)
        pages = reduce(or_, [pages.descendant_of(home, inclusive=True) for home in homes])
    return pages.filter(pk__in=page_ids) if page_ids else pages


def audit(pages: PageQuerySet) -> Iterator[PageAudit]:
    """Yield what is found of each page, one after another: at no time is more than one page in memory."""
    outputs = Outputs()
    # Only the keys are read ahead: pages may be added and deleted while this runs.
    for pk in list(pages.order_by("path").values_list("pk", flat=True)):
        page = pages.model.objects.filter(pk=pk, live=True).first()
        if page is not None:
            yield _audit_of(page.specific, outputs)


def _audit_of(page: AbstractPage, outputs: Outputs) -> PageAudit:
    try:
        found = [_judged(page, served) for served in outputs.of(page)]
    except NotServedError as error:
        return PageAudit(page.pk, page.title, unread=str(error), is_fault=error.is_fault)
    except Exception as error:
        # One page that cannot be judged must not keep the others from being judged.
        logger.exception("Page %s could not be audited.", page.pk)
        return PageAudit(page.pk, page.title, unread=f"{type(error).__name__}: {error}", is_fault=True)
    return PageAudit(page.pk, page.title, found)


def _judged(page: AbstractPage, served: Served) -> Judged:
    verdicts = evidence.judged(served)
    row = evidence.remember(page, served, verdicts, evidence.AUDIT, revision_id=page.live_revision_id)
    return Judged(served.output, served.address, verdicts, recorded=row is not None)
