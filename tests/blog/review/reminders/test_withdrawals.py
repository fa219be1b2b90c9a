"""Editors are told once of pages which the clock took off the site."""

import pytest
from django.core import mail
from django.utils import timezone

from blog.review import gate
from blog.review.grounds import Basis, Outcome
from blog.review.models import Publication
from blog.review.rounds import go_round
from blog.review.withdrawal import withdraw
from tests.testapp.models import ReviewedPage

pytestmark = pytest.mark.django_db


def test_one_mail_names_all_pages_also_after_a_failure(make_page, editor, days, mailoutbox, monkeypatch):
    for title in ("One", "Two"):
        page = make_page(title, published=True, owner=editor)
        digest = Publication.objects.current(page.pk).digest
        gate.record(page, Outcome(Basis.EMERGENCY, digest, None, until=days(-1)))

    def broken(*args, **kwargs):
        raise OSError("down")

    monkeypatch.setattr(mail.EmailMessage, "send", broken)
    done = go_round(timezone.now())
    assert done.withdrawn == 2
    assert "did not leave" in done.failures[0]
    monkeypatch.undo()
    assert (go_round(timezone.now()).withdrawn, len(mailoutbox)) == (0, 1)
    assert mailoutbox[0].to == [editor.email]
    for words in ("“One” was taken off", "“Two” was taken off", "in an emergency"):
        assert words in mailoutbox[0].body
    go_round(timezone.now())
    go_round(days(30))
    assert len(mailoutbox) == 1


def test_what_a_person_withdrew_is_not_the_clocks_news(make_page, editor, mailoutbox):
    page = make_page(published=True, owner=editor)
    withdraw(ReviewedPage.objects.get(pk=page.pk), "Mistake.", editor)
    go_round(timezone.now())
    assert mailoutbox == []
