"""One copy of a page serves every reader."""

import pytest

from site_config.first_pages import create_first_pages

pytestmark = pytest.mark.django_db


@pytest.fixture
def home():
    return create_first_pages("Good Sleep")


@pytest.mark.parametrize("wish", ["de", "en", "fr;q=0.9, de;q=0.8"])
def test_a_page_is_the_same_whatever_the_browser_wishes(home, client, wish):
    answer = client.get("/", headers={"accept-language": wish})
    assert answer.headers["Content-Language"] == "en"
    assert "Accept-Language" not in answer.headers.get("Vary", "")


def test_a_page_asks_caches_to_tell_readers_apart_by_nothing_of_theirs(home, client):
    answer = client.get("/")
    assert "Cookie" not in answer.headers.get("Vary", "")
    assert answer.cookies == {}


def test_an_address_with_a_language_is_answered_in_it(home, client):
    assert client.get("/de/nothing/").headers["Content-Language"] == "de"


@pytest.mark.parametrize("number", ["9" * 5000, "-1", "two", "٣"])
def test_a_strange_page_number_is_no_server_error(home, client, number):
    assert client.get("/about/", {"page": number}).status_code == 200
