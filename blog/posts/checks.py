"""Check on posts and pages about the site: they give no health advice."""

from collections.abc import Iterator

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from blog.editor_checks.citations import at
from blog.editor_checks.clinical_wording import clinical_sentences
from blog.models import InfoPage, PostPage
from blog.posts import gate
from blog.review.editor_checks.draft import Draft
from blog.review.editor_checks.registry import Remark, Severity, register

WHY = gettext_lazy(
    "Readers act on health advice, so a qualified person signs it: in a health article. Pages without a reviewer say "
    "nothing of doses, effects on diseases, or what to do about symptoms. This site's own rule."
)


@register(title=gettext_lazy("Health advice"), severity=Severity.BLOCKING, why=WHY, models=(PostPage,))
def no_advice_in_post(draft: Draft) -> Iterator[Remark]:
    """A post holds no health advice, unless a reviewer said that it is none."""
    if gate.refusal(draft.page):
        message = _(
            "This reads like health advice. Change it, or choose a way on under “Health advice?” above."
        )
        yield from _remarks(draft, message)


@register(title=gettext_lazy("Health advice"), severity=Severity.WARNING, why=WHY, models=(InfoPage,))
def no_advice_about_site(draft: Draft) -> Iterator[Remark]:
    """A page about the site holds no health advice."""
    yield from _remarks(draft, _("This reads like health advice, which belongs into a health article."))


def _remarks(draft: Draft, message: str) -> Iterator[Remark]:
    for passage in draft.passages:
        for line in passage.lines:
            for sentence in clinical_sentences([line]):
                yield Remark(message, **at(passage), quote=sentence, about=sentence)
