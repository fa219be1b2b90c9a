"""Who answers for somebody who is away."""

from datetime import date

from blog.people.models import Person
from blog.review import clock
from blog.review.clock import day_of


def deputy_of(person: Person, day: date) -> Person | None:
    """Return the first present and active person along the deputies; None without one.

    Deputies can name deputies in turn, also in a circle: nobody is asked twice.
    """
    seen = {person.pk}
    deputy = person.deputy
    while deputy is not None and deputy.pk not in seen:
        if deputy.active and not deputy.is_away_on(day):
            return deputy
        seen.add(deputy.pk)
        deputy = deputy.deputy
    return None


def who_answers_for(person: Person, day: date) -> Person:
    """Return the person, or on a day on which they are away their deputy, if there is one."""
    return (deputy_of(person, day) or person) if person.is_away_on(day) else person


def absence_of(person: Person | None) -> tuple[Person | None, Person | None]:
    """Return the person if they are away today, and the deputy who is there; None for each that is not so."""
    today = day_of(clock.now())
    if person is None or not person.is_away_on(today):
        return None, None
    return person, deputy_of(person, today)
