"""A moderator notices that somebody may be in distress."""

from django.utils.translation import gettext

from comments.care.cases import open_case
from comments.models import Comment
from comments.states import CareTier
from comments.submission import clean
from comments.verbs.answers import Done
from comments.verbs.verb import Verb

MAX_NOTE = 1000


class RaiseCare(Verb):
    """Hand the author of a comment over to whoever looks after people; `tier` 3 where it cannot wait, `note` if any."""

    def act(self, comment: Comment) -> Done:
        """Open a case, or make a known one more urgent. The comment itself stays as it is."""
        sent = self.request.POST
        tier = CareTier.PLANNED if sent.get("tier") == "3" else CareTier.PRESENT
        open_case(comment, tier, self.moderator, clean(sent.get("note", ""))[:MAX_NOTE])
        return Done(gettext("Handed over to whoever looks after people in distress."))
