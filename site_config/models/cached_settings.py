"""A site's setting that costs no query per page and whose reading never writes."""

from typing import Self

from django.conf import settings
from django.core.cache import cache
from django.http import HttpRequest
from django.utils.translation import get_language
from wagtail.contrib.settings.models import BaseSiteSetting
from wagtail.models import Site

# Another process hears of a change at the latest after this many seconds, if the cache is not shared.
CACHE_SECONDS = 300


class CachedSiteSetting(BaseSiteSetting):
    """A setting whose shipped defaults hold while nothing is saved.

    Wagtail's own class writes a row when a reader opens the first page, and asks the database on every page.
    """

    # Names of cached properties which stand in the cache together with the row.
    prepared: tuple[str, ...] = ()

    class Meta:
        abstract = True

    @classmethod
    def for_site(cls, site: Site | None) -> Self:
        """Return the saved row, or an unsaved one with the shipped defaults."""
        if site is None:
            return cls()
        return cls.base_queryset().filter(site=site).first() or cls(site=site)

    @classmethod
    def for_request(cls, request: HttpRequest) -> Self:
        """Return the setting of the request's site, from the cache where it stands there."""
        attribute = cls.get_cache_attr_name()
        if not hasattr(request, attribute):
            setattr(request, attribute, cls._from_cache(Site.find_for_request(request)))
        return getattr(request, attribute)

    @classmethod
    def forget(cls) -> None:
        """Take every site's row, in every language, out of the cache."""
        sites = [None, *Site.objects.values_list("pk", flat=True)]
        languages = [code for code, _name in settings.LANGUAGES]
        cache.delete_many([cls._cache_key(site, language) for site in sites for language in languages])

    @classmethod
    def _from_cache(cls, site: Site | None) -> Self:
        key = cls._cache_key(site.pk if site else None, get_language())
        setting = cache.get(key)
        if setting is None:
            setting = cls.for_site(site)
            for name in cls.prepared:
                getattr(setting, name)
            cache.set(key, setting, CACHE_SECONDS)
        return setting

    @classmethod
    def _cache_key(cls, site_id: int | None, language: str | None) -> str:
        return f"{cls._meta.label_lower}.{site_id}.{language}"
