"""Pages with a past: signed, changed, corrected, replaced in an emergency, withdrawn."""

from datetime import timedelta

import pytest

from blog.review import clock
from blog.review.digest import content_digest
from blog.review.models import EmergencyReplacement, MinorEdit, Publication
from tests.blog.review.conftest import sign
from tests.testapp.models import ReviewedPage


def fresh(page):
    return ReviewedPage.objects.get(pk=page.pk)


def rewrite(page, body, *, signed=True):
    """Publish another text of the page, signed or on whatever ground there is."""
    page = fresh(page)
    page.body = body
    if signed:
        sign(page)
    page.save_revision().publish()
    return fresh(page)


def emergency(page, body="<p>Take 2 mg.</p>"):
    """Replace the text at once, as somebody with that role does."""
    page = fresh(page)
    page.body = body
    digest = content_digest(page)
    EmergencyReplacement.objects.create(
        page=page,
        page_title=page.title,
        digest=digest.root,
        digest_version=digest.version,
        payload=digest.payload,
        reason="The dose was wrong.",
        editor_name="secret-editor",
        replaced_at=clock.now(),
        until=clock.now() + timedelta(hours=72),
    )
    return rewrite(page, body, signed=False)


def minor_edit(page, body, reason="typo", second_name="second-secret"):
    """Publish another text as a minor edit."""
    page = fresh(page)
    page.body = body
    digest = content_digest(page)
    publication = Publication.objects.current(page.pk)
    MinorEdit.objects.create(
        page=page,
        before=publication.digest,
        digest=digest.root,
        digest_version=digest.version,
        payload=digest.payload,
        reason=reason,
        explanation="One letter.",
        review=publication.review,
        editor_name="secret-editor",
        second_name=second_name,
        accepted_at=clock.now(),
    )
    return rewrite(page, body, signed=False)


@pytest.fixture
def with_past(make_page):
    """First a wrong text, an emergency, then a signed one, then a minor edit."""
    page = make_page(body="<p>Take 50 mg.</p>", published=True)
    emergency(page)
    rewrite(page, "<p>Take 5 mg dayly.</p>")
    return minor_edit(page, "<p>Take 5 mg daily.</p>")
