"""The menu item that leads to the list of older articles."""

from django.http import HttpRequest
from django.urls import reverse_lazy
from django.utils.translation import gettext_lazy as _
from wagtail.admin.menu import MenuItem

from blog.review.models import TransitionPeriod
from blog.review.transition.views import may_look


class OlderArticlesMenuItem(MenuItem):
    """Shown to whoever may see the list, on a site that has or had a transition."""

    def __init__(self) -> None:
        super().__init__(
            _("Older articles"),
            reverse_lazy("medical_review_admin:older_articles"),
            name="older-articles",
            icon_name="history",
            order=700,
        )

    def is_shown(self, request: HttpRequest) -> bool:
        return TransitionPeriod.objects.exists() and may_look(request)
