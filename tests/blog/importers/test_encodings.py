"""blog.importers.encodings: bytes of any program become text, or a sentence that says what to do."""

import codecs

import pytest

from blog.importers.encodings import decode
from blog.importers.imported import NotAnArticle

TEXT = "Café – “sleep”\nand 5 µg"


@pytest.mark.parametrize(
    "data",
    [
        TEXT.encode(),
        codecs.BOM_UTF8 + TEXT.encode(),
        TEXT.encode("windows-1252"),
        codecs.BOM_UTF16_LE + TEXT.encode("utf-16-le"),
        codecs.BOM_UTF16_BE + TEXT.encode("utf-16-be"),
    ],
)
def test_text_is_read_whatever_program_wrote_it(data) -> None:
    assert decode(data) == TEXT


@pytest.mark.parametrize(
    ("data", "word"),
    [
        (b"PK\x03\x04rest", "Word"),
        (b"\xd0\xcf\x11\xe0rest", "Word"),
        (b"{\\rtf1 x}", "rich text"),
        (b"%PDF-1.7", "PDF"),
        (b"\x89PNG\r\n\x1a\n\x00\x00", "not text"),
        (b"caf\xe9 \x81 \x9d", "not text"),
        (codecs.BOM_UTF16_LE + b"\x00\xd8", "not text"),
    ],
)
def test_what_is_not_text_is_refused_with_the_way_on(data, word) -> None:
    with pytest.raises(NotAnArticle) as refused:
        decode(data)
    assert word in str(refused.value)
    assert "import that" in str(refused.value)
