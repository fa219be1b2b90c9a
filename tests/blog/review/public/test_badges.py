"""A badge shows for what was signed and for nothing else."""

from datetime import UTC, datetime, timedelta

import pytest
import time_machine
from django.template import Context, Template
from django.test import RequestFactory

from blog.review import clock, gate, signing
from blog.review.grounds import Outcome
from blog.review.models import Correction, EmergencyReplacement, MedicalReview, MinorEdit, Publication
from blog.review.public.badges import Badge, badge_of
from blog.review.public.reading import reading_of, remember_signatures
from blog.review.status import Facts, ReviewStatus, State, status_from
from blog.review.withdrawn_approval import withdraw_approval
from tests.blog.review.conftest import sign
from tests.blog.review.public.conftest import emergency, fresh
from tests.testapp.models import ReviewedPage

NOW = datetime(2026, 6, 15, 12, tzinfo=UTC)
Basis = Publication.Basis
CLAIM = "Medically reviewed by"


def review(days_left=200, decision="approved", digest="d"):
    due = NOW.date() + timedelta(days=days_left)
    return MedicalReview(digest=digest, decision=decision, signed_at=NOW - timedelta(days=10), next_due=due)


def seen(basis=Basis.SIGNED, signature=None, digest="d", **fields):
    publication = Publication(basis=basis, digest=digest, review=signature, **fields)
    return badge_of(status_from(Facts(live=True, publication=publication), NOW))


EDIT = {"digest": "e", "minor_edit": MinorEdit(digest="e")}
EMERGENCY = {"emergency": EmergencyReplacement(digest="d")}


@pytest.mark.parametrize(
    ("badge", "expected"),
    [
        (seen(signature=review()), Badge.EXACT),
        (seen(signature=review(0)), Badge.EXACT),
        (seen(signature=review(-1)), Badge.OVERDUE),
        (seen(signature=review(), digest="other"), Badge.CHANGED),
        (seen(), Badge.CHANGED),
        (seen(signature=review(decision="changes_requested")), Badge.CHANGES_REQUESTED),
        (seen(signature=review(decision="withdrawn")), Badge.CHANGES_REQUESTED),
        (seen(Basis.MINOR_EDIT, review(), **EDIT), Badge.CORRECTED),
        (seen(Basis.MINOR_EDIT, review(-1), **EDIT), Badge.OVERDUE),
        (seen(Basis.MINOR_EDIT, review(decision="changes_requested"), **EDIT), Badge.CHANGES_REQUESTED),
        (seen(Basis.MINOR_EDIT, review(), digest="picture replaced since"), Badge.CHANGED),
        (seen(Basis.EMERGENCY, review(), **EMERGENCY), Badge.EMERGENCY),
        (seen(Basis.EMERGENCY, review(decision="changes_requested"), **EMERGENCY), Badge.EMERGENCY),
        (seen(Basis.EMERGENCY, None, **EMERGENCY), Badge.EMERGENCY),
        (seen(Basis.EMERGENCY, review(), until=NOW - timedelta(seconds=1), **EMERGENCY), Badge.NONE),
        (seen(Basis.TRANSITION), Badge.TRANSITION),
        (seen(Basis.TRANSITION, review()), Badge.TRANSITION),
        (seen(Basis.TRANSITION, until=NOW), Badge.NONE),
        (seen(Basis.WITHDRAWN, review()), Badge.NONE),
    ],
)
def test_each_state_has_its_badge(badge, expected):
    assert badge == expected


@pytest.mark.parametrize("state", State)
@pytest.mark.parametrize("publication", [None, Publication(basis=Basis.WITHDRAWN, digest="d")])
def test_no_state_shows_a_badge_without_a_permission(state, publication):
    assert badge_of(ReviewStatus(state, review(), publication=publication)) == Badge.NONE


def test_two_badges_say_reviewed_and_three_name_the_reviewer():
    assert [badge for badge in Badge if badge.says_reviewed] == [Badge.EXACT, Badge.CORRECTED]
    assert [badge for badge in Badge if badge.names_reviewer] == [Badge.EXACT, Badge.CORRECTED, Badge.OVERDUE]


def test_a_draft_that_was_signed_but_not_published_has_none():
    assert badge_of(status_from(Facts(last_review=review()), NOW)) == Badge.NONE


