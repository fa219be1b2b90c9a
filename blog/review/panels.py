"""Panels of the page editor."""

from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel, MultiFieldPanel

medical_review_panels = [MultiFieldPanel([FieldPanel("assigned_reviewer")], heading=_("Medical review"))]
