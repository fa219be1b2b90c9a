"""Pages for which neither this app nor the site has any rule are left to Wagtail."""

from datetime import timedelta

import pytest
import time_machine
from django.core.management import call_command
from django.utils import timezone
from wagtail.models import Site

from blog.review import bulk
from blog.review.management.commands import publish_scheduled
from tests.testapp.models import PlainPage


@pytest.fixture
def page(db):
    home = Site.objects.get(is_default_site=True).root_page
    return home.add_child(instance=PlainPage(title="Coffee", slug="coffee", live=False))


def test_nothing_speaks_against_publishing_many_of_them(page, monkeypatch):
    monkeypatch.setattr(bulk, "has_rules", lambda model: False)
    assert bulk.reason_against(page) == ""


def test_they_are_published_when_their_time_has_come(page, monkeypatch):
    monkeypatch.setattr(publish_scheduled, "has_rules", lambda model: False)
    page.go_live_at = timezone.now() + timedelta(hours=1)
    page.save_revision().publish()
    monkeypatch.setattr(publish_scheduled.Command, "unschedule_refused", None)
    with time_machine.travel(timezone.now() + timedelta(hours=2)):
        call_command("publish_scheduled")
    page.refresh_from_db()
    assert page.live
