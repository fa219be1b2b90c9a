"""The app of medical review."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class ReviewConfig(AppConfig):
    name = "blog.review"
    label = "medical_review"
    verbose_name = _("Medical review")
    default_auto_field = "django.db.models.BigAutoField"
