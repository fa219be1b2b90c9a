"""Editors' rules and sentences: what cannot work is refused at the field to mend."""

import pytest
from django.core.exceptions import ValidationError
from wagtail.models import Locale, Site

from disclosures.models import AffiliateRule, DisclosureSettings, DisclosureText
from disclosures.signals import disclosure_changed

pytestmark = pytest.mark.django_db


def a_text(**values):
    return DisclosureText(
        **({"kind": "notice", "locale": Locale.get_default(), "text": "We earn money."} | values)
    )


def test_a_good_sentence_is_accepted():
    text = a_text(text="  We earn a commission.\n")
    text.full_clean()
    assert text.text == "We earn a commission."


@pytest.mark.parametrize("kind", ["notice", "general"])
@pytest.mark.parametrize(
    "text", ["Affiliate links.", "This page may contain affiliate links.", "We earn no money."]
)
def test_a_notice_that_does_not_say_money_is_earned_is_refused_with_a_better_one(kind, text):
    with pytest.raises(ValidationError) as refused:
        a_text(kind=kind, text=text).full_clean()
    messages = refused.value.message_dict["text"]
    assert "does not tell readers that you earn money" in messages[0]
    better = messages[-1].removeprefix("Write, for example: “").removesuffix("”")
    a_text(kind=kind, text=better).full_clean()


def test_a_label_need_not_say_it():
    a_text(kind="label", text="Ad").full_clean()


@pytest.mark.parametrize("text", ["link", "*", "aff", "affiliate link"])
@pytest.mark.parametrize(("kind", "better"), [("label", "(paid link)"), ("commercial", "Advertisement")])
def test_a_label_that_means_nothing_is_refused(kind, better, text):
    with pytest.raises(ValidationError) as refused:
        a_text(kind=kind, text=text).full_clean()
    assert refused.value.message_dict["text"][-1] == f"Write, for example: “{better}”"


def follow(jurisdiction):
    DisclosureSettings.objects.update_or_create(
        site=Site.objects.get(is_default_site=True), defaults={"jurisdiction": jurisdiction}
    )


def test_a_text_for_all_is_judged_by_the_law_that_its_site_follows():
    a_text(text="We earn a commission.").full_clean()
    follow("UK")
    with pytest.raises(ValidationError) as refused:
        a_text(text="We earn a commission.").full_clean()
    first, better = refused.value.message_dict["text"]
    assert first.startswith("In the United Kingdom")
    assert better.startswith("Write, for example: “Ad: ")


def test_a_text_that_no_reader_under_that_law_gets_is_not_judged_by_it():
    follow("UK")
    a_text(text="Ad: we earn a commission.", jurisdiction="UK").save()
    a_text(text="We earn a commission.").full_clean()


def test_several_problems_are_told_at_once_and_each_once():
    follow("US")
    with pytest.raises(ValidationError) as refused:
        a_text(text="This article is not sponsored.").full_clean()
    assert len(refused.value.message_dict["text"]) == 3


def test_a_text_is_shown_on_the_sites_that_follow_its_law():
    site = Site.objects.get(is_default_site=True)
    everywhere, british = a_text(), a_text(jurisdiction="UK", text="Ad: we earn money.")
    assert everywhere.shown_on() == [(site, "US")]
    assert british.shown_on() == []
    follow("UK")
    assert british.shown_on() == everywhere.shown_on() == [(site, "UK")]
    british.save()
    assert british.shown_on() == [(site, "UK")]
    assert everywhere.shown_on() == []


@pytest.mark.parametrize("kind", ["sponsored", "gift", "discount_code", "own_product", "other"])
def test_a_sentence_about_a_connection_has_places_for_names(kind):
    text = a_text(kind=kind, text="{who} paid us for this article[ about {what}].")
    text.full_clean()
    for wrong, told in (
        ("Somebody paid us for this article.", "Write {who} where"),
        ("{who} paid us for {what}.", "into square brackets"),
        ("{who} is nice[ and so is {what}].", "does not tell readers"),
    ):
        text.text = wrong
        with pytest.raises(ValidationError) as refused:
            text.full_clean()
        assert told in refused.value.message_dict["text"][0]


