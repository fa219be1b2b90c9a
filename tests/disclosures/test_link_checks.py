"""Broken links are found, remembered and told."""

from datetime import timedelta
from io import StringIO

import pytest
from django.contrib.auth.models import Group, Permission
from django.core.management import call_command
from django.utils import timezone

from disclosures import link_checks, tasks
from disclosures.link_checks import Finding, check, check_due, look
from disclosures.link_digest import send_digest
from disclosures.models import LinkCheck, LinkTarget
from disclosures.outbound import Answer, Fetcher, NoAnswerError, PrivateNetworkError, PublicFetcher
from disclosures.signals import disclosure_changed
from tests.disclosures.test_redirects import SHOP, a_link

AMAZON = "https://www.amazon.com/dp/B0?tag=ours-20"
NOW = timezone.now()


class FakeInternet(Fetcher):
    """Answers from a table; an address alone stands for both methods."""

    def __init__(self, **answers):
        self.answers, self.asked = {}, []
        self.learn(answers)

    def learn(self, answers):
        self.answers |= {url.replace("__", ":"): answer for url, answer in answers.items()}

    def fetch(self, method, url):
        self.asked.append((method, url))
        answer = self.answers.get(f"{method} {url}", self.answers.get(url, NoAnswerError("unknown host")))
        if isinstance(answer, Exception):
            raise answer
        return answer


def internet(answers):
    fake = FakeInternet()
    fake.learn(answers)
    return fake


A, B, C = "https://a.example/", "https://b.example/", "https://c.example/"


@pytest.mark.parametrize(
    ("answers", "found"),
    [
        ({A: Answer(200)}, Finding("ok", 200, A)),
        ({A: Answer(302, B), B: Answer(200)}, Finding("ok", 200, B)),
        ({A: Answer(301, B), B: Answer(200)}, Finding("moved", 200, B)),
        ({A: Answer(301, B), B: Answer(302, C), C: Answer(200)}, Finding("ok", 200, C)),
        (
            {A: Answer(301, "/x"), f"{A}x": Answer(308, "//b.example/"), B: Answer(200)},
            Finding("moved", 200, B),
        ),
        ({A: Answer(404)}, Finding("broken", 404, A)),
        ({A: Answer(302, B), B: Answer(410)}, Finding("broken", 410, B)),
        ({A: Answer(403)}, Finding("blocked", 403, A)),
        ({A: Answer(503)}, Finding("blocked", 503, A)),
        ({A: Answer(500)}, Finding("unreachable", 500, A)),
        ({}, Finding("unreachable", None, A, "unknown host")),
        (
            {A: PrivateNetworkError("a.example (10.0.0.1)")},
            Finding("refused", None, A, "a.example (10.0.0.1)"),
        ),
        (
            {A: Answer(302, "http://10.0.0.1/"), "http://10.0.0.1/": PrivateNetworkError("10.0.0.1")},
            Finding("refused", None, "http://10.0.0.1/", "10.0.0.1"),
        ),
        ({A: Answer(302, A)}, Finding("unreachable", None, A, "More than 5 redirects.")),
        (
            {A: Answer(302, "market://x")},
            Finding("unreachable", 302, "market://x", "It leads out of the web."),
        ),
        (
            {A: Answer(302, "javascript:1")},
            Finding("unreachable", 302, "javascript:1", "It leads out of the web."),
        ),
        (
            {A: Answer(302, "https://a<b/")},
            Finding("unreachable", 302, "https://a<b/", "It leads out of the web."),
        ),
    ],
)
def test_what_is_found_at_an_address(answers, found):
    assert look(A, internet(answers)) == found


def test_a_server_that_dislikes_the_short_question_is_asked_the_long_one():
    fake = internet({f"HEAD {A}": Answer(405), f"GET {A}": Answer(200)})
    assert look(A, fake).outcome == "ok"
    assert fake.asked == [("HEAD", A), ("GET", A)]
    fake = internet({f"HEAD {A}": NoAnswerError("reset"), f"GET {A}": Answer(200)})
    assert look(A, fake).outcome == "ok"


def test_redirects_have_an_end():
    fake = internet({A: Answer(302, A)})
    look(A, fake)
    assert len(fake.asked) == 6


@pytest.mark.django_db
def test_a_check_is_kept_in_the_history():
    target = a_link(url=A).targets.get()
    check(target, internet({A: Answer(301, B), B: Answer(200)}), NOW)
    kept = LinkCheck.objects.get()
    assert (kept.outcome, kept.status, kept.final_url, kept.checked_at) == ("moved", 200, B, NOW)
    target.refresh_from_db()
    assert (target.outcome, target.checked_at, target.failures) == ("moved", NOW, 0)


