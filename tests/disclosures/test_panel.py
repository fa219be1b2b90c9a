"""The panel “Paid links”: what it says of a draft, to whom, and what it asks."""

from datetime import date

import pytest
from django.contrib.auth import get_user_model
from django.contrib.auth.models import Group
from django.http import HttpResponse
from django.test import Client
from django.urls import reverse
from django.utils import translation
from django.utils.timezone import localdate
from wagtail.models import Site

from disclosures.injection import Disclosed
from disclosures.models import AffiliateRule, DisclosureSettings, LinkTarget, ManagedLink, OutsideHost
from disclosures.signals import disclosure_changed
from tests.disclosures.pages import PAID, a_page
from tests.testapp.models import PlainPage

pytestmark = pytest.mark.django_db
AJAX = {"X-Requested-With": "XMLHttpRequest"}
LAMP = '<p><a href="https://www.lamps.example/one">A lamp</a></p>'


@pytest.fixture
def editor(client, admin_user):
    client.force_login(admin_user)
    return client


def panel(client, page, status=200):
    answer = client.get(reverse("disclosures_admin:paid_links", args=[page.pk]), headers=AJAX)
    assert answer.status_code == status
    return " ".join(answer.content.decode().split())


def reply(client, page, answer="unpaid", host="lamps.example", seen="", **more):
    values = {"host": host, "answer": answer, "seen": seen} | more
    return client.post(reverse("disclosures_admin:answer", args=[page.pk]), values, headers=AJAX)


def test_the_editor_opens_without_looking_at_links(editor):
    page = a_page()
    html = editor.get(reverse("wagtailadmin_pages:edit", args=[page.pk])).content.decode()
    assert f'data-paid-links="{page.pk}"' in html
    assert 'src="/static/disclosures/panel.js" type="module"' in html
    assert "Amazon" not in html.partition("data-paid-links-content")[2]


def test_a_page_that_is_not_saved_yet_gets_a_friendly_sentence(editor):
    root = Site.objects.get(is_default_site=True).root_page
    html = editor.get(reverse("wagtailadmin_pages:add", args=["testapp", "plainpage", root.pk]))
    assert "saved for the first time" in html.content.decode()


def test_each_paid_link_is_listed_with_label_programme_and_reasons(editor):
    html = panel(editor, a_page())
    assert "1 paid link." in html
    assert "(paid link)</strong> this" in html
    assert "https://www.amazon.com/dp/B0?tag=ours-20" in html
    assert "Amazon Associates, Amazon" in html
    assert "The parameter tag is there" in html
    assert "As an Amazon Associate I earn from qualifying purchases." in html


def test_the_newest_draft_is_looked_at_not_what_is_live(editor):
    page = a_page(body="<p>Nothing.</p>")
    page.body = PAID
    page.save_revision()
    assert "1 paid link." in panel(editor, page)


def test_a_page_without_paid_links_says_so(editor):
    html = panel(editor, a_page(body="<p>Nothing.</p>"))
    assert "No paid links." in html
    assert "readers are told nothing" in html


def test_a_notice_without_links_is_shown(editor):
    assert "A gift from Acme." in panel(
        editor, a_page(body="<p>x</p>", disclosure_forced=True, disclosure_extra_text="A gift from Acme.")
    )


def test_the_sites_jurisdiction_is_named(editor):
    DisclosureSettings.objects.create(site=Site.objects.get(is_default_site=True), jurisdiction="UK")
    html = panel(editor, a_page())
    assert "United Kingdom" in html
    assert "“Ad”" in html


def test_words_of_a_link_are_shown_as_words(editor):
    body = '<p><a href="https://amzn.to/x&quot;&lt;script&gt;">&lt;script&gt;alert(1)&lt;/script&gt;</a></p>'
    html = panel(editor, a_page(body=body))
    assert "<script>" not in html
    assert "&lt;script&gt;alert(1)&lt;/script&gt;" in html


