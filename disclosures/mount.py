"""Where the site serves its own redirects: the addresses of `disclosures.urls`, if the site has them."""

from django.urls import NoReverseMatch, reverse


def go_path(slug: str) -> str:
    """Return the path that leads on, for example "/go/lamp/", or "" on a site without `disclosures.urls`."""
    try:
        return reverse("disclosures:go", args=[slug])
    except NoReverseMatch:
        return ""


def mount() -> str:
    """Return the path below which all of them stand, for example "/go/", or "" on a site without any."""
    return go_path("x").removesuffix("x/")


def robots_lines() -> list[str]:
    """Return the lines that robots.txt needs under "User-agent: *" (rule R13)."""
    return [f"Disallow: {mount()}"] if mount() else []
