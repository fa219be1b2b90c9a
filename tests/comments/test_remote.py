"""An outside service is asked only where the operator named one, sees no address, and may only hold."""

import secrets

import pytest
import requests
from django.core.exceptions import ImproperlyConfigured

from comments import remote
from comments.models import Comment
from comments.pipeline import assess
from comments.posting import store
from comments.states import Status
from comments.submission import Submission

ASKED = []


class Suspicious(remote.RemoteCheck):
    """Calls everything spam."""

    def is_spam(self, comment):
        ASKED.append(comment.body)
        return True


class Trusting(remote.RemoteCheck):
    """Calls nothing spam."""

    def is_spam(self, comment):
        return False


class Broken(remote.RemoteCheck):
    """Never answers."""

    def is_spam(self, comment):
        raise remote.RemoteCheckError("no answer")


@pytest.fixture(autouse=True)
def nobody_asked():
    ASKED.clear()


@pytest.fixture
def service(settings):
    def use(check):
        settings.COMMENTS_REMOTE_CHECK = f"tests.comments.test_remote.{check.__name__}"

    return use


@pytest.fixture
def send(page, open_thread, django_capture_on_commit_callbacks):
    def send(body="My knee hurts on the stairs since May.", **fields):
        submission = Submission(name="Ann", body=body, page=page, thread=open_thread, **fields)
        with django_capture_on_commit_callbacks(execute=True):
            comment = store(submission, assess(submission), secrets.token_hex(8))
        return Comment.objects.get(pk=comment.pk)

    return send


def test_nobody_is_asked_unless_a_service_is_named(send):
    assert send().status == Status.PUBLISHED
    assert ASKED == []


def test_what_the_service_calls_spam_waits_for_a_moderator(send, service):
    service(Suspicious)
    comment = send()
    assert comment.status == Status.PENDING
    assert comment.findings[-1]["message"] == "An outside service takes it for spam."


def test_no_third_party_reads_what_somebody_in_distress_wrote(send, service):
    service(Suspicious)
    comment = send("I want to kill myself tonight.")
    assert (comment.care_tier > 1, ASKED) == (True, [])


def test_nor_what_was_raised_to_a_case_before_the_service_was_asked(service, write):
    comment = write(status=Status.PENDING)
    Comment.objects.filter(pk=comment.pk).update(care_tier=2)
    service(Suspicious)
    remote.ask_remote.call(comment.pk)
    remote.ask_remote.call(0)
    assert ASKED == []


@pytest.mark.parametrize("check", [Broken, Trusting])
def test_a_service_that_fails_or_finds_nothing_changes_nothing(send, service, check):
    service(check)
    assert send().status == Status.PUBLISHED


def test_what_a_moderator_has_published_meanwhile_stays(write, moderator, service):
    comment = write(status=Status.PENDING)
    comment.transition(Status.PUBLISHED, moderator, "", comment.version)
    service(Suspicious)
    remote.ask_remote.call(comment.pk)
    assert Comment.objects.get(pk=comment.pk).status == Status.PUBLISHED


class Reply:
    """What requests would return."""

    status_code = 200

    def __init__(self, text, **headers):
        self.text, self.headers = text, headers


def test_akismet_is_told_the_text_and_no_address(write, settings, monkeypatch):
    settings.COMMENTS_AKISMET_KEY = "key"
    asked = {}

    def post(address, data, **options):
        asked.update(data, address=address)
        return Reply("true")

    monkeypatch.setattr(requests, "post", post)
    comment = write(email="ann@example.org", network_key="n" * 32)
    assert remote.Akismet().is_spam(comment) is True
    assert (asked["address"], asked["comment_content"]) == (remote.Akismet.address, comment.body)
    assert not {"ann@example.org", "n" * 32} & set(asked.values())
    assert asked["user_ip"] == "0.0.0.0"  # noqa: S104  an address that is none
    monkeypatch.setattr(requests, "post", lambda *args, **options: Reply("false"))
    assert remote.Akismet().is_spam(write(parent=comment)) is False


def test_akismet_says_why_it_gave_no_answer(write, settings, monkeypatch):
    comment = write()
    with pytest.raises(ImproperlyConfigured, match="COMMENTS_AKISMET_KEY"):
        remote.Akismet().is_spam(comment)
    settings.COMMENTS_AKISMET_KEY = "key"
    monkeypatch.setattr(requests, "post", lambda *args, **options: Reply("invalid"))
    with pytest.raises(remote.RemoteCheckError, match="HTTP 200"):
        remote.Akismet().is_spam(comment)

    def unreachable(*args, **options):
        raise requests.ConnectionError("no route")

    monkeypatch.setattr(requests, "post", unreachable)
    with pytest.raises(remote.RemoteCheckError, match="no route"):
        remote.Akismet().is_spam(comment)
