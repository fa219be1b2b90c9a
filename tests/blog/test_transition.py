"""Older articles that nobody has reviewed: found by readers, marked, never shown off."""

from datetime import timedelta

import pytest
from django.utils import timezone
from wagtail.models import Site

from blog.models import HealthArticlePage
from blog.review.models import Publication
from blog.review.transition.beginning import begin

pytestmark = [pytest.mark.site, pytest.mark.django_db]


@pytest.fixture
def older(write):
    """An article that was live before there was a gate, and newer than all others."""
    page = write("Older")
    moment = timezone.now() + timedelta(days=1)
    HealthArticlePage.objects.filter(pk=page.pk).update(
        live=True, first_published_at=moment, last_published_at=moment
    )
    begin(Site.objects.get(), timezone.localdate() + timedelta(days=50), timezone.now())
    return HealthArticlePage.objects.get(pk=page.pk)


def test_it_is_listed_but_never_featured(client, home, publish, older):
    reviewed = publish("Reviewed", days_ago=9)
    for chosen in (None, older):
        home.featured_article = chosen
        home.save()
        context = client.get("/").context
        assert context["featured"] == reviewed
        assert older in context["articles"]
    assert older.url in client.get("/articles/").text


def test_where_nothing_else_is_nothing_is_featured(client, home, older):
    context = client.get("/").context
    assert (context["featured"], list(context["articles"])) == (None, [older])


def test_a_featured_article_from_long_ago_is_found(client, home, publish):
    old = publish("Long ago", days_ago=900)
    for number in range(8):
        publish(f"Newer {number}")
    home.featured_article = old
    home.save()
    assert client.get("/").context["featured"] == old


def test_it_is_never_related_and_claims_no_review(client, publish, older):
    page = publish("Reviewed")
    assert page.related_articles() == []
    assert older.related_articles() == [page]
    text = client.get(older.url).text
    assert "This older article has not been medically reviewed." in text
    assert "MedicalWebPage" not in text
    assert Publication.objects.current(older.pk).basis == "transition"
    assert "article has not been medically reviewed yet" in " ".join(
        client.get("/reviews/transition/").text.split()
    )
