"""Checks on words: how hard they are to read, and words on suicide that could hurt a reader."""

from collections.abc import Iterator

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from blog.editor_checks.articles import article_check, text_check
from blog.editor_checks.citations import at, prose_of
from blog.editor_checks.crisis_numbers import crisis_numbers_in, listed_on
from blog.editor_checks.people import LOOK_AGAIN_AFTER
from blog.editor_checks.reading_grade import FORMULAS, reading_grade
from blog.editor_checks.unsafe_wording import unsafe_wordings
from blog.review.editor_checks.draft import Draft
from blog.review.editor_checks.registry import Remark, Severity


@text_check(
    title=gettext_lazy("Crisis numbers"),
    severity=Severity.BLOCKING,
    why=gettext_lazy(
        "A number of a crisis line typed into an article goes out of date unseen, and somebody may "
        "call it in the worst "
        "hour. Such numbers are kept in one place that is checked. This site's own rule."
    ),
)
def crisis_numbers_from_registry(draft: Draft) -> Iterator[Remark]:
    """No number of a crisis line is typed into the text."""
    for passage in prose_of(draft):
        for number, line in crisis_numbers_in(passage.text):
            message = _(
                "“%(number)s” is the number of a crisis line (%(line)s). Take it out and link to the "
                "line's own page: "
                "typed numbers go out of date unseen."
            )
            yield Remark(message % {"number": number, "line": line}, **at(passage), about=number)


@text_check(
    title=gettext_lazy("Words on suicide"),
    severity=Severity.SAFETY,
    why=gettext_lazy(
        "Some words make suicide sound like a crime, a success or a way out. Samaritans' Media "
        "Guidelines for Reporting "
        "Suicide; World Health Organization, Preventing suicide: a resource for media professionals."
    ),
)
def words_on_suicide(draft: Draft) -> Iterator[Remark]:
    """Words on suicide are those that media guidelines advise."""
    for passage in prose_of(draft):
        for words, better in unsafe_wordings(passage.text, draft.language):
            message = _("“%(words)s” can hurt readers who are at risk. Better: %(better)s.")
            around = next((line for line in passage.lines if words in line), words)
            yield Remark(
                message % {"words": words, "better": better}, **at(passage), quote=around, about=around
            )


@text_check(
    title=gettext_lazy("List of crisis numbers"),
    severity=Severity.WARNING,
    why=gettext_lazy(
        "Crisis lines change their numbers. What nobody looked at for 180 days may be wrong. This "
        "site's own rule."
    ),
)
def crisis_list_recent(draft: Draft) -> Iterator[Remark]:
    """The list with which crisis numbers are recognised is not old; only said where a text touches the subject."""
    if draft.today - listed_on() <= LOOK_AGAIN_AFTER:
        return
    touched = next(
        (each for each in draft.passages if "suici" in each.text.lower() or "suizid" in each.text.lower()),
        None,
    )
    if touched:
        message = _(
            "The list of crisis numbers is more than 180 days old, so a new number may not be "
            "noticed. Look through this "
            "text for numbers by yourself, and tell whoever looks after this site."
        )
        yield Remark(message, **at(touched), about=str(listed_on()))


@article_check(
    title=gettext_lazy("Reading grade"),
    severity=Severity.WARNING,
    why=gettext_lazy(
        "Many readers read less easily than those who write. English: Flesch-Kincaid grade (Kincaid "
        "and others, 1975); "
        "German: Erste Wiener Sachtextformel (Bamberger and Vanecek, 1984). The target stands in the "
        "review policy."
    ),
)
def easy_to_read(draft: Draft) -> Iterator[Remark]:
    """The text asks for no more years of school than the policy says."""
    if draft.language not in FORMULAS:
        yield Remark(
            _(
                "How hard the text is to read is not judged in this language: there is no formula "
                "for it here."
            ),
            is_note=True,
        )
        return
    text = [each for each in draft.passages if each.field == "body"]
    grade = reading_grade([line for each in text for line in each.lines], draft.language)
    target = draft.policy.reading_grade
    if grade is None or grade.value <= target:
        return
    graded = [
        (reading_grade(each.lines * 10, draft.language), each) for each in text if len(each.text.split()) > 25
    ]
    hardest = max(
        ((found.value, place) for found, place in graded if found),
        key=lambda pair: pair[0],
        default=(0, text[0]),
    )[1]
    message = _(
        "The text reads like school year %(grade)s (%(formula)s); the target is %(target)d. Shorten "
        "sentences and choose "
        "simpler words; the hardest passage is here."
    )
    values = {"grade": grade.value, "formula": grade.formula, "target": target}
    # A text that gets harder by a whole year is warned of again.
    yield Remark(
        message % values, **at(hardest), quote=" ".join(hardest.lines), about=f"{int(grade.value)} {target}"
    )