@pytest.mark.django_db
def test_the_history_does_not_grow_for_ever():
    target = a_link(url=A).targets.get()
    for day in range(link_checks.KEPT_CHECKS + 3):
        check(target, internet({A: Answer(200)}), NOW + timedelta(days=day))
    assert target.checks.count() == link_checks.KEPT_CHECKS
    assert target.checks.first().checked_at == NOW + timedelta(days=link_checks.KEPT_CHECKS + 2)


@pytest.mark.django_db
def test_only_two_failures_apart_make_a_link_broken():
    target = a_link(url=A).targets.get()
    gone = internet({A: Answer(404)})
    for moment, broken in [(0, False), (1, False), (120, True)]:
        check(target, gone, NOW + timedelta(minutes=moment))
        assert LinkTarget.objects.broken().exists() is broken
    check(target, internet({A: Answer(200)}), NOW + timedelta(minutes=130))
    assert not LinkTarget.objects.broken().exists()


@pytest.mark.django_db
def test_a_check_says_nothing_about_an_address_written_meanwhile():
    target = a_link(url=A).targets.get()
    LinkTarget.objects.update(url=B)
    check(target, internet({A: Answer(404)}), NOW)
    assert LinkTarget.objects.get().outcome == ""


@pytest.mark.django_db
def test_a_short_address_is_known_by_where_it_ends():
    target = a_link(url="https://amzn.to/abc").targets.get()
    check(target, internet({"https://amzn.to/abc": Answer(301, AMAZON), AMAZON: Answer(200)}), NOW)
    assert target.resolved_url == AMAZON
    check(target, internet({}), NOW + timedelta(days=1))
    assert LinkTarget.objects.get().resolved_url == AMAZON
    inside = "https://10.0.0.1/"
    check(target, internet({"https://amzn.to/abc": Answer(301, inside), inside: Answer(200)}), NOW)
    assert LinkTarget.objects.get().resolved_url == AMAZON


@pytest.mark.django_db
def test_other_addresses_stay_what_editors_wrote():
    target = a_link(url=A).targets.get()
    check(target, internet({A: Answer(302, AMAZON), AMAZON: Answer(200)}), NOW)
    assert LinkTarget.objects.get().resolved_url == ""


@pytest.mark.django_db
def test_caches_hear_of_a_link_that_broke_and_of_nothing_else():
    heard = []

    def listen(sender, **kwargs):
        heard.append(sender)

    target = a_link(url=A).targets.get()
    disclosure_changed.connect(listen)
    try:
        for day, heard_of in [(0, 0), (1, 1), (2, 1)]:
            check(target, internet({A: Answer(404)}), NOW + timedelta(days=day))
            assert len(heard) == heard_of
    finally:
        disclosure_changed.disconnect(listen)


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("values", "due"),
    [
        ({}, True),
        ({"checked_at": NOW - timedelta(days=8), "outcome": "ok"}, True),
        ({"checked_at": NOW - timedelta(days=6), "outcome": "ok"}, False),
        ({"checked_at": NOW - timedelta(hours=23), "outcome": "broken", "failures": 1}, True),
        ({"checked_at": NOW - timedelta(hours=1), "outcome": "broken", "failures": 1}, False),
    ],
)
def test_what_is_due(values, due):
    a_link().targets.update(**values)
    assert LinkTarget.objects.due_for_check(NOW).exists() is due


@pytest.mark.django_db
def test_links_that_lead_nowhere_anyway_are_not_checked():
    a_link(status="paused")
    a_link("over", ends_on=timezone.localdate() - timedelta(days=1))
    assert check_due(FakeInternet()) == {}


@pytest.mark.django_db
def test_the_longest_waiting_come_first():
    a_link("b", url=B).targets.update(checked_at=NOW - timedelta(days=9))
    a_link("a", url=A)
    fake = internet({A: Answer(200), B: Answer(200)})
    assert check_due(fake, 1) == {"ok": 1}
    assert fake.asked == [("HEAD", A)]


@pytest.fixture
def known(monkeypatch):
    """The internet as the command and the task see it."""
    fake = internet({A: Answer(200), SHOP: Answer(404)})
    monkeypatch.setattr(link_checks, "fetcher", lambda: fake)
    return fake


@pytest.fixture
def advertiser(django_user_model):
    user = django_user_model.objects.create_user("ad", email="ad@site.example")
    group = Group.objects.create(name="Those who link")
    group.permissions.add(Permission.objects.get(codename="change_managedlink"))
    user.groups.add(group)
    return user


