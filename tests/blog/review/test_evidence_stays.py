"""Whatever is deleted around it, evidence stays as it was."""

import io

import pytest
from django.core.management import call_command
from django.urls import reverse
from wagtail.models import Page

from blog.review.audit import chain
from blog.review.models import AppendOnlyError, MedicalReview, Publication
from tests.blog.review.conftest import sign

pytestmark = pytest.mark.django_db


@pytest.fixture
def reviewed(make_page, site_root):
    """A reviewed page in a section of its own."""
    section = site_root.add_child(instance=Page(title="Section", slug="section"))
    return make_page(parent=section, published=True)


def by_itself(page, client, admin_user):
    Page.objects.get(pk=page.pk).delete()


def with_its_section(page, client, admin_user):
    Page.objects.get(slug="section").delete()


def in_the_admin(page, client, admin_user):
    client.force_login(admin_user)
    section = Page.objects.get(slug="section")
    address = reverse("wagtailadmin_pages:delete", args=[section.pk])
    assert client.get(address).status_code == 200
    assert client.post(address).status_code == 302


def with_its_reviewer(page, client, admin_user):
    page.assigned_reviewer.delete()


def with_the_account(page, client, admin_user):
    page.assigned_reviewer.user.delete()


def with_its_revisions(page, client, admin_user):
    for _more in range(2):
        page.save_revision()
    call_command("purge_revisions", "--pages", stdout=io.StringIO())
    assert page.revisions.count() == 1


@pytest.mark.parametrize(
    "delete",
    [by_itself, with_its_section, in_the_admin, with_its_reviewer, with_the_account, with_its_revisions],
)
def test_what_is_deleted_takes_no_evidence_with_it(reviewed, client, admin_user, delete):
    sign(reviewed)
    before = list(chain.lines())
    delete(reviewed, client, admin_user)
    after = list(chain.lines())
    # A deletion may add evidence: that a permission ended.
    assert after[: len(before)] == before
    assert MedicalReview.objects.filter(reviewer_name="Ana Ruiz").count() == 2
    call_command("verify_reviews", stdout=io.StringIO())


def test_no_path_of_django_deletes_evidence(published):
    for delete in (
        lambda: MedicalReview.objects.all()._raw_delete("default"),
        lambda: Publication._base_manager.all()._raw_delete("default"),
        lambda: MedicalReview.objects.filter(page=published.pk).delete(),
    ):
        with pytest.raises(AppendOnlyError):
            delete()
