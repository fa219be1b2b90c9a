"""What is told about a page elsewhere."""

from types import SimpleNamespace

import pytest

from site_config.page_facts import facts_of


class Picture:
    def __init__(self, address):
        self.address = address

    def get_rendition(self, size):
        assert size.startswith("fill-1200x630")
        return SimpleNamespace(url=self.address)


def article(**values):
    plain = {"title": "Sleep", "seo_title": "", "search_description": "", "summary": "In the dark."}
    return SimpleNamespace(get_full_url=lambda request: "https://e.org/sleep/", **(plain | values))


def test_title_and_summary_are_the_readers_own_unless_the_editor_wrote_others():
    assert facts_of(article()).title == "Sleep"
    assert facts_of(article()).summary == "In the dark."
    promoted = facts_of(article(seo_title="Sleep well", search_description="For search engines."))
    assert (promoted.title, promoted.summary) == ("Sleep well", "For search engines.")


@pytest.mark.parametrize(
    ("address", "absolute"),
    [
        ("/media/bed.jpg", "https://e.org/media/bed.jpg"),
        ("https://files.example/bed.jpg", "https://files.example/bed.jpg"),
    ],
)
def test_the_picture_has_an_absolute_address(address, absolute):
    assert facts_of(article(lead_image=Picture(address))).image == absolute


def test_a_page_without_picture_or_summary_has_none():
    page = article(lead_image=None)
    del page.summary
    assert (facts_of(page).image, facts_of(page).summary) == ("", "")
