"""Which live pages link where, for reports: many pages at once, with a fixed number of queries."""

from collections.abc import Iterable
from dataclasses import dataclass
from functools import reduce
from operator import or_

import swapper
from django.db.models import CharField, Model, Q, QuerySet, TextField, Value, prefetch_related_objects
from django.db.models.functions import Cast, Concat
from modelcluster.models import get_all_child_relations
from wagtail.fields import StreamField
from wagtail.models import AbstractPage, Site, get_page_models

from disclosures.classification import Classifier, OwnSite
from disclosures.policies import rules_in_force
from disclosures.questions import host_of, own_hosts
from disclosures.stored import stored_links

Page = swapper.load_model("wagtailcore", "Page")

# Nobody reads longer lists; a report is a place to begin.
MOST_PAGES = 200


@dataclass(frozen=True, slots=True)
class StoredPaidLinks:
    """The paid links in the stored text of a page."""

    programmes: tuple[str, ...] = ()
    count: int = 0
    without_sponsored: tuple[str, ...] = ()


def stored_paid_links(pages: Iterable[AbstractPage]) -> dict[int, StoredPaidLinks]:
    """Return by page number what is stored; own redirects are not followed."""
    specific = list(Page.objects.filter(pk__in=[page.pk for page in pages]).specific())
    _fetch_children(specific)
    classifiers: dict[int | None, Classifier] = {}
    own = OwnSite(frozenset(own_hosts()))
    found = {}
    for page in specific:
        site = _site_of(page)
        if site not in classifiers:
            classifiers[site] = Classifier(rules_in_force(site), own)
        found[page.pk] = _stored_in(page, classifiers[site])
    return found


def _stored_in(page: AbstractPage, classifier: Classifier) -> StoredPaidLinks:
    matched = [(link, classifier.match(link.href)) for link in stored_links(page)]
    paid = [(link, match) for link, match in matched if match and match.counts]
    return StoredPaidLinks(
        programmes=tuple(sorted({match.programme for _link, match in paid})),
        count=len(paid),
        without_sponsored=tuple(link.href for link, _match in paid if link.lacks_sponsored),
    )


def pages_linking_to(hosts: Iterable[str]) -> dict[str, list[AbstractPage]]:
    """Return by host the live pages with a link to it in their fields. One query or two for each type of page."""
    found: dict[str, list[AbstractPage]] = {host: [] for host in hosts}
    for model in get_page_models() if found else ():
        pages = list(_mentioning(model, list(found)))
        _fetch_children(pages)
        for page in pages:
            for host in {host_of(link.href) for link in stored_links(page)} & found.keys():
                found[host].append(page)
    return found


def _mentioning(model: type[AbstractPage], hosts: list[str]) -> QuerySet:
    """Return the live pages of one type whose own fields name one of the hosts."""
    own = [field for field in model._meta.concrete_fields if field.model is not Page]
    texts = [
        Cast(field.name, TextField())
        for field in own
        if isinstance(field, CharField | TextField | StreamField)
    ]
    if not texts:
        return model.objects.none()
    named = reduce(or_, (Q(_written__icontains=host) for host in hosts))
    live = model.objects.live().alias(_written=Concat(*texts, Value(""), output_field=TextField()))
    return live.filter(named).order_by("pk")[:MOST_PAGES]


def _fetch_children(pages: list[AbstractPage]) -> None:
    """Read the child rows of all pages at once."""
    by_type: dict[type[Model], list[AbstractPage]] = {}
    for page in pages:
        by_type.setdefault(type(page), []).append(page)
    for model, group in by_type.items():
        names = [relation.get_accessor_name() for relation in get_all_child_relations(model)]
        prefetch_related_objects(group, *names)


def _site_of(page: AbstractPage) -> int | None:
    """Return the number of the site that a page belongs to; Wagtail keeps the list of sites in its cache."""
    roots = Site.get_site_root_paths()
    return next((root.site_id for root in roots if page.url_path.startswith(root.root_path)), None)
