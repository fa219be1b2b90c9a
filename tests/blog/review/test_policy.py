"""Which policy holds, and how often it makes people read."""

import pytest
from wagtail.models import Site

from blog.people.models import Specialty
from blog.review.models import ReviewPolicy
from blog.review.policy import Policies, policy_for
from tests.testapp.models import BlocksPage

pytestmark = pytest.mark.django_db


def test_of_two_topics_the_one_that_asks_for_more_reviews_wins(site_root):
    page = BlocksPage(title="Heart and lung", live=False)
    page.subjects = [Specialty.objects.create(name=name, slug=name) for name in ("heart", "lung", "skin")]
    site_root.add_child(instance=page)
    ReviewPolicy.objects.create(subject="heart", interval_months=24)
    yearly = ReviewPolicy.objects.create(subject="lung", due_month=1, due_day=1, interval_months=60)
    assert policy_for(page) == yearly
    two = ReviewPolicy.objects.create(subject="skin", interval_months=12, minimum_reviewers=2)
    assert policy_for(page) == two


def test_many_pages_cost_one_query_for_policies(page, site_root, django_assert_num_queries):
    ReviewPolicy.objects.create(site=Site.objects.get(), interval_months=3)
    page.get_site()
    with django_assert_num_queries(1):
        policies = Policies.load()
        assert {policies.of(page).interval_months for _ in range(5)} == {3}


def test_the_earliest_reminder_of_all_policies_is_known():
    assert Policies([]).most_reminder_days == 60
    assert Policies([ReviewPolicy(reminder_days=[90])]).most_reminder_days == 90


@pytest.mark.parametrize(
    ("policy", "words"),
    [
        (ReviewPolicy(), "Every 12 months"),
        (ReviewPolicy(interval_months=1), "Every month"),
        (ReviewPolicy(due_month=10, due_day=1), "Every year by 1 October"),
    ],
)
def test_a_policy_says_how_often(policy, words):
    assert policy.rhythm == words
