"""Check on dates: what ends does so after it began, and what was done is not still to come."""

from collections.abc import Iterator

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from blog.editor_checks.articles import article_check
from blog.review.editor_checks.draft import Draft
from blog.review.editor_checks.registry import Remark, Severity


@article_check(
    title=gettext_lazy("Dates"),
    severity=Severity.BLOCKING,
    why=gettext_lazy(
        "Dates that contradict each other mislead readers or take a page off at once. This site's own rule."
    ),
)
def dates_in_order(draft: Draft) -> Iterator[Remark]:
    """Schedule, exceptions and references have possible dates."""
    yield from _schedule(draft)
    page = draft.page
    if page.disclosure_off_until and page.disclosure_off_until < draft.today:
        yield Remark(
            _("The exception “no notice” has ended. Take it out, or give it a day that is still to come."),
            field="disclosure_off_until",
            label=_("no notice until"),
        )
    if page.claims_checked_on and page.claims_checked_on > draft.today:
        yield Remark(
            _("Product claims cannot have been checked on a day that is still to come."),
            field="claims_checked_on",
            label=_("product claims checked on"),
        )
    for number, block in enumerate(page.references, start=1):
        year = block.value.get("year")
        if year and year > draft.today.year + 1:
            message = _("Reference %(number)d is from %(year)d, which is still to come. Mend the year.")
            yield Remark(
                message % {"number": number, "year": year},
                field="references",
                path=(block.id, "year") if block.id else (),
                label=_("reference %(number)d") % {"number": number},
            )


def _schedule(draft: Draft) -> Iterator[Remark]:
    begin, end = draft.page.go_live_at, draft.page.expire_at
    if begin and end and end <= begin:
        yield Remark(
            _("The page would be taken off before it goes live. Put the second date behind the first."),
            field="expire_at",
            label=_("schedule"),
        )
    elif end and end <= draft.now:
        yield Remark(
            _(
                "The day on which the page is taken off has passed: it would vanish at once. Take "
                "the date out."
            ),
            field="expire_at",
            label=_("schedule"),
        )
