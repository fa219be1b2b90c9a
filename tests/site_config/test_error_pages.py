"""Error pages: they help, and the plain ones need neither request nor database."""

import pytest
from django.template.loader import render_to_string
from django.test import Client
from wagtail.models import Site

from site_config.models import BrandSettings

pytestmark = pytest.mark.site


@pytest.mark.django_db
def test_a_missing_page_helps_and_sets_no_cookie(client):
    BrandSettings.objects.create(
        site=Site.objects.get(), name="Our Good Life", contact_email="hi@example.org"
    )
    response = client.get("/no-such-page/")
    assert response.status_code == 404
    html = response.content.decode()
    assert "We cannot find that page" in html
    assert "Our Good Life" in html
    assert "mailto:hi@example.org" in html
    assert not response.cookies
    assert "Cookie" not in response.get("Vary", "")


@pytest.mark.django_db
def test_a_missing_page_is_a_404_even_without_a_site(client):
    Site.objects.all().delete()
    assert client.get("/no-such-page/").status_code == 404


@pytest.mark.django_db
def test_a_forbidden_page_says_what_to_do(client, settings):
    settings.ROOT_URLCONF = "tests.site_config.urls_of_errors"
    response = client.get("/forbidden/")
    assert response.status_code == 403
    assert "log in with an account" in response.content.decode()


@pytest.mark.django_db
def test_a_refused_form_says_what_to_do(settings):
    settings.ROOT_URLCONF = "tests.site_config.urls_of_errors"
    response = Client(enforce_csrf_checks=True).post("/forbidden/")
    assert response.status_code == 403
    assert "send the form once more" in response.content.decode()


def test_server_errors_are_answered_without_the_database(settings):
    settings.ROOT_URLCONF = "tests.site_config.urls_of_errors"
    response = Client(raise_request_exception=False).get("/broken/")
    assert response.status_code == 500
    assert "not your fault" in response.content.decode()


@pytest.mark.django_db
def test_a_bad_request_says_what_to_do(settings):
    settings.ROOT_URLCONF = "tests.site_config.urls_of_errors"
    response = Client(raise_request_exception=False).get("/suspicious/")
    assert response.status_code == 400
    assert "did not understand" in response.content.decode()


@pytest.mark.parametrize("template", ["500.html", "400.html"])
def test_the_plain_pages_render_with_nothing_at_all(template):
    assert "Go to the home page" in render_to_string(template)
