"""What readers were told is remembered, once, for good."""

from types import SimpleNamespace

import pytest
from django.contrib.auth import get_user_model
from django.db import transaction
from django.utils import translation
from wagtail.log_actions import LogContext
from wagtail.models import Locale

from disclosures import evidence, tasks
from disclosures.evidence import AUDIT, PUBLICATION, record
from disclosures.models import AffiliateRule, DisclosureEvidence, DisclosureSettings, DisclosureText
from disclosures.models.evidence import AppendOnlyError
from disclosures.serving import NotServedError
from tests.disclosures.pages import PAID, a_page

pytestmark = pytest.mark.django_db
rows = DisclosureEvidence.objects


@pytest.fixture
def publish(django_capture_on_commit_callbacks):
    def publish(page, user=None):
        with django_capture_on_commit_callbacks(execute=True):
            page.save_revision(user=user).publish()
        page.refresh_from_db()
        return page

    return publish


@pytest.fixture
def row():
    return record(a_page(), PUBLICATION)


def test_a_publication_is_recorded_with_all_that_readers_were_told(publish, admin_user):
    page = publish(a_page(), admin_user)
    row = rows.get()
    assert (row.page_id, row.page_title, row.address) == (page.pk, "Lamps", page.full_url)
    assert (row.output, row.occasion, row.revision_id) == ("page", "publication", page.live_revision_id)
    assert (row.user, row.user_label) == (admin_user, admin_user.get_username())
    assert "we earn a commission" in row.notice
    assert row.links == [
        {
            "href": "https://www.amazon.com/dp/B0?tag=ours-20",
            "programme": "Amazon Associates",
            "network": "Amazon",
            "strength": "strong",
            "rule": "amazon.com tag",
            "label": "(paid link)",
            "rel": ["sponsored", "nofollow"],
        }
    ]
    assert {each["rule"]: each["passed"] for each in row.verdicts}["R1"] is True
    assert (row.failed_rules, row.locale, row.jurisdiction) == ("", "en", "US")
    assert (len(row.body_hash), len(row.notice_hash)) == (64, 64)
    assert (len(row.rules_version), len(row.texts_version)) == (16, 16)
    assert "Lamps (Page, " in str(row)


def test_who_is_logged_in_published_it_whoever_wrote_it(publish, admin_user):
    writer = get_user_model().objects.create_user("writer", first_name="Ann", last_name="Lee")
    with LogContext(user=writer):
        publish(a_page(), admin_user)
    assert rows.get().user_label == "Ann Lee (writer)"


def test_a_page_that_tells_nothing_leaves_no_row_until_it_has_told_something(publish):
    page = publish(a_page(body="<p>Sleep well.</p>"))
    assert not rows.exists()
    page.body = PAID
    publish(page)
    page.body = "<p>Sleep well.</p>"
    publish(page)
    publish(page)
    assert [bool(row.notice) for row in rows.all()] == [True, False]


def test_every_publication_is_recorded_but_an_audit_only_what_has_changed(publish):
    page = publish(publish(a_page()))
    assert rows.count() == 2
    assert record(page, AUDIT) is None
    DisclosureText.objects.create(kind="label", text="Ad", locale=Locale.get_default())
    assert record(page, AUDIT).links[0]["label"] == "Ad"
    AffiliateRule.objects.create(programme="None", host_suffix="amazon.com", strength="off")
    assert record(page, AUDIT).notice == ""


def test_versions_of_rules_and_texts_follow_them():
    page = a_page()
    before = record(page, PUBLICATION)
    AffiliateRule.objects.create(programme="Acme", host_suffix="acme.example")
    DisclosureText.objects.create(kind="notice", text="We earn money here.", locale=Locale.get_default())
    after = record(page, PUBLICATION)
    assert before.rules_version != after.rules_version
    assert before.texts_version != after.texts_version


def test_a_broken_rule_is_recorded_and_found_by_its_name():
    page = a_page(body=f"<p>This article is not sponsored.</p>{PAID}")
    row = record(page, PUBLICATION)
    assert row.failed_rules == " R11 "
    assert list(rows.failing()) == list(rows.failing("R11")) == [row]
    assert not rows.failing("R1").exists()


def test_verdicts_are_kept_in_the_language_of_the_site():
    page = a_page()
    with translation.override("de"):
        row = record(page, PUBLICATION)
    assert "There is no ranking." in [each["detail"] for each in row.verdicts]


def test_the_newest_row_of_each_page_is_found(publish):
    lamps, beds = publish(a_page()), publish(a_page(slug="beds"))
    publish(lamps)
    DisclosureEvidence.objects.create(page=lamps, output="feed", locale="en")
    found = rows.latest_per_page()
    assert [row.page_id for row in found] == [beds.pk, lamps.pk]
    beds.unpublish()
    assert [row.page_id for row in found.of_live_pages()] == [lamps.pk]


