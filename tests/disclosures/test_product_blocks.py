"""Products and rankings: prices with their time, the notice beside the shops, places with their reason."""

import io
from datetime import UTC, datetime, timedelta
from decimal import Decimal

import pytest
from bs4 import BeautifulSoup
from django.core.exceptions import ValidationError
from django.core.files.images import ImageFile
from django.template import Context, Template
from django.utils import timezone, translation
from PIL import Image
from wagtail import blocks
from wagtail.images import get_image_model
from wagtail.models import Locale, Site

from disclosures.injection import disclose
from disclosures.matcher import RuleSet
from disclosures.models import DisclosureSettings, DisclosureText, LinkTarget, ManagedLink
from disclosures.policies import policy_for
from disclosures.product_blocks import ProductBlock, ProductRankingBlock
from disclosures.shop_blocks import MerchantBlock
from disclosures.texts import sentences, shipped_texts
from disclosures.wording import states_earning
from tests.disclosures.pages import a_page

pytestmark = pytest.mark.django_db

NOW = datetime(2026, 11, 25, 12, 0, tzinfo=UTC)
AMAZON = "https://www.amazon.com/dp/0000000000?tag=example-20"
UNPAID = "https://www.example.org/lamp"
LONG = "Donaudampfschifffahrtsgesellschaftskapitänsleselampe" * 3


def a_merchant(**values):
    return {"name": "Lamp Shop", "address": AMAZON} | values


def priced(hours_ago, **values):
    seen = timezone.now() - timedelta(hours=hours_ago)
    return a_merchant(price="24.90", currency="USD", price_seen_at=seen.isoformat()) | values


def a_product(*merchants, **values):
    return {"name": "Warm lamp", "kind": "other", "text": "Dim.", "merchants": list(merchants)} | values


def rendered(value, block=None, **context):
    block = block or ProductBlock()
    return BeautifulSoup(block.render(block.to_python(value), context=context), "html.parser")


def refused(block, value):
    with pytest.raises(ValidationError) as error:
        block.clean(block.to_python(value))
    return {name: found.messages[0] for name, found in error.value.block_errors.items()}


class TestPrices:
    def test_a_price_stands_with_the_time_at_which_it_was_seen_as_text(self):
        price = rendered(a_product(priced(1))).select_one("[data-disclosure=price]")
        time = price.select_one("time[data-disclosure=price-time]")
        assert price.text.split()[:3] == ["USD", "24.90", "seen"]
        assert timezone.now() - datetime.fromisoformat(time["datetime"]) < timedelta(hours=2)
        assert str(timezone.now().year) in time.text

    def test_the_time_names_its_zone(self, time_machine):
        time_machine.move_to(NOW, tick=False)
        with timezone.override("Europe/Berlin"):
            assert rendered(a_product(priced(0))).time.text.endswith("CET")

    @pytest.mark.parametrize("hours_ago", [24.01, 48, 10_000, -0.1])
    def test_an_old_price_and_one_of_the_future_are_hidden(self, hours_ago):
        html = rendered(a_product(priced(hours_ago)))
        assert "24.90" not in html.text
        assert html.select_one(".product__price").text == "Price at the shop"
        assert html.select("[data-disclosure=price]") == []

    def test_a_price_holds_for_exactly_one_day(self, time_machine):
        time_machine.move_to(NOW, tick=False)
        assert "24.90" in rendered(a_product(priced(24))).text

    @pytest.mark.parametrize("lost", ["price", "price_seen_at"])
    def test_half_a_price_is_hidden(self, lost):
        html = rendered(a_product(priced(1, **{lost: None})))
        assert html.select_one(".product__price").text == "Price at the shop"

    def test_a_price_without_currency_is_a_number(self):
        price = rendered(a_product(priced(1, currency=None))).select_one("[data-disclosure=price]")
        assert price.text.split()[0] == "24.90"

    def test_a_time_without_zone_is_the_sites(self):
        seen = timezone.localtime() - timedelta(hours=1)
        assert (
            "24.90"
            in rendered(a_product(priced(1, price_seen_at=seen.replace(tzinfo=None).isoformat()))).text
        )

    def test_what_is_kept_by_others_shows_no_price(self):
        assert "24.90" not in rendered(a_product(priced(1)), prices_hidden=True).text

    @pytest.mark.parametrize(("hours_ago", "expected"), [(1, Decimal("24.90")), (25, None)])
    def test_an_old_price_leaves_by_no_other_door(self, hours_ago, expected):
        block = MerchantBlock()
        represented = block.get_api_representation(block.to_python(priced(hours_ago)))
        assert represented["price"] == expected
        assert represented["name"] == "Lamp Shop"
        assert (represented["price_seen_at"] is None) is (expected is None)

    def test_prices_are_written_as_the_language_does(self):
        with translation.override("de"):
            assert "24,90" in rendered(a_product(priced(1))).text


