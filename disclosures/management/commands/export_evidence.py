"""`manage.py export_evidence`: everything that was recorded, as a file that shows if it was changed."""

import sys
from argparse import ArgumentParser
from contextlib import nullcontext
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from disclosures import exporting
from disclosures.exporting import BrokenChainError
from disclosures.times import moment_of


class Command(BaseCommand):
    """Writes CSV, or JSON Lines in which each line carries the hash of the one before; verifies such a file."""

    help = (
        "Write the evidence of what readers were told to standard output. In JSON Lines each line carries the SHA-256 "
        "hash of the line before. The last hash is printed to standard error: keep it elsewhere, and --verify finds "
        "whatever was changed in the file, taken out or put in another order."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Take the form, the beginning, or a file to verify."""
        parser.add_argument("--format", choices=["csv", "jsonl"], default="jsonl")
        parser.add_argument("--since", metavar="TIME", type=moment_of, help="only from this date or time on")
        parser.add_argument(
            "--verify", metavar="FILE", help="look whether a JSON Lines file is as it was exported"
        )
        parser.add_argument(
            "--last", metavar="HASH", default="", help="with --verify: the last hash, as you kept it"
        )

    def handle(self, *args: Any, **options: Any) -> None:
        """Write or verify. Raises CommandError if a file is not as it was exported."""
        if options["verify"]:
            self.verify(options["verify"], options["last"])
            return
        rows = exporting.rows_since(options["since"])
        if options["format"] == "csv":
            for line in exporting.csv_lines(rows):
                self.stdout.write(line)
            return
        last = exporting.START
        for line, own in exporting.chained_lines(rows):
            self.stdout.write(line)
            last = own
        self.stderr.write(f"Last hash: {last}")

    def verify(self, name: str, last: str) -> None:
        """Say that the file is whole. Raises CommandError at what is not."""
        try:
            with (
                nullcontext(sys.stdin)
                if name == "-"
                else Path(name).open(encoding="utf-8", newline="\n") as lines
            ):
                count, digest = exporting.verify(lines, last)
        except (OSError, UnicodeDecodeError, BrokenChainError) as error:
            raise CommandError(str(error)) from error
        self.stdout.write(f"{count} lines are as they were exported. Last hash: {digest}")
        if not last:
            self.stdout.write(
                "Compare this hash with the one you kept (--last): the last line is sealed by it only."
            )
