"""Where posts meet the admin: the door before publishing, the way to the screen, lines in a page's history."""

from collections.abc import Iterator
from typing import Any

from django.contrib.auth.base_user import AbstractBaseUser
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import URLPattern, path, reverse
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from wagtail import hooks
from wagtail.admin import messages
from wagtail.admin.widgets.button import Button
from wagtail.log_actions import LogActionRegistry, LogFormatter
from wagtail.models import AbstractPage

from blog.models import HealthArticlePage, PostPage
from blog.posts import gate
from blog.posts.views import WordingView, preview

ACTIONS: dict[str, tuple[str | Promise, str | Promise]] = {
    "blog.ask_about_post": (gettext_lazy("Ask about wording"), gettext_lazy("%(reviewer)s was asked")),
    "blog.no_health_advice": (
        gettext_lazy("Confirm: no health advice"),
        gettext_lazy("%(reviewer)s says that this is no health advice"),
    ),
    "blog.make_article": (gettext_lazy("Make a health article"), gettext_lazy("Copied to “%(title)s”")),
}


def register() -> None:
    """Register everything of posts with Wagtail."""
    # Before the general checks: this door knows the ways on.
    hooks.register("before_publish_page", stop_publishing, order=-2)
    hooks.register("publishing_refusals", refusals)
    hooks.register("register_page_header_buttons", header_buttons)
    hooks.register("medical_review_ways_on", write_a_post_instead)
    hooks.register("register_log_actions", register_actions)
    hooks.register("register_admin_urls", admin_urls)


def admin_urls() -> list[URLPattern]:
    """`register_admin_urls`."""
    return [
        path("posts/<int:page_id>/wording/", WordingView.as_view(), name="blog_post_wording"),
        path("posts/<int:page_id>/wording/preview/", preview, name="blog_post_preview"),
    ]


def stop_publishing(request: HttpRequest, page: AbstractPage) -> HttpResponse | None:
    """`before_publish_page`: the draft is saved by now; say what stopped it and lead to the ways on."""
    problems = refusals(page)
    if not problems:
        return None
    messages.error(request, " ".join([_("Saved as a draft, not published."), *problems]))
    return redirect("blog_post_wording", page.pk)


def refusals(page: AbstractPage) -> list[str]:
    """`publishing_refusals`: why this draft may not be published; for posts only."""
    return gate.refusal(page) if isinstance(page, PostPage) else []


def header_buttons(
    page: AbstractPage, user: AbstractBaseUser, view_name: str, **kwargs: object
) -> Iterator[Button]:
    """`register_page_header_buttons`: the way to the screen."""
    if page.specific_class is PostPage and page.permissions_for_user(user).can_edit():
        address = reverse("blog_post_wording", args=[page.pk])
        yield Button(_("Health advice?"), address, icon_name="clipboard-list", priority=45)


def write_a_post_instead(page: AbstractPage, user: AbstractBaseUser) -> list[tuple[str, str, str]]:
    """`medical_review_ways_on`: for an article without a reviewer, if the user may add a post beside it."""
    parent = page.get_parent()
    if (
        page.specific_class is not HealthArticlePage
        or not parent.permissions_for_user(user).can_add_subpage()
    ):
        return []
    sentence = _(
        "News or a recipe needs no reviewer. Write the text as a post if it gives no health advice; what reads like "
        "advice is stopped before readers see it."
    )
    address = reverse("wagtailadmin_pages:add", args=("blog", "postpage", parent.pk))
    return [(sentence, _("Write a post instead"), address)]


def register_actions(actions: LogActionRegistry) -> None:
    """`register_log_actions`."""
    for name, (title, sentence) in ACTIONS.items():
        actions.register_action(name)(_formatter(title, sentence))


def _formatter(title: str | Promise, sentence: str | Promise) -> type[LogFormatter]:
    class Formatter(LogFormatter):
        label = title

        def format_message(self, log_entry: Any) -> str:
            named = {"reviewer": "", "title": ""} | log_entry.data
            return str(sentence) % named

    return Formatter
