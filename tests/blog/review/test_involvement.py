"""Nobody signs a text of their own: not by taking turns, not with another account, not through a detour."""

from datetime import timedelta

import pytest
import time_machine
from django.utils import timezone
from wagtail.documents import get_document_model
from wagtail.images import get_image_model
from wagtail.images.tests.utils import get_test_image_file
from wagtail.log_actions import log

from blog.review import clock
from blog.review.desk import Desk
from blog.review.eligibility import signing_problems
from blog.review.gate import ReviewRequired
from blog.review.models import NamedAuthor, ReviewPolicy
from blog.review.signing import SigningRefused, request_changes
from tests.blog.review.conftest import sign
from tests.testapp.models import BlocksPage, PlainPage, ReviewedPage

pytestmark = pytest.mark.django_db


def problems(person, page):
    return " ".join(signing_problems(person, page, ReviewPolicy(), clock.now()))


@pytest.fixture
def other(make_person):
    return make_person("Ben Okafor")


def change(page, body, user=None):
    page.body = body
    return page.save_revision(user=user, log_action=True)


@pytest.fixture
def signed_by_other(page, reviewer, other):
    """A text that the reviewer wrote and somebody else signed."""
    change(page, "<p>Take 5 mg.</p>", reviewer.user)
    sign(page, other)
    return page


class TestTurns:
    def test_the_unchanged_text_stays_the_writers_own(self, signed_by_other, reviewer):
        assert "has worked on this text" in problems(reviewer, signed_by_other)

    def test_work_before_anothers_signature_is_forgiven_once_the_text_changed(
        self, signed_by_other, reviewer, editor
    ):
        change(signed_by_other, "<p>Take 6 mg.</p>", editor)
        assert problems(reviewer, signed_by_other) == ""

    def test_work_after_anothers_signature_is_not(self, signed_by_other, reviewer):
        change(signed_by_other, "<p>Take 6 mg.</p>", reviewer.user)
        assert "has worked on this text" in problems(reviewer, signed_by_other)

    def test_a_text_put_back_by_hand_is_the_one_that_was_signed(self, signed_by_other, reviewer, make_person):
        change(signed_by_other, "<p>Take 6 mg.</p>")
        sign(signed_by_other, make_person("Zoe Adler"))
        change(signed_by_other, "<p>Take 5 mg.</p>")
        assert "has worked on this text" in problems(reviewer, signed_by_other)

    def test_after_a_revert_work_of_all_time_counts(self, signed_by_other, reviewer, other, editor):
        own = signed_by_other.latest_revision
        change(signed_by_other, "<p>Take 6 mg.</p>", editor)
        sign(signed_by_other, other)
        reverted = own.as_object()
        reverted.body += "<p>Twice.</p>"
        reverted.save_revision(user=editor, previous_revision=own, log_action=True)
        assert "has worked on this text" in problems(reviewer, reverted)

    @pytest.mark.parametrize("word", ["taken back", "run out"])
    def test_a_signature_that_is_no_longer_good_forgives_nothing(
        self, signed_by_other, reviewer, other, editor, word
    ):
        if word == "taken back":
            request_changes(signed_by_other, other, statement="Oh no.", signed_by=other.user)
        change(signed_by_other, "<p>Take 6 mg.</p>", editor)
        later = timezone.now() + timedelta(days=400 if word == "run out" else 1)
        assert any(
            "has worked" in line
            for line in signing_problems(reviewer, signed_by_other, ReviewPolicy(), later)
        )

    def test_a_second_signer_may_have_written_what_another_signed_before_the_change(
        self, signed_by_other, reviewer, make_person, editor
    ):
        change(signed_by_other, "<p>Take 6 mg.</p>", editor)
        sign(signed_by_other, make_person("Zoe Adler"))
        assert sign(signed_by_other, reviewer)


class TestDueDate:
    @pytest.fixture
    def changed(self, page, reviewer, other, editor):
        change(page, "<p>Take 5 mg.</p>", reviewer.user)
        sign(page, other, next_due=timezone.localdate() + timedelta(days=90))
        change(page, "<p>Take 6 mg.</p>", editor)
        return page

    def test_it_ends_with_the_signature_that_covers_the_own_work(self, changed, reviewer):
        assert sign(changed, reviewer).next_due == timezone.localdate() + timedelta(days=90)

    def test_the_screen_proposes_that_day(self, changed, reviewer):
        desk = Desk(changed, reviewer.user, clock.now())
        assert desk.latest_due_of(reviewer) == timezone.localdate() + timedelta(days=90)

    def test_a_later_one_is_refused_with_the_day(self, changed, reviewer):
        with pytest.raises(SigningRefused, match="covers that work until"):
            sign(changed, reviewer, next_due=timezone.localdate() + timedelta(days=91))

    def test_who_had_no_part_is_not_limited(self, changed, make_person):
        assert sign(changed, make_person("Zoe Adler")).next_due > timezone.localdate() + timedelta(days=300)

    def test_a_signature_that_lasts_too_long_does_not_count(self, page, other, make_person, make_user):
        """The account turned out to be the signer's only after the signature."""
        user, signer = make_user("zoe"), make_person("Zoe Adler", account=False)
        page.save_revision(user=user)
        sign(page, other, next_due=timezone.localdate() + timedelta(days=90))
        revision = change(page, "<p>Take 6 mg.</p>")
        sign(page, signer)
        signer.user = user
        signer.save()
        with pytest.raises(ReviewRequired, match="covers that work until"):
            revision.publish()


