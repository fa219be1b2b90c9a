"""The ways to the screen "Import article": the menu, and the buttons of a list of articles."""

from collections.abc import Iterator

from django.contrib.auth.base_user import AbstractBaseUser
from django.http import HttpRequest
from django.urls import URLPattern, path, reverse
from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail.admin.menu import MenuItem
from wagtail.admin.widgets.button import Button
from wagtail.models import AbstractPage

from blog.importers.forms import open_lists
from blog.importers.log_actions import register_actions
from blog.importers.views import ImportArticleView
from blog.models import BlogIndexPage

LABEL, ICON = _("Import article"), "upload"


def register() -> None:
    """Register everything of the importers with Wagtail."""
    hooks.register("register_admin_urls", admin_urls)
    hooks.register("register_admin_menu_item", ImportMenuItem)
    hooks.register("register_page_header_buttons", header_buttons)
    hooks.register("register_log_actions", register_actions)


def admin_urls() -> list[URLPattern]:
    """`register_admin_urls`."""
    return [path("import-article/", ImportArticleView.as_view(), name="blog_import_article")]


class ImportMenuItem(MenuItem):
    """Shown to whoever may add articles."""

    def __init__(self) -> None:
        super().__init__(
            LABEL, reverse("blog_import_article"), name="import-article", icon_name=ICON, order=110
        )

    def is_shown(self, request: HttpRequest) -> bool:
        """Whether there is a list to which this user may add."""
        return open_lists(request.user).exists()


def header_buttons(
    page: AbstractPage, user: AbstractBaseUser, view_name: str, **kwargs: object
) -> Iterator[Button]:
    """`register_page_header_buttons`: on a list of articles."""
    if page.specific_class is BlogIndexPage and page.permissions_for_user(user).can_add_subpage():
        yield Button(LABEL, f"{reverse('blog_import_article')}?parent={page.pk}", icon_name=ICON, priority=17)
