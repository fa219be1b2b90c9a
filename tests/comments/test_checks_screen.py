"""The screen of checks: what each is for, what it may do, and how often it was right."""

from datetime import timedelta

import pytest
from django.contrib.auth.models import Permission
from django.urls import reverse
from django.utils import timezone
from wagtail.models import ModelLogEntry

from comments.models import CheckMode, CheckSetting, Comment, ModerationScope
from comments.moderation.check_figures import Figure, check_figures
from comments.pipeline import CHECKS
from comments.states import Status

CHANGEABLE = [check.name for check in CHECKS if not check.fixed]


@pytest.fixture
def address(db):
    return reverse("reader_comments_admin:checks")


def test_every_check_says_what_it_is_for():
    assert [check.name for check in CHECKS if not (check.label and check.explanation)] == []


def test_modes_are_set_and_set_back(admin_client, address):
    assert "Always on" in admin_client.get(address).content.decode()
    admin_client.post(address, {"links": "off", "honeypot": "annotate"})
    assert dict(CheckSetting.objects.values_list("name", "mode")) == {
        "links": CheckMode.OFF,
        "honeypot": CheckMode.ANNOTATE,
    }
    assert admin_client.get(address).context["form"]["links"].value() == "off"
    admin_client.post(address, {"links": "hold"})
    assert dict(CheckSetting.objects.values_list("name", "mode")) == {"links": CheckMode.HOLD}
    assert ModelLogEntry.objects.filter(content_type__model="checksetting").count() == 4


def test_what_is_fixed_or_invented_is_not_set(admin_client, address):
    admin_client.post(address, {"crisis": "off", "length": "off", "nonsense": "off"})
    assert admin_client.post(address, {"links": "nonsense"}).status_code == 200
    assert not CheckSetting.objects.exists()


def test_only_who_may_configure_everywhere_sees_it(client, moderator, address, page):
    home = reverse("wagtailadmin_home")
    client.force_login(moderator)
    assert client.get(address).status_code == 302
    assert client.post(address, {"links": "off"}).status_code == 302
    assert address not in client.get(home).content.decode()
    group = moderator.groups.get()
    group.permissions.add(Permission.objects.get(codename="configure_comment"))
    assert client.get(address).status_code == 200
    assert address in client.get(home).content.decode()
    ModerationScope.objects.create(group=group, page=page)
    assert client.get(address).status_code == 302
    assert not CheckSetting.objects.exists()


def test_figures_tell_how_often_a_check_held_and_was_overruled(write, moderator):
    held = [{"check": "links", "kind": "hold", "code": "links", "message": ""}] * 2
    told = [{"check": "links", "kind": "annotate", "code": "links", "message": ""}]
    write("waits", Status.PENDING, findings=held)
    kept = write("kept", Status.PENDING, findings=held)
    kept.transition(Status.PUBLISHED, moderator, "", kept.version)
    write("refused", Status.REJECTED, findings=held)
    write("told", Status.PENDING, findings=told)
    old = write("old", Status.PENDING, findings=held)
    Comment.objects.filter(pk=old.pk).update(submitted_at=timezone.now() - timedelta(days=31))
    assert check_figures(moderator, timezone.now()) == {"links": Figure(held=3, waiting=1, published=1)}


def test_figures_stand_beside_the_check(admin_client, address, write):
    held = [{"check": "links", "kind": "hold", "code": "links", "message": ""}]
    write("waits", Status.PENDING, findings=held)
    answer = " ".join(admin_client.get(address).content.decode().split())
    assert "Held 1 comment, alone or with others." in answer
    assert "Published by a moderator all the same: 0. Still waiting: 1." in answer


def test_a_check_is_tried_on_past_comments(admin_client, address, write):
    write("Look at [this](https://example.org/) please", Status.PENDING)
    write("No address here", Status.PENDING)
    trial = admin_client.get(address, {"try": "links"}).context["trial"]
    assert (trial.tried, trial.number) == (2, 1)
    for name in ("rate_limit", "nonsense"):
        assert admin_client.get(address, {"try": name}).context["trial"] is None


def test_each_check_that_can_be_tried_reads_nothing_but_words(admin_client, address, write):
    write("Take 50 mg of melatonin, call +44 20 7946 0958 or see https://example.org/", Status.PENDING)
    for check in CHECKS:
        if check.reads_words_only:
            assert admin_client.get(address, {"try": check.name}).context["trial"].tried == 1, check.name