def test_short_links_weak_signs_and_broken_addresses_are_told_apart(editor):
    body = (
        '<a href="https://amzn.to/x">s</a><a href="https://a.example/?utm_medium=affiliate">w</a>'
        '<a href="https://exa mple.com/">b</a>'
    )
    html = panel(editor, a_page(body=body))
    assert "1 paid link, 1 question for you, 2 things to look at." in html
    assert "Nobody knows where a short link leads" in html
    assert "Perhaps paid" in html
    assert "Addresses that no browser can open" in html


def test_a_picture_and_an_iframe_are_named_by_what_describes_them(editor):
    body = (
        '<a href="https://amzn.to/1"><embed embedtype="image"></a><a href="https://amzn.to/2"></a>'
        '<a href="https://amzn.to/3" title="A lamp"></a>'
    )
    html = panel(editor, a_page(body=body))
    assert "(no words)" in html
    assert "A lamp" in html


def test_readers_links_are_theirs(editor, monkeypatch):
    page = '<main><div data-reader-content><a href="https://amzn.to/x">x</a></div></main>'
    monkeypatch.setattr(PlainPage, "serve_preview", lambda *args: HttpResponse(page))
    assert "No paid links." in panel(editor, a_page())


def test_a_label_before_a_map_area_is_found(editor, monkeypatch):
    page = '<main><map><area href="https://amzn.to/x" alt="Shop"></map><svg><a href="https://amzn.to/y">y</a></svg></main>'
    monkeypatch.setattr(PlainPage, "serve_preview", lambda *args: HttpResponse(page))
    assert panel(editor, a_page()).count('<strong class="paid-links-label">(paid link)</strong>') == 2


@pytest.mark.parametrize(
    "answer",
    [
        HttpResponse(status=302, headers={"Location": "https://elsewhere.example/"}),
        HttpResponse("{}", content_type="application/json"),
    ],
)
def test_a_page_without_a_preview_is_judged_by_its_fields(editor, monkeypatch, answer):
    monkeypatch.setattr(PlainPage, "serve_preview", lambda *args: answer)
    html = panel(editor, a_page())
    assert "only the links in its fields were looked at" in html
    assert "1 paid link, 1 thing to look at." in html


def test_a_page_type_without_preview_modes_is_judged_by_its_fields(editor, monkeypatch):
    monkeypatch.setattr(PlainPage, "preview_modes", [])
    assert "1 paid link, 1 thing to look at." in panel(editor, a_page())


def test_links_that_cannot_be_marked_are_reported(editor, monkeypatch):
    told = Disclosed("<main></main>", (), "We earn money.", "fallback", "Too many.")
    monkeypatch.setattr("disclosures.drafts.disclose_page", lambda html, policy: told)
    html = panel(editor, a_page())
    assert "Single links cannot be marked; the plain notice stands in front: Too many." in html
    assert "We earn money." in html


def test_a_preview_in_another_language_leaves_the_editors_language(editor, monkeypatch):
    def serve(*args):
        translation.activate("de")
        return HttpResponse("<main></main>")

    monkeypatch.setattr(PlainPage, "serve_preview", serve)
    assert "No paid links." in panel(editor, a_page())


def test_the_rules_of_the_audit_judge_the_draft(editor, monkeypatch):
    page = a_page()
    assert "(R20)" not in panel(editor, page)
    monkeypatch.setattr(PlainPage, "gives_health_advice", True, raising=False)
    assert "(R20)" in panel(editor, page)
    assert "(R11)" in panel(editor, a_page(body=PAID + "<p>This post is not sponsored.</p>", slug="denial"))


def test_a_notice_written_by_hand_leads_to_its_clean_up(editor):
    by_hand = "<p>Disclosure: this post contains affiliate links, and we earn a commission if you buy.</p>"
    page = a_page(body=by_hand + PAID)
    html = panel(editor, page)
    assert "Somebody wrote a notice by hand: “Disclosure: this post contains" in html
    assert reverse("disclosures_admin:clean_up", args=[page.pk]) in html
    assert "1 thing to look at" in html


