"""Why a change is no minor edit, in words: which rule, which words, what to do."""

from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

StrOrPromise = str | Promise

LONGEST_QUOTE = 60

RULES: dict[str, StrOrPromise] = {
    "numbers": gettext_lazy("Numbers, words for numbers and signs next to a number do not change."),
    "units": gettext_lazy("Units do not change."),
    "doses": gettext_lazy("Words for doses, forms of medicines and ways of giving them do not change."),
    "negations": gettext_lazy("Words that negate or forbid neither come, go nor change."),
    "comparisons": gettext_lazy("Words that compare, limit or join do not change."),
    "frequency": gettext_lazy("Words for times and how often do not change."),
    "obligations": gettext_lazy("Words that say what must, may or shall be done do not change."),
    "names": gettext_lazy("Names of medicines and medical words that are easily mistaken do not change."),
    "affix": gettext_lazy("The beginning or the ending that differs has a meaning of its own."),
    "short": gettext_lazy("Words this short are too easily another word."),
    "capitals": gettext_lazy("Capitals inside a word or an abbreviation can change its meaning."),
    "alphabet": gettext_lazy(
        "The new word has letters of another alphabet that only look like the old ones."
    ),
    "other_word": gettext_lazy("This is another word, not a typing mistake."),
    "real_word": gettext_lazy(
        "The old word is spelt correctly, so this is another word, not a typing mistake."
    ),
    "unknown_word": gettext_lazy(
        "It cannot be checked that the new word is spelt correctly: it stands nowhere else in the signed text."
    ),
    "words": gettext_lazy("Words were added, left out or moved."),
    "signs": gettext_lazy("This sign, or a sign at this place, can change what is said."),
    "hidden": gettext_lazy("Characters that are not seen can change how the text is read."),
    "layout": gettext_lazy("The layout changed; that is a minor edit of the kind “Formatting”."),
    "fixed": gettext_lazy(
        "Headings, tables, numbered lists, raised, lowered and struck-out text do not change."
    ),
    "link": gettext_lazy("A link changed; that is a minor edit of the kind “Link”."),
    "scheme": gettext_lazy("Telephone numbers and other addresses that are not web pages do not change."),
    "picture": gettext_lazy("Pictures and documents do not change."),
    "description": gettext_lazy(
        "The description of a picture changed; that is a minor edit of the kind “Accessibility”."
    ),
    "heading": gettext_lazy("Titles, headings and questions do not change."),
    "reference": gettext_lazy("References do not change."),
    "cell": gettext_lazy("Table cells with numbers do not change."),
    "choice": gettext_lazy("What is chosen from a list, or a single word, does not change."),
    "markup": gettext_lazy("This text holds unusual markup, so that its changes cannot be judged."),
    "structure": gettext_lazy("Blocks, pictures, list items, rows and topics neither come, go nor move."),
    "legal": gettext_lazy(
        "A legal notice may only add signs such as ® and the words of a trade mark notice."
    ),
    "archive": gettext_lazy(
        "A dead link may only be replaced by its copy at web.archive.org: web.archive.org/web/, the date in 14 "
        "digits, and the same address."
    ),
}


@dataclass(frozen=True)
class Finding:
    """One thing that a minor edit may not do."""

    rule: str
    before: str = ""
    after: str = ""

    @property
    def message(self) -> str:
        """One sentence that names the words."""
        if not (self.before or self.after):
            return str(RULES[self.rule])
        values = {"before": _shortened(self.before), "after": _shortened(self.after), "why": RULES[self.rule]}
        if not self.before:
            return _("Added: “%(after)s”. %(why)s") % values
        if not self.after:
            return _("Left out: “%(before)s”. %(why)s") % values
        return _("“%(before)s” became “%(after)s”. %(why)s") % values


def _shortened(text: str) -> str:
    return text if len(text) <= LONGEST_QUOTE else f"{text[: LONGEST_QUOTE - 1]}…"
