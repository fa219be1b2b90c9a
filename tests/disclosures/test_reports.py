"""The reports: who may read them, what stands in them, and what they cost."""

import pytest
from django.contrib.auth import get_user_model
from django.contrib.auth.models import Group, Permission
from django.urls import reverse
from wagtail.models import GroupPagePermission, Locale, Page, Site

from blog.people.models import Person
from disclosures.linking import pages_linking_to, stored_paid_links
from disclosures.models import DisclosureEvidence, DisclosureText, OutsideHost
from tests.disclosures.pages import PAID, a_page
from tests.testapp.models import BlocksPage, Step

pytestmark = pytest.mark.django_db
TABS = ["failing", "programmes", "hosts", "stored", "texts"]
LAMP = '<p><a href="https://www.lamps.example/one">A lamp</a></p>'


@pytest.fixture
def editor(client, admin_user):
    client.force_login(admin_user)
    return client


def url(tab):
    return reverse(f"disclosures_admin:report_{tab}")


def report(client, tab, **asked):
    answer = client.get(url(tab), asked)
    assert answer.status_code == 200
    return " ".join(answer.content.decode().split())


def csv(client, tab):
    return client.get(url(tab), {"export": "csv"}).getvalue().decode()


def evidence(page, failed=(), programmes=(), **values):
    defaults = {
        "page": page,
        "page_title": page.title,
        "address": page.full_url or "",
        "output": "page",
        "occasion": "audit",
        "links": [{"programme": name, "href": "https://x.example/"} for name in programmes],
        "verdicts": [{"rule": "R1", "passed": True, "detail": ""}]
        + [{"rule": name, "passed": False, "detail": f"Mend {name}."} for name in failed],
        "failed_rules": "".join(f" {name} " for name in failed),
    }
    return DisclosureEvidence.objects.create(**defaults | values)


def blocks_page(slug, *hosts):
    """Return a live page with a link in a block, one in a field and one in a child row for each host."""
    reviewer, _created = Person.objects.get_or_create(name="Ada", slug="ada")
    page = BlocksPage(title="Blocks", slug=slug, assigned_reviewer=reviewer)
    page.body = [("link", f"https://{host}/") for host in hosts]
    page.steps = [Step(text=f"https://{host}/") for host in hosts]
    Site.objects.get().root_page.add_child(instance=page)
    # This page type waits for a review before it goes live.
    Page.objects.filter(pk=page.pk).update(live=True)


@pytest.mark.parametrize("tab", TABS)
def test_each_tab_opens_empty_filters_and_exports(editor, tab):
    html = report(editor, tab)
    assert html.count('aria-current="page"') >= 1
    assert editor.get(reverse(f"disclosures_admin:report_{tab}_results")).status_code == 200
    assert "," in csv(editor, tab).splitlines()[0]
    assert editor.get(url(tab), {"export": "xlsx"}).status_code == 200


@pytest.mark.parametrize("tab", TABS)
def test_who_may_not_work_on_pages_reads_no_report(client, tab):
    user = get_user_model().objects.create_user("visitor", "v@example.com", "x")
    group = Group.objects.create(name="Admin only")
    group.permissions.add(Permission.objects.get(codename="access_admin"))
    user.groups.add(group)
    client.force_login(user)
    assert client.get(url(tab), headers={"X-Requested-With": "XMLHttpRequest"}).status_code == 403
    assert url("failing") not in client.get(reverse("wagtailadmin_home")).content.decode()


def test_the_menu_leads_to_the_reports(editor):
    assert url("failing") in editor.get(reverse("wagtailadmin_home")).content.decode()


def test_an_editor_reads_only_of_pages_that_are_theirs(client):
    ours, theirs = a_page(slug="ours"), a_page(slug="theirs")
    for page, title in ((ours, "Our page"), (theirs, "Their page")):
        page.title = title
        page.save()
        evidence(page, failed=["R4"], programmes=["Acme"])
    group = Group.objects.create(name="Ours")
    group.permissions.add(Permission.objects.get(codename="access_admin"))
    change = Permission.objects.get(codename="change_page")
    GroupPagePermission.objects.create(group=group, page=Page.objects.get(pk=ours.pk), permission=change)
    user = get_user_model().objects.create_user("ours", "o@example.com", "x")
    user.groups.add(group)
    client.force_login(user)
    for tab in ("failing", "programmes", "stored"):
        html = report(client, tab)
        assert "Our page" in html
        assert "Their page" not in html


def test_broken_rules_are_listed_and_filtered(editor):
    first, second, fine = a_page(), a_page(slug="second"), a_page(slug="fine")
    evidence(first, failed=["R4", "R12"])
    evidence(second, failed=["R1"])
    evidence(second, failed=["R20"])
    evidence(fine)
    html = report(editor, "failing")
    assert "R4: Mend R4. R12: Mend R12." in html
    assert "Mend R20." in html
    assert "Mend R1." not in html
    assert html.count("Mend") == 3
    assert "Mend R20." not in report(editor, "failing", rule="R4")
    assert "Lamps" in csv(editor, "failing")


def test_a_page_that_is_no_longer_live_is_not_listed(editor):
    page = a_page()
    evidence(page, failed=["R4"], programmes=["Acme"])
    page.unpublish()
    assert "Mend" not in report(editor, "failing")
    assert "Acme" not in report(editor, "programmes")


