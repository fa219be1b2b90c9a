"""The article page, as a reader sees it."""

import pytest

pytestmark = pytest.mark.site


def test_everything_stands_in_its_place(client, publish, picture):
    page = publish(lead_image=picture, lead_image_alt="A dark sky")
    html = client.get(page.url).content.decode().partition("<main")[2]
    order = [
        'aria-label="Breadcrumb"',
        'href="/topics/sleep/"',
        "<h1>Sleeping better</h1>",
        "What helps.",
        "Written by",
        "Medically reviewed by",
        "minute to read",
        'alt="A dark sky"',
        'class="body"',
        'id="references"',
        'id="about-this-review"',
        'class="share"',
        'id="comments"',
    ]
    places = [html.find(text) for text in order]
    assert -1 not in places
    assert places == sorted(places)
