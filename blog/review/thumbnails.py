"""Small pictures in place of the marks that stand for image files in a comparison."""

import re

from django.contrib.contenttypes.models import ContentType
from django.db.models import Model
from django.utils.html import format_html
from django.utils.safestring import SafeString
from wagtail.images import get_image_model
from wagtail.images.exceptions import InvalidFilterSpecError
from wagtail.images.models import SourceImageIOError
from wagtail.models import ReferenceIndex

from blog.review.changes import HASH_LETTERS
from blog.review.files import IMAGE, hashes_of
from blog.review.marking import PICTURE_FILE

SIZE = "max-240x180"


def images_by_mark(*pages: Model) -> dict[str, Model]:
    """Return the images that these pages show, as they stand in memory, by what stands for their files."""
    kind = ContentType.objects.get_for_model(get_image_model()).pk
    keys = {
        str(key)
        for page in pages
        for type_id, key, _model_path, _path in ReferenceIndex._extract_references_from_object(page)
        if type_id == kind
    }
    images = get_image_model().objects.in_bulk({int(key) for key in keys})
    hashes = hashes_of((IMAGE, key) for key in keys)
    return {
        digest[:HASH_LETTERS]: images[int(key)]
        for (_kind, key), digest in hashes.items()
        if int(key) in images
    }


def with_thumbnails(text: SafeString, images: dict[str, Model]) -> SafeString:
    """Return the text with a picture for each mark whose image is known; the others stay words."""
    return SafeString(PICTURE_FILE.sub(lambda match: _tag(match, images.get(match[1])), text))


def _tag(match: re.Match[str], image: Model | None) -> str:
    if image is None:
        return match[0]
    try:
        rendition = image.get_rendition(SIZE)
    except (SourceImageIOError, InvalidFilterSpecError, OSError):
        return match[0]
    return format_html(
        '<img class="review-picture" src="{}" alt="{}" width="{}" height="{}" loading="lazy">',
        rendition.url,
        match[0],
        rendition.width,
        rendition.height,
    )
