"""Panels of the page editor."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel, MultiFieldPanel, Panel

from blog.review import clock
from blog.review.authorship import could_review
from blog.review.desk import Desk
from blog.review.doors import REQUEST_ACTION
from blog.review.models import Suggestion


class MedicalReviewPanel(Panel):
    """Where the review stands, what the draft needs, which blocks changed, and the way to the review screen."""

    class BoundPanel(Panel.BoundPanel):
        """The panel of one page."""

        template_name = "medical_review/panel.html"

        def get_context_data(self, parent_context: Any = None) -> dict[str, Any]:
            context = super().get_context_data(parent_context)
            if self.instance.pk is None:
                return context | {"desk": None}
            desk = Desk(self.instance, self.request.user, clock.now())
            return context | {
                "desk": desk,
                "page": self.instance,
                "request_action": REQUEST_ACTION,
                "could_review": could_review(desk),
                "suggestions": Suggestion.objects.open().filter(page=self.instance.pk).count(),
            }

        @property
        def media(self) -> forms.Media:
            return forms.Media(css={"all": ["medical_review/admin.css"]})


medical_review_panels = [
    MultiFieldPanel([FieldPanel("assigned_reviewer"), MedicalReviewPanel()], heading=_("Medical review"))
]