class TestWhatTheEditorIsAskedFor:
    def test_a_price_without_its_time_is_refused_with_the_way_on(self):
        errors = refused(MerchantBlock(), a_merchant(price="5", currency="EUR"))
        assert errors == {
            "price_seen_at": "Write when you saw this price: readers must see it. Or leave out the price."
        }

    def test_everything_that_is_wrong_is_said_at_once(self):
        assert refused(MerchantBlock(), a_merchant(price="5")).keys() == {"price_seen_at", "currency"}

    def test_a_price_of_the_future_is_refused(self):
        assert "future" in refused(MerchantBlock(), priced(-1))["price_seen_at"]

    def test_a_shop_without_price_is_fine(self):
        block = MerchantBlock()
        assert block.clean(block.to_python(a_merchant()))["price"] is None

    def test_a_whole_price_is_fine(self):
        block = MerchantBlock()
        assert block.clean(block.to_python(priced(1)))["price"] == Decimal("24.90")

    def test_a_draft_can_be_saved_half_done(self):
        block = MerchantBlock()
        assert block.clean_deferred(block.to_python(a_merchant(price="5")))["price"] == Decimal(5)
        product = ProductBlock()
        assert product.clean_deferred(product.to_python(a_product(rank=1)))["rank"] == 1

    @pytest.mark.parametrize(
        "address",
        ["javascript:alert(1)", "shop.example.com", "//evil.example.com/x", "/\\evil.example.com", "https://", "x" * 20,
         "data:text/html,x", "/go/la mp/", "mailto:a@example.org", "/", ""],
    )  # fmt: skip
    def test_an_address_that_nobody_could_open_is_refused_and_never_becomes_a_link(self, address):
        assert "address" in refused(MerchantBlock(), a_merchant(address=address))
        assert rendered(a_product(a_merchant(address=address))).a is None

    def test_a_managed_link_must_be_there(self):
        assert "no such link" in refused(MerchantBlock(), a_merchant(address="/go/lamp/"))["address"]
        link = ManagedLink.objects.create(title="Lamp", slug="lamp", targets=[LinkTarget(url=AMAZON)])
        link.slug = "night-lamp"
        link.save()
        for address in ("/go/night-lamp/", "/go/night-lamp/?from=article", "/go/lamp/"):
            block = MerchantBlock()
            assert block.clean(block.to_python(a_merchant(address=address)))["address"] == address

    def test_a_managed_link_earns_money_as_its_target_does(self):
        ManagedLink.objects.create(title="Lamp", slug="lamp", targets=[LinkTarget(url=AMAZON)])
        html = rendered(a_product(a_merchant(address="/go/lamp/")))
        assert html.select_one(".product__notice")
        assert disclose(str(html), policy_for(None)).links[0].match.network == "Amazon"

    @pytest.mark.parametrize(
        "address", [AMAZON, UNPAID, "/shop/lamp/", "https://xn--bcher-kva.example/a?b=c#d"]
    )
    def test_addresses_of_shops_and_of_the_site_itself_are_fine(self, address):
        block = MerchantBlock()
        assert block.clean(block.to_python(a_merchant(address=address)))["address"] == address
        assert rendered(a_product(a_merchant(address=address))).a["href"] == address

    def test_a_currency_is_three_letters(self):
        assert "three capital letters" in refused(MerchantBlock(), priced(1, currency="dollars"))["currency"]

    def test_a_place_needs_its_reason_and_whether_payment_can_move_it(self):
        assert refused(ProductBlock(), a_product(rank=1)).keys() == {"rank_basis", "payment_moves_rank"}
        told = a_product(rank=1, rank_basis="Brightness.", payment_moves_rank="no")
        assert ProductBlock().clean(ProductBlock().to_python(told))["rank"] == 1

    def test_a_ranking_needs_them_too(self):
        errors = refused(ProductRankingBlock(), {"title": "Lamps", "products": [a_product(), a_product()]})
        assert errors.keys() == {"basis", "payment_moves_rank"}


