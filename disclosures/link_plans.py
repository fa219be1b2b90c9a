"""What would become of each row of a table of links. Nothing is written here."""

import hashlib
from dataclasses import dataclass, field
from datetime import date
from html import unescape
from typing import Any, Literal

from django.core.exceptions import ValidationError
from django.core.validators import MaxLengthValidator
from django.utils.text import slugify
from django.utils.translation import gettext as _
from wagtail.models import Locale

from disclosures.classification import classify_url
from disclosures.link_tables import ADDRESS, FIELDS, OWN, Table
from disclosures.models import FormerSlug, ManagedLink
from disclosures.models.managed_links import SLUG
from disclosures.targets import checked_target, hosts_of_sites

Action = Literal["create", "change", "same", "refuse"]
# An empty cell in these empties the field; in the others it leaves it as it is.
MAY_BE_EMPTIED = ("note", "ends_on")


class RowError(ValueError):
    """A row that is refused. `column` is the field to mend."""

    def __init__(self, column: str, message: str) -> None:
        super().__init__(message)
        self.column = column


@dataclass
class Planned:
    """What becomes of one row. `changes` are (field, before, after); `problem` says why it is refused."""

    number: int
    action: Action
    slug: str = ""
    title: str = ""
    changes: list[tuple[str, str, str]] = field(default_factory=list)
    problem: str = ""
    link: ManagedLink = field(default_factory=ManagedLink)
    addresses: dict[str, str] = field(default_factory=dict)


@dataclass
class Plan:
    """What becomes of a file."""

    rows: list[Planned]

    def of(self, action: Action) -> list[Planned]:
        """Return the rows with this fate."""
        return [row for row in self.rows if row.action == action]

    @property
    def writes(self) -> bool:
        """Whether there is anything to write."""
        return any(row.action in {"create", "change"} for row in self.rows)

    @property
    def fingerprint(self) -> str:
        """A hash of everything that would be written: whoever confirms has seen exactly this."""
        seen = [(row.number, row.action, row.slug, row.changes) for row in self.rows]
        return hashlib.sha256(repr(seen).encode("utf-8", "backslashreplace")).hexdigest()