class TestAccounts:
    def test_work_with_an_earlier_account_counts(self, page, reviewer, make_user):
        page.save_revision(user=reviewer.user)
        reviewer.user = make_user("ana-2")
        reviewer.save()
        assert "has worked on this text" in problems(reviewer, page)

    def test_so_does_that_with_an_account_since_deleted(self, page, reviewer):
        page.save_revision(user=reviewer.user, log_action=True)
        reviewer.user.delete()
        reviewer.refresh_from_db()
        assert "has worked on this text" in problems(reviewer, page)

    def test_an_account_linked_after_the_signature_counts(self, make_person, make_user, page):
        person, user = make_person("Ben Okafor", account=False), make_user("ben")
        page.save_revision(user=user)
        sign(page, person)
        person.user = user
        person.save()
        with pytest.raises(ReviewRequired, match="has worked on this text"):
            page.latest_revision.publish()


class TestBylines:
    @pytest.fixture
    def named(self, monkeypatch):
        names = []
        monkeypatch.setattr(ReviewedPage, "get_review_authors", lambda self: list(names))
        return names

    @pytest.mark.parametrize("save", ["save", "save_revision"])
    def test_changing_the_byline_back_forgets_nobody(self, named, page, reviewer, save):
        named.append(reviewer)
        getattr(page, save)()
        named.clear()
        page.save_revision()
        assert "was named as an author" in problems(reviewer, page)

    def test_a_draft_saved_over_itself_is_read_as_it_was_saved(self, named, page, reviewer):
        revision = page.save_revision()
        named.append(reviewer)
        page.save_revision(overwrite_revision=type(revision).objects.get(pk=revision.pk))
        assert NamedAuthor.objects.get().person_id == reviewer.pk

    def test_of_pages_that_need_no_review_nobody_is_noted(self, site_root, reviewer, monkeypatch):
        monkeypatch.setattr(PlainPage, "get_review_authors", lambda self: [reviewer], raising=False)
        site_root.add_child(instance=PlainPage(title="x", live=False)).save_revision()
        assert not NamedAuthor.objects.exists()

    def test_naming_the_signer_for_an_hour_voids_the_signature(self, named, page, reviewer):
        sign(page)
        named.append(reviewer)
        page.save_revision()
        named.clear()
        with pytest.raises(ReviewRequired, match="was named as an author"):
            page.save_revision().publish()

    def test_a_byline_is_forgiven_like_any_work_and_noted_again_after_it(self, named, page, reviewer, other):
        named.append(reviewer)
        page.save_revision()
        page.save_revision()
        assert NamedAuthor.objects.count() == 1
        assert str(NamedAuthor.objects.get()) == f"{page.pk}: {reviewer.pk}"
        named.clear()
        sign(page, other)
        change(page, "<p>Take 6 mg.</p>")
        assert problems(reviewer, page) == ""
        named.append(reviewer)
        page.save_revision()
        named.clear()
        assert "was named as an author" in problems(reviewer, page)


class TestFiles:
    @pytest.fixture
    def illustrated(self, site_root, reviewer):
        with time_machine.travel(timezone.now() - timedelta(days=2)):
            image = get_image_model().objects.create(title="Pill", file=get_test_image_file())
            log(image, "wagtail.edit", user=reviewer.user, content_changed=True)
        document = get_document_model().objects.create(title="Leaflet")
        text = f'<p><a linktype="document" id="{document.pk}">Leaflet</a></p>'
        page = BlocksPage(title="Pills", live=False, assigned_reviewer=reviewer)
        page.body = [("picture", image), ("paragraph", text)]
        with time_machine.travel(timezone.now() - timedelta(days=1)):
            site_root.add_child(instance=page)
        page.files = [image, document]
        return page

    def test_a_picture_edited_before_the_text_began_is_no_part_of_it(self, illustrated, reviewer):
        assert problems(reviewer, illustrated) == ""

    @pytest.mark.parametrize("number", [0, 1], ids=["picture", "document"])
    def test_who_edits_a_file_of_the_text_has_a_part_in_it(self, illustrated, reviewer, make_user, number):
        log(illustrated.files[number], "wagtail.edit", user=make_user("x"), content_changed=True)
        assert problems(reviewer, illustrated) == ""
        log(illustrated.files[number], "wagtail.edit", user=reviewer.user, content_changed=True)
        assert "picture or document" in problems(reviewer, illustrated)

    def test_a_site_without_documents_has_only_pictures(self, illustrated, reviewer, monkeypatch):
        monkeypatch.setattr("blog.review.contributions.apps.is_installed", lambda name: False)
        log(illustrated.files[1], "wagtail.edit", user=reviewer.user, content_changed=True)
        assert problems(reviewer, illustrated) == ""
