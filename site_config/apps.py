"""The app of the site itself."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class SiteConfigConfig(AppConfig):
    name = "site_config"
    label = "site_config"
    verbose_name = _("Site")
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """Hear of changes that the cached settings must not outlive."""
        from site_config import signal_handlers  # noqa: PLC0415  models must be loaded first

        signal_handlers.connect()
