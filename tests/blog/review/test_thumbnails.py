"""A swapped picture is seen, not read as a number."""

import pytest
from django.urls import reverse
from wagtail.images import get_image_model
from wagtail.images.tests.utils import get_test_image_file

from blog.review.thumbnails import images_by_mark, with_thumbnails
from tests.blog.review.conftest import sign
from tests.testapp.models import BlocksPage

pytestmark = pytest.mark.django_db


@pytest.fixture
def pictures(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path
    return [
        get_image_model().objects.create(
            title=colour, file=get_test_image_file(filename=f"{colour}.png", colour=colour)
        )
        for colour in ("white", "black")
    ]


@pytest.fixture
def swapped(site_root, reviewer, pictures):
    """A page whose signed picture gave way to another one in the draft."""
    before, after = pictures
    page = BlocksPage(title="Heart", live=False, assigned_reviewer=reviewer)
    page.body = [("picture", before)]
    site_root.add_child(instance=page)
    sign(page)
    page.body = [("picture", after)]
    page.save_revision()
    return page


def test_both_pictures_are_shown(client, editor, swapped):
    client.force_login(editor)
    text = client.get(reverse("medical_review_admin:review", args=[swapped.pk])).text
    gone, new = text.index("<del><img"), text.index("<ins><img")
    assert "/white" in text[gone:new]
    assert "/black" in text[new:]


def test_a_picture_without_a_file_stays_words(swapped, pictures):
    images = images_by_mark(swapped)
    [mark] = images
    pictures[1].file.storage.delete(pictures[1].file.name)
    text = f"[picture file {mark}] [picture file unknown]"
    assert with_thumbnails(text, images) == text
