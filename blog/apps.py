"""The app of what the site publishes."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class BlogConfig(AppConfig):
    name = "blog"
    label = "blog"
    verbose_name = _("Blog")
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        # Importing a module of checks registers them; the models must be loaded first.
        from blog import signal_handlers  # noqa: PLC0415
        from blog.editor_checks import advertising, citations, dates, people, wording  # noqa: F401, PLC0415
        from blog.posts import checks  # noqa: F401, PLC0415

        signal_handlers.connect()
