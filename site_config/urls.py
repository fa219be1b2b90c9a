"""The site's addresses: each app's own, then Wagtail's pages."""

from django.conf import settings
from django.conf.urls.i18n import i18n_patterns
from django.urls import URLPattern, URLResolver, include, path, re_path
from django.views.static import serve
from wagtail import urls as wagtail_urls
from wagtail.admin import urls as wagtailadmin_urls
from wagtail.contrib.sitemaps.views import sitemap
from wagtail.documents import urls as wagtaildocs_urls

from blog.api import router as api_router
from blog.sitemaps import SITEMAPS
from site_config import views

urlpatterns: list[URLPattern | URLResolver] = [
    path("admin/", include(wagtailadmin_urls)),
    path("documents/", include(wagtaildocs_urls)),
    path("api/v2/", api_router.urls),
    path("theme-<slug:fingerprint>.css", views.theme_stylesheet, name="theme_stylesheet"),
    path("sitemap.xml", sitemap, {"sitemaps": SITEMAPS}, name="sitemap"),
    path("robots.txt", views.robots_txt, name="robots_txt"),
    path("go/", include("disclosures.urls")),
    path("healthz", views.healthz, name="healthz"),
]

if settings.SERVE_MEDIA:
    urlpatterns += [re_path(r"^media/(?P<path>.*)$", serve, {"document_root": settings.MEDIA_ROOT})]

urlpatterns += i18n_patterns(
    path("saved/", views.saved_articles, name="saved_articles"),
    path("comments/", include("comments.urls")),
    path("reviews/", include("blog.review.urls")),
    path("", include("blog.urls")),
    path("", include(wagtail_urls)),
    prefix_default_language=False,
)
