"""What waits for somebody who is away is passed on with a click, and lost by none."""

from datetime import timedelta

import pytest
from django.utils import timezone

from blog.review.absences.passing_on import pass_on, waiting_in_vain
from blog.review.models import ReviewRequest
from blog.review.signing import SigningRefused, request_review

pytestmark = pytest.mark.django_db
ADDRESS = "/admin/medical-review/absences/"


@pytest.fixture
def deputy(make_person):
    return make_person("Ben Okafor")


def leave(person, deputy=None, days=9):
    person.away_until, person.deputy = timezone.localdate() + timedelta(days=days), deputy
    person.save()


@pytest.fixture
def request_to(editor):
    def ask(page, reviewer):
        return request_review(page, reviewer, editor)

    return ask


def test_only_what_waits_in_vain_is_listed(make_page, reviewer, deputy, request_to):
    request = request_to(make_page("One"), reviewer)
    request_to(make_page("Two"), deputy)
    gone = make_page("Three")
    request_to(gone, reviewer)
    gone.delete()
    assert not waiting_in_vain().exists()
    leave(reviewer)
    assert list(waiting_in_vain()) == [request]
    leave(reviewer, days=-1)
    assert not waiting_in_vain().exists()
    reviewer.active = False
    reviewer.save()
    assert list(waiting_in_vain()) == [request]


def test_the_deputy_is_asked_instead_and_gets_a_mail(
    page, reviewer, deputy, request_to, editor, mailoutbox, django_capture_on_commit_callbacks
):
    request = request_to(page, reviewer)
    leave(reviewer, deputy)
    with django_capture_on_commit_callbacks(execute=True):
        new = pass_on(waiting_in_vain().get(), editor)
    assert (new.reviewer, new.requested_by, new.page_id) == (deputy, editor, page.pk)
    assert [mail.to for mail in mailoutbox] == [[deputy.user.email]]
    request.refresh_from_db()
    assert request.closed_at
    with pytest.raises(SigningRefused, match="passed on meanwhile"):
        pass_on(request, editor)


def test_without_a_deputy_who_can_sign_nothing_changes(page, reviewer, make_person, request_to, editor):
    request = request_to(page, reviewer)
    leave(reviewer)
    with pytest.raises(SigningRefused, match="has no deputy who is there"):
        pass_on(request, editor)
    leave(reviewer, make_person("Unqualified", qualified=False))
    with pytest.raises(SigningRefused, match="no credential"):
        pass_on(request, editor)
    assert ReviewRequest.objects.open().get() == request


class TestScreen:
    @pytest.fixture(autouse=True)
    def log_in(self, client, editor):
        client.force_login(editor)

    def test_one_is_passed_on_then_all(self, client, make_page, reviewer, deputy, make_person, request_to):
        first, *_others = [request_to(make_page(title), reviewer) for title in ("One", "Two", "Three")]
        alone = make_person("Cleo")
        request_to(make_page("Four"), alone)
        for person, stand_in in ((reviewer, deputy), (alone, None)):
            leave(person, stand_in)
        text = client.get(ADDRESS).text
        assert text.count("Pass on to Ben Okafor") == 3
        assert "no deputy who is there" in text
        response = client.post(ADDRESS, {"request": first.pk}, follow=True)
        assert "Ben Okafor was asked to review “One”." in response.text
        client.post(ADDRESS, {"request": "all"})
        assert ReviewRequest.objects.open().filter(reviewer=deputy).count() == 3
        assert [row.request.page_title for row in client.get(ADDRESS).context["rows"]] == ["Four"]
        client.post(ADDRESS, {"request": "nonsense"})

    def test_who_cannot_be_passed_on_is_told(self, client, page, reviewer, make_person, request_to):
        request = request_to(page, reviewer)
        leave(reviewer, make_person("Unqualified", qualified=False))
        response = client.post(ADDRESS, {"request": request.pk}, follow=True)
        assert "“Sleep”: Unqualified has no credential" in response.text

    def test_the_menu_leads_there_while_something_waits(self, client, page, reviewer, request_to):
        request_to(page, reviewer)
        assert ADDRESS not in client.get("/admin/").text
        leave(reviewer)
        assert ADDRESS in client.get("/admin/").text

    def test_nothing_waits(self, client):
        assert "Nothing waits for somebody who is away" in client.get(ADDRESS).text

    def test_only_editors_pass_on(self, client, page, reviewer, deputy, request_to, monkeypatch):
        request = request_to(page, reviewer)
        leave(reviewer, deputy)
        monkeypatch.setattr("blog.review.absences.views.may_pass_on", lambda user: True)
        client.force_login(reviewer.user)
        response = client.post(ADDRESS, {"request": request.pk}, follow=True)
        assert "You may not edit this page." in response.text
        monkeypatch.undo()
        assert client.get(ADDRESS).status_code == 302

    def test_the_review_screen_chooses_the_deputy(self, client, page, reviewer, deputy):
        leave(reviewer, deputy)
        response = client.get(f"/admin/medical-review/{page.pk}/")
        text = " ".join(response.text.split())
        assert "Ben Okafor is the deputy and is chosen below." in text
        assert response.context["request_form"].chosen == str(deputy.pk)
        leave(reviewer)
        text = " ".join(client.get(f"/admin/medical-review/{page.pk}/").text.split())
        assert "Ana Ruiz is away until" in text
        assert "is the deputy" not in text
