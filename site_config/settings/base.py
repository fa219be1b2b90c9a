"""What holds everywhere: apps, middleware, templates, Wagtail's and our own settings."""

from typing import Any

from csp.constants import NONE, SELF

from site_config.environment import environment
from site_config.settings.connections import cache_settings, database_settings

env = environment()

SECRET_KEY = env.secret_key
ALLOWED_HOSTS = env.allowed_hosts
TIME_ZONE = env.time_zone
USE_TZ = True

INSTALLED_APPS = [
    "site_config",
    "blog",
    "blog.review",
    "blog.people",
    "disclosures",
    "comments",
    "wagtail.contrib.forms",
    "wagtail.contrib.redirects",
    "wagtail.contrib.settings",
    "wagtail.api.v2",
    "wagtail.embeds",
    "wagtail.sites",
    "wagtail.users",
    "wagtail.snippets",
    "wagtail.documents",
    "wagtail.images",
    "wagtail.search",
    "wagtail.admin",
    "wagtail",
    "taggit",
    "rest_framework",
    "django_filters",
    "axes",
    "csp",
    "django.contrib.admin",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "django.contrib.sitemaps",
]

MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "csp.middleware.CSPMiddleware",
    "disclosures.middleware.DisclosureMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "site_config.middleware.AddressLanguageMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "blog.review.middleware.RefusalMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "wagtail.contrib.redirects.middleware.RedirectMiddleware",
    "axes.middleware.AxesMiddleware",
]

ROOT_URLCONF = "site_config.urls"
WSGI_APPLICATION = "site_config.wsgi.application"
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

TEMPLATES: list[dict[str, Any]] = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "wagtail.contrib.settings.context_processors.settings",
            ],
        },
    }
]

DATABASES = {"default": database_settings(env)}
CACHES = {"default": cache_settings(env)}

AUTH_USER_MODEL = "site_config.User"
AUTHENTICATION_BACKENDS = ["axes.backends.AxesStandaloneBackend", "django.contrib.auth.backends.ModelBackend"]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": f"django.contrib.auth.password_validation.{name}"}
    for name in (
        "UserAttributeSimilarityValidator",
        "MinimumLengthValidator",
        "CommonPasswordValidator",
        "NumericPasswordValidator",
    )
]
AXES_FAILURE_LIMIT = 10
AXES_COOLOFF_TIME = 1  # hours
AXES_LOCKOUT_PARAMETERS = [["username", "ip_address"]]
# The count of failed logins is enough; successful ones stay out of the database.
AXES_DISABLE_ACCESS_LOG = True

LANGUAGE_CODE = "en"
LANGUAGES = WAGTAIL_CONTENT_LANGUAGES = [("en", "English"), ("de", "Deutsch")]
USE_I18N = WAGTAIL_I18N_ENABLED = True

STATIC_URL = "/static/"
STATIC_ROOT = env.data_dir / "static"
MEDIA_URL = "/media/"
MEDIA_ROOT = env.data_dir / "media"
SERVE_MEDIA = env.serve_media
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"},
}

# Every mail passes the guard, which hands it on to the backend that sends.
EMAIL_BACKEND = "disclosures.mail.GuardedEmailBackend"
DISCLOSURES_EMAIL_BACKEND = (
    f"django.core.mail.backends.{'smtp' if env.email_host else 'console'}.EmailBackend"
)
EMAIL_HOST = env.email_host
EMAIL_PORT = env.email_port
EMAIL_HOST_USER = env.email_user
EMAIL_HOST_PASSWORD = env.email_password
EMAIL_USE_TLS = env.email_use_tls
EMAIL_TIMEOUT = 20  # seconds
DEFAULT_FROM_EMAIL = SERVER_EMAIL = env.default_from_email

COMMENTS_AKISMET_KEY = env.akismet_key
COMMENTS_REMOTE_CHECK = "comments.remote.Akismet" if env.akismet_key else ""

MEDICAL_REVIEW_OFFICE = "site_config.editorial_office.addresses"
MEDICAL_REVIEW_IS_PAID_LINK = "blog.link_payment.is_paid_link"

# Amazon requires the referrer that Django's default ("same-origin") strips.
SECURE_REFERRER_POLICY = "strict-origin-when-cross-origin"
CONTENT_SECURITY_POLICY = {
    # Wagtail's admin has inline scripts in date pickers and inline panels: it gets a policy of its own.
    "EXCLUDE_URL_PREFIXES": ("/admin/", "/django-admin/"),
    "DIRECTIVES": {
        "default-src": [NONE],
        "base-uri": [NONE],
        "connect-src": [SELF],
        "font-src": [SELF],
        "form-action": [SELF],
        "frame-ancestors": [SELF],
        "img-src": [SELF, "data:"],
        "manifest-src": [SELF],
        "script-src": [SELF],
        "style-src": [SELF],
    },
}

# Behind our proxy the reader's network is the last address it added; without, all readers would be one network.
COMMENTS_PROXY_COUNT = MEDICAL_REVIEW_PROXY_COUNT = int(env.trust_proxy)

WAGTAIL_SITE_NAME = "Candour"
WAGTAILIMAGES_IMAGE_MODEL = "blog.Picture"
WAGTAILADMIN_BASE_URL = env.site_address
WAGTAIL_ENABLE_UPDATE_CHECK = False
# No outside avatar service learns who edits.
WAGTAIL_GRAVATAR_PROVIDER_URL = None
WAGTAILDOCS_EXTENSIONS = ["csv", "docx", "key", "odt", "pdf", "pptx", "rtf", "txt", "xlsx", "zip"]

WAGTAILAPI_LIMIT_MAX = 20

ALLOW_DEMO_CONTENT = False