def test_pages_earn_money_as_long_as_the_newest_row_says_so(publish):
    paid, free = publish(a_page(body=PAID)), publish(a_page(body="<p>Text.</p>", slug="free"))
    assert rows.with_paid_links([paid.pk, free.pk]) == {paid.pk}
    assert rows.with_paid_links([free.pk]) == set()
    paid.body = "<p>No links any more.</p>"
    publish(paid)
    assert rows.with_paid_links([paid.pk, free.pk]) == set()


def test_a_row_can_neither_be_changed_nor_deleted(row):
    row.notice = "x"
    for forbidden in (
        row.save,
        row.delete,
        rows.all().delete,
        lambda: rows.update(notice="x"),
        lambda: rows.bulk_update([row], ["notice"]),
        lambda: rows.bulk_create(
            [row], update_conflicts=True, update_fields=["notice"], unique_fields=["id"]
        ),
        lambda: rows.update_or_create(pk=row.pk, defaults={"notice": "x"}),
        lambda: DisclosureEvidence._base_manager.all().delete(),
    ):
        with pytest.raises(AppendOnlyError, match="never changed"):
            forbidden()
    assert "we earn" in rows.get().notice
    assert len(rows.bulk_create([DisclosureEvidence(page_id=row.page_id)])) == 1


def test_deleting_page_revision_and_user_loses_no_evidence(publish, admin_user):
    page = publish(a_page(), admin_user)
    revision = page.live_revision_id
    page.revisions.all().delete()
    page.delete()
    user_id = admin_user.pk
    admin_user.delete()
    row = rows.get()
    assert (row.page_id, row.revision_id, row.user_id) == (page.pk or row.page_id, revision, user_id)
    assert (row.page_title, row.user_label) == ("Lamps", "admin")
    assert str(row).startswith("Lamps")


def test_deleting_a_tree_of_pages_loses_no_evidence(publish):
    parent = publish(a_page())
    child = publish(parent.add_child(instance=type(parent)(title="Bulbs", slug="bulbs", body=PAID)))
    assert rows.filter(page=child.pk).exists()
    parent.delete()
    assert rows.count() == 2


def test_a_page_may_be_deleted_in_the_admin(publish, client, admin_user):
    page = publish(a_page())
    client.force_login(admin_user)
    client.post(f"/admin/pages/{page.pk}/delete/")
    assert not type(page).objects.filter(pk=page.pk).exists()
    assert rows.count() == 1


def test_publishing_does_not_fail_when_evidence_does(publish, monkeypatch, caplog):
    def broken(*args):
        raise ValueError("no evidence today")

    monkeypatch.setattr(evidence, "judged", broken)
    assert publish(a_page()).live
    assert not rows.exists()
    assert "record_publication" in caplog.text


def test_publishing_does_not_fail_when_the_queue_does(publish, monkeypatch, caplog):
    def broken(*args):
        raise ConnectionError("the queue is away")

    monkeypatch.setattr(tasks, "record_publication", SimpleNamespace(enqueue=broken))
    assert publish(a_page()).live
    assert "the queue is away" in caplog.text


def test_an_import_of_thousands_may_leave_it_to_the_audit(publish, settings):
    settings.DISCLOSURES_RECORD_PUBLICATIONS = False
    page = publish(a_page())
    assert not rows.exists()
    assert record(page, AUDIT).notice


def test_what_is_taken_back_was_never_published(django_capture_on_commit_callbacks):
    page = a_page()

    def fail():
        with transaction.atomic():
            page.save_revision().publish()
            raise RuntimeError

    with django_capture_on_commit_callbacks(execute=True), pytest.raises(RuntimeError):
        fail()
    assert not rows.exists()


def test_a_page_that_was_taken_down_meanwhile_is_not_recorded(row):
    page = row.page.specific
    page.unpublish()
    tasks.record_publication.call(str(page.pk), None, None)
    tasks.record_publication.call("999999", None, None)
    assert rows.count() == 1


def test_a_page_behind_a_password_is_not_recorded(publish, caplog):
    page = a_page()
    page.view_restrictions.create(restriction_type="login")
    with caplog.at_level("INFO", logger="disclosures.tasks"):
        publish(page)
    assert not rows.exists()
    assert "Nothing was recorded" in caplog.text
    with pytest.raises(NotServedError):
        record(page, PUBLICATION)


def test_a_forced_notice_without_any_link_is_recorded():
    page = a_page(body="<p>x</p>", disclosure_forced=True)
    row = record(page, PUBLICATION)
    assert (row.links, "commission" in row.notice) == ([], True)


def test_a_general_statement_is_recorded_too():
    page = a_page(body="<p>x</p>")
    DisclosureSettings.objects.create(site=page.get_site(), placement="always", jurisdiction="UK")
    row = record(page, PUBLICATION)
    assert ("We earn money" in row.notice, row.jurisdiction, row.failed_rules) == (True, "UK", "")
