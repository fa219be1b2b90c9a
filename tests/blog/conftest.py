"""A small site: home page, list of articles, people, topics, and a way to write articles."""

import io
from datetime import timedelta

import pytest
from django.apps import apps
from django.core.files.images import ImageFile
from django.utils import timezone
from PIL import Image
from wagtail.models import Page, Site

from blog.people.models import Credential, DeclaredInterest, Person
from blog.review import signing

if apps.is_installed("blog"):  # the folders below also run on another site, which has no such pages
    from blog.models import ArticleAuthor, BlogIndexPage, HealthArticlePage, HomePage, Picture, Topic

PARAGRAPH = "<p>Ten minutes of walking after a meal help [1].</p>"


@pytest.fixture
def home(db):
    """The home page, in the place of the one that comes with Wagtail."""
    root = Page.objects.get(depth=1)
    page = root.add_child(
        instance=HomePage(title="Our Good Life", slug="our-good-life", intro="Plain answers.")
    )
    site = Site.objects.get(is_default_site=True)
    site.root_page, site.hostname = page, "testserver"
    site.save()
    return page


@pytest.fixture
def index(home):
    return home.add_child(instance=BlogIndexPage(title="Articles", slug="articles", intro="All of them."))


@pytest.fixture
def topic(home):
    return Topic.objects.create(name="Sleep", slug="sleep", description="Falling asleep.", locale=home.locale)


@pytest.fixture
def author(db):
    return Person.objects.create(name="Ana Ruiz", slug="ana-ruiz", bio="<p>Writes about sleep.</p>")


@pytest.fixture
def reviewer(db):
    person = Person.objects.create(name="Bo Lind", slug="bo-lind", bio="<p>Reads what others write.</p>")
    Credential.objects.create(person=person, title="MD", name="Doctor of Medicine", issuer="University")
    DeclaredInterest.objects.create(person=person, statement="None", declared_on=timezone.localdate())
    return person


@pytest.fixture
def picture(db):
    """A picture with a file, stored in memory."""
    file = io.BytesIO()
    Image.new("RGB", (1600, 1000), "teal").save(file, "PNG")
    return Picture.objects.create(
        title="Night", credit="Kim Doe", licence="CC BY 4.0", file=ImageFile(file, name="night.png")
    )


@pytest.fixture
def write(index, topic, author, reviewer):
    """Return a function that adds a draft."""

    def write(title="Sleeping better", **fields):
        authors, topics = fields.pop("authors", [author]), fields.pop("topics", [topic])
        fields.setdefault("body", [("paragraph", PARAGRAPH)])
        fields.setdefault("references", [("reference", {"title": "Walking after meals", "authors": "Doe J"})])
        page = HealthArticlePage(
            title=title, summary="What helps.", live=False, assigned_reviewer=reviewer, **fields
        )
        page.authors = [ArticleAuthor(person=person) for person in authors]
        page.topics = topics
        return index.add_child(instance=page)

    return write


@pytest.fixture
def publish(write, reviewer):
    """Return a function that adds an article, signed and published."""

    def publish(title="Sleeping better", **fields):
        days_ago = fields.pop("days_ago", 0)
        page = write(title, **fields)
        signing.sign(page, page.assigned_reviewer, signed_with="link")
        page.save_revision().publish()
        moment = timezone.now() - timedelta(days=days_ago)
        HealthArticlePage.objects.filter(pk=page.pk).update(
            first_published_at=moment, last_published_at=moment
        )
        return HealthArticlePage.objects.get(pk=page.pk)

    return publish
