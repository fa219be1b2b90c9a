"""The form of a person: which accounts it offers, and what each mistake is answered with."""

from datetime import timedelta

import pytest
from django.contrib.auth import get_user_model
from django.core.exceptions import ValidationError
from django.utils import timezone

from blog.people.forms import PersonForm
from blog.people.models import Credential, Person

TODAY = timezone.localdate()


@pytest.mark.django_db
def test_only_free_accounts_are_offered_by_name():
    users = get_user_model().objects
    users.create_user("gone", is_active=False)
    users.create_user("plain")
    free = users.create_user("free", "f@example.org", first_name="Fay", last_name="Reed")
    taken = users.create_user("taken")
    person = Person.objects.create(name="Taken", slug="taken", user=taken)
    form = type(
        "Form", (PersonForm,), {"Meta": type("Meta", (), {"model": Person, "fields": ["user", "name"]})}
    )
    assert [label for _key, label in form().fields["user"].choices] == [
        "No account",
        "Fay Reed (free, f@example.org)",
        "plain",
    ]
    assert {user.pk for user in form(instance=person).fields["user"].queryset} >= {free.pk, taken.pk}
    bare = type("Form", (PersonForm,), {"Meta": type("Meta", (), {"model": Person, "fields": ["name"]})})
    assert "user" not in bare().fields


@pytest.mark.parametrize(
    ("fields", "wrong"),
    [
        ({"valid_from": TODAY, "valid_until": TODAY - timedelta(days=1)}, {"valid_until"}),
        ({"checked_on": TODAY}, {"register_url"}),
        ({"checked_on": TODAY + timedelta(days=1), "register_url": "https://r.example"}, {"checked_on"}),
        ({"checked_on": TODAY, "recheck_on": TODAY, "register_url": "https://r.example"}, {"recheck_on"}),
        ({"number_is_public": True}, {"number"}),
        ({"number_is_public": True, "checked_on": TODAY}, {"number", "register_url"}),
    ],
)
def test_each_mistake_is_named_at_its_field_and_all_at_once(fields, wrong):
    with pytest.raises(ValidationError) as error:
        Credential(title="MD", name="x", issuer="x", **fields).clean()
    assert {*error.value.message_dict} == wrong


def test_what_fits_together_is_accepted():
    Credential(
        valid_from=TODAY, valid_until=TODAY, recheck_on=TODAY, number="7", number_is_public=True
    ).clean()
