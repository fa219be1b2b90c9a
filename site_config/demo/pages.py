"""The demonstration's home page, pages about the site, brand and menus."""

from typing import Any

from django.core.files import File
from wagtail.models import Locale

from blog.models import BlogIndexPage, HomePage, InfoPage, Picture, Topic
from disclosures.models import DisclosureSettings
from site_config.demo import blocks, content
from site_config.demo.records import remember_new
from site_config.first_pages import create_home
from site_config.models import BrandSettings

HEADER = ("about", "how-we-review")


def create_pages() -> BlogIndexPage:
    """Create home, list of articles and pages about the site, and brand them; return the list of articles."""
    data = content.read("pages")
    home = remember_new(create_home(data["brand"]["name"], data["home"]["intro"]))
    home.title = data["home"]["title"]
    home.save_revision().publish()
    index = remember_new(BlogIndexPage.objects.child_of(home).get())
    pages = {entry["slug"]: _info_page(home, entry) for entry in data["pages"]}
    _brand(home, index, data["brand"], pages)
    return index


def create_topics() -> dict[str, Topic]:
    """Create the topics and return them by slug."""
    locale = Locale.get_default()
    return {
        entry["slug"]: remember_new(Topic.objects.create(locale=locale, **entry))
        for entry in content.read("topics")["topics"]
    }


def create_pictures() -> dict[str, Picture]:
    """Create the pictures and return them by file name."""
    return {entry["file"]: _picture(entry) for entry in content.read("pictures")["pictures"]}


def _picture(entry: dict[str, Any]) -> Picture:
    details = {key: each for key, each in entry.items() if key != "file"}
    with (content.FOLDER / "pictures" / entry["file"]).open("rb") as file:
        return remember_new(Picture.objects.create(file=File(file, name=entry["file"]), **details))


def _info_page(home: HomePage, entry: dict[str, Any]) -> InfoPage:
    page = InfoPage(title=entry["title"], slug=entry["slug"], body=blocks.body(entry["body"], {}))
    page.full_clean(exclude=["path", "depth"])
    home.add_child(instance=page)
    page.save_revision().publish()
    return remember_new(page)


def _brand(home: HomePage, index: BlogIndexPage, brand: dict[str, str], pages: dict[str, InfoPage]) -> None:
    settings = BrandSettings.for_site(home.get_site())
    settings.name, settings.tagline = brand["name"], brand["tagline"]
    settings.footer_text = f"<p>{brand['footer_text']}</p>"
    settings.contact_email = brand["contact_email"]
    settings.header_menu = [("link", {"page": page}) for page in (index, *(pages[slug] for slug in HEADER))]
    settings.footer_menu = [("link", {"page": page}) for page in pages.values()]
    settings.save()
    remember_new(settings)
    # Many health blogs show their general statement on every article; here readers can see how that looks.
    remember_new(
        DisclosureSettings.objects.create(site=home.get_site(), placement=DisclosureSettings.Placement.ALWAYS)
    )
