"""The pages every new site begins with."""

from django.db import transaction
from django.utils.translation import gettext as _
from wagtail.models import Page, Site
from wagtail.rich_text import RichText

from blog.models import BlogIndexPage, HomePage, InfoPage

ARTICLES_SLUG = "articles"


@transaction.atomic
def create_first_pages(site_name: str) -> HomePage:
    """Return the home page of the default site; make it, the list of articles and three pages if there is none.

    Wagtail's own welcome page gives way. Pages that exist are left as they are.
    """
    home = HomePage.objects.first()
    if home is None:
        home = create_home(site_name, "")
        for title, slug, text in _texts(site_name):
            home.add_child(
                instance=InfoPage(title=title, slug=slug, body=[("paragraph", RichText(f"<p>{text}</p>"))])
            )
    return home


def create_home(title: str, intro: str) -> HomePage:
    """Make the home page with its list of articles, and let the default site begin there."""
    root = Page.get_first_root_node()
    home = root.add_child(instance=HomePage(title=title, slug=_free_slug(root), intro=intro))
    home.add_child(instance=BlogIndexPage(title=_("Articles"), slug=ARTICLES_SLUG, show_in_menus=True))
    site = Site.objects.filter(is_default_site=True).first() or Site(
        is_default_site=True, hostname="localhost"
    )
    welcome = site.root_page if site.pk else None
    site.root_page, site.site_name = home, title
    site.save()
    if welcome is not None and type(welcome.specific) is Page and welcome.is_leaf():
        welcome.delete()
        home.refresh_from_db()
    return home


def _free_slug(root: Page) -> str:
    taken = set(root.get_children().values_list("slug", flat=True))
    return next(slug for slug in ("home", "site", *(f"site-{n}" for n in range(2, 100))) if slug not in taken)


def _texts(site_name: str) -> list[tuple[str, str, str]]:
    """Return (title, slug, text) of the pages about the site: beginnings, to be written by its owner."""
    return [
        (_("About us"), "about", _("Who writes for %(site)s, and who checks it.") % {"site": site_name}),
        (_("Privacy"), "privacy", _("What we store about readers, why, and for how long.")),
        (_("Contact"), "contact", _("How to reach us.")),
    ]
