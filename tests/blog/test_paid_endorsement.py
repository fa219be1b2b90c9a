"""R24: which products may earn money beside whom."""

from dataclasses import replace
from datetime import timedelta

import pytest
from django.utils import timezone

from blog.models import HealthArticlePage
from blog.paid_endorsement import problem_of, r24
from disclosures.compliance import Served, assess
from disclosures.policies import policy_for
from disclosures.policy import Policy

pytestmark = pytest.mark.site

PAID, UNPAID = "https://www.amazon.com/dp/0?tag=ours-20", "https://www.example.org/"
BYLINE = "<p data-medical-reviewer>Medically reviewed by Bo Lind, MD</p>"


def product(kind, address=PAID):
    return f'<div data-product-kind="{kind}"><ul><li><a href="{address}">x</a></li></ul></div>'


def verdict(body, jurisdiction="UK"):
    return r24(Served(body, Policy(jurisdiction=jurisdiction), health=True)).passed


@pytest.mark.parametrize("kind", ["medicine", "supplement", "prescription"])
@pytest.mark.parametrize("jurisdiction", ["UK", "EU", "DE", "FR"])
def test_a_paid_medicine_beside_a_named_reviewer_is_refused(kind, jurisdiction):
    assert verdict(BYLINE + product(kind), jurisdiction) is False
    assert verdict(product(kind) + BYLINE, jurisdiction) is False


@pytest.mark.parametrize("kind", ["medicine", "supplement"])
def test_without_a_reviewer_it_may_stand(kind):
    assert verdict(product(kind)) is True
    assert verdict(f"<div hidden>{BYLINE}</div>" + product(kind)) is True


def test_a_paid_prescription_only_medicine_is_refused_anywhere():
    assert verdict(product("prescription")) is False


@pytest.mark.parametrize(
    "body",
    [BYLINE + product("device"), BYLINE + product("medicine", UNPAID), BYLINE + f'<p><a href="{PAID}">A lamp</a></p>',
     BYLINE + product("medicine", UNPAID) + product("book"), ""],
)  # fmt: skip
def test_where_no_medicine_earns_money_there_is_nothing_to_judge(body):
    assert verdict(body) is None


@pytest.mark.parametrize("jurisdiction", ["US", "CA", "AU", ""])
def test_it_is_a_rule_of_the_uk_and_the_eu(jurisdiction):
    assert verdict(BYLINE + product("prescription"), jurisdiction) is None


@pytest.mark.parametrize(
    ("kinds", "named", "word"),
    [({"prescription"}, False, "Take the link out"), ({"medicine", "book"}, True, "recommendation"),
     ({"medicine"}, False, ""), ({"book"}, True, ""), (set(), True, "")],
)  # fmt: skip
def test_the_editor_is_told_what_to_do(kinds, named, word):
    problem = problem_of(kinds, named)
    assert word in problem
    assert bool(problem) is bool(word)


def an_article(publish, kind):
    shop = {"name": "Shop", "address": PAID}
    value = {"name": "Thing", "kind": kind, "text": "It is one.", "merchants": [shop]}
    stream = HealthArticlePage._meta.get_field("body").stream_block
    return publish(body=stream.to_python([{"type": "product", "value": value}]))


@pytest.mark.parametrize(("kind", "expected"), [("supplement", False), ("device", None)])
def test_an_article_as_it_is_served_is_judged(publish, client, kind, expected):
    page = an_article(publish, kind)
    body = client.get(page.url).content.decode()
    policy = replace(policy_for(page), jurisdiction="UK")
    verdicts = {each.rule: each for each in assess(Served(body, policy, health=True))}
    assert verdicts["R24"].passed is expected
    assert verdicts["R20"].passed is True
    assert verdicts["R16"].passed is None


def test_a_review_that_is_overdue_checks_no_claims_any_more(publish, client, time_machine):
    page = an_article(publish, "device")
    policy = policy_for(page)
    time_machine.move_to(timezone.now() + timedelta(days=800))
    verdicts = {
        each.rule: each for each in assess(Served(client.get(page.url).content.decode(), policy, health=True))
    }
    assert verdicts["R20"].passed is False