def managed(slug, failures=0, **values):
    link = ManagedLink.objects.create(title=slug.title(), slug=slug, **values)
    LinkTarget.objects.create(
        link=link, url=f"https://{slug}.example/", failures=failures, outcome="broken" if failures else "ok"
    )


def test_managed_links_that_lead_nowhere_are_problems(editor, monkeypatch):
    monkeypatch.setattr("disclosures.problems.mount", lambda: "/go/")
    managed("good")
    managed("ended", status="ended")
    managed("over", ends_on=date(2020, 1, 1))
    managed("broken", failures=2)
    slugs = ("good", "ended", "over", "Broken", "nothing")
    body = "".join(f'<a href="/go/{slug}/">x</a>' for slug in slugs)
    html = panel(editor, a_page(body=body + '<a href="https://exa mple.com/">x</a>'))
    for sentence in (
        "“Ended” has ended or is paused",
        "“Over” has ended or is paused",
        "“Broken” is broken",
        "No managed link is called “nothing”",
    ):
        assert sentence in html
    assert "“Good”" not in html


def test_a_site_without_own_redirects_has_no_such_problems(editor, monkeypatch):
    monkeypatch.setattr("disclosures.problems.mount", lambda: "")
    assert "No managed link" not in panel(editor, a_page(body='<a href="/go/nothing/">x</a>'))


def off(until, **values):
    return a_page(disclosure_off_reason="Our own newsletter.", disclosure_off_until=until, **values)


def test_an_exception_is_told_with_its_reason(editor):
    html = panel(editor, off(localdate(), body="<p>x</p>"))
    assert "because: Our own newsletter." in html


def test_an_exception_that_ended_is_told(editor):
    assert "ended on" in panel(editor, off("2020-01-01"))


def test_an_exception_beside_known_paid_links_is_ignored_and_says_why(editor):
    assert "some of these links are known to pay" in panel(editor, off(localdate()))


def test_declared_connections_are_told_and_end_an_exception(editor):
    connection = {"type": "connection", "value": {"kind": "gift", "who": "Acme", "what": "a lamp"}}
    html = panel(editor, off(localdate(), body="<p>x</p>", disclosure_connections=[connection]))
    assert "Readers are told:" in html
    assert "Acme" in html
    assert "readers must be told who gave something" in html


def test_a_page_of_another_kind_without_the_mixin_has_a_panel_too(editor):
    root = Site.objects.get(is_default_site=True).root_page
    assert "No paid links." in panel(editor, root)


def test_who_may_not_edit_the_page_sees_nothing(client, db):
    user = get_user_model().objects.create_user("visitor", "v@example.com", "x")
    user.groups.add(Group.objects.get(name="Editors"))
    page = a_page()
    Group.objects.get(name="Editors").page_permissions.all().delete()
    client.force_login(user)
    panel(client, page, status=403)
    assert reply(client, page).status_code == 403
    assert not OutsideHost.objects.exists()


def test_strangers_are_sent_to_the_login(client):
    assert client.get(reverse("disclosures_admin:paid_links", args=[a_page().pk])).status_code == 302


def test_a_page_that_is_gone_is_not_found(editor):
    assert editor.get(reverse("disclosures_admin:paid_links", args=[99999])).status_code == 404


# Questions


def test_an_unknown_host_is_asked_about(editor):
    html = panel(editor, a_page(body=LAMP))
    assert "Does anybody pay you for this?" in html
    assert "<strong>lamps.example</strong>" in html
    assert "“A lamp”" in html
    assert not OutsideHost.objects.exists(), "looking writes nothing"


