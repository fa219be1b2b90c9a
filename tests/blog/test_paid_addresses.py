"""Earlier texts of an article tell of paid addresses as the article does."""

import json

import pytest
from django.urls import reverse

from blog.paid_addresses import with_schemes
from blog.review import signing
from blog.review.models import Publication
from disclosures.models import ManagedLink
from tests.blog.test_feeds import PAID

pytestmark = pytest.mark.site


@pytest.mark.parametrize(
    ("signed", "address"),
    [
        ("amzn.to/x", "https://amzn.to/x"),
        (
            {"html": '<p><a href="amzn.to/x">lamp</a></p>'},
            {"html": '<p><a href="https://amzn.to/x">lamp</a></p>'},
        ),
        (["/go/lamp/", '<a href="/go/lamp/">'], ["/go/lamp/", '<a href="/go/lamp/">']),
        ('<a href="mailto:a@b.example">', '<a href="mailto:a@b.example">'),
        ("Take 2.5 mg and/or rest", "Take 2.5 mg and/or rest"),
        (7, 7),
    ],
)
def test_a_signed_address_is_read_as_a_browser_needs_it(signed, address):
    assert with_schemes(signed) == address


def addresses(page):
    [version] = Publication.objects.filter(page=page.pk)
    return {
        "data": reverse("medical_review:payload", args=[page.pk]),
        "version": reverse("medical_review:version", args=[page.pk, version.pk]),
        "history": reverse("medical_review:history", args=[page.pk]),
    }


SHORT = '<p>A <a href="https://amzn.to/3xyz">lamp</a> [1].</p>'


@pytest.mark.parametrize("text", [SHORT, SHORT.replace("https://amzn.to/3xyz", "/go/lamp/")])
def test_a_notice_stands_before_the_text(client, publish, home, text):
    ManagedLink.objects.create(slug="lamp", title="Lamp")
    page = publish(body=[("paragraph", text)])
    told = client.get(addresses(page)["data"]).text
    assert next(iter(json.loads(told))) == "notice"
    html = client.get(addresses(page)["version"]).text
    assert html.index(json.loads(told)["notice"]) < html.index("lamp")
    assert 'href="https://amzn' not in html
    assert 'href="/go/' not in html


def test_an_article_without_paid_links_has_none(client, publish):
    page = publish()
    assert "notice" not in client.get(addresses(page)["data"]).json()


def test_a_changed_link_is_told_of_in_the_history(client, publish):
    page = publish(body=[("paragraph", PAID.replace("lamp", "torch"))])
    page.body = [("paragraph", SHORT)]
    signing.sign(page, page.assigned_reviewer, signed_with="link")
    page.save_revision().publish()
    html = client.get(reverse("medical_review:history", args=[page.pk])).text
    assert "What changed" in html
    notice = client.get(reverse("medical_review:payload", args=[page.pk])).json()["notice"]
    assert html.index(notice) < html.index("What changed")
    assert 'href="https://amzn' not in html
