"""The shape of a check: one class, its phase, and what it says about a submission."""

from abc import ABC, abstractmethod
from collections.abc import Iterator
from enum import IntEnum
from typing import Any

from django.utils.functional import Promise

from comments.findings import Finding, Kind
from comments.models import CheckMode
from comments.submission import Submission


class Phase(IntEnum):
    """The order in which checks run. All checks of a phase run, whatever the others say."""

    GATE = 1  # is this a form of ours, at a sane pace, on a page that takes comments; writes nothing
    SHAPE = 2  # is it a comment
    SAFETY = 3  # is somebody in danger; nothing ever skips it
    MEDICAL = 4  # could following it harm somebody
    SPAM = 5  # is it advertising
    STANDING = 6  # who says it, and where


class Check(ABC):
    """Looks at one aspect of a submission. `name` is stored with what it finds.

    `label` and `explanation` tell moderators what it is for. One that is `fixed` cannot be switched off: without it
    the form would not work, or somebody in danger would be overlooked. One that looks `always` does so also where
    another refuses: help is offered even to somebody who sends too fast, or where comments are closed.
    """

    name: str
    phase: Phase
    label: str | Promise = ""
    explanation: str | Promise = ""
    fixed: bool = False
    # How it is set where nobody has set it. None: it does what it is made for.
    default_mode: CheckMode | None = None
    always: bool = False
    # Whether the words alone decide, so that moderators can try it on comments of the past.
    reads_words_only: bool = False

    @abstractmethod
    def run(self, submission: Submission) -> Iterator[Finding]:
        """Yield what is noticed. An error raised here holds the comment for a person."""

    def finding(self, kind: Kind, code: str, message: str | Promise, **details: Any) -> Finding:
        """Return a finding of this check."""
        return Finding(kind, code, message, check=self.name, **details)