def test_a_live_text_without_a_permission_has_none():
    assert badge_of(status_from(Facts(live=True, last_review=review()), NOW)) == Badge.NONE


def shown(page, request=None):
    """What readers see of a page, from the database."""
    fresh = ReviewedPage.objects.get(pk=page.pk)
    template = Template("{% load review_tags %}{% review_byline page %}{% about_this_review page %}")
    return " ".join(template.render(Context({"page": fresh, "request": request})).split())


@pytest.mark.django_db
class TestAttacks:
    def test_a_signed_text_is_shown_as_reviewed(self, published):
        html = shown(published)
        assert CLAIM in html
        assert "this exact version" in html
        assert html.count("next review by") == 2

    def test_a_preview_of_an_unsigned_draft_is_not(self, published):
        request = RequestFactory().get("/")
        request.is_preview = True
        draft = ReviewedPage.objects.get(pk=published.pk)
        draft.body = "<p>Take 50 mg.</p>"
        assert reading_of(draft, request).badge == Badge.NONE
        assert reading_of(ReviewedPage(title="New"), request).badge == Badge.NONE
        draft.body = "<p>Take 5 mg.</p>"
        assert reading_of(draft, request).badge == Badge.EXACT

    def test_a_preview_of_a_page_that_was_sent_back_is_not(self, page):
        request = RequestFactory().get("/")
        request.is_preview = True
        sign(page)
        assert reading_of(page, request).badge == Badge.EXACT
        signing.request_changes(
            page, page.assigned_reviewer, statement="No", signed_by=page.assigned_reviewer.user
        )
        assert reading_of(page, request).badge == Badge.NONE

    def test_while_observing_an_unsigned_text_is_not(self, page, settings):
        settings.MEDICAL_REVIEW_MODE = "observe"
        sign(page)
        page.body = "<p>Take 50 mg.</p>"
        page.save_revision().publish()
        assert CLAIM not in shown(page)
        assert "Not medically reviewed." in shown(page)

    def test_an_unpublished_page_is_not(self, published):
        published.unpublish()
        assert CLAIM not in shown(published)
        ReviewedPage.objects.filter(pk=published.pk).update(live=True)
        assert CLAIM not in shown(published)

    def test_a_page_whose_reviewer_asks_for_changes_is_not(self, published):
        reviewer = published.assigned_reviewer
        review = signing.request_changes(published, reviewer, statement="No", signed_by=reviewer.user)
        gate.renew(published, review)
        html = shown(published)
        assert CLAIM not in html
        assert "asked for changes" in html
        assert "Ana Ruiz" not in html

    def test_a_minor_edit_does_not_hide_a_later_change(self, published):
        signed = Publication.objects.current(published.pk)
        edit = MinorEdit.objects.create(
            page=published,
            before=signed.digest,
            digest="e",
            digest_version=1,
            payload={},
            accepted_at=clock.now(),
        )
        gate.record(published, Outcome.keeping(signed, basis=Basis.MINOR_EDIT, digest="e", minor_edit=edit))
        assert "Small corrections since" in shown(published)
        gate.record(published, Outcome.keeping(Publication.objects.current(published.pk), digest="f"))
        assert CLAIM not in shown(published)

    def test_an_emergency_shows_its_notice_and_neither_badge_nor_dates(self, published):
        emergency(published)
        html = shown(published)
        assert "was replaced on" in html
        assert "The dose was wrong." in html
        for absent in (CLAIM, "next review by", "Ana Ruiz"):
            assert absent not in html

    def test_a_permission_that_is_over_shows_nothing(self, published, settings):
        settings.MEDICAL_REVIEW_MODE = "observe"  # else nobody is served at all
        emergency(published)
        with time_machine.travel(clock.now() + timedelta(days=4), tick=False):
            html = shown(published)
        assert "was replaced on" not in html
        assert "Not medically reviewed." in html

    def test_a_wish_for_changes_does_not_prolong_an_emergency(self, published):
        emergency(published)
        live = ReviewedPage.objects.get(pk=published.pk)
        until = Publication.objects.current(live.pk).until
        reviewer = live.assigned_reviewer
        review = signing.request_changes(live, reviewer, statement="No", signed_by=reviewer.user)
        gate.renew(live, review)
        assert Publication.objects.current(live.pk).until == until
        assert "was replaced on" in shown(live)

    def test_an_alias_shows_the_review_of_its_source(self, published):
        alias = published.create_alias(update_slug="alias")
        assert CLAIM in shown(alias)
        assert reading_of(alias, None).history_address == reading_of(published, None).history_address

    def test_an_alias_is_not_shown_as_reviewed_when_its_source_is_not(self, published):
        alias = published.create_alias(update_slug="alias")
        reviewer = published.assigned_reviewer
        review = signing.request_changes(published, reviewer, statement="No", signed_by=reviewer.user)
        gate.renew(published, review)
        assert CLAIM not in shown(alias)

    def test_an_alias_does_not_rest_on_an_approval_that_was_taken_back(self, published, make_person):
        second, reviewer = make_person("Bo Lind"), published.assigned_reviewer
        sign(published, second)
        alias = published.create_alias(update_slug="alias")
        withdraw_approval(published, reviewer, "New study.", signed_by=reviewer.user, now=clock.now())
        withdrawn = Publication.objects.current(published.pk)
        assert Publication.objects.current(alias.pk).review == withdrawn.review
        assert "Ana Ruiz" not in shown(alias) + shown(published)

    def test_a_reviewer_who_was_deleted_is_still_named(self, published):
        published.assigned_reviewer.delete()
        html = shown(published)
        assert f'{CLAIM} <a href="#about-this-review">Ana Ruiz, MD</a>' in html

    def test_all_who_signed_this_text_are_named(self, published, make_person):
        sign(published, make_person("Bo Lind"))
        assert 'MD</a> and <a href="#about-this-review">Bo Lind, MD</a>' in shown(published)
        page = fresh(published)
        current = Publication.objects.current(page.pk)
        remember_signatures([page, ReviewedPage()], [current])
        assert len(page._medical_signatures) == 2
        remember_signatures([page], [])
        assert len(reading_of(page, None).signatures) == 2

    def test_whose_signature_is_over_is_not_named(self, published, make_person):
        soon = clock.day_of(clock.now()) + timedelta(days=20)
        sign(published, make_person("Bo Lind"), next_due=soon)
        sign(published)
        assert "Bo Lind" in shown(published)
        with time_machine.travel(clock.now() + timedelta(days=30), tick=False):
            html = shown(published)
        assert "Bo Lind" not in html
        assert CLAIM in html

    def test_who_signed_another_text_is_not_named(self, published, make_person):
        other = ReviewedPage.objects.get(pk=published.pk)
        other.body = "<p>Other</p>"
        sign(other, make_person("Bo Lind"))
        assert "Bo Lind" not in shown(published)

    def test_who_sent_this_text_back_is_not_named(self, published, make_person):
        second = make_person("Bo Lind")
        sign(published, second)
        signing.request_changes(published, second, statement="No", signed_by=second.user)
        gate.renew(published, MedicalReview.objects.get(reviewer=published.assigned_reviewer))
        assert "Bo Lind" not in shown(published)


