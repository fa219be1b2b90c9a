"""The demonstration's own links, so that an address can change without touching the articles."""

from disclosures.models import LinkTarget, ManagedLink
from site_config.demo import content
from site_config.demo.records import remember_new


def create_links() -> None:
    """Create the managed links that the articles lead to."""
    for entry in content.read("links")["links"]:
        link = ManagedLink(
            title=entry["title"],
            slug=entry["slug"],
            note=entry["note"],
            targets=[LinkTarget(url=entry["url"])],
        )
        link.full_clean()
        link.save()
        remember_new(link)
