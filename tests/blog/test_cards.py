"""An article that is all advertising says so wherever it is listed."""

import pytest
from bs4 import BeautifulSoup
from django.db import connection
from django.test.utils import CaptureQueriesContext

pytestmark = [pytest.mark.site, pytest.mark.usefixtures("search_index")]
LISTS = ["/", "/articles/", "/topics/sleep/", "/people/ana-ruiz/", "/search/?q=lamps", "/saved/?ids={pk}"]
SPONSORED = [("connection", {"kind": "sponsored", "who": "Acme", "what": "", "since": None})]
GIFT = [("connection", {"kind": "gift", "who": "Acme", "what": "a lamp", "since": None})]


def cards(client, address):
    soup = BeautifulSoup(client.get(address).content, "html.parser")
    return soup.find_all(attrs={"data-disclosure": "commercial-card"})


@pytest.mark.parametrize("address", LISTS)
def test_its_card_begins_with_a_label(publish, client, address):
    page = publish("Lamps", disclosure_wholly_commercial=True)
    [card] = cards(client, address.format(pk=page.pk))
    link = card.find("a")
    assert link.get_text(" ", strip=True) == "Advertisement Lamps"
    assert link.find(attrs={"data-disclosure": "label"}).get_text() == "Advertisement"


@pytest.mark.parametrize("address", LISTS)
def test_other_articles_carry_none(publish, client, address):
    page = publish("Lamps", disclosure_connections=GIFT)
    assert cards(client, address.format(pk=page.pk)) == []


def test_an_article_that_somebody_paid_for_is_one(publish, client):
    publish("Lamps", disclosure_connections=SPONSORED)
    assert cards(client, "/articles/")


def test_related_articles_carry_it_too(publish, client):
    publish("Lamps", disclosure_wholly_commercial=True)
    [card] = cards(client, publish("Other").url)
    assert card.a.get_text(" ", strip=True) == "Advertisement Lamps"


@pytest.mark.parametrize("kind", ["json", "html"])
def test_copies_of_a_saved_list_say_it(publish, client, kind):
    page = publish("Lamps", disclosure_wholly_commercial=True)
    assert b"Advertisement: Lamps" in client.get(f"/saved/?ids={page.pk}&format={kind}").content


@pytest.mark.parametrize(
    "address", ["/", "/articles/", "/topics/sleep/", "/people/ana-ruiz/", "/search/?q=lamps"]
)
def test_more_of_them_cost_no_more(publish, client, address):
    publish("Lamps one", disclosure_wholly_commercial=True)

    def queries():
        client.get(address)
        with CaptureQueriesContext(connection) as captured:
            client.get(address)
        return len(captured)

    few = queries()
    for number in range(4):
        publish(f"Lamps {number}", disclosure_wholly_commercial=True, disclosure_connections=SPONSORED)
    assert queries() == few
