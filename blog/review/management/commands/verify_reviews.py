"""`manage.py verify_reviews`: is what readers see what was signed, and is the evidence whole?"""

import re
from argparse import ArgumentParser, ArgumentTypeError
from collections.abc import Iterator
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.utils.translation import gettext as _

from blog.review import clock
from blog.review.audit import chain, ledger, live, texts


def hash_in_hex(value: str) -> str:
    """Return a SHA-256 as typed. Raises ArgumentTypeError for anything else."""
    if not re.fullmatch(r"[0-9a-fA-F]{64}", value):
        raise ArgumentTypeError(
            "A head is the 64 characters (0-9, a-f) that export_reviews printed after the word head."
        )
    return value.lower()


class Command(BaseCommand):
    """Recomputes every live digest, every stored one and the ledger; exits with an error on any difference."""

    help = (
        "Recompute the digest of every live governed page and of every stored text, and look for gaps in the evidence; "
        "fail on any difference. With --head and --rows from an earlier export_reviews: also whether the evidence of "
        "that time is unchanged."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Take what an earlier export printed."""
        parser.add_argument(
            "--head", type=hash_in_hex, help="the hash that an earlier export_reviews printed"
        )
        parser.add_argument("--rows", type=int, help="the number of rows that it printed beside it")

    def handle(self, *args: Any, **options: Any) -> None:
        """Print one sentence per difference. Raises CommandError if there is one."""
        head, rows = options["head"], options["rows"]
        if (head is None) != (rows is None):
            raise CommandError("Give --head and --rows together: export_reviews printed both.")
        self.pages = differences = 0
        for sentence in self.findings(head, rows):
            differences += 1
            self.stderr.write(sentence)
        if differences:
            raise CommandError(f"{differences} differences. See above.")
        self.stdout.write(f"{self.pages} live pages agree with what was let out, and the evidence is whole.")
        if head is None:
            self.stdout.write(
                "Rows that were changed together with their digests are found only with --head."
            )

    def findings(self, head: str | None, rows: int | None) -> Iterator[str]:
        """Yield one sentence for each difference."""
        for problem in live.findings(clock.now()):
            self.pages += 1
            if problem:
                yield problem
        yield from texts.differences()
        yield from ledger.differences()
        if head is not None and rows is not None and (found := chain.head_after(rows)) != head:
            yield _why_not_the_head(found, rows)


def _why_not_the_head(found: str | None, rows: int) -> str:
    if found is None:
        return _("There are fewer than %(rows)d rows of evidence now.") % {"rows": rows}
    return _(
        "The first %(rows)d rows of evidence are not those of the earlier export: at least one was changed, taken "
        "out or put in another order. Compare a new export with the earlier one, line by line."
    ) % {"rows": rows}