class TestTheNoticeBesideTheShops:
    def test_it_stands_before_the_links_where_one_of_them_earns(self):
        html = rendered(a_product(a_merchant(address=UNPAID), a_merchant()))
        notice = html.select_one(".product__notice")
        assert notice.text == "We earn a commission if you buy this through a paid link here."
        assert notice["lang"] == "en"
        assert notice.find_next("a")["href"] == UNPAID

    @pytest.mark.parametrize("merchants", [[], [a_merchant(address=UNPAID)]])
    def test_where_nothing_earns_there_is_none(self, merchants):
        assert rendered(a_product(*merchants)).select_one(".product__notice") is None

    def test_without_rules_nobody_knows_and_it_is_shown(self, monkeypatch):
        monkeypatch.setattr("disclosures.policies.rules_in_force", lambda *args: RuleSet())
        assert rendered(a_product(a_merchant(address=UNPAID))).select_one(".product__notice")

    @pytest.mark.parametrize(("address", "shown"), [("https://bit.ly/3xYzAbC", False), (AMAZON, True)])
    def test_an_editor_who_answers_for_the_page_is_believed_about_short_links_alone(self, address, shown):
        page = a_page(disclosure_off_reason="Our own.", disclosure_off_until=timezone.localdate())
        html = rendered(a_product(a_merchant(address=address)), page=page)
        assert bool(html.select_one(".product__notice")) is shown
        assert rendered(a_product(a_merchant(address=address))).select_one(".product__notice")

    def test_it_speaks_the_language_of_the_page(self):
        page = a_page()
        page.locale = Locale.objects.create(language_code="de")
        notice = rendered(a_product(a_merchant()), page=page).select_one(".product__notice")
        assert notice["lang"] == "de"
        assert notice.text.startswith("Werbung: Wir erhalten eine Provision")

    @pytest.mark.parametrize("language", sorted(sentences()))
    def test_it_says_in_every_language_that_money_is_earned(self, language):
        assert states_earning(shipped_texts(language).product, language)

    def test_it_begins_with_ad_where_the_law_asks_for_it(self):
        site = Site.objects.get(is_default_site=True)
        DisclosureSettings.objects.create(site=site, jurisdiction="UK")
        assert rendered(a_product(a_merchant())).select_one(".product__notice").text.startswith("Ad: We earn")

    def test_in_a_language_that_only_the_site_writes_it_is_the_sites_own_notice(self):
        polish = Locale.objects.create(language_code="pl")
        DisclosureText.objects.create(kind="notice", locale=polish, text="Zarabiamy na tych linkach.")
        page = a_page()
        page.locale = polish
        assert (
            rendered(a_product(a_merchant()), page=page)
            .select_one(".product__notice")
            .text.startswith("Zarabiamy")
        )

    def test_a_variable_that_is_called_page_may_be_anything(self):
        assert rendered(a_product(a_merchant()), page="2").select_one(".product__notice")

    def test_links_get_their_labels_and_the_page_its_notice_before_the_product(self):
        html = str(rendered(a_product(priced(1), a_merchant(name="Other"), image=None)))
        told = disclose(f"<p>Long ago.</p>{html}", policy_for(None))
        soup = BeautifulSoup(told.html, "html.parser")
        assert told.verdict == "told"
        assert len(told.links) == 2
        assert soup.find(attrs={"data-disclosure": True})["data-disclosure"] == "notice"
        for link in soup.select(".product__link"):
            assert link.contents[0]["data-disclosure"] == "label"
            assert {"sponsored", "nofollow"} <= set(link["rel"])
        assert disclose(told.html, policy_for(None)).html == told.html


