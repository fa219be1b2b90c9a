"""Checks on sources: there are some, each number leads to one, each is used, none is too old, claims name theirs."""

from collections.abc import Iterator

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from blog.editor_checks.articles import article_check
from blog.editor_checks.claims import bare_percentages, knows_claims_in, unsourced_claims
from blog.references import numbers_in
from blog.review.editor_checks.draft import Draft, Passage
from blog.review.editor_checks.registry import Remark, Severity

# Headings, questions, captions and what sums up carry no numbers: the text they stand for does.
WITHOUT_NUMBERS = {
    "heading",
    "question",
    "caption",
    "alt",
    "title",
    "key_points",
    "product",
    "product_ranking",
}


def running_text(draft: Draft) -> Iterator[Passage]:
    """Yield the passages of the text in which a number of a reference can stand."""
    return (each for each in draft.passages if each.field == "body" and not WITHOUT_NUMBERS & set(each.kinds))


def prose_of(draft: Draft) -> list[Passage]:
    """Return the text that somebody wrote: titles of sources are quoted as they are."""
    return [passage for passage in draft.passages if passage.field != "references"]


def at(passage: Passage) -> dict:
    """Return where a passage stands, as a remark wants it."""
    return {"field": passage.field, "path": passage.path, "label": passage.label}


@article_check(
    title=gettext_lazy("References"),
    severity=Severity.BLOCKING,
    why=gettext_lazy(
        "Health advice without a source cannot be checked by anybody. This site's own rule; the "
        "HONcode asked for it "
        "under “Justifiability” and “Attribution”."
    ),
)
def references_given(draft: Draft) -> Iterator[Remark]:
    """The article has sources."""
    if not draft.page.references:
        yield Remark(
            _("There is no reference. Add the sources that this article rests on."),
            field="references",
            label=_("references"),
        )


@article_check(
    title=gettext_lazy("Numbers of references"),
    severity=Severity.BLOCKING,
    why=gettext_lazy("A number that leads nowhere looks like a source and is none. This site's own rule."),
)
def markers_resolved(draft: Draft) -> Iterator[Remark]:
    """Each number in square brackets is that of a reference."""
    count = len(draft.page.references)
    for passage in draft.passages:
        if passage.field != "body":
            continue
        for number in sorted(numbers_in(passage.text)):
            if not 1 <= number <= count:
                message = _(
                    "There is no reference [%(number)d]: there are %(count)d. Mend the number, or "
                    "add the source."
                )
                yield Remark(message % {"number": number, "count": count}, **at(passage))


@article_check(
    title=gettext_lazy("Unused references"),
    severity=Severity.WARNING,
    why=gettext_lazy(
        "Readers cannot tell what a source is for if no sentence names it. This site's own rule."
    ),
)
def references_used(draft: Draft) -> Iterator[Remark]:
    """Each reference is named in the text."""
    used = {number for each in draft.passages if each.field == "body" for number in numbers_in(each.text)}
    for number, block in enumerate(draft.page.references, start=1):
        if number not in used:
            message = _(
                "Nothing in the text leads to reference %(number)d. Write [%(number)d] where it "
                "belongs, or take it out."
            )
            yield Remark(
                message % {"number": number},
                field="references",
                path=(block.id,) if block.id else (),
                label=_("reference %(number)d") % {"number": number},
                quote=block.value.get("title") or "",
                about=block.value.get("title") or str(number),
            )


@article_check(
    title=gettext_lazy("Old references"),
    severity=Severity.WARNING,
    why=gettext_lazy(
        "What was right may have been overtaken. How many years count as old stands in the review policy."
    ),
)
def references_recent(draft: Draft) -> Iterator[Remark]:
    """References are not older than the policy allows."""
    oldest = draft.today.year - draft.policy.reference_years
    for number, block in enumerate(draft.page.references, start=1):
        year = block.value.get("year")
        if year and year < oldest:
            message = _(
                "Reference %(number)d is from %(year)d, more than %(years)d years ago. See whether "
                "there is a newer source, "
                "or dismiss this."
            )
            yield Remark(
                message % {"number": number, "year": year, "years": draft.policy.reference_years},
                field="references",
                path=(block.id, "year") if block.id else (),
                label=_("reference %(number)d") % {"number": number},
                quote=block.value.get("title") or "",
                about=f"{year} {block.value.get('title')}",
            )


@article_check(
    title=gettext_lazy("Claims without a source"),
    severity=Severity.WARNING,
    why=gettext_lazy(
        "Whoever says that something treats, prevents or was shown by studies must name the study. "
        "UK CAP Code rule "
        "12.1 asks for the same evidence of medical claims in advertising."
    ),
)
def claims_cited(draft: Draft) -> Iterator[Remark]:
    """Sentences that claim an effect have a number of a reference in them or right behind."""
    if not knows_claims_in(draft.language):
        yield Remark(_("Claims without a source are looked for in English and German only."), is_note=True)
        return
    for passage in running_text(draft):
        for line in passage.lines:
            for sentence in unsourced_claims(line, draft.language):
                message = _(
                    "This sentence claims an effect and names no source. Add the number of a "
                    "reference, such as [1]."
                )
                yield Remark(message, **at(passage), quote=sentence, about=sentence)


@article_check(
    title=gettext_lazy("Percentages without a base"),
    severity=Severity.WARNING,
    why=gettext_lazy(
        "“50 % less” may be one in ten or one in a million. Gigerenzer and others, Helping doctors "
        "and patients make "
        "sense of health statistics, Psychological Science in the Public Interest 2007;8(2):53-96."
    ),
)
def percentages_with_base(draft: Draft) -> Iterator[Remark]:
    """Changes of a risk in per cent stand beside numbers of people."""
    for passage in prose_of(draft):
        for line in passage.lines:
            for sentence in bare_percentages(line):
                message = _(
                    "Per cent of what? Add the numbers of people, such as “from 2 in 100 to 1 in 100”."
                )
                yield Remark(message, **at(passage), quote=sentence, about=sentence)
