"""Where mail goes that concerns no single person."""

import pytest
from django.contrib.auth.models import Group, Permission

from blog.review.offices import editors_of, keepers_of_people, office

pytestmark = pytest.mark.django_db


def name_the_office(page):
    return ["office@example.org", ""] if page else []


def test_a_page_has_its_last_publisher_and_its_owner(make_page, editor, make_user):
    owner = make_user("owner")
    page = make_page(signed=True, owner=owner)
    assert editors_of(page) == [owner.email]
    for user in (make_user("early", "Editors"), editor):
        page.get_latest_revision().publish(user=user)
    assert editors_of(page) == [editor.email, owner.email]
    page.unpublish()
    assert editors_of(page) == [editor.email, owner.email]
    editor.is_active = False
    editor.save()
    owner.email = ""
    owner.save()
    assert editors_of(page) == []


def test_a_page_without_editors_has_the_office(page, settings, django_user_model):
    django_user_model.objects.create_superuser("boss", "boss@example.org", "x")
    assert editors_of(page) == office() == ["boss@example.org"]
    settings.MEDICAL_REVIEW_OFFICE = "tests.blog.review.test_offices.name_the_office"
    assert editors_of(page) == ["office@example.org"]
    assert office() == ["boss@example.org"]


def test_who_may_change_people_looks_after_papers(make_user, django_user_model):
    django_user_model.objects.create_superuser("boss", "boss@example.org", "x")
    assert keepers_of_people() == ["boss@example.org"]
    group = Group.objects.create(name="Office")
    group.permissions.add(Permission.objects.get(codename="change_person"))
    keeper = make_user("keeper", "Office")
    assert keepers_of_people() == [keeper.email]
