"""Hosts outside the site: what an editor answered decides whether their links are paid."""

import pytest
from django.db import IntegrityError
from wagtail.models import Site

from disclosures.injection import disclose
from disclosures.models import AffiliateRule, OutsideHost
from disclosures.policies import policy_for
from disclosures.signals import disclosure_changed
from tests.disclosures.pages import a_page

pytestmark = pytest.mark.django_db
LINK = '<p><a href="https://www.lamps.example/one">A lamp</a></p>'


@pytest.fixture
def site():
    return Site.objects.get(is_default_site=True)


def programmes(page):
    return [link.match.programme for link in disclose(LINK, policy_for(page)).links]


@pytest.mark.parametrize(
    ("answer", "who", "expected"),
    [
        ("paid", "Lamps Inc", ["Lamps Inc"]),
        ("paid", "", ["lamps.example"]),
        ("unsure", "", ["lamps.example"]),
        ("unpaid", "", []),
        ("", "", []),
    ],
)
def test_an_answer_decides(site, answer, who, expected):
    OutsideHost.objects.create(site=site, host="lamps.example", answer=answer, who_pays=who)
    assert programmes(a_page()) == expected


def test_an_answer_holds_beside_the_sites_own_rules(site):
    AffiliateRule.objects.create(programme="Zinc", host_suffix="zinc.example")
    OutsideHost.objects.create(site=site, host="lamps.example", answer="paid", who_pays="Acme")
    html = LINK + '<a href="//zinc.example">z</a>'
    links = disclose(html, policy_for(a_page())).links
    assert [link.match.programme for link in links] == ["Acme", "Zinc"]


def test_another_sites_answers_are_not_ours(site):
    other = Site.objects.create(hostname="other.example", root_page=site.root_page)
    OutsideHost.objects.create(site=other, host="lamps.example", answer="paid")
    assert programmes(a_page()) == []


def test_the_unanswered_can_be_asked_for(site):
    OutsideHost.objects.create(site=site, host="a.example")
    OutsideHost.objects.create(site=site, host="b.example", answer="unpaid")
    assert [str(host) for host in OutsideHost.objects.unanswered()] == ["a.example"]


def test_a_host_is_asked_about_once(site):
    OutsideHost.objects.create(site=site, host="a.example")
    with pytest.raises(IntegrityError):
        OutsideHost.objects.create(site=site, host="a.example")


def test_an_answer_is_news_for_caches(site):
    heard = []

    def hear(sender, **kwargs):
        heard.append(sender)

    disclosure_changed.connect(hear)
    try:
        OutsideHost.objects.create(site=site, host="a.example", answer="paid")
    finally:
        disclosure_changed.disconnect(hear)
    assert heard == [OutsideHost]
