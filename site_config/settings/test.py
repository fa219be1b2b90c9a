"""The test suite: as production where it matters, fast where it does not."""

import os

from site_config.settings.base import *  # noqa: F403
from site_config.settings.base import CACHES, env
from tests.undefined_variables import UndefinedVariable

SECRET_KEY = "only-for-tests"  # noqa: S105
ALLOWED_HOSTS = ["testserver", "localhost", "127.0.0.1"]
DEBUG = False
INSTALLED_APPS = [*INSTALLED_APPS, "tests.testapp"]
PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
DISCLOSURES_EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
STORAGES = STORAGES | {"default": {"BACKEND": "django.core.files.storage.InMemoryStorage"}}
WHITENOISE_USE_FINDERS = WHITENOISE_AUTOREFRESH = True
ALLOW_DEMO_CONTENT = True
MEDICAL_REVIEW_PAGE_TYPES = {"testapp.NewsPage": {"clinical": ["intro", "body"], "meta": ["sponsor"]}}
TEMPLATES[0]["OPTIONS"]["string_if_invalid"] = UndefinedVariable()

if env.redis_url:
    # Processes that share one Redis must not empty each other's cache: each takes a database of its own.
    server, _, _database = env.redis_url.rpartition("/")
    worker = os.environ.get("PYTEST_XDIST_WORKER", "gw0").removeprefix("gw")
    CACHES["default"]["LOCATION"] = f"{server}/{worker}"
