"""Inviting a reviewer: a mail, a person who cannot sign yet, and nothing that readers see."""

import pytest
from django.core.exceptions import ValidationError
from wagtail import hooks
from wagtail.models import PageLogEntry

from blog.people.models import Person
from blog.review.invitations.inviting import invite
from blog.review.reviewers import candidates
from blog.review.signing import SigningRefused, request_review

pytestmark = pytest.mark.django_db
EMAIL = "ana@example.org"


@pytest.fixture
def keeper(django_user_model):
    return django_user_model.objects.create_superuser("boss", "boss@example.org", "x")


def test_both_sides_are_told(page, editor, keeper, mailoutbox, django_capture_on_commit_callbacks):
    with django_capture_on_commit_callbacks(execute=True):
        person = invite(page, "Ana Lind", EMAIL, "We met in Oslo.", editor)
    invitation, notice = sorted(mailoutbox, key=lambda mail: mail.to != [EMAIL])
    assert invitation.subject == "Would you review a health article? Sleep"
    for words in ("Hello Ana Lind", "We met in Oslo.", "/reviews/preview/", f"answer {editor.email}"):
        assert words in invitation.body
    assert notice.to == [keeper.email]
    assert "editor invited Ana Lind to review “Sleep”" in notice.body
    assert "/reviews/preview/" not in notice.body
    assert (person.slug, person.user, person.active) == ("ana-lind", None, False)
    assert PageLogEntry.objects.get(action="medical_review.invite").data == {"reviewer": "Ana Lind"}


def test_who_is_invited_is_no_reviewer_yet(page, editor, days):
    person = invite(page, "Ana Lind", EMAIL, "", editor)
    assert person not in [candidate.person for candidate in candidates(page, days(0))]
    with pytest.raises(SigningRefused, match="no longer works with this site"):
        request_review(page, person, editor)


@pytest.mark.parametrize(
    ("name", "slug"),
    [("Ana Lind", "ana-lind-3"), ("Ana", "ana"), ("王", "王"), ("!!!", "reviewer"), ("x" * 150, "x" * 140)],
)
def test_each_has_an_address_of_their_own(page, editor, name, slug):
    for number, taken in enumerate(("ana-lind", "ana-lind-2")):
        Person.objects.create(name="Ana Lind", slug=taken, email=f"{number}@example.org")
    assert invite(page, name, EMAIL, "", editor).slug == slug


def test_who_is_known_is_not_invited(page, editor, reviewer):
    Person.objects.create(name="Kim", slug="kim", email="kim@example.org")
    for address, name in (("KIM@example.org", "Kim"), (reviewer.user.email, "Ana Ruiz")):
        with pytest.raises(ValidationError, match=f"{name} has this address"):
            invite(page, "Somebody", address, "", editor)


class TestScreen:
    @pytest.fixture
    def address(self, client, editor, page):
        client.force_login(editor)
        return f"/admin/medical-review/{page.pk}/ways-on/"

    def test_the_review_screen_leads_there(self, client, page, address):
        assert address in client.get(f"/admin/medical-review/{page.pk}/").text

    def test_an_editor_invites(self, client, address):
        data = {"action": "invite", "name": "Ana Lind", "email": EMAIL, "words": "Hello"}
        response = client.post(address, data, follow=True)
        assert "Ana Lind was invited by mail." in response.text
        again = client.post(address, data)
        assert "Ana Lind has this address." in again.text
        assert "Hello" in again.text
        assert "Enter a valid email" in client.post(address, data | {"email": "nobody"}).text

    def test_an_editor_shares_the_draft(self, client, address):
        response = client.post(address, {"action": "share"})
        assert "/reviews/preview/" in response.text
        assert client.get(path_in(response)).status_code == 200

    def test_other_apps_add_ways(self, client, address):
        def way(page, user):
            return [(f"{page.title} is no advice.", "Make it a post", "/admin/post/")]

        with hooks.register_temporarily("medical_review_ways_on", way):
            text = client.get(address).text
        assert "Sleep is no advice." in text
        assert 'href="/admin/post/"' in text

    def test_only_for_editors_of_governed_pages(self, client, address, reviewer, site_root):
        assert client.get(f"/admin/medical-review/{site_root.pk}/ways-on/").status_code == 404
        client.force_login(reviewer.user)
        assert client.get(address).status_code == 302


def path_in(response):
    start = response.text.index("/reviews/preview/")
    return response.text[start : response.text.index("<", start)]
