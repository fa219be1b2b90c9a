"""The registry of checks before publishing: a site says with `register` what an editor should look at.

A check is a small function with a name, a severity and a source; it reads a draft and yields remarks. What it knows of
blocks, topics or links is its own: nothing here does.
"""

import hashlib
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from typing import TypeVar

from django.db.models import Model, TextChoices
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from blog.review.editor_checks.draft import Draft
from blog.review.governed import is_governed


class Severity(TextChoices):
    """What follows from a remark: nothing is published, or somebody has to look at it."""

    BLOCKING = "blocking", _("Must be mended before publishing")
    SAFETY = "safety", _("Could hurt a reader")
    WARNING = "warning", _("Worth a second look")
    NOTE = "note", _("For your information")


@dataclass(frozen=True)
class Remark:
    """What a check says: a sentence with what to do, and where.

    `field` and `path` lead to the place in the editor: the field's name, then the ids and names of blocks inside it.
    `about` is what the remark is about: while it stays the same, a dismissed remark stays dismissed.
    """

    message: str
    field: str = ""
    path: tuple[str, ...] = ()
    label: str = ""
    about: str = ""
    quote: str = ""
    is_note: bool = False


Function = Callable[[Draft], Iterable[Remark]]
AnyFunction = TypeVar("AnyFunction", bound=Function)


@dataclass(frozen=True)
class Check:
    """One check. `why` is shown to editors: the rule, guideline or paper it rests on. `models`: for which pages."""

    name: str
    title: str | Promise
    severity: Severity
    why: str | Promise
    function: Function
    models: tuple[type[Model], ...] = ()

    def applies_to(self, model: type[Model]) -> bool:
        """Whether pages of this class are looked at: those named, or else all that medical review governs."""
        return issubclass(model, self.models) if self.models else is_governed(model)

    def subject_of(self, remark: Remark) -> str:
        """Return the SHA-256 that stands for this remark in a dismissal; white space does not count."""
        text = " ".join((remark.about or remark.message).split())
        return hashlib.sha256(f"{self.name}\n{text}".encode()).hexdigest()


_CHECKS: dict[str, Check] = {}


def register(
    *, title: str | Promise, severity: Severity, why: str | Promise, models: tuple[type[Model], ...] = ()
) -> Callable[[AnyFunction], AnyFunction]:
    """Decorate a function `draft -> remarks` to make it a check under its own name.

    Raises ValueError if another function has that name already: it would silently replace a check.
    """

    def add(function: AnyFunction) -> AnyFunction:
        name = function.__name__
        if name in _CHECKS:
            raise ValueError(f"There is a check called {name!r} already.")
        _CHECKS[name] = Check(name, title, severity, why, function, models)
        return function

    return add


def checks_for(model: type[Model]) -> Iterator[Check]:
    """Yield the checks that look at pages of this class, in the order in which they were registered."""
    return (check for check in _CHECKS.values() if check.applies_to(model))


def has_checks(model: type[Model]) -> bool:
    """Whether any check looks at pages of this class."""
    return any(True for _check in checks_for(model))


def forget(name: str) -> None:
    """Take a check out: for a site that does without one, and for tests."""
    _CHECKS.pop(name)
