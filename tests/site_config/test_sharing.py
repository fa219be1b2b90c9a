"""Addresses at which an article is shared."""

from urllib.parse import parse_qs, unquote, urlsplit

import pytest
from django.core.exceptions import ValidationError
from hypothesis import given
from hypothesis import strategies as st

from site_config.sharing import (
    SERVICE_ICONS,
    PageFacts,
    check_address_template,
    share_address,
    shipped_services,
)

FACTS = PageFacts(
    url="https://example.org/sleep/?a=1&b=2",
    title="Sleep & you: 100% honest + {url}",
    image="https://example.org/media/bed.jpg",
    summary="Why a dark room helps.",
)
SHIPPED = [service["value"] for service in shipped_services() if service["type"] == "service"]
texts = st.text(st.characters(exclude_categories=["Cs"]), max_size=80)
addresses = st.text(st.characters(exclude_categories=["Cs"]), min_size=1, max_size=80).map(
    lambda path: f"https://example.org/{path}"
)


def template_of(label):
    return next(value["address"] for value in SHIPPED if value["label"] == label)


@pytest.mark.parametrize(
    ("label", "address"),
    [
        ("X", "https://x.com/intent/tweet?text=A%20B&url=https%3A%2F%2Fe.org%2Fa%2F"),
        (
            "Reddit",
            "https://www.reddit.com/submit?url=https%3A%2F%2Fe.org%2Fa%2F&title=A%20B",
        ),
        ("Facebook", "https://www.facebook.com/sharer/sharer.php?u=https%3A%2F%2Fe.org%2Fa%2F"),
        ("WhatsApp", "https://wa.me/?text=A%20B%20https%3A%2F%2Fe.org%2Fa%2F"),
        ("Bluesky", "https://bsky.app/intent/compose?text=A%20B%20https%3A%2F%2Fe.org%2Fa%2F"),
        ("Mastodon", "https://share.joinmastodon.org/#text=A%20B%20https%3A%2F%2Fe.org%2Fa%2F"),
        ("E-mail", "mailto:?subject=A%20B&body=C%0A%0Ahttps%3A%2F%2Fe.org%2Fa%2F"),
        ("SMS", "sms:?&body=A%20B%20https%3A%2F%2Fe.org%2Fa%2F"),
    ],
)
def test_shipped_services_take_the_article(label, address):
    facts = PageFacts(url="https://e.org/a/", title="A B", image="https://e.org/p.jpg", summary="C")
    assert share_address(template_of(label), facts) == address


@given(addresses, texts)
def test_what_goes_in_comes_out_at_the_service(url, title):
    address = share_address("https://s.example/?u={url}&t={title}", PageFacts(url=url, title=title))
    arrived = parse_qs(urlsplit(address).query, keep_blank_values=True, strict_parsing=True)
    assert arrived == {"u": [url], "t": [" ".join(title.split())]}


@given(st.text(), st.text())
def test_any_text_gives_an_address_of_plain_characters(title, summary):
    facts = PageFacts(url="https://e.org/", title=title, summary=summary)
    address = share_address("mailto:?subject={title}&body={summary}%0A%0A{url}", facts)
    assert address.isascii()
    assert not set(address) & set(" \r\n\t\"'<>`{}")


@given(texts)
def test_a_title_adds_no_line_to_a_mail(title):
    subject = share_address(
        "mailto:?subject={title}&body={url}", PageFacts(url="https://e.org/", title=title)
    )
    assert not set(unquote(subject)) & set("\r\n")


def test_pinterest_gets_the_picture():
    facts = PageFacts(url="https://e.org/a/", title="A B", image="https://e.org/p.jpg")
    start, _, query = share_address(template_of("Pinterest"), facts).partition("?")
    assert start == "https://www.pinterest.com/pin/create/button/"
    assert query.split("&") == [
        "url=https%3A%2F%2Fe.org%2Fa%2F",
        "media=https%3A%2F%2Fe.org%2Fp.jpg",
        "description=A%20B",
    ]


def test_braces_in_a_title_are_not_filled_in_again():
    address = share_address("https://s.example/?t={title}&u={url}", PageFacts("https://e.org/", "{url}"))
    assert address == "https://s.example/?t=%7Burl%7D&u=https%3A%2F%2Fe.org%2F"


def test_a_service_that_needs_a_picture_is_left_out_without_one():
    assert share_address(template_of("Pinterest"), PageFacts("https://e.org/", "A")) == ""


@pytest.mark.parametrize("value", SHIPPED, ids=lambda value: value["label"])
def test_shipped_templates_pass_the_check_and_name_a_known_icon(value):
    check_address_template(value["address"])
    assert value["icon"] in ("", *SERVICE_ICONS)


def test_yummly_is_listed_as_retired_with_its_reason():
    yummly = next(value for value in SHIPPED if value["label"] == "Yummly")
    assert yummly["state"] == "retired"
    assert "December 2024" in yummly["reason"]


@pytest.mark.parametrize(
    ("template", "complaint"),
    [
        ("javascript:alert({url})", "Begin with https"),
        ("http://s.example/?u={url}", "Begin with https"),
        ("//s.example/?u={url}", "Begin with https"),
        ("data:text/html,{url}", "Begin with https"),
        ("https://s.example/?u={url}&n={name}", "Only {url}"),
        ("https://s.example/?u={{url}}", "Only {url}"),
        ("https://s.example/?u={url", "Only {url}"),
        ("https://s.example/?t={title}", "Put {url}"),
        ("https://{url}/", "host"),
        ("https://user:secret@s.example/?u={url}", "host"),
        ("https://?u={url}", "host"),
        ("https://s.example/{url}", "not in the path"),
        ("https://s.example/?t={title} {url}", "spaces"),
        ("https://s.example/\n?u={url}", "spaces"),
        ("java\tscript:{url}", "spaces"),
        ("https://exämple.org/?u={url}", "spaces"),
    ],
)
def test_a_bad_template_is_refused_with_what_to_mend(template, complaint):
    with pytest.raises(ValidationError, match=complaint):
        check_address_template(template)
