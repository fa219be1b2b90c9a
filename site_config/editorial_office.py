"""Where the site's own mail about medical review goes: the address for mail of the page's site."""

from wagtail.models import AbstractPage, Site

from site_config.models import BrandSettings


def addresses(page: AbstractPage | None) -> list[str]:
    """Return the contact address of the page's site, without a page that of the default site; nothing without one."""
    site = page.get_site() if page else Site.objects.filter(is_default_site=True).first()
    return [BrandSettings.for_site(site).contact_email] if site else []
