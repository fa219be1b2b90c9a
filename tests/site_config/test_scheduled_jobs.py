"""One command does all that is due; what fails is named and stops nothing else."""

import pytest
from django.core.management import CommandError, call_command
from wagtail.models import Page, Site

from site_config import scheduled_jobs
from site_config.editorial_office import addresses
from site_config.models import BrandSettings
from site_config.scheduled_jobs import Job, jobs

pytestmark = pytest.mark.django_db


@pytest.fixture
def called(monkeypatch):
    """The jobs that were called; two of them fail."""
    seen = []

    def call(name):
        seen.append(name)
        if name == "verify_reviews":
            raise CommandError("1 page differs.")
        if name == "audit_disclosures":
            raise SystemExit(3)

    monkeypatch.setattr(scheduled_jobs, "call_command", call)
    return seen


def test_by_day_only_what_is_due_is_done(called, capsys):
    call_command("run_due")
    assert called == ["run_care_due", "tell_reporters", "tell_authors", "publish_scheduled", "run_review_due"]
    assert "5 jobs done." in capsys.readouterr().out


def test_at_night_everything_is_done_whatever_fails(called):
    with pytest.raises(CommandError) as failure:
        call_command("run_due", "--nightly")
    assert called[:5] == [
        "run_care_due",
        "tell_reporters",
        "tell_authors",
        "publish_scheduled",
        "run_review_due",
    ]
    assert {"check_links", "verify_reviews", "audit_disclosures"} < set(called)
    message = str(failure.value)
    assert message.startswith(f"2 of {len(called)} jobs failed.")
    assert "verify_reviews: 1 page differs." in message
    assert "audit_disclosures: 3" in message


def test_what_is_not_installed_is_left_out(monkeypatch):
    monkeypatch.setattr(scheduled_jobs, "JOBS", (Job("no_such_command"), Job("check_links")))
    assert jobs(nightly=False) == [Job("check_links")]


def test_the_jobs_of_the_day_really_run(capsys):
    call_command("run_due")
    assert "0 pages taken off the site" in capsys.readouterr().out


def test_mail_without_an_editor_goes_to_the_sites_address():
    site = Site.objects.get()
    brand = BrandSettings.for_site(site)
    brand.contact_email = "office@example.org"
    brand.save()
    assert addresses(None) == addresses(site.root_page) == ["office@example.org"]
    assert addresses(Page.get_first_root_node()) == []
    Site.objects.all().delete()
    assert addresses(None) == []


def test_a_broken_connection_is_renewed_between_jobs(monkeypatch):
    class Connection:
        closed = 0

        def __init__(self, in_atomic_block):
            self.in_atomic_block = in_atomic_block

        def close_if_unusable_or_obsolete(self):
            self.closed += 1

    mine, others = Connection(False), Connection(True)
    monkeypatch.setattr(scheduled_jobs.connections, "all", lambda initialized_only: [mine, others])
    monkeypatch.setattr(scheduled_jobs, "call_command", lambda name: None)
    assert scheduled_jobs.run([Job("one"), Job("two")], print) == []
    assert (mine.closed, others.closed) == (2, 0)
