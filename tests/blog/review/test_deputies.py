"""Who answers for somebody who is away."""

from datetime import date, timedelta

import pytest

from blog.review.deputies import deputy_of, who_answers_for

pytestmark = pytest.mark.django_db
DAY = date(2026, 11, 25)


def away(person, deputy=None):
    person.away_until, person.deputy = DAY + timedelta(days=3), deputy
    person.save()
    return person


def test_somebody_who_is_there_answers(reviewer, make_person):
    reviewer.deputy = make_person("Ben")
    assert who_answers_for(reviewer, DAY) == reviewer


def test_the_first_deputy_who_is_there_answers(reviewer, make_person):
    present = make_person("Cleo")
    gone = make_person("Dan", active=False, deputy=present)
    away(reviewer, away(make_person("Ben"), gone))
    assert who_answers_for(reviewer, DAY) == present
    assert who_answers_for(reviewer, DAY + timedelta(days=4)) == reviewer


def test_deputies_in_a_circle_end(reviewer, make_person):
    other = make_person("Ben")
    away(reviewer, other)
    away(other, reviewer)
    assert deputy_of(reviewer, DAY) is None
    assert who_answers_for(reviewer, DAY) == reviewer