def test_pages_are_listed_by_programme(editor):
    evidence(a_page(), programmes=["Acme", "Acme", "Zinc"])
    evidence(a_page(slug="other"), programmes=["Zinc"])
    evidence(a_page(slug="none"))
    html = report(editor, "programmes")
    assert "Acme (2), Zinc (1)" in html
    assert "Zinc (1)" not in report(editor, "programmes", programme="Acme").replace("Acme (2), Zinc (1)", "")
    assert "Acme (2)" in csv(editor, "programmes")


def test_what_evidence_says_is_shown_as_text(editor):
    evidence(a_page(), programmes=["<script>x"], failed=["<b>"])
    assert "<script>x" not in report(editor, "programmes")
    assert "Mend <b>" not in report(editor, "failing")


def test_unanswered_hosts_are_listed_with_the_pages_that_link_to_them(editor):
    site = Site.objects.get()
    OutsideHost.objects.create(site=site, host="lamps.example")
    OutsideHost.objects.create(site=site, host="answered.example", answer="unpaid")
    a_page(body=LAMP)
    a_page(body="<p>lamps.example is only named.</p>", slug="named").save()
    html = report(editor, "hosts")
    assert "lamps.example" in html
    assert "answered.example" not in html
    assert html.count("Lamps <") + html.count("Lamps</") >= 1
    assert csv(editor, "hosts").splitlines()[1].startswith("lamps.example,")


def test_links_are_found_in_blocks_and_only_on_live_pages():
    blocks_page("blocks", "lamps.example")
    draft = a_page(body=LAMP)
    draft.unpublish()
    found = pages_linking_to(["lamps.example", "nowhere.example"])
    assert {host: [each.title for each in pages] for host, pages in found.items()} == {
        "lamps.example": ["Blocks"],
        "nowhere.example": [],
    }
    assert pages_linking_to([]) == {}


def test_stored_text_is_judged_page_by_page(editor):
    a_page(body=PAID + '<a rel="sponsored" href="https://amzn.to/x">x</a>')
    html = report(editor, "stored")
    assert "Amazon Associates, Amazon short link (SiteStripe)" in html
    row = csv(editor, "stored").splitlines()
    assert any(line.endswith(",2,1,https://www.amazon.com/dp/B0?tag=ours-20") for line in row)


def test_stored_text_of_pages_with_known_paid_links_is_asked_for(editor):
    told, untold = a_page(), a_page(slug="untold")
    evidence(told, programmes=["Acme"])
    evidence(untold)
    html = report(editor, "stored", told="yes")
    assert f"/pages/{told.pk}/edit/" in html
    assert f"/pages/{untold.pk}/edit/" not in html


def test_the_answers_of_each_site_hold_for_its_pages():
    site = Site.objects.get()
    OutsideHost.objects.create(site=site, host="lamps.example", answer="paid", who_pays="Lamps Inc")
    page, root = a_page(body=LAMP), Page.objects.get(depth=1)
    found = stored_paid_links([page, root])
    assert found[page.pk].programmes == ("Lamps Inc",)
    assert found[root.pk].count == 0


def test_missing_languages_are_listed(editor, settings):
    settings.WAGTAIL_CONTENT_LANGUAGES = settings.LANGUAGES = [("en", "English"), ("pl", "Polski")]
    assert ">pl<" in report(editor, "texts").replace(" ", "")
    polish = Locale.objects.create(language_code="pl")
    DisclosureText.objects.create(kind="notice", text="Zarabiamy na tych linkach.", locale=polish)
    assert ">pl<" not in report(editor, "texts").replace(" ", "")


@pytest.mark.parametrize("tab", ["failing", "programmes", "hosts", "stored"])
def test_more_rows_cost_no_more_queries(editor, tab, django_assert_max_num_queries):
    site = Site.objects.get()

    def add(number):
        page = a_page(body=f'{PAID}<a href="https://h{number}.example/">x</a>', slug=f"p{number}")
        evidence(page, failed=["R4"], programmes=["Acme"])
        OutsideHost.objects.create(site=site, host=f"h{number}.example")
        blocks_page(f"b{number}", f"h{number}.example")

    add(1)
    report(editor, tab)
    with django_assert_max_num_queries(80) as few:
        report(editor, tab)
    for number in range(2, 9):
        add(number)
    with django_assert_max_num_queries(len(few)):
        report(editor, tab)


def test_the_dashboard_counts_what_waits(editor):
    home = reverse("wagtailadmin_home")
    assert "paid-links-waiting" not in editor.get(home).content.decode()
    OutsideHost.objects.create(site=Site.objects.get(), host="lamps.example")
    evidence(a_page(), failed=["R4"])
    html = " ".join(editor.get(home).content.decode().split())
    assert "1 page breaks a rule" in html
    assert "1 outside host waits for an answer" in html


def test_the_dashboard_of_who_works_on_no_page_stays_as_it_is(client):
    user = get_user_model().objects.create_user("visitor", "v@example.com", "x")
    group = Group.objects.create(name="Admin only")
    group.permissions.add(Permission.objects.get(codename="access_admin"))
    user.groups.add(group)
    client.force_login(user)
    OutsideHost.objects.create(site=Site.objects.get(), host="lamps.example")
    assert "paid-links-waiting" not in client.get(reverse("wagtailadmin_home")).content.decode()
