"""What is done with one tap and without a word: pin, hand over to whoever looks after people, read first."""

from django.utils.translation import gettext

from comments.models import Comment, Correspondent, ImpossibleMove
from comments.models.correspondents import address_key
from comments.verbs.answers import Done
from comments.verbs.verb import Verb


class Pin(Verb):
    """Let a comment stand first on its page (`pinned` is not empty), or where it belongs."""

    def act(self, comment: Comment) -> Done:
        """Pin or unpin."""
        event = (
            comment.pin(self.moderator) if self.request.POST.get("pinned") else comment.unpin(self.moderator)
        )
        return Done(event.said, event)


class ReadFirst(Verb):
    """Read each comment of this author before others do (`first` is not empty), or no longer."""

    def act(self, comment: Comment) -> Done:
        """Remember it with the address, the only thing by which an author is known again."""
        if not comment.email:
            raise ImpossibleMove(
                gettext(
                    "This author left no e-mail address, so nothing tells their next comment from others."
                )
            )
        first = bool(self.request.POST.get("first"))
        Correspondent.objects.update_or_create(
            address_key=address_key(comment.email), defaults={"always_read_first": first}
        )
        if first:
            return Done(gettext("From now on each comment from this address is read first."))
        return Done(gettext("Comments from this address are treated like others again."))
