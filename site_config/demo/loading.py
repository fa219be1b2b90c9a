"""Makes the whole demonstration, in one transaction."""

from django.conf import settings
from django.core.exceptions import ImproperlyConfigured
from django.db import transaction

from blog.models import HomePage
from site_config.demo.accounts import create_accounts
from site_config.demo.articles import Cast, create_articles
from site_config.demo.comments import create_comments
from site_config.demo.links import create_links
from site_config.demo.moderation import name_who_cares
from site_config.demo.pages import create_pages, create_pictures, create_topics
from site_config.demo.people import create_people
from site_config.demo.posts import create_posts
from site_config.demo.records import demo_is_loaded


class DemoRefused(ImproperlyConfigured):
    """The demonstration may not be loaded here; the text says why."""


def load_demo() -> None:
    """Make accounts, people, links, pages, articles and comments. Raises DemoRefused where they have no place."""
    if not settings.ALLOW_DEMO_CONTENT:
        raise DemoRefused("Demonstration content is for development settings only: its passwords are public.")
    if demo_is_loaded() or HomePage.objects.exists():
        raise DemoRefused("This site has content already. Start over with: make demo-reset")
    with transaction.atomic():
        _load()


def _load() -> None:
    accounts = create_accounts()
    pictures, topics = create_pictures(), create_topics()
    people = create_people(accounts, pictures)
    create_links()
    cast = Cast(create_pages(), people, topics, pictures, accounts["editor"])
    articles = create_articles(cast)
    create_posts(cast)
    create_comments(articles, accounts)
    name_who_cares(accounts)
