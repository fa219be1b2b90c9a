"""Brand and sharing as editors save them and readers meet them."""

import json
import re

import pytest
from django.core.exceptions import ValidationError
from django.urls import reverse
from wagtail.blocks.struct_block import StructBlockValidationError
from wagtail.models import Site

from site_config.blocks import MenuLinkBlock, ShareServiceBlock
from site_config.menus import check_menu_address
from site_config.models import BrandSettings, ShareSettings, User
from site_config.models.share import ShareLink
from site_config.sharing import PageFacts
from tests.testapp.models import PlainPage

pytestmark = [pytest.mark.django_db, pytest.mark.site]


@pytest.fixture
def site():
    return Site.objects.get()


@pytest.fixture
def page(site):
    return site.root_page.add_child(instance=PlainPage(title="About us", slug="about"))


@pytest.fixture
def admin(client):
    client.force_login(User.objects.create_superuser("admin"))
    return client


def home(client):
    return client.get("/no-such-page/").content.decode()


# Colours


@pytest.mark.parametrize("value", ["red", "#fff", "#12345", "#gggggg", "#123456;}"])
def test_another_form_of_colour_is_refused_with_an_example(site, value):
    with pytest.raises(ValidationError, match="for example #0b5d4e"):
        BrandSettings(site=site, accent_light=value).full_clean()


def test_a_pale_link_colour_is_refused_with_one_that_would_do(site):
    with pytest.raises(ValidationError) as refused:
        BrandSettings(site=site, accent_light="#99ccbb").full_clean()
    (message,) = refused.value.message_dict["accent_light"]
    assert "The link and button colour #99ccbb" in message
    assert "light look" in message
    assert "4.5 to 1" in message
    suggestion = re.search(r"Use (#[0-9a-f]{6}) instead", message)[1]
    BrandSettings(site=site, accent_light=suggestion).full_clean()


def test_a_background_that_swallows_the_text_is_blamed_itself(site):
    with pytest.raises(ValidationError) as refused:
        BrandSettings(site=site, paper_dark="#5a7a6a").full_clean()
    assert set(refused.value.message_dict) == {"paper_dark"}


def test_colours_reach_readers_through_a_stylesheet_of_their_own(
    client, site, django_capture_on_commit_callbacks
):
    assert "/theme-" not in home(client)
    with django_capture_on_commit_callbacks(execute=True):
        brand = BrandSettings.objects.create(site=site, accent_light="#5a2d82")
    assert f'href="/theme-{brand.css_fingerprint}.css"' in home(client)


def test_the_stylesheet_may_be_kept_for_ever(client, site):
    brand = BrandSettings.objects.create(site=site, accent_light="#5a2d82", corners="square")
    response = client.get(reverse("theme_stylesheet", kwargs={"fingerprint": brand.css_fingerprint}))
    assert "--accent: light-dark(#5a2d82, #7fd1bd);" in response.content.decode()
    assert response["Content-Type"].startswith("text/css")
    assert "immutable" in response["Cache-Control"]
    assert not response.cookies


def test_a_new_look_gets_a_new_address():
    first, second = BrandSettings(corners="square"), BrandSettings(corners="round")
    assert first.css_fingerprint != second.css_fingerprint
    assert BrandSettings().css_fingerprint == ""


# Reading and saving


def test_a_change_is_seen_after_the_transaction(client, site, django_capture_on_commit_callbacks):
    brand = BrandSettings.objects.create(site=site, name="Before")
    assert "Before" in home(client)
    with django_capture_on_commit_callbacks(execute=True):
        brand.name = "After"
        brand.save()
    assert "After" in home(client)
    assert "Before" not in home(client)


def test_a_new_title_of_a_page_reaches_the_menu(client, site, page, django_capture_on_commit_callbacks):
    BrandSettings.objects.create(
        site=site, header_menu=[("link", {"page": page, "address": "", "label": ""})]
    )
    assert ">About us</a>" in home(client)
    with django_capture_on_commit_callbacks(execute=True):
        page.title = "Who we are"
        page.save_revision().publish()
    assert ">Who we are</a>" in home(client)


def test_a_page_that_is_not_live_leaves_the_menu(client, site, page, django_capture_on_commit_callbacks):
    BrandSettings.objects.create(
        site=site, footer_menu=[("link", {"page": page, "address": "", "label": "Us"})]
    )
    assert ">Us</a>" in home(client)
    with django_capture_on_commit_callbacks(execute=True):
        page.unpublish()
    assert ">Us</a>" not in home(client)


def test_a_deleted_page_leaves_the_menu(client, site, page, django_capture_on_commit_callbacks):
    BrandSettings.objects.create(
        site=site, footer_menu=[("link", {"page": page, "address": "", "label": "Us"})]
    )
    assert ">Us</a>" in home(client)
    with django_capture_on_commit_callbacks(execute=True):
        page.delete()
    assert ">Us</a>" not in home(client)


