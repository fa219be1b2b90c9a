"""A real site: refuses to start without what it needs to be safe."""

from django.core.exceptions import ImproperlyConfigured

from site_config.settings.base import *  # noqa: F403
from site_config.settings.base import STORAGES, env

REQUIRED = {
    "SECRET_KEY": env.secret_key,
    "ALLOWED_HOSTS": env.allowed_hosts,
    "DATABASE_URL": env.database_url,
}
missing = [name for name, value in REQUIRED.items() if not value]
if missing:
    raise ImproperlyConfigured(
        f"Set {', '.join(missing)} in the environment or in .env; .env.example explains each variable."
    )
if len(env.secret_key) < 50 or len(set(env.secret_key)) < 5:  # Django's own measure, security.W009
    raise ImproperlyConfigured(
        "SECRET_KEY is too short to be safe. Make one with: "
        'python -c "import secrets; print(secrets.token_urlsafe(50))"'
    )

DEBUG = False
STORAGES = STORAGES | {"staticfiles": {"BACKEND": "whitenoise.storage.CompressedManifestStaticFilesStorage"}}
CSRF_TRUSTED_ORIGINS = [f"https://{host.removeprefix('.')}" for host in env.allowed_hosts]

SECURE_SSL_REDIRECT = SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = True
SECURE_HSTS_SECONDS = 31_536_000
SECURE_HSTS_INCLUDE_SUBDOMAINS = SECURE_HSTS_PRELOAD = True
if env.trust_proxy:
    SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")