class TestRankings:
    RANKING = {
        "title": "Lamps",
        "basis": "Brightness, measured.",
        "payment_moves_rank": "no",
        "products": [a_product(a_merchant()), a_product(name="Other lamp")],
    }

    def test_products_stand_in_order_with_their_place_and_the_reason(self):
        html = rendered(self.RANKING, ProductRankingBlock(), level=2)
        basis = html.select_one("[data-disclosure=ranking] [data-disclosure=rank-basis]")
        assert basis.text.split("\n")[2].strip() == "What this rests on: Brightness, measured."
        assert "Nobody can pay for a better place." in basis.text
        assert html.h2.text == "Lamps"
        assert [" ".join(name.text.split()) for name in html.ol.select("h3")] == [
            "1 Warm lamp",
            "2 Other lamp",
        ]

    def test_a_bought_place_is_called_an_advertisement(self):
        html = rendered(self.RANKING | {"payment_moves_rank": "yes"}, ProductRankingBlock())
        assert "Advertisement: some companies pay for a better place." in html.text

    def test_a_single_product_tells_its_place_and_the_reason(self):
        html = rendered(a_product(rank=3, rank_basis="Brightness.", payment_moves_rank="no"))
        ranking = html.select_one("[data-disclosure=product] [data-disclosure=ranking]")
        assert "Place 3 in our comparison" in ranking.text
        assert "What this rests on: Brightness." in ranking.select_one("[data-disclosure=rank-basis]").text

    @pytest.mark.parametrize("lost", ["rank_basis", "payment_moves_rank"])
    def test_a_place_without_its_reason_is_not_shown(self, lost):
        told = {"rank_basis": "Brightness.", "payment_moves_rank": "no"} | {lost: ""}
        assert rendered(a_product(rank=3, **told)).select_one("[data-disclosure=ranking]") is None

    def test_a_draft_without_an_answer_about_payment_claims_nothing(self):
        html = rendered(self.RANKING | {"payment_moves_rank": None}, ProductRankingBlock())
        assert "pay" not in html.select_one("[data-disclosure=rank-basis]").text


class TestAProduct:
    @pytest.mark.parametrize("kind", ["supplement", "medicine", "prescription", "device", "book"])
    def test_it_says_what_it_is(self, kind):
        product = rendered(a_product(kind=kind)).select_one("[data-disclosure=product]")
        assert product["data-product-kind"] == kind
        assert product.select_one(".product__kind").text

    def test_something_else_is_not_called_something_else(self):
        product = rendered(a_product()).select_one("[data-product-kind=other]")
        assert product.select_one(".product__kind") is None

    def test_an_empty_draft_can_be_looked_at(self):
        product = rendered({}).select_one("[data-product-kind=other]")
        assert product.text.strip() == ""
        assert rendered({"merchants": [{}]}).a is None

    def test_a_shop_without_a_name_is_named_by_its_address(self):
        assert rendered(a_product(a_merchant(name=""))).a.text == AMAZON

    def test_the_picture_stands_with_its_description(self):
        file = io.BytesIO()
        Image.new("RGB", (800, 600), "teal").save(file, "PNG")
        picture = get_image_model().objects.create(title="Lamp", file=ImageFile(file, name="lamp.png"))
        image = {"image": picture.pk, "alt_text": "A small lamp", "decorative": False}
        assert rendered(a_product(image=image)).img["alt"] == "A small lamp"

    @pytest.mark.parametrize("field", ["name", "text", "rank_basis"])
    def test_plain_text_stays_plain_text(self, field):
        told = {"rank": 1, "rank_basis": "So.", "payment_moves_rank": "no"} | {field: "<b>x</b>"}
        html = rendered(a_product(a_merchant(name="<b>x</b>"), **told))
        assert html.b is None
        assert "<b>x</b>" in html.text

    def test_search_and_reading_time_take_the_words_and_not_the_addresses(self):
        block = ProductBlock()
        said = " ".join(block.get_searchable_content(block.to_python(a_product(priced(1), name=LONG))))
        assert LONG in said
        assert "Lamp Shop" in said
        assert not any(word in said for word in ("amazon", "USD", "24.90", "2026"))

    @pytest.mark.parametrize("block", [ProductBlock(), ProductRankingBlock()])
    def test_it_stands_in_any_stream_of_any_site(self, block, rf):
        stream = blocks.StreamBlock([("thing", block)])
        value = stream.to_python(
            [{"type": "thing", "value": block.get_prep_value(block.get_preview_value())}]
        )
        template = Template("{% load wagtailcore_tags %}{% include_block stream %}")
        html = BeautifulSoup(
            template.render(Context({"stream": value, "request": rf.get("/")})), "html.parser"
        )
        assert html.select_one("[data-disclosure=price-time]")
        assert html.select_one(".product__notice")
        assert block.get_description()
