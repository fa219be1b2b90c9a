"""Turn the bytes of a text file into text, whatever program wrote it."""

import codecs
import re

from django.utils.translation import gettext_lazy as _

from blog.importers.imported import NotAnArticle

# Beginnings of files that people take for text.
_OTHER_FORMATS = {
    b"PK\x03\x04": _(
        "This is a Word or another packed document. Save it as plain text (.txt) and import that."
    ),
    b"\xd0\xcf\x11\xe0": _("This is an old Word document. Save it as plain text (.txt) and import that."),
    b"{\\rtf": _("This is a rich text document. Save it as plain text (.txt) and import that."),
    b"%PDF": _("This is a PDF. Copy its text into a plain text file (.txt) and import that."),
}
_NOT_TEXT = _("This file is not text. Save the article as plain text (.txt) in UTF-8 and import that.")
_BINARY = re.compile(rb"[\x00-\x08\x0e-\x1a\x1c-\x1f]")


def decode(data: bytes) -> str:
    """Return the text of a file in UTF-8, UTF-16 with a mark, or Windows-1252; raise NotAnArticle otherwise."""
    for beginning, message in _OTHER_FORMATS.items():
        if data.startswith(beginning):
            raise NotAnArticle(message)
    if data.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        return _decoded(data, "utf-16")
    if _BINARY.search(data):
        raise NotAnArticle(_NOT_TEXT)
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError:
        return _decoded(data, "windows-1252")


def _decoded(data: bytes, encoding: str) -> str:
    try:
        return data.decode(encoding)
    except UnicodeDecodeError as error:
        raise NotAnArticle(_NOT_TEXT) from error
