"""`manage.py setup`: from an empty database to a site that can ask for its first review."""

import io

import pytest
from django.contrib.auth import get_user_model
from django.core.management import CommandError, call_command
from wagtail.models import Site

from blog.people.models import Person
from site_config.models import BrandSettings

pytestmark = pytest.mark.django_db
PASSWORD = "correct horse battery staple"
ANSWERS = {
    "Name of the site": ["Good Sleep"],
    "Address for mail": ["owner@example.org"],
    "User name of the administrator": ["ada"],
    "Name of the first reviewer (empty: later)": ["Ana Ruiz"],
    "E-mail address of the reviewer": ["ana@example.org"],
}


def run(**options):
    said = io.StringIO()
    call_command("setup", stdout=said, stderr=said, **options)
    return said.getvalue()


@pytest.fixture
def at_the_terminal(monkeypatch):
    """Answer the questions; a list holds the answers in the order in which they are given."""

    def answer(**changed):
        answers = {question: list(given) for question, given in (ANSWERS | changed).items()}
        monkeypatch.setattr("builtins.input", lambda question: answers[question.removesuffix(": ")].pop(0))
        passwords = ["short", PASSWORD]
        monkeypatch.setattr("site_config.management.commands.setup.getpass", lambda _: passwords.pop(0))

    monkeypatch.delenv("DJANGO_SUPERUSER_PASSWORD", raising=False)
    return answer


def test_answers_lead_to_a_site_with_pages_administrator_and_reviewer(at_the_terminal, client, mailoutbox):
    at_the_terminal()
    said = run()
    assert client.get("/").status_code == 200
    assert client.get("/privacy/").status_code == 200
    brand = BrandSettings.for_site(Site.objects.get(is_default_site=True))
    assert (brand.name, brand.contact_email) == ("Good Sleep", "owner@example.org")
    assert get_user_model().objects.get(username="ada").check_password(PASSWORD)
    assert Person.objects.get().name == "Ana Ruiz"
    assert [mail.to for mail in mailoutbox] == [["owner@example.org"], ["ana@example.org"]]
    assert "too short" in said


def test_a_wrong_answer_is_explained_and_asked_again(at_the_terminal):
    at_the_terminal(
        **{"Name of the site": ["", "Good Sleep"], "Address for mail": ["nowhere", "a@example.org"]}
    )
    said = run()
    assert "This cannot be empty." in said
    assert "Enter a valid email address." in said


def test_the_reviewer_can_wait(at_the_terminal):
    at_the_terminal(**{"Name of the first reviewer (empty: later)": [""]})
    assert "No reviewer yet" in run()
    assert not Person.objects.exists()


def test_running_it_again_changes_nothing_that_is_there(at_the_terminal):
    at_the_terminal()
    run()
    at_the_terminal(**{"Name of the first reviewer (empty: later)": [""]})
    assert "An administrator exists already." in run()
    assert get_user_model().objects.filter(is_superuser=True).count() == 1


def test_inviting_the_same_reviewer_twice_says_so(at_the_terminal):
    at_the_terminal()
    run()
    at_the_terminal()
    with pytest.raises(CommandError, match=r"already an account for ana@example\.org"):
        run()


def test_it_asks_nothing_when_told_so(monkeypatch):
    monkeypatch.setenv("DJANGO_SUPERUSER_PASSWORD", PASSWORD)
    monkeypatch.setattr("builtins.input", lambda question: pytest.fail(f"asked: {question}"))
    said = run(no_input=True, name="Good Sleep", mail="owner@example.org", admin="ada")
    assert "ada may log in" in said


def test_without_input_what_is_missing_is_named():
    with pytest.raises(CommandError, match="Missing: Name of the site"):
        run(no_input=True)


def test_without_input_a_wrong_address_is_named():
    with pytest.raises(CommandError, match="Address for mail: Enter a valid"):
        run(no_input=True, name="Good Sleep", mail="nowhere")


@pytest.mark.parametrize(
    ("password", "problem"), [(None, "Set DJANGO_SUPERUSER_PASSWORD"), ("1234", "too short")]
)
def test_without_input_the_password_comes_from_the_environment(password, problem, monkeypatch):
    monkeypatch.delenv("DJANGO_SUPERUSER_PASSWORD", raising=False)
    if password:
        monkeypatch.setenv("DJANGO_SUPERUSER_PASSWORD", password)
    with pytest.raises(CommandError, match=problem):
        run(no_input=True, name="Good Sleep", mail="owner@example.org", admin="ada")


def test_a_mail_server_that_fails_is_explained_and_setup_goes_on(at_the_terminal, monkeypatch):
    def refuse(address, site_name):
        raise OSError("connection refused")

    monkeypatch.setattr("site_config.management.commands.setup.send_test_mail", refuse)
    at_the_terminal()
    said = run()
    assert "Check EMAIL_HOST" in said
    assert "Done." in said