class Planner:
    """Looks at rows in the light of the links that there are. Six queries, however many rows."""

    def __init__(self, table: Table, meanings: dict[str, int]) -> None:
        self.table, self.meanings = table, meanings
        links = ManagedLink.objects.prefetch_related("targets__locale")
        self.links = {link.slug: link for link in links}
        self.former = set(FormerSlug.objects.values_list("slug", flat=True))
        self.locales = {locale.language_code: locale for locale in Locale.objects.all()}
        self.own_hosts = hosts_of_sites()
        self.seen: dict[str, int] = {}

    def plan(self) -> Plan:
        """Return what becomes of each row. Writes nothing."""
        return Plan([self._planned(number, cells) for number, cells in self.table.rows])

    def _planned(self, number: int, cells: tuple[str, ...]) -> Planned:
        planned = Planned(number, "refuse")
        try:
            self._fill(planned, self._values(cells))
        except RowError as error:
            column = self.table.columns[self.meanings[error.column]] if error.column in self.meanings else ""
            planned.problem = f"{_('column')} “{column}”: {error}" if column else str(error)
            planned.action = "refuse"
        return planned

    def _values(self, cells: tuple[str, ...]) -> dict[str, str]:
        if len(cells) != len(self.table.columns):
            message = _("The row has %(cells)s cells, the header has %(columns)s.")
            raise RowError("", message % {"cells": len(cells), "columns": len(self.table.columns)})
        values = {name: cells[column] for name, column in self.meanings.items()}
        for name, value in values.items():
            if "\x00" in value:
                raise RowError(name, _("There is a character in it that no database can store (NUL)."))
        return values

    def _fill(self, planned: Planned, values: dict[str, str]) -> None:
        if self.table.system != OWN:
            # WordPress keeps titles as HTML.
            values["title"] = unescape(values.get("title", ""))
        planned.title = values.get("title", "")
        planned.slug = self._slug(values, planned.number)
        link = self.links.get(planned.slug)
        planned.action = "change" if link else "create"
        planned.addresses = self._addresses(values, link)
        planned.link = link or ManagedLink(slug=planned.slug, title=planned.title or planned.slug)
        for name in FIELDS[1:-1]:
            if value := self._value(name, values):
                self._set(planned, name, value)
            elif name in MAY_BE_EMPTIED and name in values:
                self._set(planned, name, None if name == "ends_on" else "")
        self._name_programme(planned)
        self._compare_addresses(planned)
        self._clean(planned.link)
        planned.title = planned.link.title
        if planned.action == "change" and not planned.changes:
            planned.action = "same"

    def _slug(self, values: dict[str, str], number: int) -> str:
        """Return the short name. Other systems write paths ("go/lamp"): their last part is taken."""
        given = values.get("slug") or values.get("title", "")
        last = given.strip("/").rpartition("/")[2].lower()
        slug = last if SLUG.match(last) else slugify(last)
        if not slug:
            raise RowError("slug", _("There is no short name, and no title to make one of."))
        if slug in self.seen:
            message = _("The short name “%(slug)s” stands in row %(row)s already.")
            raise RowError("slug", message % {"slug": slug, "row": self.seen[slug]})
        if slug in self.former:
            raise RowError("slug", _("“%(slug)s” is an earlier short name of another link.") % {"slug": slug})
        self.seen[slug] = number
        return slug

    def _value(self, name: str, values: dict[str, str]) -> Any:
        value = values.get(name, "")
        if name == "status" and value and value.lower() not in ManagedLink.Status.values:
            known = ", ".join(ManagedLink.Status.values)
            raise RowError(
                name, _("“%(value)s” is no status. Known: %(known)s.") % {"value": value[:50], "known": known}
            )
        if name == "ends_on" and value:
            try:
                return date.fromisoformat(value)
            except ValueError as error:
                raise RowError(
                    name, _("“%(value)s” is no day. Write 2027-12-31.") % {"value": value[:50]}
                ) from error
        return value.lower() if name == "status" else value

    def _set(self, planned: Planned, name: str, value: Any) -> None:
        before = getattr(planned.link, name)
        if (before or None) != (value or None) and planned.action == "change":
            planned.changes.append((name, str(before or ""), str(value or "")))
        setattr(planned.link, name, value)

    def _addresses(self, values: dict[str, str], link: ManagedLink | None) -> dict[str, str]:
        """Return the targets by language that the link will have."""
        addresses = {target.language: target.url for target in link.targets.all()} if link else {}
        for name, value in values.items():
            if match := ADDRESS.match(name):
                language = match[1] or ""
                if language and language not in self.locales:
                    raise RowError(name, _("This site has no language “%(code)s”.") % {"code": language})
                addresses[language] = self._target(name, value) if value else ""
        addresses = {language: url for language, url in addresses.items() if url}
        if not addresses:
            raise RowError("address", _("There is no address to lead to."))
        return addresses

    def _target(self, name: str, value: str) -> str:
        try:
            return checked_target(value, self.own_hosts)
        except ValidationError as error:
            raise RowError(name, " ".join(error.messages)) from error

    def _name_programme(self, planned: Planned) -> None:
        link = planned.link
        if not link.programme and (match := classify_url(next(iter(planned.addresses.values())))):
            self._set(planned, "programme", match.programme)
            self._set(planned, "network", link.network or match.network)

    def _compare_addresses(self, planned: Planned) -> None:
        if planned.action == "change":
            before = {target.language: target.url for target in planned.link.targets.all()}
            for language in sorted(before.keys() | planned.addresses.keys()):
                change = (before.get(language, ""), planned.addresses.get(language, ""))
                if change[0] != change[1]:
                    planned.changes.append((f"address_{language}" if language else "address", *change))

    def _clean(self, link: ManagedLink) -> None:
        most = ManagedLink._meta.get_field("note").max_length
        try:
            # Django looks at the length of long texts in forms only.
            MaxLengthValidator(most)(link.note)
        except ValidationError as error:
            raise RowError("note", " ".join(error.messages)) from error
        try:
            link.clean_fields()
        except ValidationError as error:
            name, messages = next(iter(error.message_dict.items()))
            raise RowError(name, " ".join(messages)) from error
