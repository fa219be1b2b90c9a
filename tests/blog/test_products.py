"""Products in an article: what is signed, what readers and feeds see."""

from datetime import timedelta

import pytest
from bs4 import BeautifulSoup
from defusedxml.ElementTree import fromstring
from django.urls import reverse
from django.utils import timezone

from blog.models import HealthArticlePage
from blog.review.digest import content_digest
from disclosures.models import OutsideHost
from disclosures.stored import stored_links

pytestmark = pytest.mark.site

ADDRESS = "https://www.amazon.com/dp/0000000000?tag=ours-20"
INTRO = ("paragraph", "<p>Light keeps people awake.</p>")


def product(merchant=None, **values):
    shop = {"name": "Lamp Shop", "address": ADDRESS, "price": "24.90", "currency": "USD"}
    shop["price_seen_at"] = timezone.now().isoformat()
    details = {"name": "Warm lamp", "kind": "device", "text": "Dim.", "merchants": [shop | (merchant or {})]}
    return {"type": "product", "value": details | values}


def ranking():
    products = [product()["value"], product(name="Other lamp")["value"]]
    value = {"title": "Lamps", "basis": "Price.", "payment_moves_rank": "no", "products": products}
    return {"type": "product_ranking", "value": value}


def root(block):
    stream = HealthArticlePage._meta.get_field("body").stream_block
    return content_digest(HealthArticlePage(title="Lamps", body=stream.to_python([block]))).root


def served(page, client):
    return BeautifulSoup(client.get(page.url).content, "html.parser")


@pytest.fixture
def with_product(publish):
    """Return a function that publishes an article with this block after its first paragraph."""

    def with_product(block):
        stream = HealthArticlePage._meta.get_field("body").stream_block
        return publish(body=stream.to_python([{"type": "paragraph", "value": INTRO[1]}, block]))

    return with_product


@pytest.mark.django_db
@pytest.mark.parametrize(
    "change",
    [{"price": "19.90"}, {"price": None}, {"currency": "EUR"}, {"price_seen_at": "2026-01-01T00:00:00Z"},
     {"address": ADDRESS + "&ascsubtag=b"}],
)  # fmt: skip
def test_another_price_or_partner_number_needs_no_new_signature(change):
    assert root(product(change)) == root(product())


@pytest.mark.django_db
@pytest.mark.parametrize(
    "changed",
    [product(name="Cold lamp"), product(text="It cures insomnia."), product(kind="medicine"), product(rank=1),
     product(rank=1, rank_basis="All patients slept."), product({"name": "Sleep Clinic"}),
     product({"address": "https://www.amazon.com/dp/1111111111?tag=ours-20"})],
)  # fmt: skip
def test_other_words_and_another_place_to_be_led_to_do(changed):
    assert root(changed) != root(product())


def test_a_new_price_is_published_under_the_old_signature(with_product, client):
    page = with_product(product())
    page.body[1].value["merchants"][0]["price"] = "19.90"
    page.save_revision().publish()
    assert "USD 19.90" in served(page, client).text


def test_readers_are_told_before_and_beside_the_product(with_product, client):
    html = served(with_product(product()), client)
    marks = [mark["data-disclosure"] for mark in html.select(".article [data-disclosure]")]
    assert marks[0] == "notice"
    assert marks.index("product") < marks.index("product-notice") < marks.index("label")
    assert html.select_one(".product__link")["rel"] == ["sponsored", "nofollow"]
    assert html.select_one("h2.product__name").text.strip() == "Warm lamp"


def test_the_shops_are_among_the_links_that_editors_are_asked_about(with_product):
    page = with_product(product({"address": "https://shop.example.com/lamp"}))
    assert [link.href for link in stored_links(page)] == ["https://shop.example.com/lamp"]
    assert OutsideHost.objects.unanswered().filter(host="shop.example.com").exists()


def test_a_day_later_the_price_is_gone(with_product, client, time_machine):
    page = with_product(product())
    assert "USD 24.90" in served(page, client).text
    time_machine.move_to(timezone.now() + timedelta(hours=25))
    html = served(page, client)
    assert "24.90" not in html.text
    assert "Price at the shop" in html.text


def test_the_feed_tells_the_same(with_product, client):
    with_product(ranking())
    feed = fromstring(client.get(reverse("blog:feed")).content)
    [text] = [element.text for element in feed.iter() if element.tag.endswith("encoded")]
    html = BeautifulSoup(text, "html.parser")
    assert html.find(attrs={"data-disclosure": True})["data-disclosure"] == "notice"
    assert html.select_one("[data-disclosure=rank-basis]")
    # Feed readers keep a text for longer than a price holds.
    assert "24.90" not in text
    assert len(html.select(".product__link > [data-disclosure=label]")) == 2


def test_products_cost_no_queries_of_their_own(with_product, client, django_assert_max_num_queries):
    page = with_product(ranking())
    client.get(page.url)
    # Those of an article of text alone: test_queries.py.
    with django_assert_max_num_queries(16):
        client.get(page.url)
