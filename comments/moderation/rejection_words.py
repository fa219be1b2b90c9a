"""What an author is told about a rejection: the editors' own words for a reason, else those that ship."""

from django.utils import translation
from django.utils.translation import gettext_lazy as _

from comments.models import RejectionText
from comments.states import Reason

# To a person who took the time to write: what was the matter, and what they can do now. Never that a product was
# criticised, for that is no reason.
SHIPPED = {
    Reason.OFF_TOPIC: _(
        "We publish comments about the article they stand below, and yours was about something else. You are "
        "welcome to send it again where it fits."
    ),
    Reason.HOSTILE: _(
        "Your comment attacks a person or a group. Disagreement is welcome here: please write again about what was "
        "said, not about who said it."
    ),
    Reason.PRIVATE: _(
        "Your comment contains private details, your own or somebody else's, which everybody could have read. You "
        "are welcome to send it again without them."
    ),
    Reason.HARMFUL: _(
        "We do not doubt that you mean well. But somebody in another situation who follows what you describe could "
        "come to harm, so we do not publish it. You are welcome to tell what it was like for you, without advice."
    ),
    Reason.ADVERTISING: _(
        "Your comment reads like an advertisement. You are welcome to say what helped you and what did not, without "
        "links, prices and codes."
    ),
    Reason.UNREADABLE: _(
        "We could not understand your comment. Perhaps something went wrong while sending; please try once more."
    ),
    Reason.REPEATED: _("The same comment stands here already, so we publish it only once."),
}
WITHOUT_REASON = _("It does not fit what we publish below our articles.")


def words_for(reason: str, language: str) -> str:
    """Return what the author is told, in `language` (such as "de" or "pt-br"); `reason` is a Reason or empty."""
    with translation.override(language):
        return words(language).get(reason) or str(WITHOUT_REASON)


def words(language: str) -> dict[str, str]:
    """Return the words for every reason, in one query. The editors' own in this language come first."""
    with translation.override(language):
        found = {str(reason): str(text) for reason, text in SHIPPED.items()}
    base = language.partition("-")[0]
    own = RejectionText.objects.filter(locale__language_code__in={language, base}).select_related("locale")
    # The nearer language last, so that it has the last word.
    for text in sorted(own, key=lambda text: text.locale.language_code == language):
        found[text.reason] = text.text
    return found
