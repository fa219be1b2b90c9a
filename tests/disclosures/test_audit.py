"""The audit looks at every live page, says what is wrong and what to do, and remembers what has changed."""

import io
import json

import pytest
from django.core.management import CommandError, call_command
from wagtail.models import Locale, Page, Site

from disclosures import audit as auditing
from disclosures import serving
from disclosures.audit import audit, pages_to_audit
from disclosures.models import DisclosureEvidence, DisclosureText
from tests.disclosures.pages import PAID, a_page

pytestmark = pytest.mark.django_db
CONTRADICTION = f"<p>This article is not sponsored.</p>{PAID}"


def run(*arguments):
    out, err = io.StringIO(), io.StringIO()
    failed = ""
    try:
        call_command("audit_disclosures", *arguments, stdout=out, stderr=err)
    except CommandError as error:
        failed = str(error)
    return out.getvalue(), failed, err.getvalue()


@pytest.fixture(autouse=True)
def _only_our_pages(monkeypatch):
    """The first page of a new site has no template of its own, and other apps send pages in other outputs."""
    monkeypatch.setattr(serving, "OUTPUTS_HOOK", "no_outputs")
    Page.objects.filter(depth=2).update(live=False)


def test_a_page_in_order_is_recorded_once():
    page = a_page()
    assert run() == (
        "",
        "",
        "1 pages looked at, 0 with something wrong, 0 not shown to readers, 1 changes recorded.\n",
    )
    assert "0 changes recorded" in run()[2]
    assert list(DisclosureEvidence.objects.values_list("page", "occasion")) == [(page.pk, "audit")]


def test_a_broken_rule_is_told_with_what_to_do_and_fails():
    page = a_page(body=CONTRADICTION)
    out, failed, _ = run()
    assert failed.startswith("1 pages looked at, 1 with something wrong")
    assert out == (
        f"Lamps (page {page.pk})\n"
        f"  R11  page {page.full_url}\n"
        "            “This article is not sponsored” contradicts the notice. "
        "Take these words out, or say exactly what they mean.\n"
    )


def test_a_changed_text_is_recorded_without_a_publication():
    page = a_page()
    run()
    DisclosureText.objects.create(kind="notice", text="We earn money here.", locale=Locale.get_default())
    run()
    assert ["We earn money here" in row.notice for row in DisclosureEvidence.objects.filter(page=page)] == [
        False,
        True,
    ]


def test_the_report_can_be_read_by_programs():
    page = a_page(body=CONTRADICTION)
    a_page(slug="beds")
    found = json.loads(run("--format=json")[0])
    assert [each["fails"] for each in found] == [True, False]
    assert found[0]["page"] == page.pk
    verdicts = found[0]["outputs"][0]["verdicts"]
    assert {"rule": "R1", "passed": True, "detail": ""} in verdicts
    Page.objects.update(live=False)
    assert json.loads(run("--format=json")[0]) == []


def test_single_pages_are_looked_at():
    page = a_page()
    a_page(slug="beds", body=CONTRADICTION)
    assert run("--page", str(page.pk))[1] == ""
    assert "No live page" in run("--page", "999999")[1]


def test_the_pages_of_one_site_are_looked_at():
    a_page(body=CONTRADICTION)
    other = Site.objects.create(
        hostname="other.example",
        port=81,
        root_page=Page.objects.get(depth=1).add_child(instance=Page(title="Other", slug="other", live=False)),
    )
    assert run("--site", "other.example")[2].startswith("0 pages")
    assert run("--site", f"other.example:{other.port}")[2].startswith("0 pages")
    assert run("--site", "localhost")[1].startswith("1 pages")
    assert "There is no site “nowhere”. Known: localhost, other.example" in run("--site", "nowhere")[1]
    assert "There is no site" in run("--site", "other.example:9")[1]


def test_pages_that_not_everybody_may_read_are_left_out():
    page = a_page()
    page.view_restrictions.create(restriction_type="login")
    assert not pages_to_audit().exists()


def test_a_page_that_answers_with_an_error_is_a_fault_and_one_that_leads_on_is_not(settings):
    page = a_page()
    settings.ALLOWED_HOSTS = ["elsewhere.example"]
    out, failed, _ = run()
    assert (f"Lamps (page {page.pk})\n  FAULT     Its address answers 400" in out, bool(failed)) == (
        True,
        True,
    )
    Site.objects.update(hostname="elsewhere.example")
    Site.clear_site_root_paths_cache()
    type(page).objects.update(url_path="/nowhere/")
    out, failed, err = run()
    assert ("  not read  It belongs to no site." in out, failed) == (True, "")
    assert "1 not shown to readers" in err


def test_one_page_that_cannot_be_judged_does_not_keep_the_others_from_it(monkeypatch, caplog):
    broken, fine = a_page(), a_page(slug="beds")
    real = auditing.evidence.judged

    def judged(served):
        if served.address == broken.full_url:
            raise RuntimeError("too much")
        return real(served)

    monkeypatch.setattr(auditing.evidence, "judged", judged)
    found = list(audit(pages_to_audit()))
    assert [(each.page_id, each.unread, each.fails) for each in found] == [
        (broken.pk, "RuntimeError: too much", True),
        (fine.pk, "", False),
    ]
    assert "could not be audited" in caplog.text


def test_a_page_deleted_meanwhile_is_passed_over():
    first, second = a_page(), a_page(slug="beds")
    audits = audit(pages_to_audit())
    assert next(audits).page_id == first.pk
    second.delete()
    assert list(audits) == []


def test_no_more_than_one_page_is_kept():
    for number in range(3):
        a_page(slug=f"lamps-{number}")
    audits = audit(pages_to_audit())
    assert next(audits).page_id != next(audits).page_id
    assert DisclosureEvidence.objects.count() == 2
