"""The demonstration and development site: embedded database, no server to install."""

from site_config.settings.base import *  # noqa: F403

SECRET_KEY = SECRET_KEY or "only-for-demonstration-on-this-machine"
ALLOWED_HOSTS = ["127.0.0.1", "localhost", "[::1]"]
# Off, so that the error pages are seen as readers see them.
DEBUG = False

# Static files come straight from the apps; nothing to collect.
WHITENOISE_USE_FINDERS = WHITENOISE_AUTOREFRESH = True
SERVE_MEDIA = True
ALLOW_DEMO_CONTENT = True

# Mails are files that can be opened, and the terminal stays readable.
DISCLOSURES_EMAIL_BACKEND = "django.core.mail.backends.filebased.EmailBackend"
EMAIL_FILE_PATH = env.data_dir / "mail"
