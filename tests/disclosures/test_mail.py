"""No mail leaves with a paid link that its readers were not told about."""

from dataclasses import replace

import pytest
from django.core import mail
from django.core.exceptions import ImproperlyConfigured
from django.core.mail import EmailMessage, EmailMultiAlternatives, get_connection, send_mail
from django.db import OperationalError
from django.utils.translation import gettext_lazy

from disclosures import mail as guard
from disclosures.mail import disclosed_message
from disclosures.matcher import RuleSet
from disclosures.models import DisclosureSettings
from disclosures.policy import Policy
from tests.disclosures.documents import Read
from tests.disclosures.pages import PAID, a_page

POLICY = Policy()
AMAZON = "https://www.amazon.com/dp/B0?tag=ours-20"
GUARD = "disclosures.mail.GuardedEmailBackend"


def a_message(text=f"Buy {AMAZON}", html=PAID):
    message = EmailMultiAlternatives("Lamps", text, "a@good.example", ["b@good.example"])
    message.attach_alternative(html, "text/html")
    return message


def test_text_and_html_are_told():
    told = disclosed_message(a_message(), POLICY)
    assert told.body.startswith(POLICY.texts.notice)
    assert f"(paid link) {AMAZON}" in told.body
    read = Read(told.alternatives[0].content)
    assert (read.r1_and_r2(), read.r4("(paid link)"), read.r12(), read.r14()) == (True, True, True, True)


def test_the_message_that_came_in_stays_as_it_was():
    message = a_message()
    disclosed_message(message, POLICY)
    assert (message.body, message.alternatives[0].content) == (f"Buy {AMAZON}", PAID)


def test_twice_is_once():
    told = disclosed_message(a_message(), POLICY)
    assert disclosed_message(told, POLICY) is told


@pytest.mark.parametrize(
    "message",
    [
        EmailMessage("Hello", "Your password: https://good.example/reset/1/"),
        EmailMessage("Hello", gettext_lazy("Sign in")),
        EmailMessage("Hello"),
        a_message("Hello", "<p>Hello <a href='https://good.example/'>x</a>"),
    ],
)
def test_without_a_paid_link_the_very_same_message_leaves(message):
    before = (message.body, list(getattr(message, "alternatives", [])))
    told = disclosed_message(message, POLICY)
    assert told is message
    assert (told.body, list(getattr(told, "alternatives", []))) == before


def test_a_body_in_html_is_told():
    message = EmailMessage("Lamps", f"<html><body><h1>x</h1>{PAID}</body></html>")
    message.content_subtype = "html"
    body = disclosed_message(message, POLICY).body
    assert body.startswith('<html><body><div class="disclosure-notice"')


def test_attachments_and_other_alternatives_stay():
    message = a_message()
    message.attach("lamps.txt", AMAZON, "text/plain")
    message.attach_alternative(f"URL:{AMAZON}", "text/calendar")
    told = disclosed_message(message, POLICY)
    assert told.attachments == message.attachments
    assert told.alternatives[1].content == f"URL:{AMAZON}"


def test_without_rules_a_mail_with_an_address_gets_the_notice():
    told = disclosed_message(a_message("See https://any.example/"), replace(POLICY, rules=RuleSet((), ())))
    assert told.body.startswith(POLICY.texts.notice)
    assert "disclosure-notice" in told.alternatives[0].content


@pytest.mark.django_db
def test_every_mail_passes_the_guard(settings):
    settings.EMAIL_BACKEND = GUARD
    assert send_mail("Lamps", f"Buy {AMAZON}", "a@good.example", ["b@good.example"], html_message=PAID) == 1
    [sent] = mail.outbox
    assert sent.body.startswith(POLICY.texts.notice)
    assert Read(sent.alternatives[0].content).r1_and_r2()


@pytest.mark.django_db
def test_the_words_are_those_of_the_site_but_a_general_statement_stands_on_no_mail(settings):
    settings.EMAIL_BACKEND = GUARD
    DisclosureSettings.objects.create(site=a_page().get_site(), jurisdiction="UK", placement="always")
    send_mail("Lamps", f"Buy {AMAZON}", None, ["b@good.example"])
    send_mail("Hello", "Hello", None, ["b@good.example"])
    assert f"Buy Ad {AMAZON}" in mail.outbox[0].body
    assert mail.outbox[1].body == "Hello"


def test_a_broken_database_does_not_hold_mail_back(settings, monkeypatch):
    def broken(page):
        raise OperationalError("gone")

    settings.EMAIL_BACKEND = GUARD
    monkeypatch.setattr(guard, "policy_for", broken)
    send_mail("Down", f"See {AMAZON}", None, ["b@good.example"])
    assert mail.outbox[0].body.startswith(POLICY.texts.notice)


@pytest.mark.django_db
def test_the_connection_is_that_of_the_backend_that_sends(settings, tmp_path):
    settings.DISCLOSURES_EMAIL_BACKEND = "django.core.mail.backends.filebased.EmailBackend"
    with get_connection(GUARD, file_path=tmp_path) as connection:
        a_message().send()
        connection.send_messages([a_message()])
    [file] = tmp_path.iterdir()
    assert "(paid link)" in file.read_text()


def test_the_guard_cannot_guard_itself(settings):
    settings.DISCLOSURES_EMAIL_BACKEND = GUARD
    with pytest.raises(ImproperlyConfigured, match="names the backend that sends"):
        get_connection(GUARD)
