"""The door to readers: a governed page without a Publication is not served."""

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.template.response import TemplateResponse
from wagtail.models import AbstractPage

from blog.review import clock
from blog.review.governed import enforcing, is_governed
from blog.review.models import Publication
from blog.review.status import remember_publication


def serve_published(
    page: AbstractPage, request: HttpRequest, serve_args: list[Any], serve_kwargs: dict[str, Any]
) -> HttpResponse | None:
    """`before_serve_page`: one query on an index, kept on the page for the byline.

    Without a Publication readers get 404, as if the page did not exist; who may edit it reads why.
    """
    if not is_governed(type(page)):
        return None
    publication = Publication.objects.current(page.pk)
    remember_publication(page, publication)
    if not enforcing() or (publication and publication.permits_at(clock.now())):
        return None
    if not page.permissions_for_user(request.user).can_edit():
        raise Http404
    return TemplateResponse(request, "medical_review/not_published.html", {"page": page}, status=404)
