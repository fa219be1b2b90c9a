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
    assert "for example: “We earn a commission" in refused.value.message_dict["text"][0]


def test_a_label_need_not_say_it():
    a_text(kind="label", text="Ad").full_clean()


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
     ("label", ">Our sentence earns us money.</span>"), ("statement", ">Our sentence earns us money.</p>")],
)  # fmt: skip
def test_the_preview_shows_the_sentence_where_readers_see_it(kind, shown):
    text = a_text(kind=kind, text="Our sentence earns us money.")
    html = text.make_preview_request(preview_mode="").content.decode()
    assert html.count(shown) == 1
    assert ("/dp/0000000000" in html) is (kind != "general")


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