@pytest.mark.django_db
class TestAbout:
    def test_it_says_whether_the_reviewer_is_paid(self, published):
        for paid, words in ((True, "Yes, by this site"), (False, "No"), (None, "Not recorded")):
            reading_of(published, None).signatures[0].paid = paid
            template = Template("{% load review_tags %}{% about_this_review page %}")
            html = template.render(Context({"page": published}))
            assert f"<dd>{words}</dd>" in html.replace("\n", "").replace("  ", "")

    def test_it_says_how_the_text_was_signed(self, published):
        assert "own account" in shown(published)
        for with_, words in (("link", "personal link"), ("account", "Entered by this site")):
            reading = reading_of(published, None)
            reading.signatures[0].signed_with, reading.signatures[0].signed_by_name = with_, ""
            html = Template("{% load review_tags %}{% about_this_review page %}").render(
                Context({"page": published})
            )
            assert words in html

    def test_corrections_are_told(self, published):
        Correction.objects.create(
            page=published, wrong="Said 50.", changed="Now 5.", published_at=clock.now()
        )
        assert "Said 50. Now 5." in shown(published)

    def test_specialties_stand_behind_the_name(self):
        review = MedicalReview(
            reviewer_name="Ana Ruiz",
            reviewer_titles="MD",
            credentials=[{"specialties": ["cardiology", "sleep"]}, {"specialties": ["sleep"]}, {}],
        )
        assert review.byline_with_specialties == "Ana Ruiz, MD (cardiology, sleep)"
