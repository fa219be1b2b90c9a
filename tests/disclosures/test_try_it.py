"""The page “Try an address”, and the same beside a rule that is being written."""

import pytest
from django.contrib.auth import get_user_model
from django.contrib.auth.models import Group, Permission
from django.urls import reverse

from disclosures.models import AffiliateRule

pytestmark = pytest.mark.django_db
AJAX = {"X-Requested-With": "XMLHttpRequest"}
ADDRESS = "https://www.shop.example/partner/1?from=me"


@pytest.fixture
def editor(client, admin_user):
    client.force_login(admin_user)
    return client


def tried(client, address=ADDRESS, **rule):
    answer = client.post(reverse("disclosures_admin:try_it"), {"address": address} | rule, headers=AJAX)
    assert answer.status_code == 200
    return " ".join(answer.content.decode().split())


def test_it_works_as_a_plain_page(editor):
    html = editor.get(reverse("disclosures_admin:try_it"), {"address": "https://amzn.to/x"}).content.decode()
    assert "it counts as paid" in html
    assert 'value="https://amzn.to/x"' in html
    assert "With the rule in this form" not in html


def test_without_an_address_it_only_asks_for_one(editor):
    html = editor.get(reverse("disclosures_admin:try_it")).content.decode()
    assert "With the rules in force" not in html


def test_the_menu_leads_to_it(editor):
    assert reverse("disclosures_admin:try_it") in editor.get(reverse("wagtailadmin_home")).content.decode()


def test_an_address_is_shown_as_text(editor):
    html = tried(editor, 'https://amzn.to/"><script>alert(1)</script>?u=https://amzn.to/<script>')
    assert "<script>" not in html


@pytest.mark.parametrize("address", ["x" * 2_000_000, "a\x00b", "javascript:alert(1)", b"\xff\xfe"])
def test_bad_input_gets_an_answer(editor, address):
    assert "<strong>" in tried(editor, address)


def test_ten_megabytes_are_refused_not_a_crash(editor):
    address = reverse("disclosures_admin:try_it")
    assert editor.post(address, {"address": "x" * 10_000_000}).status_code == 400
    assert editor.get(address, {"address": "x" * 10_000_000}, headers=AJAX).status_code == 200


def test_an_unsaved_rule_is_tried_beside_the_rules_in_force(editor):
    html = tried(
        editor, host_suffix=" Shop.example ", query_param="from", programme="Shop", strength="strong"
    )
    with_rule, _, in_force = html.partition("With the rules in force")
    assert "A paid link." in with_rule
    assert "Shop" in with_rule
    assert "Not a paid link." in in_force


def test_a_rule_with_nothing_but_a_host_is_enough(editor):
    assert "A paid link.</strong> This rule" in tried(editor, host_suffix="shop.example")


def test_an_unsaved_rule_that_cannot_work_says_why(editor):
    assert "Write only the host" in tried(editor, host_suffix="https://shop.example/")
    assert "The pattern is broken" in tried(editor, host_suffix="shop.example", path_regex="(")


def test_a_saved_rule_is_tried_as_it_stands_in_the_form(editor):
    rule = AffiliateRule.objects.create(programme="Shop", host_suffix="shop.example")
    html = tried(
        editor, host_suffix="shop.example", programme="Shop", path_regex="^/other/", rule=str(rule.pk)
    )
    with_rule, _, in_force = html.partition("With the rules in force")
    assert "asks for a path like ^/other/" in with_rule
    assert "A paid link." in in_force


@pytest.mark.parametrize("number", ["9" * 40, "0", "x", "٣"])
def test_a_rule_that_is_not_there_is_no_error(editor, number):
    assert "A paid link." in tried(editor, host_suffix="shop.example", rule=number)


def test_what_no_rule_knows_leads_to_the_form_of_a_new_one(editor):
    html = tried(editor)
    add = reverse(AffiliateRule.snippet_viewset.get_url_name("add"))
    assert f'href="{add}?host_suffix=shop.example"' in html
    form = editor.get(add, {"host_suffix": "shop.example", "strength": "weak"}).content.decode()
    assert 'value="shop.example"' in form
    assert "data-try-it" in form


def test_what_counts_needs_no_new_rule(editor):
    assert "Add a rule" not in tried(editor, "https://amzn.to/x")


def test_who_may_add_no_rule_is_not_led_there(client):
    user = get_user_model().objects.create_user("visitor", "v@example.com", "x")
    group = Group.objects.create(name="Readers of rules")
    group.permissions.add(Permission.objects.get(codename="access_admin"))
    user.groups.add(group)
    client.force_login(user)
    assert "Add a rule" not in tried(client)
