"""The beginning of a transition: what stays, what does not, and that nothing new slips through with it."""

from datetime import date, timedelta

import pytest
import time_machine
from django.core.management import CommandError, call_command
from django.utils import timezone
from wagtail.models import Page, Site

from blog.review import gate
from blog.review.models import Publication, TransitionPeriod
from blog.review.querysets import is_published
from blog.review.rounds import go_round
from blog.review.signing import request_changes
from blog.review.status import State, review_status
from blog.review.transition.beginning import TransitionRefused, begin, end_of
from tests.blog.review.conftest import sign
from tests.blog.review.transition.conftest import LONG_AGO
from tests.testapp.models import PlainPage, ReviewedPage

pytestmark = pytest.mark.django_db


def start(**options):
    return begin(Site.objects.get(), options.pop("until", in_days(100)), timezone.now(), **options)


def in_days(number):
    return timezone.localdate() + timedelta(days=number)


def fresh(page):
    return ReviewedPage.objects.get(pk=page.pk)


class TestWhatStays:
    def test_a_live_page_is_served_until_the_end_of_the_day_and_marked(self, client, old_page):
        page = old_page()
        assert client.get(page.url).status_code == 404
        start()
        response = client.get(page.url)
        assert "This older article has not been medically reviewed." in response.text
        assert "Medically reviewed by" not in response.text
        assert review_status(fresh(page), timezone.now()).state == State.TRANSITION
        last = end_of(in_days(100))
        with time_machine.travel(last - timedelta(seconds=2)):
            assert is_published(page)
        with time_machine.travel(last + timedelta(seconds=2)):
            assert not is_published(page)
            assert client.get(page.url).status_code == 404
            assert go_round(timezone.now()).withdrawn == 1
            assert not fresh(page).live

    def test_what_was_imported_as_published_is_published_as_it_stands(self, client, held_page):
        pages = [held_page("With"), held_page("Without", revision=False)]
        begun = start()
        assert [line.split(": ")[1] for line in begun.published] == ["With", "Without"]
        for page in pages:
            stored = fresh(page)
            assert client.get(stored.url).status_code == 200
            assert (stored.first_published_at, stored.last_published_at) == (LONG_AGO, LONG_AGO)
            assert Publication.objects.current(page.pk).payload["content"]["title"] == page.title

    def test_the_period_is_recorded(self, old_page, held_page):
        old_page()
        held_page()
        start()
        period = TransitionPeriod.objects.get()
        assert (period.page_count, period.until, period.site_id) == (2, in_days(100), Site.objects.get().pk)


class TestWhatDoesNotStay:
    def test_what_somebody_wrote_here_and_tried_to_publish_is_no_older_article(self, held_page, editor):
        page = held_page(user=editor, published=timezone.now())
        held_page("Neither", user=editor, published=None)
        start()
        assert not is_published(page)
        assert TransitionPeriod.objects.get().page_count == 0

    def test_an_import_by_a_person_stays_if_it_names_an_earlier_day(self, held_page, editor):
        page = held_page(user=editor)
        start()
        assert is_published(page)

    def test_a_draft_is_not_let_out(self, page):
        start()
        assert not is_published(page)
        assert not fresh(page).live

    def test_what_a_reviewer_refused_or_the_gate_withdrew_is_not_let_out(self, old_page, reviewer, published):
        refused = old_page("Refused")
        request_changes(refused, reviewer, statement="Dangerous.", signed_by=reviewer.user)
        published.unpublish()
        # Behind the gate.
        ReviewedPage.objects.filter(pk=published.pk).update(live=True)
        start()
        assert not is_published(refused)
        assert not is_published(published)

    def test_a_changed_text_does_not_pass_the_gate(self, old_page):
        page = old_page()
        start()
        page = fresh(page)
        page.body = "<p>Take 50 mg.</p>"
        with pytest.raises(gate.ReviewRequired):
            page.save(clean=False)
        assert gate.refusal(page) != []
        # Saved as it was, moved, locked: nothing is asked.
        page.body, page.locked = "<p>Take 5 mg.</p>", True
        page.save(clean=False)
        assert is_published(page)

    def test_a_page_of_another_site_below_this_one_and_an_ungoverned_one(self, old_page, site_root):
        section = site_root.add_child(instance=Page(title="Other", slug="other"))
        page = old_page(parent=section)
        Site.objects.create(hostname="other.example", root_page=section)
        site_root.add_child(instance=PlainPage(title="Plain"))
        begin(Site.objects.get(is_default_site=True), in_days(9), timezone.now())
        assert not is_published(page)

    def test_what_is_left_out_stays_as_it_is(self, old_page):
        page = old_page()
        start(leave_out=[page.pk])
        assert not is_published(page)


