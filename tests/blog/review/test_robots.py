"""Search engines are asked to forget what nobody read again, after the days of grace, where the policy says so."""

from datetime import timedelta

import pytest
import time_machine
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from blog.review.models import Publication, ReviewPolicy
from blog.review.robots import is_hidden, without_hidden
from tests.blog.review.conftest import sign
from tests.blog.review.test_serving import render
from tests.testapp.models import PlainPage, ReviewedPage

pytestmark = pytest.mark.django_db


@pytest.fixture
def hides(db):
    return ReviewPolicy.objects.create(when_overdue="noindex", grace_days=14)


def after_due(page, number):
    due = Publication.objects.current(page.pk).review.next_due
    return timezone.now() + (due - timezone.localdate()) + timedelta(days=number)


def listed():
    return set(without_hidden(ReviewedPage.objects.all()))


@pytest.mark.parametrize(("number", "hidden"), [(-1, False), (0, False), (14, False), (15, True)])
def test_a_page_is_hidden_after_the_days_of_grace(client, published, hides, number, hidden):
    with time_machine.travel(after_due(published, number)):
        response = client.get(published.url)
        assert response.get("X-Robots-Tag", "") == ("noindex" if hidden else "")
        assert render(published, "review_robots") == (
            '<meta name="robots" content="noindex">' if hidden else ""
        )
        assert (published in listed()) is not hidden


def test_a_policy_that_does_not_hide_costs_and_hides_nothing(published, hides, django_assert_num_queries):
    ReviewPolicy.objects.update(when_overdue="banner")
    with time_machine.travel(after_due(published, 100)):
        assert not is_hidden(published, timezone.now())
        with django_assert_num_queries(0):
            without_hidden(ReviewedPage.objects.all())


def test_aliases_are_hidden_with_their_page(published, site_root, hides):
    alias = published.create_alias(parent=site_root, update_slug="alias")
    with time_machine.travel(after_due(published, 15)):
        assert is_hidden(alias, timezone.now())
        assert listed() == set()


def test_a_signature_shows_the_page_again(published, hides):
    with time_machine.travel(after_due(published, 15)):
        published.assigned_reviewer.declare_interests("None", timezone.localdate())
        sign(published)
        assert not is_hidden(published, timezone.now())
        assert listed() == {published}


def test_other_pages_are_never_hidden(page, hides):
    assert not is_hidden(PlainPage(title="x"), timezone.now())
    assert not is_hidden(page, timezone.now())


def test_a_hidden_page_costs_one_query_as_any_other(client, published, hides):
    with time_machine.travel(after_due(published, 15)):
        client.get(published.url)
        with CaptureQueriesContext(connection) as captured:
            client.get(published.url)
    assert len([query for query in captured if "medical_review" in query["sql"]]) == 1


def test_a_changed_policy_holds_at_once(published, hides):
    moment = after_due(published, 15)
    assert is_hidden(published, moment)
    hides.when_overdue = "banner"
    hides.save()
    assert not is_hidden(published, moment)
    hides.when_overdue = "noindex"
    hides.save()
    assert is_hidden(published, moment)
    hides.delete()
    assert not is_hidden(published, moment)
