"""The preview of a page that is no blog post shows exactly what is served."""

import re

import pytest
from django.urls import reverse

from tests.disclosures.pages import PAID, a_page

pytestmark = pytest.mark.django_db


def body_of(response):
    html = re.sub(r'<input[^>]*name="(?:csrfmiddlewaretoken|token)"[^>]*>', "", response.content.decode())
    return re.search(r"<(?:main|body).*</(?:main|body)>", html, re.DOTALL)[0]


@pytest.mark.parametrize("body", [PAID, "<p>x</p>"])
@pytest.mark.parametrize("forced", [True, False])
def test_the_preview_is_what_is_served(client, admin_user, body, forced):
    page = a_page(body=body, disclosure_forced=forced)
    served = client.get(page.url)
    client.force_login(admin_user)
    page.save_revision()
    previewed = client.get(reverse("wagtailadmin_pages:view_draft", args=[page.pk]))
    assert body_of(previewed) == body_of(served)
    assert served.content.count(b'data-disclosure="notice"') == int(forced or body == PAID)
