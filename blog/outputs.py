"""Where else than on its own page an article leaves the site: audits of paid links look there as well."""

from django.urls import reverse
from django.utils.translation import override
from wagtail.models import Page

from blog.api import router
from blog.models import HealthArticlePage, PostPage

FEEDS = ("blog:feed", "blog:feed_atom", "blog:feed_json")


def outputs_of(page: Page) -> list[tuple[str, str]]:
    """Return kind and address of each: `disclosures_outputs` asks for them."""
    api = [("api", router.get_object_detail_urlpath(Page, page.pk))]
    if not isinstance(page, HealthArticlePage | PostPage):
        return api
    with override(page.locale.language_code):
        return [*(("feed", reverse(name)) for name in FEEDS), *api]