def test_without_a_menu_the_pages_marked_for_menus_stand_in_the_header(client, page):
    assert ">About us</a>" not in home(client)
    page.show_in_menus = True
    page.save()
    BrandSettings.forget()
    assert '<a href="/about/"' in home(client)


def test_name_comes_from_the_site_until_one_is_saved(site):
    assert BrandSettings.for_site(site).display_name == "Candour"
    site.site_name = "Ward Seven"
    assert BrandSettings.for_site(site).display_name == "Ward Seven"
    assert BrandSettings(site=site, name="Our Good Life").display_name == "Our Good Life"


@pytest.mark.parametrize("model", ["brandsettings", "sharesettings"])
def test_an_editor_opens_and_saves_the_shipped_values(admin, site, model):
    address = reverse("wagtailsettings:edit", args=["site_config", model, site.pk])
    response = admin.get(address)
    assert response.status_code == 200
    form = response.context["form"]
    data = {
        name: field.value() for name, field in ((f.name, f) for f in form) if isinstance(field.value(), str)
    }
    for stream in ("header_menu", "footer_menu", "services"):
        data[f"{stream}-count"] = "0"
    saved = admin.post(address, data | {"footer_text": json.dumps({"blocks": [], "entityMap": {}})})
    assert saved.status_code == 302, saved.context["form"].errors
    model_class = form._meta.model
    assert model_class.objects.get().site == site


def test_an_editor_sees_the_retired_service_and_its_reason(admin, site):
    html = admin.get(reverse("wagtailsettings:edit", args=["site_config", "sharesettings", site.pk])).content
    assert b"closed in December 2024" in html


# Menus


def menu_link(**values):
    return MenuLinkBlock().clean(
        MenuLinkBlock().to_python({"page": None, "address": "", "label": "", **values})
    )


@pytest.mark.parametrize(
    ("values", "field", "complaint"),
    [
        ({}, "address", "one of the two"),
        ({"address": "/about/"}, "label", "what the link is called"),
        ({"address": "javascript:alert(1)", "label": "A"}, "address", "Begin with"),
        ({"address": "//evil.example", "label": "A"}, "address", "Begin with"),
        ({"address": "/\\evil.example", "label": "A"}, "address", "no spaces"),
        ({"address": "java\nscript:1", "label": "A"}, "address", "no spaces"),
    ],
)
def test_a_menu_entry_that_leads_nowhere_is_refused(values, field, complaint):
    with pytest.raises(StructBlockValidationError) as refused:
        menu_link(**values)
    assert complaint in str(refused.value.block_errors[field])


def test_a_menu_entry_is_a_page_or_an_address_not_both(page):
    with pytest.raises(StructBlockValidationError):
        menu_link(page=page.pk, address="/about/", label="A")


@pytest.mark.parametrize(
    "address", ["/about/", "#main", "?page=2", "https://e.org/", "mailto:a@e.org", "tel:+1"]
)
def test_a_menu_may_lead_to(address):
    check_menu_address(address)


# Sharing


def service(**values):
    block = ShareServiceBlock()
    plain = {
        "label": "S",
        "icon": "",
        "address": "https://s.example/?u={url}",
        "state": "active",
        "reason": "",
    }
    return block.clean(block.to_python(plain | values))


def test_a_service_with_an_unsafe_address_is_refused():
    with pytest.raises(StructBlockValidationError) as refused:
        service(address="javascript:alert({url})")
    assert "Begin with https://" in str(refused.value.block_errors["address"])


def test_a_retired_service_needs_a_reason():
    with pytest.raises(StructBlockValidationError) as refused:
        service(state="retired")
    assert "Say why" in str(refused.value.block_errors["reason"])
    assert service(state="retired", reason="Closed.")["state"] == "retired"


def test_readers_see_the_active_services_in_order(site):
    labels = [
        link.label for link in ShareSettings(site=site).links(PageFacts("u", "t", "i"), "/saved/?ids=1")
    ]
    assert labels[:3] == ["X", "Pinterest", "Facebook"]
    assert {"Bluesky", "Mastodon", "WhatsApp", "E-mail", "LinkedIn", "Copy link"} < set(labels)
    assert labels[-1] == "Yum: save this article"
    assert "Yummly" not in labels


def test_an_entry_that_is_off_is_not_shown(site):
    settings = ShareSettings(site=site)
    settings.services[0].value["state"] = "off"
    assert settings.links(PageFacts("u", "t", "i"), "/saved/")[0].label == "Pinterest"


def test_only_what_works_without_a_script_is_shown_without_one():
    assert ShareLink("Copy link", "copy", "u", action="copy").needs_script
    assert not ShareLink("Yum", "yum", "/saved/?ids=1", action="yum").needs_script
    assert not ShareLink("X", "x", "https://x.com/").needs_script
