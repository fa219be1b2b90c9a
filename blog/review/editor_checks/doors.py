"""Where an editor acts, the checks are asked first: publishing, scheduling, many pages at once, a workflow.

They are doors, not walls: what holds by every path is the gate of medical review.
"""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from wagtail.admin import messages
from wagtail.models import AbstractPage

from blog.review import clock
from blog.review.editor_checks.registry import has_checks
from blog.review.editor_checks.running import blocking_sentences
from blog.review.governed import enforcing

NAMED = 3


def problems_of(page: AbstractPage) -> list[str]:
    """Return why the checks stop this draft; nothing while medical review only observes."""
    if not (enforcing() and has_checks(type(page))):
        return []
    return blocking_sentences(page, clock.now())


def stop_publishing(request: HttpRequest, page: AbstractPage) -> HttpResponse | None:
    """`before_publish_page`: the draft is saved by now; if something must be mended first, say what."""
    problems = problems_of(page)
    if not problems:
        return None
    explain(request, page, problems)
    return redirect("wagtailadmin_pages:edit", page.pk)


def explain(request: HttpRequest, page: AbstractPage, problems: list[str]) -> None:
    """Tell the editor that the draft was saved and what stands in the way; the panel lists all of it."""
    sentences = [_("Saved as a draft. First mend this:"), named(problems)]
    sentences.append(_("The panel “Before publishing” leads to each of them."))
    edit = reverse("wagtailadmin_pages:edit", args=[page.pk])
    messages.error(request, " ".join(sentences), buttons=[messages.button(edit, _("Edit"))])


def named(problems: list[str]) -> str:
    """Return the first problems as one text, and how many more there are."""
    more = len(problems) - NAMED
    behind = (
        [ngettext("And %(count)d more.", "And %(count)d more.", more) % {"count": more}] if more > 0 else []
    )
    return " ".join([*problems[:NAMED], *behind])
