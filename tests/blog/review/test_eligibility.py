"""Who may sign: qualified on the day, and without a part in the text."""

from datetime import timedelta

import pytest
from django.utils import timezone

from blog.people.models import Person, Specialty
from blog.review import clock
from blog.review.eligibility import signing_problems
from blog.review.gate import ReviewRequired
from blog.review.models import NamedAuthor, ReviewPolicy
from blog.review.reviewers import candidates
from blog.review.signing import SigningRefused, request_review
from tests.blog.review.conftest import sign
from tests.testapp.models import BlocksPage, PlainPage, ReviewedPage

pytestmark = pytest.mark.django_db


def problems(person, page):
    return " ".join(signing_problems(person, page, ReviewPolicy(), clock.now()))


class TestStanding:
    def test_a_qualified_person_has_no_problem(self, reviewer, page):
        assert problems(reviewer, page) == ""

    def test_without_a_credential(self, make_person, page):
        assert "no credential that is valid" in problems(make_person("Ben", qualified=False), page)

    @pytest.mark.parametrize(("field", "days"), [("valid_until", -1), ("valid_from", 1)])
    def test_with_a_credential_for_another_time(self, reviewer, page, field, days):
        reviewer.credentials.update(**{field: timezone.localdate() + timedelta(days=days)})
        assert "no credential that is valid" in problems(reviewer, page)

    def test_without_a_recent_statement_on_interests(self, reviewer, page):
        reviewer.interests.update(declared_on=timezone.localdate() - timedelta(days=366))
        assert "declared no interests in the last twelve months" in problems(reviewer, page)

    def test_who_has_left(self, reviewer, page):
        reviewer.active = False
        reviewer.save()
        assert "no longer works" in problems(reviewer, page)

    def test_every_problem_is_named_at_once(self, make_person, page):
        with pytest.raises(SigningRefused) as caught:
            sign(page, make_person("Ben", qualified=False, active=False))
        assert len(caught.value.messages) == 3


class TestIndependence:
    def test_who_saved_a_draft_cannot_sign_it(self, reviewer, page):
        page.save_revision(user=reviewer.user)
        assert "has worked on this text" in problems(reviewer, page)

    def test_who_saved_a_draft_cannot_sign_it_after_revisions_were_purged(self, reviewer, page):
        page.save_revision(user=reviewer.user, log_action=True)
        page.save_revision()
        page.revisions.exclude(pk=page.latest_revision_id).delete()
        assert "has worked on this text" in problems(reviewer, page)

    def test_who_is_named_as_an_author_cannot_sign(self, reviewer, page, monkeypatch):
        monkeypatch.setattr(ReviewedPage, "get_review_authors", lambda self: [reviewer])
        assert "named as an author" in problems(reviewer, page)

    def test_reading_asking_and_signing_are_no_work_on_the_text(self, reviewer, page, editor):
        request_review(page, reviewer, reviewer.user)
        sign(page)
        assert problems(reviewer, page) == ""


class TestSpecialties:
    @pytest.fixture
    def subject(self, site_root, reviewer):
        page = BlocksPage(title="Heart", live=False, assigned_reviewer=reviewer)
        page.subjects = [Specialty.objects.create(name="Cardiology", slug="cardiology")]
        site_root.add_child(instance=page)
        return page

    def test_another_specialty_warns(self, subject, reviewer):
        assert "covers a subject" in candidates(subject, clock.now())[0].warnings[0]
        assert problems(reviewer, subject) == ""

    def test_another_specialty_refuses_where_the_policy_says_so(self, subject, reviewer):
        ReviewPolicy.objects.create(on_mismatch=ReviewPolicy.OnMismatch.REFUSE)
        assert not candidates(subject, clock.now())[0].can_review
        with pytest.raises(SigningRefused, match="covers a subject"):
            sign(subject)

    def test_a_fitting_specialty_comes_first(self, subject, reviewer, make_person):
        fitting = make_person("Zoe Adler")
        credential = fitting.credentials.get()
        credential.specialties.add(Specialty.objects.get())
        credential.save()
        assert [one.person for one in candidates(subject, clock.now())] == [fitting, reviewer]
        ReviewPolicy.objects.create(on_mismatch=ReviewPolicy.OnMismatch.REFUSE)
        sign(subject, fitting)

    def test_the_specialty_is_judged_again_when_the_text_goes_live(self, subject, reviewer):
        revision = subject.save_revision()
        sign(subject)
        ReviewPolicy.objects.create(on_mismatch=ReviewPolicy.OnMismatch.REFUSE)
        with pytest.raises(ReviewRequired, match="Choose a reviewer of that specialty"):
            revision.publish()
        credential = reviewer.credentials.get()
        credential.specialties.add(Specialty.objects.get())
        credential.save()
        revision.publish()


class TestCandidates:
    def test_the_least_loaded_comes_first_and_who_cannot_comes_last(
        self, page, reviewer, make_person, make_page
    ):
        free, away = make_person("Zoe"), make_person("Adam")
        away.away_until = timezone.localdate() + timedelta(days=3)
        away.save()
        make_person("No credentials", qualified=False)
        request_review(make_page("Other"), reviewer, None)
        found = candidates(page, clock.now())
        assert [one.person for one in found] == [free, reviewer, away]
        assert [one.load for one in found] == [0, 1, 0]
        assert found[2].problems[0].startswith("Away until")
        assert found[0].byline == "Zoe, MD"

    def test_who_is_away_is_greyed_with_the_name_of_the_deputy(self, page, reviewer, make_person):
        reviewer.away_until, reviewer.deputy = timezone.localdate(), make_person("Zoe Adler")
        reviewer.save()
        deputy, away = candidates(page, clock.now())
        assert (deputy.can_review, away.can_review) == (True, False)
        assert away.problems[0].endswith("Ask Zoe Adler instead.")

    def test_somebody_whom_no_mail_reaches_is_marked(self, page, make_person):
        make_person("Unreachable", account=False)
        marked = [one for one in candidates(page, clock.now()) if one.warnings]
        assert [one.person.name for one in marked] == ["Unreachable"]
        assert "no request arrives there" in marked[0].warnings[0]

    def test_who_worked_on_the_text_is_greyed_with_the_reason(self, page, reviewer):
        page.save_revision(user=reviewer.user)
        [candidate] = candidates(page, clock.now())
        assert not candidate.can_review
        assert "has worked on this text" in candidate.problems[0]

    def test_many_candidates_cost_no_more_queries(
        self, page, make_person, make_user, django_assert_num_queries
    ):
        page.save_revision(user=make_person("Person 0").user)
        for count in (2, 30):
            while Person.objects.count() < count:
                person = make_person(f"Person {Person.objects.count()}", deputy=Person.objects.first())
                NamedAuthor.objects.create(page_id=page.pk, person=person, since=clock.now())
            with django_assert_num_queries(9):
                assert len(candidates(page, clock.now())) == count


def test_a_page_governed_by_the_setting_names_no_authors(settings, site_root, reviewer):
    settings.MEDICAL_REVIEW_PAGE_TYPES = {"testapp.plainpage": {"clinical": ["body"]}}
    page = site_root.add_child(instance=PlainPage(title="x", live=False))
    assert problems(reviewer, page) == ""
