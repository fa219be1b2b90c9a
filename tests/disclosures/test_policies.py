"""The policy of a page: what editors chose, on top of what is shipped."""

import pytest
from django.core.management import call_command
from django.test import RequestFactory
from django.utils import translation
from wagtail.models import Locale, Site

from disclosures.injection import disclose
from disclosures.matcher import shipped_rules
from disclosures.models import AffiliateRule, DisclosureSettings, DisclosureText
from disclosures.policies import policy_for, texts_for
from disclosures.texts import connection_sentence, shipped_texts
from tests.disclosures.pages import a_page

pytestmark = pytest.mark.django_db


@pytest.fixture
def german():
    return Locale.objects.get_or_create(language_code="de")[0]


def own_text(**values):
    values = {"kind": "notice", "locale": Locale.get_default(), "text": "We earn money here."} | values
    return DisclosureText.objects.create(**values)


def test_a_site_that_chose_nothing_has_the_shipped_policy():
    policy = policy_for(a_page())
    assert policy.rules is shipped_rules()
    assert policy.texts == shipped_texts("en", "US")
    assert (policy.placement, policy.jurisdiction, policy.locale) == ("when_paid", "US", "en")
    assert policy.own_site.hosts == {"localhost"}


def test_the_sites_settings_are_followed():
    DisclosureSettings.objects.create(
        site=Site.objects.get(is_default_site=True), placement="always", jurisdiction="UK"
    )
    policy = policy_for(a_page())
    assert (policy.placement, policy.jurisdiction, policy.texts.label) == ("always", "UK", "Ad")


def test_pages_in_a_language_follow_its_own_rules(german, rf):
    choice = ("language", {"language": "de", "jurisdiction": "DE"})
    DisclosureSettings.objects.create(
        site=Site.objects.get(is_default_site=True), jurisdiction="UK", jurisdictions_by_language=[choice]
    )
    for language, expected in [("en", "UK"), ("de", "DE"), ("de-at", "DE")]:
        request = rf.get("/")
        request.LANGUAGE_CODE = language
        assert policy_for(None, request).jurisdiction == expected


def test_reading_a_policy_writes_nothing():
    policy_for(a_page(), RequestFactory().get("/"))
    assert not DisclosureSettings.objects.exists()


def test_the_editors_words_on_the_page_are_carried():
    policy = policy_for(a_page(disclosure_extra_text="A gift.", disclosure_forced=True))
    assert (policy.extra, policy.forced) == ("A gift.", True)


def test_another_output_than_a_page_has_the_sites_policy(rf):
    with translation.override("de"):
        assert policy_for(None).locale == "de"
        assert policy_for(None, rf.get("/")).texts.label == "Anzeige"
    request = rf.get("/")
    request.LANGUAGE_CODE = "en"
    assert policy_for(None, request).locale == "en"


def test_a_site_that_is_not_there_is_no_reason_to_fail():
    Site.objects.all().delete()
    policy = policy_for(None)
    assert (policy.jurisdiction, policy.own_site.hosts) == ("US", frozenset())


def test_the_sites_own_rules_are_in_force():
    AffiliateRule.objects.create(programme="Acme", host_suffix="acme.example")
    policy = policy_for(a_page())
    assert [link.match.programme for link in disclose('<a href="//acme.example">x</a>', policy).links] == [
        "Acme"
    ]
    assert policy.rules is policy_for(a_page(slug="other")).rules


def test_the_own_host_is_known():
    told = disclose('<a href="http://localhost/go/lamp/">x</a>', policy_for(a_page()))
    assert [link.match.network for link in told.links] == ["own site"]


def test_a_request_remembers_what_was_asked(rf, django_assert_num_queries):
    page, request = a_page(), rf.get("/")
    policy_for(page, request)
    page.locale  # noqa: B018  its own query
    with django_assert_num_queries(0):
        policy_for(page, request)


def test_a_first_answer_costs_four_queries(rf, django_assert_num_queries):
    page, request = a_page(), rf.get("/")
    Site.find_for_request(request)
    page.locale  # noqa: B018  loaded by whoever shows the page
    with django_assert_num_queries(4):
        policy_for(page, request)


def test_the_sites_own_sentences_replace_the_shipped_ones():
    own_text()
    own_text(kind="label", text="Paid")
    own_text(kind="general", text="We earn from some links.")
    own_text(kind="statement", network="Acme", text="Acme pays us.")
    texts = texts_for("en", "US")
    assert (texts.notice, texts.label, texts.general) == (
        "We earn money here.",
        "Paid",
        "We earn from some links.",
    )
    assert texts.statements["Acme"] == "Acme pays us."
    assert texts.statements["Amazon"].startswith("As an Amazon Associate")


def test_the_more_special_jurisdiction_wins():
    for jurisdiction in ("DE", "", "EU"):
        own_text(jurisdiction=jurisdiction, text=f"We earn money in “{jurisdiction}”.")
    own_text(kind="label", jurisdiction="UK", text="Advert")
    assert texts_for("en", "DE").notice == "We earn money in “DE”."
    assert texts_for("en", "FR").notice == "We earn money in “EU”."
    assert texts_for("en", "US").notice == "We earn money in “”."
    assert (texts_for("en", "UK").label, texts_for("en", "US").label) == ("Advert", "(paid link)")


def test_each_language_has_its_own_sentences(german):
    own_text(text="We earn money here.")
    assert texts_for("de", "DE").notice == shipped_texts("de").notice
    own_text(locale=german, text="Wir verdienen Geld.")
    assert (texts_for("de-at", "DE").notice, texts_for("de-at", "DE").language) == (
        "Wir verdienen Geld.",
        "de-at",
    )
    assert texts_for("en", "US").notice == "We earn money here."


def test_a_language_without_any_notice_shows_that_of_the_default_language():
    own_text(text="We earn money here.")
    texts = texts_for("pl", "EU")
    assert (texts.notice, texts.language) == ("We earn money here.", "en")


def test_a_language_that_only_the_site_knows_keeps_its_notice():
    polish = Locale.objects.create(language_code="pl")
    own_text(locale=polish, text="Zarabiamy na tych linkach.")
    assert (texts_for("pl", "EU").notice, texts_for("pl", "EU").language) == (
        "Zarabiamy na tych linkach.",
        "pl",
    )


def test_a_default_language_without_sentences_is_no_endless_search(settings):
    settings.LANGUAGE_CODE = "pl"
    assert texts_for("pl", "EU").language == "en"


def test_no_migration_is_missing():
    call_command("makemigrations", "disclosures", check=True, dry_run=True, verbosity=0)


def test_the_sites_own_sentences_about_connections_are_told():
    locale = Locale.get_default()
    DisclosureText.objects.create(kind="gift", text="A gift of {who}[, namely {what}].", locale=locale)
    DisclosureText.objects.create(kind="product", text="We earn at these shops.", locale=locale)
    texts = texts_for("en", "UK")
    assert connection_sentence("gift", "Acme", "", texts) == "A gift of Acme."
    assert connection_sentence("gift", "Acme", "a lamp", texts) == "A gift of Acme, namely a lamp."
    assert connection_sentence("sponsored", "Acme", "", texts) == "Ad: Acme paid us for this article."
    assert texts.product == "We earn at these shops."
