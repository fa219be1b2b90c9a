"""Hears what HTML tells its readers before each paid link: notices, labels, sentences that a network demands."""

from disclosures.links import Believed, Link, Scan

# A notice says what it has to say within this many characters, one written by hand within these.
MAX_NOTICE_LENGTH = 2_000
MAX_LENGTH_BY_HAND = 800


class Listener:
    """Collects the words after a mark of ours and believes the mark if they say what they must."""

    def __init__(self, believed: Believed, seen: Scan) -> None:
        self.believed, self.seen = believed, seen
        # Most runs of text have not even the longest word of a statement.
        self.key_words = [(max(text.split(), key=len), text) for text in believed.statements if text.strip()]
        self.told = self.label_waits = False
        # The link that came last, until another element could be meant by a label.
        self.last: Link | None = None
        self.label: list[str] | None = None
        self.notice: list[str] | None = None
        self.by_hand: list[str] | None = None

    def hear(self, text: str) -> None:
        """Take in a run of text that readers see."""
        for word, statement in self.key_words:
            if word in text and statement in _plain(text):
                self.seen.statements.add(statement)
        if self.label is not None:
            self.label.append(text[:MAX_NOTICE_LENGTH])
        if self.notice is not None:
            self.notice.append(text[:MAX_NOTICE_LENGTH])
        if self.by_hand is not None:
            self.by_hand.append(text[:MAX_NOTICE_LENGTH])

    def end_of_words(self) -> None:
        """Another element begins: no word of a label can follow."""
        if self.label is None:
            return
        said, self.label = _plain("".join(self.label)), None
        if any(_starts_with(said, label) for label in self.believed.labels):
            self._give_label()

    def end_of_notice(self) -> None:
        """An element begins that is no sentence of the notice."""
        if self.notice is not None:
            said, self.notice = _plain("".join(self.notice))[:MAX_NOTICE_LENGTH], None
            self._believe(said)

    def end_by_hand(self) -> None:
        """A paid link begins: what was written by hand must have told by now."""
        if self.by_hand is not None:
            said, self.by_hand = (
                _plain("".join(self.by_hand))[:MAX_LENGTH_BY_HAND],
                None,
            )
            self._believe(said, by_hand=True)

    def end(self) -> None:
        """The HTML ends."""
        self.end_of_words()
        self.end_of_notice()
        self.end_by_hand()

    def sentence(self) -> None:
        """Another sentence of the notice begins."""
        if self.notice is not None:
            self.notice.append(" ")

    def start_notice(self) -> None:
        """A notice of ours begins, where readers see it."""
        if self.believed.marks_suffice:
            self.told = True
        else:
            self.notice = []

    def start_label(self) -> None:
        """A label begins."""
        if self.believed.marks_suffice:
            self._give_label()
        else:
            self.label = []

    def take_label(self) -> bool:
        """Say whether a label waits for the element that begins now; the one before it gets none any more."""
        waits, self.label_waits, self.last = self.label_waits, False, None
        return waits

    def _give_label(self) -> None:
        """Give the label to the link it stands in, or to the next one."""
        if self.last is not None and not self.last.labelled:
            self.last.labelled = True
        else:
            self.label_waits = True

    def _believe(self, said: str, by_hand: bool = False) -> None:
        self.seen.said += f" {said}"
        if not self.told and self.believed.is_notice(said):
            self.told, self.seen.notice, self.seen.by_hand = True, said, by_hand


def _plain(text: str) -> str:
    return " ".join(text.split())


def _starts_with(said: str, label: str) -> bool:
    rest = said[len(label) :]
    return said.startswith(label) and not rest[:1].isalnum()
