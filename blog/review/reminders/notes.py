"""Note: one line of a reminder, for one address."""

from collections.abc import Iterable
from dataclasses import asdict, dataclass
from datetime import date, timedelta
from hashlib import sha256


@dataclass(frozen=True)
class Note:
    """What one address is told about one thing that is due.

    `subject` names the thing ("page 7"), `text` is the sentence, `link` leads to where something can be done.
    """

    address: str
    kind: str
    subject: str
    due_on: date
    days_before: int
    text: str
    link: str = ""

    @property
    def lock(self) -> dict[str, object]:
        """The fields of the row that says this address was told. The address is not kept, only its mark."""
        mark = sha256(self.address.lower().encode()).hexdigest()[:16]
        return {
            "kind": self.kind,
            "subject": f"{self.subject} to {mark}",
            "due_on": self.due_on,
            "days_before": self.days_before,
        }

    @property
    def line(self) -> dict[str, str]:
        """What the mail shows of it."""
        return {name: str(value) for name, value in asdict(self).items() if name in ("kind", "text", "link")}


def applicable(days: Iterable[int], due: date, today: date, since: date | None = None) -> int | None:
    """Return which reminder is due: so many days before; None if none is.

    After a time without a run only the nearest one is sent, not all that were missed. Of a signature given on
    `since`, reminders whose day had passed by then are no news.
    """
    fitting = [
        number
        for number in days
        if (due - today).days <= number and (since is None or due - timedelta(days=number) > since)
    ]
    return min(fitting, default=None)
