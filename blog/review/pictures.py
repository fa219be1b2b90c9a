"""SHA-256 of image files: a swapped picture is another text."""

import hashlib
from collections.abc import Iterable

from django.core.cache import cache
from django.db.models import Model
from wagtail.images import get_image_model

CACHE_SECONDS = 7 * 24 * 3600
MISSING = "missing"


def hashes_of(keys: Iterable[str]) -> dict[str, str]:
    """Return the hash of each image's file, in one query for all of them; "missing" where there is none."""
    numbers = {int(key) for key in keys if key.isdecimal()}
    found = get_image_model().objects.in_bulk(numbers) if numbers else {}
    hashes = {str(pk): file_hash(image) for pk, image in found.items()}
    return {key: hashes.get(key, MISSING) for key in keys}


def file_hash(image: Model) -> str:
    """Return the SHA-256 of the image's file; "missing" if storage does not have it.

    Wagtail's own `file_hash` is not used: it may be empty, and it survives a change of the file.
    """
    key = cache_key(image)
    known = cache.get(key)
    if known is not None:
        return known
    try:
        with image.file.storage.open(image.file.name) as file:
            digest = hashlib.file_digest(file, "sha256").hexdigest()
    except OSError:
        return MISSING
    cache.set(key, digest, CACHE_SECONDS)
    return digest


def forget(image: Model) -> None:
    """Forget the hash: the file may have been written again under the same name."""
    cache.delete(cache_key(image))


def cache_key(image: Model) -> str:
    """Name the file by its place and size; hashed, since names may hold what cache keys may not."""
    name = f"{image.file.name}:{image.file_size}"
    return f"medical_review:picture:{hashlib.sha256(name.encode()).hexdigest()}"
