"""The app of medical review."""

from django.apps import AppConfig
from django.core.checks import register
from django.utils.translation import gettext_lazy as _


class ReviewConfig(AppConfig):
    name = "blog.review"
    label = "medical_review"
    verbose_name = _("Medical review")
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        from blog.review import (  # noqa: PLC0415  the models must be loaded first
            checks,
            policy,
            signal_handlers,
            workflow,
        )

        signal_handlers.connect()
        policy.connect()
        workflow.connect()
        register(checks.check_classification)
