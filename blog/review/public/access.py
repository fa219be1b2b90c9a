"""Whose history anybody may read: a governed page that was published, behind the same doors as the page itself."""

from collections.abc import Callable
from dataclasses import dataclass

from django.http import Http404, HttpRequest, HttpResponse
from django.utils.cache import add_never_cache_headers
from wagtail.models import AbstractPage
from wagtail.wagtail_hooks import check_view_restrictions

from blog.review import clock
from blog.review.governed import is_governed, page_model
from blog.review.models import Publication

Answer = Callable[[], HttpResponse]


@dataclass(frozen=True)
class PublicPage:
    """A page with a public past; `is_shown` says whether readers see the page itself today."""

    page: AbstractPage
    current: Publication
    is_shown: bool

    @property
    def title(self) -> str:
        """The title that readers see, or last saw."""
        return self.page.title if self.is_shown else self.current.page_title


def public_page(page_id: int) -> PublicPage:
    """Return the page with what holds for it. Raises Http404 for what readers never saw, and for deleted pages.

    Who deletes a page takes its public past away, too: nobody could say any more who was allowed to read it. The
    rows stay, for auditors.
    """
    base = page_model()._default_manager.filter(pk=page_id).first()
    if base is None or not is_governed(base.specific_class):
        raise Http404
    current = Publication.objects.current(base.pk)
    if current is None:
        raise Http404
    page = base.specific
    return PublicPage(page, current, page.live and current.permits_at(clock.now()))


def behind_the_same_doors(
    page: AbstractPage, request: HttpRequest, answer: Answer, refuse: Answer | None = None
) -> HttpResponse:
    """Return the answer if this visitor may read the page itself; else ask for password or login as there.

    `refuse` answers instead to programs, which cannot be asked. What is behind a door is kept by no cache.
    """
    if refuse is None:
        return check_view_restrictions(lambda *_arguments: answer())(page, request, [], {})
    restrictions = list(page.get_view_restrictions())
    if not all(restriction.accept_request(request) for restriction in restrictions):
        return refuse()
    response = answer()
    if restrictions:
        add_never_cache_headers(response)
    return response
