"""A page that is not a blog post."""

from wagtail.models import Site

from tests.testapp.models import PlainPage

PAID = '<p>Buy <a href="https://www.amazon.com/dp/B0?tag=ours-20">this</a></p>'


def a_page(body=PAID, slug="lamps", **values):
    """Return a live PlainPage below the site's root page."""
    page = PlainPage(title="Lamps", slug=slug, body=body, **values)
    Site.objects.get(is_default_site=True).root_page.add_child(instance=page)
    return page
