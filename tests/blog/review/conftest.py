"""A page under review on a site that is not a blog, and the people around it."""

import itertools
from datetime import timedelta

import pytest
from django.contrib.auth import get_user_model
from django.contrib.auth.models import Group, Permission
from django.utils import timezone
from wagtail.models import GroupPagePermission, Page, Site

from blog.people.models import Credential, DeclaredInterest, Person
from blog.review import signing
from blog.review.digest import content_digest
from blog.review.minor_edits.publishing import Draft
from blog.review.models import MedicalReview
from tests.testapp.models import ReviewedPage

numbers = itertools.count(1)


@pytest.fixture
def site_root(db):
    return Site.objects.get(is_default_site=True).root_page


@pytest.fixture
def make_user(db):
    def make(name, *groups):
        user = get_user_model().objects.create_user(name, f"{name}@example.org", "secret")
        user.groups.set(Group.objects.filter(name__in=groups))
        return user

    return make


@pytest.fixture
def editor(make_user):
    user = make_user("editor", "Editors")
    GroupPagePermission.objects.get_or_create(
        group=Group.objects.get(name="Editors"),
        page=Page.get_first_root_node(),
        permission=Permission.objects.get(codename="publish_page"),
    )
    return user


@pytest.fixture
def make_person(make_user):
    """A person who may sign: credential, declared interests, an account of the group that migrations made."""

    def make(name="Ana Ruiz", *, qualified=True, account=True, **fields):
        slug = f"{name.lower().replace(' ', '-')}-{next(numbers)}"
        if account and "user" not in fields:
            fields["user"] = make_user(slug, "Reviewers")
        person = Person.objects.create(name=name, slug=slug, **fields)
        if qualified:
            Credential.objects.create(
                person=person, title="MD", name="Doctor of Medicine", issuer="University"
            )
            DeclaredInterest.objects.create(person=person, statement="None", declared_on=timezone.localdate())
        return person

    return make


@pytest.fixture
def reviewer(make_person):
    return make_person()


@pytest.fixture
def make_page(site_root, reviewer):
    """A draft, or a signed and published page."""

    def make(
        title="Sleep", body="<p>Take 5 mg.</p>", *, signed=False, published=False, parent=None, **fields
    ):
        page = ReviewedPage(title=title, body=body, live=False, assigned_reviewer=reviewer, **fields)
        (parent or site_root).add_child(instance=page)
        page.save_revision()
        if signed or published:
            sign(page)
        if published:
            page.latest_revision.publish()
            page = ReviewedPage.objects.get(pk=page.pk)
        return page

    return make


def sign(page, reviewer=None, **options):
    reviewer = reviewer or page.assigned_reviewer
    how = MedicalReview.SignedWith.ACCOUNT if reviewer.user else MedicalReview.SignedWith.LINK
    return signing.sign(page, reviewer, **{"signed_by": reviewer.user, "signed_with": how} | options)


@pytest.fixture
def page(make_page):
    return make_page()


@pytest.fixture
def published(make_page):
    return make_page(published=True)


@pytest.fixture
def days():
    def days_from_now(number):
        return timezone.now() + timedelta(days=number)

    return days_from_now


SLIPS = (
    "<h2>Rest</h2><p>Slep helps. The symtoms stay.</p><p>Take 5 mg.</p>"
    '<p>See <a href="https://who.int/sleep?a=1">here</a>.</p>'
)


@pytest.fixture
def slips(make_page, editor):
    return make_page(body=SLIPS, published=True)


@pytest.fixture
def redraft(editor):
    """Change the body of a page's draft, as an editor."""

    def redraft(page, *changes, user=editor, body=None, **fields):
        draft = ReviewedPage.objects.get(pk=page.pk).get_latest_revision_as_object()
        text = body or draft.body
        for old, new in changes:
            assert old in text
            text = text.replace(old, new)
        draft.body = text
        for name, value in fields.items():
            setattr(draft, name, value)
        draft.save_revision(user=user, log_action=True)
        return draft

    return redraft


def live_body(page):
    """What readers see."""
    return ReviewedPage.objects.get(pk=page.pk).body


def root_of(page):
    """The digest of the page's draft."""
    return content_digest(Draft.of(page.pk).page).root