class TestWhenItDoesNotBegin:
    @pytest.mark.parametrize("days", [-1, 0, 732])
    def test_an_impossible_end(self, days):
        with pytest.raises(TransitionRefused, match="after today and by"):
            start(until=in_days(days))

    def test_there_is_one_for_each_site_also_after_its_end(self, old_page):
        start()
        page = old_page("Later")
        with pytest.raises(TransitionRefused, match="began already"):
            start()
        after = time_machine.travel(timezone.now() + timedelta(days=200))
        with after, pytest.raises(TransitionRefused, match="only one for each site"):
            start()
        assert not is_published(page)

    def test_a_page_that_cannot_be_frozen_stops_it_and_nothing_is_left_behind(self, old_page, monkeypatch):
        first, second = old_page("First"), old_page("Second")
        original = gate.record

        def record(page, outcome):
            if page.title == "Second":
                raise RuntimeError("picture is gone")
            return original(page, outcome)

        monkeypatch.setattr(gate, "record", record)
        with pytest.raises(TransitionRefused, match=f"{second.pk}: Second. picture is gone"):
            start()
        assert not is_published(first)
        assert not TransitionPeriod.objects.exists()
        start(leave_out=[second.pk])
        assert is_published(first)


class TestCommand:
    def run(self, *options):
        call_command("begin_transition", "--until", in_days(30).isoformat(), *options)

    def test_it_says_what_it_would_do_and_does_it(self, old_page, held_page, capsys):
        page, held = old_page(), held_page()
        self.run("--dry-run")
        told = capsys.readouterr().out
        assert f"Would stay as live pages: 1\n  {page.pk}: Old" in told
        assert f"published as their drafts stand: 1\n  {held.pk}: Held" in told
        assert "Nothing was changed." in told
        assert not Publication.objects.exists()
        self.run("--site", "localhost")
        assert Publication.objects.count() == 2

    def test_it_says_why_nothing_was_begun(self):
        self.run()
        with pytest.raises(CommandError, match=r"Nothing was begun.\nThe transition of"):
            self.run()

    def test_it_must_know_which_site(self, site_root):
        Site.objects.create(hostname="other.example", root_page=site_root.get_parent())
        with pytest.raises(CommandError, match="Say which site with --site HOST"):
            self.run()
        with pytest.raises(CommandError, match="invalid _day value"):
            call_command("begin_transition", "--until", "soon")


def test_while_observing_it_begins_too(old_page, settings):
    settings.MEDICAL_REVIEW_MODE = "observe"
    page = old_page()
    start()
    settings.MEDICAL_REVIEW_MODE = "enforce"
    assert is_published(page)


def test_a_signature_ends_the_transition_of_a_page(old_page, reviewer):
    page = old_page()
    start()
    page = fresh(page)
    sign(page, reviewer)
    assert review_status(page, timezone.now()).state == State.CURRENT
    assert Publication.objects.current(page.pk).until is None


def test_the_day_ends_where_the_site_is(settings):
    settings.TIME_ZONE = "Pacific/Auckland"
    assert end_of(date(2027, 1, 31)).isoformat() == "2027-02-01T00:00:00+13:00"
