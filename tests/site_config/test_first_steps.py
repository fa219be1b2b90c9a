import re

import pytest
from django.contrib.auth import get_user_model
from django.core.exceptions import ValidationError

from blog.people.models import Person
from site_config.first_steps import create_administrator, invite_reviewer, send_test_mail

pytestmark = pytest.mark.django_db


def test_the_administrator_may_do_everything():
    assert create_administrator("ada", "ada@example.org", "correct horse battery").is_superuser


def test_a_taken_name_is_refused():
    create_administrator("ada", "ada@example.org", "correct horse battery")
    with pytest.raises(ValidationError, match="already an account named ada"):
        create_administrator("ada", "other@example.org", "correct horse battery")


def test_the_test_mail_names_the_site(mailoutbox):
    send_test_mail("owner@example.org", "Good Sleep")
    [mail] = mailoutbox
    assert (mail.to, "Good Sleep" in mail.subject) == (["owner@example.org"], True)


def test_an_invited_reviewer_chooses_a_password_and_gets_in(client, mailoutbox):
    invite_reviewer("Ana Ruiz", "ana@example.org", "Good Sleep")
    [mail] = mailoutbox
    address = re.search(r"http://\S+", mail.body).group().replace("http://127.0.0.1:8000", "")
    form = client.get(address, follow=True)
    answer = client.post(
        form.request["PATH_INFO"],
        {"new_password1": "correct horse battery", "new_password2": "correct horse battery"},
    )
    assert answer.status_code == 302
    user = get_user_model().objects.get(username="ana@example.org")
    assert user.check_password("correct horse battery")
    client.force_login(user)
    assert client.get("/admin/").status_code == 200


def test_the_mail_is_plain_text_without_html_entities(mailoutbox):
    invite_reviewer("Ana O'Hara", "ana@example.org", "Sleep & Rest")
    assert "Dear Ana O'Hara" in mailoutbox[0].body
    assert "Sleep & Rest" in mailoutbox[0].body


def test_two_people_of_one_name_get_two_addresses():
    first = invite_reviewer("Ana Ruiz", "a@example.org", "Good Sleep")
    second = invite_reviewer("Ana Ruiz", "b@example.org", "Good Sleep")
    assert (first.slug, second.slug) == ("ana-ruiz", "ana-ruiz-2")


def test_inviting_the_same_address_twice_is_refused_and_makes_nothing():
    invite_reviewer("Ana Ruiz", "ana@example.org", "Good Sleep")
    with pytest.raises(ValidationError, match="already an account"):
        invite_reviewer("Ana Ruiz", "ana@example.org", "Good Sleep")
    assert Person.objects.count() == 1


def test_a_mail_server_that_fails_leaves_no_half_invited_reviewer(monkeypatch):
    def refuse(**kwargs):
        raise OSError("connection refused")

    monkeypatch.setattr("site_config.first_steps.send_mail", refuse)
    with pytest.raises(OSError, match="refused"):
        invite_reviewer("Ana Ruiz", "ana@example.org", "Good Sleep")
    assert not get_user_model().objects.exists()
