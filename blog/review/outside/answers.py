"""What a sitting answers: only to who sits, and never the loss of what somebody typed."""

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import render

from blog.review import clock
from blog.review.outside.privacy import private
from blog.review.outside.sittings import sitting_of


def seated(view: Callable[..., HttpResponseBase]) -> Callable[..., HttpResponseBase]:
    """Let in only who sits; somebody whose sitting has ended gets back what they typed."""

    @private
    @wraps(view)
    def guarded(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        now = clock.now()
        sitting = sitting_of(request, now)
        if sitting is None:
            return answer(request, "ended", {"typed": typed(request)}, status=403)
        return view(request, sitting, now, *args, **kwargs)

    return guarded


def typed(request: HttpRequest) -> str:
    """What somebody wrote in a form that can no longer be sent."""
    written = (request.POST.get(name, "").strip() for name in ("statement", "declaration", "reason"))
    return "\n\n".join(text for text in written if text)


def answer(request: HttpRequest, template: str, context: dict[str, Any], status: int = 200) -> HttpResponse:
    """Return one of the screens of a sitting."""
    return render(request, f"medical_review/outside/{template}.html", context, status=status)
