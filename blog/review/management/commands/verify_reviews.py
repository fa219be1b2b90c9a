"""`manage.py verify_reviews`: is what readers see what was signed?"""

from collections.abc import Iterator
from typing import Any

from django.contrib.contenttypes.models import ContentType
from django.core.management.base import BaseCommand, CommandError
from wagtail.models import AbstractPage

from blog.review.digest import content_digest, digest_of
from blog.review.governed import governed_models
from blog.review.models import MedicalReview, Publication

CHUNK = 200


class Command(BaseCommand):
    """Recomputes every live digest and every stored signature; exits with an error on any difference."""

    help = (
        "Recompute the digest of every live governed page and of every stored review; fail on any difference."
    )

    def handle(self, *args: Any, **options: Any) -> None:
        differences = 0
        checked = 0
        for line in self.findings():
            checked += 1
            if line:
                differences += 1
                self.stderr.write(line)
        if differences:
            raise CommandError(f"{differences} of {checked} pages and reviews differ. See above.")
        self.stdout.write(f"{checked} pages and reviews agree.")

    def findings(self) -> Iterator[str]:
        """Yield one sentence for each difference and an empty text for each agreement."""
        for review in MedicalReview.objects.order_by("pk").iterator(chunk_size=CHUNK):
            yield _review_difference(review)
        for model in governed_models():
            # By content type: the manager of a class also finds the pages of its subclasses.
            own = ContentType.objects.get_for_model(model)
            pages = model._default_manager.filter(live=True, content_type=own)
            for page in pages.iterator(chunk_size=CHUNK):
                yield _page_difference(page)


def _review_difference(review: MedicalReview) -> str:
    if digest_of(review.payload).root == review.digest:
        return ""
    return f"Review {review.pk} of page {review.page_id}: the stored text is not the one that was signed."


def _page_difference(page: AbstractPage) -> str:
    publication = Publication.objects.current(page.pk)
    if publication is None or not publication.permits:
        return f"Page {page.pk} ({page.title}) is marked live without a Publication; readers do not see it."
    root = content_digest(page).root
    if publication.digest != root:
        return f"Page {page.pk} ({page.title}): the live text is not the one that was let out."
    if publication.review is not None and publication.review.digest != root:
        return f"Page {page.pk} ({page.title}): the live text is not the one that was signed."
    return ""
