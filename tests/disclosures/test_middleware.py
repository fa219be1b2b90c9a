"""No HTML page leaves with an untold paid link, whatever wrote it."""

import pytest
from wagtail.models import Site

from tests.testapp.models import PlainPage

PAID = '<p>Buy <a href="https://www.amazon.com/dp/B0?tag=x-20">this</a></p>'
pytestmark = pytest.mark.django_db


def a_page(body):
    root = Site.objects.get(is_default_site=True).root_page
    page = PlainPage(title="Lamps", slug="lamps", body=body)
    root.add_child(instance=page)
    return page


def test_a_page_with_a_paid_link_is_told_once(client):
    html = client.get(a_page(PAID).url).content.decode()
    assert html.count('data-disclosure="notice"') == 1
    assert html.index('data-disclosure="notice"') < html.index("amazon.com")
