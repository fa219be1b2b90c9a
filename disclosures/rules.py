"""One rule says which address is a paid link: its parts, its check, its reading from a file."""

import csv
import re
from collections.abc import Iterable
from dataclasses import dataclass, field, fields
from functools import cached_property

from django.utils.translation import gettext as _

STRENGTHS = ("strong", "short", "pixel", "weak", "off")
ANY_HOST, OWN_SITE, HOST_PATTERN = "*", "{site}", "re:"
HOST_NAME = re.compile(
    r"(?=.{1,253}\Z)[a-z0-9_]([a-z0-9_-]*[a-z0-9_])?(\.[a-z0-9_]([a-z0-9_-]*[a-z0-9_])?)+\Z"
)
# A repeated group that itself repeats can take a server down on one hostile address.
EXPLOSIVE = re.compile(r"[+*}]\)[+*{]")


class RuleError(ValueError):
    """A rule that cannot work. `column` names the part to mend, the message says how."""

    def __init__(self, column: str, message: str) -> None:
        super().__init__(message)
        self.column = column


@dataclass(frozen=True, slots=True)
class Condition:
    """One wanted query parameter: present (`value` None), equal to `value`, or starting with it."""

    name: str
    value: str | None = None
    prefix: bool = False

    def holds(self, parameters: dict[str, list[str]]) -> bool:
        """Say whether one of the address's parameters fulfils this condition."""
        values = parameters.get(self.name, ())
        if self.value is None:
            return bool(values)
        if self.prefix:
            return any(value.lower().startswith(self.value) for value in values)
        return any(value.lower() == self.value for value in values)


@dataclass(frozen=True)
class Rule:
    """One row of the rule file; its columns keep their names. All that is not empty must hold."""

    programme: str
    network: str
    host_suffix: str
    path_regex: str = ""
    query_param: str = ""
    strength: str = "strong"
    source: str = field(default="", compare=False)

    @cached_property
    def path(self) -> re.Pattern[str] | None:
        """The compiled path pattern. Raises re.error on a broken one."""
        return re.compile(self.path_regex) if self.path_regex else None

    @cached_property
    def alternatives(self) -> tuple[tuple[Condition, ...], ...]:
        """The query parameters: one of these groups must hold completely."""
        return tuple(
            tuple(_condition(part) for part in group.split("&"))
            for group in self.query_param.split("|")
            if group
        )

    def holds(self, path: str, parameters: dict[str, list[str]]) -> bool:
        """Say whether path and parameters fit; the host has been looked at before."""
        if self.path and not self.path.search(path):
            return False
        groups = self.alternatives
        return not groups or any(all(part.holds(parameters) for part in group) for group in groups)

    def __str__(self) -> str:
        return " ".join(part for part in (self.host_suffix, self.path_regex, self.query_param) if part)


def _condition(text: str) -> Condition:
    name, equals, value = text.partition("=")
    if not equals:
        return Condition(name.lower())
    return Condition(name.lower(), value.removesuffix("*").lower(), prefix=value.endswith("*"))


def checked(rule: Rule) -> Rule:
    """Return the rule. Raises RuleError, naming the column, where it could never work or would match all."""
    if not rule.programme.strip():
        raise RuleError("programme", _("Name the programme that pays."))
    if rule.strength not in STRENGTHS:
        message = _("Unknown strength “%(strength)s”. Use one of: %(known)s.")
        raise RuleError("strength", message % {"strength": rule.strength, "known": ", ".join(STRENGTHS)})
    _check_host(rule)
    for column, pattern in (("path_regex", rule.path_regex), ("host_suffix", host_pattern(rule))):
        _check_pattern(column, pattern)
    if rule.query_param and not all(all(part.name for part in group) for group in rule.alternatives):
        message = _("A parameter has no name. Write for example: tag, or utm_medium=affiliate.")
        raise RuleError("query_param", message)
    return rule


def host_pattern(rule: Rule) -> str:
    """Return the pattern of a host written as "re:...", "" for any other."""
    return rule.host_suffix.removeprefix(HOST_PATTERN) if rule.host_suffix.startswith(HOST_PATTERN) else ""


def _check_host(rule: Rule) -> None:
    host = rule.host_suffix
    if not host:
        raise RuleError("host_suffix", _("Write the host, for example shop.example.com."))
    if host == ANY_HOST and not (rule.path_regex or rule.query_param):
        message = _("“*” alone would make every link a paid link. Add a path or a parameter.")
        raise RuleError("host_suffix", message)
    if host in {ANY_HOST, OWN_SITE} or host.startswith(HOST_PATTERN):
        return
    name = host.removesuffix(".*") + ".com" if host.endswith(".*") else host
    if not HOST_NAME.match(name):
        message = _(
            "“%(host)s” is no host. Write only the host, without https:// and path, for example shop.example.com."
        )
        raise RuleError("host_suffix", message % {"host": host})


def _check_pattern(column: str, pattern: str) -> None:
    try:
        re.compile(pattern)
    except re.error as error:
        raise RuleError(column, _("The pattern is broken: %(error)s.") % {"error": error}) from error
    if EXPLOSIVE.search(pattern):
        message = _("The pattern repeats a repetition, which can stop the server. Write it simpler.")
        raise RuleError(column, message)


def read_rules(lines: Iterable[str]) -> list[Rule]:
    """Return the rules of a CSV file with a header line. Raises RuleError naming row and column."""
    reader = csv.DictReader(lines)
    columns = [column.name for column in fields(Rule)]
    missing = [name for name in columns if name not in (reader.fieldnames or ())]
    if missing:
        message = _("Row 1: the column “%(column)s” is missing. Needed: %(needed)s.")
        raise RuleError(missing[0], message % {"column": missing[0], "needed": ", ".join(columns)})
    rules = []
    for number, row in enumerate(reader, start=2):
        try:
            rules.append(checked(Rule(**{name: row[name] or "" for name in columns})))
        except RuleError as error:
            message = _("Row %(number)s, column “%(column)s”: %(error)s")
            values = {"number": number, "column": error.column, "error": error}
            raise RuleError(error.column, message % values) from error
    return rules
