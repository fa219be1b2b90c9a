"""SHA-256 of the files that a text shows or offers: a swapped picture or leaflet is another text."""

import hashlib
from collections.abc import Iterable

from django.apps import apps
from django.core.cache import cache
from django.db.models import Model
from wagtail.images import get_image_model

CACHE_SECONDS = 7 * 24 * 3600
MISSING = "missing"
IMAGE, DOCUMENT = "image", "document"

# A file is named by what it is, and by the key of its row as the text writes it.
FileKey = tuple[str, str]


def model_of(kind: str) -> type[Model] | None:
    """Return the site's model of images or of documents; None on a site that has no documents."""
    if kind == IMAGE:
        return get_image_model()
    if not apps.is_installed("wagtail.documents"):
        return None
    from wagtail.documents import get_document_model  # noqa: PLC0415  not every site has them

    return get_document_model()


def kind_of_file(model: type[Model]) -> str | None:
    """Whether rows of this model are the site's images or documents."""
    for kind in (IMAGE, DOCUMENT):
        base = model_of(kind)
        if base is not None and issubclass(model, base):
            return kind
    return None


def hashes_of(wanted: Iterable[FileKey]) -> dict[FileKey, str]:
    """Return the hash of each file, in one query per kind; "missing" where there is none."""
    keys = list(wanted)
    found: dict[FileKey, str] = {}
    for kind in {kind for kind, _key in keys}:
        numbers = {int(key) for of, key in keys if of == kind and _is_number(key)}
        model = model_of(kind)
        rows = model._default_manager.in_bulk(numbers) if model and numbers else {}
        found |= {(kind, str(pk)): file_hash(row) for pk, row in rows.items()}
    return {(kind, key): found.get((kind, _plain(key)), MISSING) for kind, key in keys}


def _is_number(key: str) -> bool:
    # More digits than a database has keys for would be an error of the database.
    return key.isascii() and key.isdecimal() and len(key) < 19


def _plain(key: str) -> str:
    return str(int(key)) if _is_number(key) else key


def file_hash(row: Model) -> str:
    """Return the SHA-256 of an image's or a document's file; "missing" if storage does not have it.

    Wagtail's own `file_hash` is not used: it may be empty, and it survives a change of the file.
    """
    key = cache_key(row)
    known = cache.get(key)
    if known is not None:
        return known
    try:
        with row.file.storage.open(row.file.name) as file:
            digest = hashlib.file_digest(file, "sha256").hexdigest()
    except OSError:
        return MISSING
    cache.set(key, digest, CACHE_SECONDS)
    return digest


def forget(row: Model) -> None:
    """Forget the hash: the file may have been written again under the same name."""
    cache.delete(cache_key(row))


def cache_key(row: Model) -> str:
    """Name the file by its place and size; hashed, since names may hold what cache keys may not."""
    name = f"{row.file.name}:{row.file_size}"
    return f"medical_review:picture:{hashlib.sha256(name.encode()).hexdigest()}"
