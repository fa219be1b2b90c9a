"""Editors find texts, rules, settings and the page's own fields."""

import pytest
from django.urls import reverse
from wagtail.models import Locale, Site

from disclosures.models import AffiliateRule, DisclosureText
from tests.disclosures.pages import a_page

pytestmark = pytest.mark.django_db


@pytest.fixture
def editor(client, admin_user):
    client.force_login(admin_user)
    return client


def test_one_menu_holds_texts_and_rules(editor):
    html = editor.get(reverse("wagtailadmin_home")).content.decode()
    assert "Disclosures" in html
    assert "Paid-link rules" in html


@pytest.mark.parametrize("model", [DisclosureText, AffiliateRule])
def test_lists_and_forms_open(editor, model):
    name = model.snippet_viewset.get_url_name
    DisclosureText.objects.create(kind="notice", text="We earn money.", locale=Locale.get_default())
    AffiliateRule.objects.create(programme="Acme", host_suffix="acme.example")
    for address in (
        reverse(name("list")),
        reverse(name("add")),
        reverse(name("edit"), args=[model.objects.first().pk]),
    ):
        assert editor.get(address).status_code == 200


def test_a_rule_is_added(editor):
    add = reverse(AffiliateRule.snippet_viewset.get_url_name("add"))
    editor.post(add, {"programme": "Acme", "host_suffix": "acme.example", "strength": "strong"})
    assert AffiliateRule.objects.get().programme == "Acme"


def test_a_refused_rule_keeps_what_was_typed(editor):
    add = reverse(AffiliateRule.snippet_viewset.get_url_name("add"))
    html = editor.post(
        add, {"programme": "Acme", "host_suffix": "https://acme.example/x", "strength": "strong"}
    )
    assert "Write only the host" in html.content.decode()
    assert 'value="https://acme.example/x"' in html.content.decode()


def test_a_refused_text_keeps_what_was_typed_and_offers_better_words(editor):
    add = reverse(DisclosureText.snippet_viewset.get_url_name("add"))
    values = {"kind": "notice", "jurisdiction": "UK", "network": "", "text": "May contain affiliate links."}
    html = editor.post(add, values).content.decode()
    assert "May contain affiliate links.</textarea>" in html
    assert "Write, for example: “Ad: This page contains paid links." in html
    assert not DisclosureText.objects.exists()


def test_a_text_tells_where_readers_see_it(editor):
    text = DisclosureText.objects.create(kind="notice", text="We earn money.", locale=Locale.get_default())
    name = text.snippet_viewset.get_url_name
    html = editor.get(reverse(name("edit"), args=[text.pk])).content.decode()
    assert "under the rules of: United States" in html
    assert "Without it readers see the ready-made words:" in html
    text.jurisdiction = "AU"
    text.save()
    assert "Nowhere at present" in editor.get(reverse(name("edit"), args=[text.pk])).content.decode()
    assert "from the moment you save it" in editor.get(reverse(name("add"))).content.decode()


def test_a_text_is_copied_for_another_use(editor):
    text = DisclosureText.objects.create(
        kind="notice", text="Ad: we earn money.", locale=Locale.get_default()
    )
    name = text.snippet_viewset.get_url_name
    html = editor.get(reverse(name("copy"), args=[text.pk])).content.decode()
    assert "Ad: we earn money.</textarea>" in html
    values = {"kind": "notice", "jurisdiction": "", "network": "", "text": text.text}
    assert (
        "There is a text for this use already" in editor.post(reverse(name("add")), values).content.decode()
    )
    editor.post(reverse(name("add")), values | {"jurisdiction": "UK"})
    assert DisclosureText.objects.count() == 2


def test_a_text_is_written_in_the_chosen_language(editor):
    Locale.objects.create(language_code="de")
    add = f"{reverse(DisclosureText.snippet_viewset.get_url_name('add'))}?locale=de"
    values = {"kind": "label", "jurisdiction": "DE", "network": "", "text": "Ad"}
    html = editor.post(add, values).content.decode()
    assert "not in the language of its readers (de)" in html
    assert "Write, for example: “Anzeige”" in html
    editor.post(add, values | {"text": "Werbung"})
    assert DisclosureText.objects.get().locale.language_code == "de"


def test_a_text_keeps_its_history_and_is_previewed(editor):
    text = DisclosureText.objects.create(kind="notice", text="We earn money.", locale=Locale.get_default())
    name = text.snippet_viewset.get_url_name
    values = {"kind": "notice", "jurisdiction": "", "network": "", "text": "We earn a commission."}
    editor.post(reverse(name("edit"), args=[text.pk]), values)
    text.refresh_from_db()
    assert (text.text, text.revisions.count()) == ("We earn a commission.", 1)
    assert editor.get(reverse(name("history"), args=[text.pk])).status_code == 200
    preview = reverse(name("preview_on_edit"), args=[text.pk])
    assert editor.post(preview, values).json() == {"is_valid": True, "is_available": True}
    assert "We earn a commission." in editor.get(preview, {"mode": ""}).content.decode()


def test_the_sites_settings_open(editor):
    site = Site.objects.get(is_default_site=True)
    address = reverse("wagtailsettings:edit", args=["disclosures", "disclosuresettings", site.pk])
    assert "On every article" in editor.get(address).content.decode()


def test_the_page_editor_asks_what_nobody_can_find(editor):
    html = editor.get(reverse("wagtailadmin_pages:edit", args=[a_page().pk])).content.decode()
    assert "disclosure_extra_text" in html
    assert "disclosure_forced" in html


def test_the_settings_open_on_a_site_that_names_no_languages(admin_client, settings):
    del settings.WAGTAIL_CONTENT_LANGUAGES
    page = admin_client.get(
        reverse("wagtailsettings:edit", args=["disclosures", "disclosuresettings"]), follow=True
    )
    assert page.status_code == 200
    assert "Pages in" in page.content.decode()
