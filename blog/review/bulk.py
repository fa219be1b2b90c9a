"""Publishing many pages at once: what may go live does, the rest is named."""

from collections.abc import Iterable, Iterator
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from wagtail.admin import messages
from wagtail.admin.views.pages.bulk_actions.publish import PublishBulkAction
from wagtail.models import AbstractPage

from blog.review import clock, gate
from blog.review.doors import review_button
from blog.review.editor_checks.doors import named
from blog.review.editor_checks.doors import problems_of as problems_of_checks
from blog.review.governed import enforcing, is_governed
from blog.review.site_refusals import has_rules, refusals_of_site


def publish_what_may(
    request: HttpRequest, action_type: str, objects: Iterable[AbstractPage], action: Any
) -> HttpResponse | None:
    """`before_bulk_action`: leave the work to Wagtail unless something would be refused in the middle of it."""
    if not isinstance(action, PublishBulkAction) or not enforcing():
        return None
    pages = list(_with_drafts_below(objects, action))
    refused = {page: why for page in pages if (why := reason_against(page))}
    if not refused:
        return None
    allowed = [page for page in pages if page not in refused]
    action.execute_action(allowed, include_descendants=False, user=request.user)
    if allowed:
        done = ngettext("%(count)d page was published.", "%(count)d pages were published.", len(allowed))
        messages.success(request, done % {"count": len(allowed)})
    for page, why in refused.items():
        messages.error(request, why, buttons=[review_button(page)])
    return redirect(action.next_url)


def reason_against(page: AbstractPage) -> str:
    """Why the latest draft of any page could not be published, in a sentence; "" if it could."""
    if not has_rules(page.specific_class):
        return ""
    draft, title = page.get_latest_revision_as_object(), page.get_admin_display_title()
    if problems := problems_of_checks(draft) or refusals_of_site(draft):
        values = {"title": title, "problems": named(problems)}
        return _("“%(title)s” was not published. First mend this: %(problems)s") % values
    if is_governed(type(draft)) and gate.refusal(draft, max(draft.go_live_at or clock.now(), clock.now())):
        return _("“%(title)s” was not published: its text needs a medical review.") % {"title": title}
    return ""


def _with_drafts_below(objects: Iterable[AbstractPage], action: PublishBulkAction) -> Iterator[AbstractPage]:
    for page in objects:
        yield page
        if action.cleaned_form.cleaned_data["include_descendants"]:
            for draft in page.get_descendants().not_live().specific():
                if draft.permissions_for_user(action.request.user).can_publish():
                    yield draft
