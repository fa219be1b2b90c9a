"""Articles that came with the site, as they were before medical review was installed."""

from datetime import UTC, datetime

import pytest
from django.contrib.contenttypes.models import ContentType
from wagtail.models import PageLogEntry

from tests.testapp.models import ReviewedPage

LONG_AGO = datetime(2019, 5, 4, tzinfo=UTC)


@pytest.fixture
def old_page(site_root):
    """A page that has been live since before there was a gate."""

    def make(title="Old", body="<p>Take 5 mg.</p>", parent=None):
        page = (parent or site_root).add_child(instance=ReviewedPage(title=title, body=body, live=False))
        page.save_revision(clean=False)
        ReviewedPage.objects.filter(pk=page.pk).update(
            live=True, first_published_at=LONG_AGO, last_published_at=LONG_AGO
        )
        return ReviewedPage.objects.get(pk=page.pk)

    return make


@pytest.fixture
def held_page(site_root):
    """A page that an import added as live, and of which the gate made a draft."""

    def make(title="Held", user=None, published=LONG_AGO, revision=True):
        page = ReviewedPage(title=title, body="<p>Take 5 mg.</p>", live=False)
        site_root.add_child(instance=page)
        PageLogEntry.objects.filter(page=page.pk, action="medical_review.hold").delete()
        if revision:
            page.save_revision(clean=False)
        entry = PageLogEntry(
            page=page,
            content_type=ContentType.objects.get_for_model(ReviewedPage),
            label=title,
            action="medical_review.hold",
            user=user,
            timestamp=datetime.now(UTC),
            data={"first_published_at": published.isoformat() if published else None},
        )
        PageLogEntry.objects.bulk_create([entry])
        return page

    return make
