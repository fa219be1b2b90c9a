"""Pages whose time is over: taken off the site once, with a reason, and never with an older text in their place."""

from datetime import timedelta

import pytest
import time_machine
from django.utils import timezone
from wagtail.models import PageLogEntry

from blog.review import gate
from blog.review.grounds import Basis, Outcome
from blog.review.models import Publication, ReviewPolicy
from blog.review.querysets import is_published
from blog.review.rounds import go_round
from blog.review.withdrawal import end, endings, withdraw
from tests.blog.review.conftest import sign
from tests.testapp.models import ReviewedPage

pytestmark = pytest.mark.django_db


def let_out_until(page, basis, moment):
    digest = Publication.objects.current(page.pk).digest
    return gate.record(page, Outcome(basis, digest, None, payload={}, until=moment))


def fresh(page):
    return ReviewedPage.objects.get(pk=page.pk)


@pytest.mark.parametrize(
    ("basis", "why"),
    [
        (Basis.EMERGENCY, "replaced in an emergency and nobody signed"),
        (Basis.TRANSITION, "older articles without a review ended"),
        (Basis.SIGNED, "let out until"),
    ],
)
def test_what_was_let_out_for_a_time_is_withdrawn_after_it(published, days, basis, why):
    let_out_until(published, basis, days(3))
    assert list(endings(days(2.9))) == []
    [ending] = endings(days(3.1))
    assert why in ending.reason
    assert end(ending)
    page, publication = fresh(published), Publication.objects.current(published.pk)
    assert not page.live
    # The text that was there is still the draft: no older one was put in its place.
    assert page.get_latest_revision_as_object().body == "<p>Take 5 mg.</p>"
    assert (publication.basis, publication.reason) == (Basis.WITHDRAWN, ending.reason)
    assert PageLogEntry.objects.get(action="medical_review.withdraw").data == {"reasons": [ending.reason]}
    assert list(endings(days(3.1))) == []


def test_nothing_is_withdrawn_twice_nor_after_somebody_signed_meanwhile(published, days):
    let_out_until(published, Basis.EMERGENCY, days(-1))
    [ending] = endings(timezone.now())
    sign(published)
    assert not end(ending)
    assert is_published(published)
    withdraw(fresh(published), "Mistake.")
    assert not end(ending)
    assert not end(endings_of_deleted(published, ending))


def endings_of_deleted(page, ending):
    page.delete()
    return ending


def test_overdue_pages_are_withdrawn_only_where_the_policy_says_so(published, days):
    policy = ReviewPolicy.objects.create(when_overdue="noindex")
    assert list(endings(days(800))) == []
    ReviewPolicy.objects.filter(pk=policy.pk).update(when_overdue="unpublish", grace_days=10)
    due = Publication.objects.current(published.pk).review.next_due
    in_grace = timezone.now() + (due - timezone.localdate()) + timedelta(days=10)
    assert list(endings(in_grace)) == []
    [ending] = endings(in_grace + timedelta(days=1))
    assert "nobody has signed it since" in ending.reason


def test_a_withdrawn_page_comes_back_with_a_signature(published, days):
    ReviewPolicy.objects.create(when_overdue="unpublish", grace_days=0)
    with time_machine.travel(days(400)):
        assert go_round(timezone.now()).withdrawn == 1
        published.assigned_reviewer.declare_interests("None", timezone.localdate())
        page = fresh(published)
        assert gate.refusal(page) != []
        sign(page)
        page.get_latest_revision().publish()
        assert is_published(page)
        assert go_round(timezone.now()).withdrawn == 0


def test_an_alias_goes_with_its_page(published, days, site_root):
    alias = published.create_alias(parent=site_root, update_slug="alias")
    assert is_published(alias)
    ReviewPolicy.objects.create(when_overdue="unpublish")
    assert go_round(days(500)).withdrawn == 1
    assert not ReviewedPage.objects.filter(live=True).exists()


def test_one_failing_page_does_not_stop_the_next(make_page, days, monkeypatch):
    pages = [make_page(title, published=True) for title in ("One", "Two", "Three")]
    for page in pages:
        let_out_until(page, Basis.EMERGENCY, days(-1))

    def unpublish(page, *args, **options):
        if page.title == "Two":
            raise RuntimeError("disk full")
        return original(page, *args, **options)

    original = ReviewedPage.unpublish
    monkeypatch.setattr(ReviewedPage, "unpublish", unpublish)
    done = go_round(timezone.now())
    assert done.withdrawn == 2
    assert "disk full" in done.failures[0]
    # What failed left no trace, so that the next round finds it.
    assert Publication.objects.current(pages[1].pk).basis == Basis.EMERGENCY
    monkeypatch.undo()
    assert go_round(timezone.now()).withdrawn == 1


def test_observing_only_reports(published, days, settings, caplog):
    settings.MEDICAL_REVIEW_MODE = "observe"
    let_out_until(published, Basis.EMERGENCY, days(-1))
    assert go_round(timezone.now()).withdrawn == 0
    assert fresh(published).live
    assert "Would take page" in caplog.text
