"""`manage.py export_reviews`: all evidence, as lines that show if one of them was changed."""

from typing import Any

from django.core.management.base import BaseCommand

from blog.review.audit import chain


class Command(BaseCommand):
    """Writes JSON Lines to standard output, the hash of the last line to standard error."""

    help = (
        "Write all evidence of medical review to standard output, one JSON object per line in the order in which it "
        "was recorded, each with the SHA-256 hash of the line before. The last hash and the number of lines go to "
        "standard error: keep them where nobody of this site can change them; `verify_reviews --head HASH --rows N` "
        "then finds out later whether any of these rows was changed, taken out or put in another order."
    )

    def handle(self, *args: Any, **options: Any) -> None:
        """Write one line at a time: memory does not grow with the rows."""
        count, head = 0, chain.START
        for line, own in chain.lines():
            self.stdout.write(line)
            count, head = count + 1, own
        self.stderr.write(f"head {head} rows {count}")
