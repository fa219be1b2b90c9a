"""Another site: neither `blog` nor `site_config` installed, its own pages carry the drop-in apps."""

from site_config.settings.test import *  # noqa: F403

INSTALLED_APPS = [app for app in INSTALLED_APPS if app not in {"site_config", "blog"}]  # noqa: F405
WAGTAILIMAGES_IMAGE_MODEL = "wagtailimages.Image"
AUTH_USER_MODEL = "auth.User"
ROOT_URLCONF = "tests.urls_alone"
del WSGI_APPLICATION  # noqa: F821
del MEDICAL_REVIEW_OFFICE  # noqa: F821