@pytest.mark.parametrize(
    ("answer", "said"), [("paid", "1 paid link."), ("unsure", "1 paid link."), ("unpaid", "No paid links.")]
)
def test_an_answer_is_saved_and_shown_at_once(editor, admin_user, answer, said):
    page = a_page(body=LAMP)
    html = reply(editor, page, answer, who_pays="Lamps Inc").content.decode()
    assert said in html
    assert "Does anybody pay" not in html
    row = OutsideHost.objects.get()
    assert (row.host, row.answer, row.answered_by) == ("lamps.example", answer, admin_user)
    assert row.who_pays == ("Lamps Inc" if answer == "paid" else "")
    assert row.answered_at is not None


def test_an_answer_is_taken_back(editor):
    page = a_page(body=LAMP)
    reply(editor, page, "unpaid")
    assert "Ask again" in panel(editor, page)
    html = reply(editor, page, "", seen="unpaid").content.decode()
    assert "Does anybody pay" in html
    row = OutsideHost.objects.get()
    assert (row.answer, row.answered_by, row.answered_at) == ("", None, None)


def test_of_two_answers_at_once_the_second_is_told(editor):
    page = a_page(body=LAMP)
    reply(editor, page, "paid", who_pays="Lamps Inc")
    late = reply(editor, page, "unpaid")
    assert late.status_code == 409
    assert "Somebody else answered" in late.content.decode()
    assert OutsideHost.objects.get().answer == "paid"


def test_an_answer_is_news_for_caches(editor):
    page, heard = a_page(body=LAMP), []

    def hear(sender, **kwargs):
        heard.append(OutsideHost.objects.get().answer)

    disclosure_changed.connect(hear)
    try:
        reply(editor, page, "paid")
    finally:
        disclosure_changed.disconnect(hear)
    assert heard[-1] == "paid"


def test_only_hosts_of_the_draft_are_answered(editor):
    assert reply(editor, a_page(body=LAMP), host="other.example").status_code == 404
    assert not OutsideHost.objects.exists()


@pytest.mark.parametrize("wrong", [{"answer": "perhaps"}, {"who_pays": "x" * 201}, {"host": ""}])
def test_a_broken_answer_is_refused(editor, wrong):
    answer = reply(editor, a_page(body=LAMP), **wrong)
    assert answer.status_code == 400
    assert "could not be saved" in answer.content.decode()


def test_an_answer_needs_a_post_with_its_token(admin_user):
    page, strict = a_page(body=LAMP), Client(enforce_csrf_checks=True)
    strict.force_login(admin_user)
    assert reply(strict, page).status_code == 403
    assert strict.get(reverse("disclosures_admin:answer", args=[page.pk])).status_code == 405


def test_a_page_outside_any_site_is_asked_nothing(editor):
    page = a_page(body=LAMP)
    Site.objects.all().delete()
    assert "Does anybody pay" not in panel(editor, page)
    assert reply(editor, page).status_code == 404


def test_a_rule_of_the_site_answers_for_its_host(editor):
    AffiliateRule.objects.create(programme="Lamps", host_suffix="lamps.example", strength="off")
    assert "Does anybody pay" not in panel(editor, a_page(body=LAMP))


def test_long_lists_are_cut_and_say_so(editor, monkeypatch):
    monkeypatch.setattr("disclosures.overview.MAX_LISTED", 2)
    monkeypatch.setattr("disclosures.overview.MAX_ASKED", 1)
    questions = '<a href="https://a.example/">a</a><a href="https://b.example/">b</a>'
    html = panel(editor, a_page(body=PAID * 3 + questions))
    assert "3 paid links, 2 questions for you." in html
    assert "And 1 more paid link." in html
    assert "<strong>a.example</strong>" in html
    assert "<strong>b.example</strong>" not in html


def test_more_links_cost_no_more_queries(editor, django_assert_max_num_queries):
    few, many = a_page(body=PAID), a_page(body=PAID * 50 + LAMP, slug="many")
    panel(editor, few)
    with django_assert_max_num_queries(40) as first:
        panel(editor, few)
    with django_assert_max_num_queries(len(first)):
        panel(editor, many)