def test_a_text_whose_language_is_not_chosen_yet_is_not_judged():
    DisclosureText(kind="notice", text="Affiliate links.").full_clean()


def test_the_ready_made_words_are_known():
    assert a_text(kind="label", jurisdiction="UK").ready_made == "Ad"
    assert a_text(locale=Locale(language_code="pl")).ready_made == ""


def test_a_language_that_nobody_here_reads_is_left_to_its_editors():
    a_text(locale=Locale.objects.create(language_code="pl"), text="Zarabiamy.").full_clean()


def test_a_demanded_sentence_names_its_network():
    with pytest.raises(ValidationError) as refused:
        a_text(kind="statement").full_clean()
    assert "network" in refused.value.message_dict
    a_text(kind="statement", network="Acme", text="Acme pays us.").full_clean()


def test_no_other_sentence_names_a_network():
    with pytest.raises(ValidationError) as refused:
        a_text(network="Acme").full_clean()
    assert "network" in refused.value.message_dict


def test_two_sentences_for_one_use_are_refused():
    a_text().save()
    with pytest.raises(ValidationError, match="There is a text for this use already"):
        a_text().full_clean()


def test_a_sentence_names_its_use():
    assert str(a_text()) == "Notice above articles with paid links"
    assert (
        str(a_text(kind="statement", network="Acme", jurisdiction="UK"))
        == "Sentence that a network demands (Acme UK)"
    )


@pytest.mark.parametrize(
    ("kind", "shown"),
    [("notice", ">Our sentence earns us money.</p>"), ("general", ">Our sentence earns us money.</p>"),
     ("label", ">Our sentence earns us money.</span>"), ("statement", ">Our sentence earns us money.</p>"),
     ("product", ">Our sentence earns us money.</p>"), ("commercial", ">Our sentence earns us money.</span>"),
     ("gift", ">Our sentence earns us money.</p>")],
)  # fmt: skip
def test_the_preview_shows_the_sentence_where_readers_see_it(kind, shown):
    text = a_text(kind=kind, text="Our sentence earns us money.")
    html = text.make_preview_request(preview_mode="").content.decode()
    assert html.count(shown) == 1
    assert ("/dp/0000000000" in html) is (kind not in {"general", "gift"})
    assert "disclosure-preview-light" in html


def test_the_preview_is_in_the_language_of_its_readers_and_in_light_and_dark():
    text = a_text(kind="gift", text="{who} gave us [{what} ]free of charge.")
    modes = dict(text.preview_modes)
    assert list(modes.values()) == ["Light", "Dark"]
    html = text.make_preview_request(preview_mode="dark").content.decode()
    assert "disclosure-preview-dark" in html
    assert "Lamp makers Ltd gave us a lamp free of charge." in html


def test_a_good_rule_is_accepted_and_tidied():
    rule = AffiliateRule(programme="Acme", host_suffix=" Shop.ACME.example ")
    rule.full_clean()
    assert str(rule) == "Acme (shop.acme.example)"


@pytest.mark.parametrize(
    ("field", "values"),
    [("host_suffix", {"host_suffix": "https://acme.example/"}), ("path_regex", {"path_regex": "^/("}),
     ("query_param", {"query_param": "=x"}), ("host_suffix", {"host_suffix": "*"}),
     ("host_suffix", {"host_suffix": ""}), ("strength", {"strength": "huge"})],
)  # fmt: skip
def test_an_impossible_rule_is_refused_with_the_reason(field, values):
    with pytest.raises(ValidationError) as refused:
        AffiliateRule(**({"programme": "Acme", "host_suffix": "acme.example"} | values)).full_clean()
    assert field in refused.value.message_dict


def test_every_change_is_news():
    heard = []

    def hear(sender, **kwargs):
        heard.append(sender)

    disclosure_changed.connect(hear)
    try:
        a_text().save()
        rule = AffiliateRule.objects.create(programme="Acme", host_suffix="acme.example")
        rule.delete()
        DisclosureSettings.objects.create(site=Site.objects.first())
    finally:
        disclosure_changed.disconnect(hear)
    assert heard == [DisclosureText, AffiliateRule, AffiliateRule, DisclosureSettings]
