"""An article that medical review does not let out is nowhere: the attacks of an editor, a script, a database."""

import pytest
from django.db import connection
from django.urls import reverse

from blog.models import HealthArticlePage
from blog.review import signing
from blog.review.gate import ReviewRequired
from blog.review.models import Publication
from comments.models import Comment
from comments.tokens import page_key

pytestmark = [pytest.mark.site, pytest.mark.usefixtures("search_index")]

SECRET = "Unreviewed advice"
EVERYWHERE = [
    "/",
    "/articles/",
    "/topics/sleep/",
    "/people/ana-ruiz/",
    "/people/bo-lind/",
    "/search/?q=walking",
    "/feed/",
    "/feed/atom/",
    "/feed/json/",
    "/api/v2/pages/",
    "/sitemap.xml",
]


def by_queryset(page):
    HealthArticlePage.objects.filter(pk=page.pk).update(live=True)


def by_sql(page):
    with connection.cursor() as cursor:
        cursor.execute("UPDATE wagtailcore_page SET live = %s WHERE id = %s", [True, page.pk])


def by_bulk_update(page):
    page.live = True
    HealthArticlePage.objects.bulk_update([page], ["live"])


@pytest.fixture(params=[by_queryset, by_sql, by_bulk_update])
def smuggled(request, write, publish):
    """An article that was set live behind the gate, beside one that is in order."""
    publish("In order")
    page = write(SECRET)
    request.param(page)
    page = HealthArticlePage.objects.get(pk=page.pk)
    assert page.live
    return page


def test_it_is_not_served(client, smuggled):
    assert client.get(smuggled.url).status_code == 404


def test_it_takes_and_shows_no_comments(client, smuggled):
    key = page_key(smuggled)
    assert client.get(reverse("reader_comments:thread", args=[key])).status_code == 404
    client.post(reverse("reader_comments:post", args=[key]), {"body": "A comment on nothing."})
    assert not Comment.objects.exists()


@pytest.mark.parametrize("address", EVERYWHERE)
def test_it_is_not_listed(client, smuggled, address):
    html = client.get(address).content.decode()
    assert ("In order" in html) or ("in-order" in html)
    assert SECRET not in html
    assert "unreviewed-advice" not in html


def test_it_is_not_related(client, smuggled):
    html = client.get("/articles/in-order/").content.decode()
    assert "In order" in html
    assert SECRET not in html


def test_it_is_not_featured(client, home, smuggled):
    home.featured_article = smuggled
    home.save()
    assert SECRET not in client.get("/").content.decode()


def test_only_the_signed_text_counts_for_the_reviewer(client, smuggled, reviewer):
    assert smuggled not in HealthArticlePage.objects.reviewed_by(reviewer).listed()


@pytest.mark.parametrize("address", EVERYWHERE)
def test_what_was_withdrawn_is_gone_everywhere(client, publish, address):
    page = publish(SECRET)
    assert "nreviewed" in client.get(address).content.decode()
    Publication.objects.create(
        page=page, page_title=page.title, basis=Publication.Basis.WITHDRAWN, since=page.first_published_at
    )
    assert "nreviewed" not in client.get(address).content.decode()
    assert client.get(page.url).status_code == 404


def test_an_unsigned_article_cannot_be_published(write):
    page = write()
    with pytest.raises(ReviewRequired):
        page.save_revision().publish()


def test_a_new_text_needs_a_new_signature_and_the_old_one_stays(client, publish):
    page = publish()
    page.summary = "Something else."
    revision = page.save_revision()
    with pytest.raises(ReviewRequired):
        revision.publish()
    html = client.get(page.url).content.decode()
    assert "What helps." in html
    assert "Something else." not in html


@pytest.mark.parametrize("change", ["authors", "show_share_buttons", "slug", "disclosure_forced"])
def test_what_is_not_medicine_needs_no_new_signature(publish, author, reviewer, change):
    page = publish()
    values = {"show_share_buttons": False, "slug": "other", "disclosure_forced": True}
    if change == "authors":
        page.authors.add(
            type(page.authors.first())(person=type(author).objects.create(name="Kim", slug="kim"))
        )
    else:
        setattr(page, change, values[change])
    page.save_revision().publish()
    assert HealthArticlePage.objects.published().get() == page


def test_an_author_cannot_sign(write, reviewer):
    page = write(authors=[reviewer])
    with pytest.raises(signing.SigningRefused, match="named as an author"):
        signing.sign(page, reviewer, signed_with="link")
