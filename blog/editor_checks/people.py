"""Checks on the people of an article: authors are named, interests are declared, registers were looked at."""

from collections.abc import Iterator
from datetime import timedelta

from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from blog.editor_checks.articles import article_check
from blog.people.models import Person
from blog.people.querysets import INTERESTS_COUNT_FOR_MONTHS, months_before
from blog.review.editor_checks.draft import Draft, once
from blog.review.editor_checks.registry import Remark, Severity

LOOK_AGAIN_AFTER = timedelta(days=180)


@once
def people_of(draft: Draft) -> list[tuple[Person, str]]:
    """Return the authors and the reviewer with the name of the field that holds them; three queries for all."""
    rows = [(author.person_id, "authors") for author in draft.page.authors.all()]
    if draft.page.assigned_reviewer_id:
        rows.append((draft.page.assigned_reviewer_id, "assigned_reviewer"))
    wanted = {key for key, _field in rows}
    found = Person.objects.prefetch_related("interests", "credentials").in_bulk(wanted)
    return [(found[key], field) for key, field in rows if key in found]


@article_check(
    title=gettext_lazy("Author"),
    severity=Severity.BLOCKING,
    why=gettext_lazy(
        "Readers must see who wrote health advice. This site's own rule; the International Committee "
        "of Medical Journal "
        "Editors asks the same of journals (Recommendations, II.A)."
    ),
)
def author_named(draft: Draft) -> Iterator[Remark]:
    """Somebody stands in the byline."""
    if not draft.page.authors.all():
        yield Remark(
            _("Nobody is named as the author. Add at least one under “Authors and topics”."),
            field="authors",
            label=_("authors"),
        )


@article_check(
    title=gettext_lazy("Declared interests"),
    severity=Severity.BLOCKING,
    why=gettext_lazy(
        "Readers can weigh advice only if they know who gains from it. Statements count for twelve "
        "months; “none” is "
        "one, too. ICMJE Recommendations, II.B: disclosure of financial and non-financial relationships."
    ),
)
def interests_declared(draft: Draft) -> Iterator[Remark]:
    """Authors and reviewer said within twelve months what they gain elsewhere."""
    since = months_before(draft.today, INTERESTS_COUNT_FOR_MONTHS)
    for person, field in people_of(draft):
        if not any(since < each.declared_on <= draft.today for each in person.interests.all()):
            yield Remark(
                _(
                    "%(name)s has declared no interests in the last twelve months. Ask for a "
                    "statement and record it "
                    "under People (“None” is one, too)."
                )
                % {"name": person.name},
                field=field,
                label=person.name,
            )


@article_check(
    title=gettext_lazy("Dates of credentials and interests"),
    severity=Severity.BLOCKING,
    why=gettext_lazy("A credential that ends before it begins proves nothing. This site's own rule."),
)
def dates_of_people(draft: Draft) -> Iterator[Remark]:
    """The dates of what these people can show are in order."""
    for person, field in people_of(draft):
        for each in person.credentials.all():
            if each.valid_from and each.valid_until and each.valid_until < each.valid_from:
                message = _(
                    "The credential “%(title)s” of %(name)s ends before it begins. Mend it under People."
                )
                yield Remark(
                    message % {"title": each.title, "name": person.name}, field=field, label=person.name
                )
        if any(each.declared_on > draft.today for each in person.interests.all()):
            message = _("A statement of %(name)s has a date that is still to come. Mend it under People.")
            yield Remark(message % {"name": person.name}, field=field, label=person.name)


@article_check(
    title=gettext_lazy("Registers"),
    severity=Severity.WARNING,
    why=gettext_lazy(
        "Licences end and registers change. What readers are told was looked up should not be older "
        "than 180 days. "
        "This site's own rule."
    ),
)
def registers_looked_at(draft: Draft) -> Iterator[Remark]:
    """Credentials that readers are told were looked up were so within 180 days."""
    for person, field in people_of(draft):
        for each in person.credentials.all():
            if each.is_verified and draft.today - each.checked_on > LOOK_AGAIN_AFTER:
                message = _(
                    "“%(title)s” of %(name)s was last looked up in its register on %(day)s. Look "
                    "again and write the "
                    "day under People."
                )
                values = {"title": each.title, "name": person.name, "day": date_format(each.checked_on)}
                yield Remark(message % values, field=field, label=person.name)
