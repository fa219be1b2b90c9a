"""Addresses are read as browsers read them, and nothing makes reading fail."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from disclosures.addresses import UnreadableAddressError, ascii_host, read
from disclosures.classification import classify_url


@pytest.mark.parametrize(
    ("text", "host", "path", "query"),
    [
        ("https://Example.COM/A?b=1#c", "example.com", "/A", "b=1"),
        ("//example.com", "example.com", "/", ""),
        ("/\\example.com\\a", "example.com", "/a", ""),
        ("https:example.com/a", "example.com", "/a", ""),
        ("https://user:a@b@example.com:8080/", "example.com", "/", ""),
        ("https://" + "u" * 5_000 + "@example.com/", "example.com", "/", ""),
        ("https://example.com./a/./b/../c/", "example.com", "/a/c/", ""),
        ("https://münchen.example/", "xn--mnchen-3ya.example", "/", ""),
        ("https://example。com/", "example.com", "/", ""),
        ("https://[2001:db8::1]:80/x", "[2001:db8::1]", "/x", ""),
        ("go/lamp", "", "/go/lamp", ""),
        ("../go/lamp", "", "/go/lamp", ""),
        ("/%67o/lamp", "", "/go/lamp", ""),
        ("?a=b", "", "/", "a=b"),
        ("https://example.com?a=b", "example.com", "/", "a=b"),
    ],
)
def test_an_address_in_parts(text, host, path, query):
    address = read(text)
    assert (address.host, address.path, address.query) == (host, path, query)


@pytest.mark.parametrize(
    "text", ["mailto:a@b.example", "tel:1", "data:text/html,x", "blob:x", "", "  ", "#top"]
)
def test_what_leads_nowhere_on_the_web_is_none(text):
    assert read(text) is None


@pytest.mark.parametrize(
    "text",
    ["https://", "//", "https:///", "http://a b/", "https://[broken/", "https://%00/", "https://a|b/", "https://.",
     "https://" + "a." * 200, "https://" + "é" * 70, "https://a\ud800b/", "https://x" + "y" * 3_000],
)  # fmt: skip
def test_an_unreadable_address_is_reported_not_raised(text):
    with pytest.raises(UnreadableAddressError):
        read(text)
    match = classify_url(text)
    assert (match.programme, match.strength, match.counts) == ("Unreadable address", "weak", False)


def test_parameters_are_decoded_and_empty_ones_left_out():
    address = read("https://x.example/?T%61g=a%20b&tag=c+d&empty=&alone&amp;second=2&&=3")
    assert address.parameters() == {"tag": ["a b", "c d"], "second": ["2"], "": ["3"]}


def test_a_host_is_plain_ascii():
    assert ascii_host("EXAMPLE.com.") == "example.com"


def test_ten_megabytes_are_read():
    assert (
        classify_url("https://www.amazon.com/?tag=ours-20&x=" + "//" * 5_000_000).programme
        == "Amazon Associates"
    )


@given(st.text())
def test_nothing_makes_classifying_fail(text):
    for address in (
        text,
        "https://" + text,
        "//" + text,
        "javascript:" + text,
        "https://x.example/?u=//" + text,
    ):
        classify_url(address)


@pytest.mark.shared
def test_no_naughty_string_makes_classifying_fail(shared_data):
    for line in (shared_data / "hostile" / "naughty-strings.txt").read_text(encoding="utf-8").splitlines():
        for address in (line, f"https://{line}/", f"https://x.example/?tag={line}", f"javascript:{line}"):
            classify_url(address)
