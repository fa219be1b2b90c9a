"""The test suite: as production where it matters, fast where it does not."""

from site_config.settings.base import *  # noqa: F403
from tests.undefined_variables import UndefinedVariable

SECRET_KEY = "only-for-tests"  # noqa: S105
ALLOWED_HOSTS = ["testserver", "localhost", "127.0.0.1"]
DEBUG = False
INSTALLED_APPS = [*INSTALLED_APPS, "tests.testapp"]
PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
STORAGES = STORAGES | {"default": {"BACKEND": "django.core.files.storage.InMemoryStorage"}}
WHITENOISE_USE_FINDERS = WHITENOISE_AUTOREFRESH = True
ALLOW_DEMO_CONTENT = True
TEMPLATES[0]["OPTIONS"]["string_if_invalid"] = UndefinedVariable()
