"""The app of paid links and their notices."""

from django.apps import AppConfig
from django.core.checks import register
from django.utils.translation import gettext_lazy as _


class DisclosuresConfig(AppConfig):
    name = "disclosures"
    label = "disclosures"
    verbose_name = _("Disclosures")
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """Register the checks and listen to changes, once all models are there."""
        from disclosures import checks, clicks, signal_handlers  # noqa: PLC0415  they need the models

        register(checks.check_data)
        register(checks.check_middleware)
        register(checks.check_languages)
        signal_handlers.connect()
        clicks.connect()
