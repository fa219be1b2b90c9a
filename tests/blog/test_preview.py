"""An editor's preview of an article shows exactly what readers are served."""

import re

import pytest
from django.urls import reverse

from disclosures.injection import disclose_page
from disclosures.policies import policy_for
from tests.blog.test_feeds import PAID

pytestmark = pytest.mark.site
# Each answer has a token of its own in its form, and a draft keeps no microseconds.
MUST_DIFFER = re.compile(r'(name="csrfmiddlewaretoken"|name="token")[^>]*>|(?<=:\d\d)\.\d{6}')
MAIN = re.compile(r"<main.*</main>", re.DOTALL)


def main_of(response):
    return MUST_DIFFER.sub("", MAIN.search(response.content.decode())[0])


@pytest.fixture
def both(client, admin_user):
    """Return a function that gives what readers see and what an editor previews."""

    def read(page):
        served = client.get(page.url)
        client.force_login(admin_user)
        page.save_revision()
        return served, client.get(reverse("wagtailadmin_pages:view_draft", args=[page.pk]))

    return read


@pytest.mark.parametrize(
    "decided",
    [
        {},
        {"disclosure_extra_text": "The maker sent us this."},
        {"disclosure_forced": True},
        {
            "disclosure_connections": [
                ("connection", {"kind": "gift", "who": "Acme", "what": "a mask", "since": None})
            ]
        },
    ],
)
@pytest.mark.parametrize("text", [PAID, "<p>Nothing paid [1].</p>"])
def test_the_preview_is_what_is_served(publish, both, text, decided):
    page = publish(body=[("paragraph", text)], **decided)
    served, previewed = both(page)
    assert main_of(previewed) == main_of(served)
    told = bool(decided) or text is PAID
    assert served.content.count(b'data-disclosure="notice"') == int(told)


def test_another_pass_changes_nothing(publish, both, rf):
    page = publish(body=[("paragraph", PAID)])
    html = both(page)[1].content.decode()
    assert disclose_page(html, policy_for(page, rf.get("/"))).html is html
