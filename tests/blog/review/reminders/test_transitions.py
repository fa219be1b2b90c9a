"""The office hears of the end of a transition before it comes."""

from datetime import timedelta

import pytest
from django.utils import timezone
from wagtail.models import Site

from blog.review.reminders.transitions import transition_notes
from blog.review.rounds import go_round
from blog.review.transition.beginning import begin
from tests.testapp.models import ReviewedPage

pytestmark = pytest.mark.django_db


def test_it_is_told_on_three_days_while_something_remains(site_root, django_user_model, mailoutbox):
    boss = django_user_model.objects.create_superuser("boss", "boss@example.org", "x")
    page = site_root.add_child(instance=ReviewedPage(title="Old", live=False))
    ReviewedPage.objects.filter(pk=page.pk).update(live=True)
    now = timezone.now()
    begin(Site.objects.get(), timezone.localdate() + timedelta(days=100), now)

    def told(left):
        notes = transition_notes(now + timedelta(days=100 - left))
        return [(note.address, note.days_before) for note in notes]

    expected = {61: [], 60: [(boss.email, 60)], 8: [(boss.email, 30)], 7: [(boss.email, 7)], -1: []}
    assert {left: told(left) for left in expected} == expected
    go_round(now + timedelta(days=95))
    [message] = [mail for mail in mailoutbox if "Ends soon" in mail.body]
    assert "1 has no review and is taken off the site then." in message.body
    assert "/admin/medical-review/older-articles/" in message.body
    ReviewedPage.objects.get(pk=page.pk).unpublish()
    assert told(5) == []
    Site.objects.all().delete()
    assert told(5) == []