@pytest.mark.django_db
def test_the_command_says_what_it_found(known, mailoutbox):
    a_link(url=A)
    a_link("gone")
    out = StringIO()
    call_command("check_links", stdout=out)
    assert out.getvalue().splitlines() == ["Does not exist: 1", "Works: 1", "2 checked, 0 told."]
    out = StringIO()
    call_command("check_links", stdout=out)
    assert out.getvalue() == "0 checked, 0 told.\n"
    out = StringIO()
    call_command("check_links", "--all", "--most=1", stdout=out)
    assert "1 checked" in out.getvalue()


@pytest.mark.django_db
def test_the_tasks_do_the_same(known, advertiser, mailoutbox):
    link = a_link()
    assert tasks.check_link.call(link.pk) == {"broken": 1}
    LinkTarget.objects.update(checked_at=NOW - timedelta(days=1))
    assert tasks.check_links.call() == {"broken": 1}
    assert len(mailoutbox) == 1


@pytest.mark.django_db
def test_who_asks_is_said(settings):
    asks = link_checks.fetcher()
    assert isinstance(asks, PublicFetcher)
    assert asks.headers["User-Agent"] == "Mozilla/5.0 (compatible; LinkCheck/1.0; +http://localhost)"


@pytest.mark.django_db
def test_editors_are_told_of_each_breakage_once(advertiser, mailoutbox):
    link = a_link(programme="Acme")
    link.targets.update(outcome="broken", failures=2)
    a_link("over", title="The sale", ends_on=timezone.localdate() - timedelta(days=1))
    assert send_digest() == 1
    [mail] = mailoutbox
    assert (mail.to, mail.bcc) == ([], ["ad@site.example"])
    assert mail.subject == "2 links lead nowhere"
    assert "The lamp (Acme)" in mail.body
    assert "Does not exist: shop.example" in mail.body
    assert "The sale" in mail.body
    assert f"/{link.pk}/" in mail.body
    assert send_digest() == 0


@pytest.mark.django_db
def test_a_link_that_was_mended_and_broke_again_is_news(advertiser, mailoutbox):
    target = a_link(url=A).targets.get()
    LinkTarget.objects.update(outcome="broken", failures=2, reported_at=NOW)
    target.refresh_from_db()
    check(target, internet({A: Answer(200)}), NOW + timedelta(days=1))
    for day in (2, 3):
        check(target, internet({A: Answer(404)}), NOW + timedelta(days=day))
    assert send_digest() == 1
    assert mailoutbox[0].subject == "A link leads nowhere"


@pytest.mark.django_db
def test_a_link_that_was_prolonged_and_ended_again_is_news(advertiser):
    link = a_link(ends_on=timezone.localdate() - timedelta(days=1))
    assert send_digest() == 1
    link.refresh_from_db()
    link.ends_on = timezone.localdate()
    link.save()
    link.ends_on -= timedelta(days=1)
    link.save()
    assert send_digest() == 1


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("values", "told"),
    [
        ({"outcome": "broken", "failures": 1}, 0),
        ({"outcome": "blocked", "failures": 0}, 0),
        ({"outcome": "unreachable", "failures": 2}, 0),
        ({"outcome": "unreachable", "failures": 3}, 1),
        ({"outcome": "refused", "failures": 2}, 1),
    ],
)
def test_editors_are_not_told_of_what_may_be_a_bad_moment(advertiser, values, told):
    a_link().targets.update(**values)
    assert send_digest() == told


@pytest.mark.django_db
def test_administrators_are_told_where_nobody_else_is(admin_user, mailoutbox):
    a_link().targets.update(outcome="broken", failures=2)
    assert send_digest() == 1
    assert mailoutbox[0].bcc == [admin_user.email]


@pytest.mark.django_db
def test_what_nobody_could_be_told_is_told_later(admin_user, mailoutbox):
    a_link().targets.update(outcome="broken", failures=2)
    type(admin_user).objects.update(email="")
    assert send_digest() == 0
    type(admin_user).objects.update(email="boss@site.example")
    assert send_digest() == 1


@pytest.mark.django_db
def test_what_could_not_be_sent_is_told_later(admin_user, settings):
    a_link().targets.update(outcome="broken", failures=2)
    settings.EMAIL_BACKEND = "tests.disclosures.nowhere"
    with pytest.raises(ImportError):
        send_digest()
    assert LinkTarget.objects.broken_unnoticed().exists()
