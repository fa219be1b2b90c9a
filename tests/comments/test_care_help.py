"""Whoever writes that they are in danger reads something kind and useful first, whatever becomes of the text."""

import re
from datetime import datetime, time

import pytest
import time_machine
from django.db import OperationalError
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import timezone

from comments.care import resources
from comments.care.cases import open_case
from comments.care.countries import NAMES
from comments.care.hours import back_at
from comments.care.nearby import countries_near, help_for
from comments.care.resources import shipped
from comments.models import CareResource, Comment, CommentSettings, CommentThread
from comments.states import CareTier, Status, ThreadMode
from comments.tokens import FormToken, receipt_for

DISTRESS = "I can't go on. I want to die."
OURS = {"origin": "http://testserver", "accept-language": "en-GB,en;q=0.8"}
SCRIPT = OURS | {"accept": "application/json"}
KIND = "you do not have to carry it alone"


def send(client, page, address, body=DISTRESS, headers=SCRIPT, **fields):
    token = FormToken.issue(page.pk, opened=timezone.now().timestamp() - 30).signed()
    return client.post(address, {"body": body, "token": token} | fields, headers=headers)


def helps_first(html):
    """Say whether kind words and a number come before everything else, and nothing calls it a finding."""
    text = re.sub(r"<[^>]+>", " ", html)
    for word in ("flagged", "detected", "rejected", "spam"):
        assert word not in text.lower()
    kind, number = text.find(KIND), text.find("116 123")
    others = [
        text.find(each) for each in ("We have received", "Please change this", "Just a moment", "are closed")
    ]
    later = [place for place in others if place >= 0]
    return 0 <= kind < number < min(later, default=len(text))


# --- Every answer --------------------------------------------------------------------------------------------


def test_the_author_is_helped_first_then_told_that_a_person_will_read_it(client, page, address):
    answer = send(client, page, address).json()
    assert helps_first(answer["html"])
    assert (answer["outcome"], "A person will read it" in answer["html"]) == ("care", True)
    assert "round the clock" in answer["html"]
    comment = Comment.objects.get()
    assert (comment.status, comment.care_case.tier) == (Status.PENDING, CareTier.PRESENT)
    receipt = client.get(reverse("reader_comments:receipt", args=[answer["receipt"]]), headers=OURS)
    assert helps_first(receipt.content.decode())


def test_without_the_script_the_preview_helps_already(client, address):
    preview = client.post(address, {"body": DISTRESS}, headers=OURS)
    assert helps_first(preview.content.decode())


@pytest.mark.parametrize("script", [True, False])
def test_help_comes_also_where_nothing_is_stored(client, page, address, script):
    headers = SCRIPT if script else OURS
    text = (lambda answer: answer.json()["html"]) if script else (lambda answer: answer.content.decode())
    too_long = send(client, page, address, DISTRESS + " word" * 1100, headers)
    CommentThread.objects.update_or_create(page_id=page.pk, defaults={"mode": ThreadMode.CLOSED})
    closed = send(client, page, address, headers=headers)
    for answer, code in [(too_long, 422), (closed, 403)]:
        assert answer.status_code == code
        assert helps_first(text(answer))
    assert not Comment.objects.exists()


def test_help_comes_also_to_somebody_who_sends_too_fast(client, page, address):
    for number in range(10):
        send(client, page, address, f"Words {number}", name="Ann")
    answer = send(client, page, address, name="Ann")
    assert answer.status_code == 429
    assert helps_first(answer.json()["html"])


def test_help_comes_also_while_the_database_is_gone(client, page, address, monkeypatch):
    def gone(*_args, **_kwargs):
        raise OperationalError("gone")

    monkeypatch.setattr("comments.views.sending.read_submission", gone)
    monkeypatch.setattr(resources.CareResource.objects, "select_related", gone)
    for headers in (SCRIPT, OURS):
        answer = send(client, page, address, headers=headers)
        assert answer.status_code == 503
        assert helps_first(answer.json()["html"] if headers is SCRIPT else answer.content.decode())
    assert KIND not in send(client, page, address, "Thank you!", SCRIPT).json()["html"]


def test_other_readers_see_nothing_of_it(client, page, address):
    assert KIND not in send(client, page, address, "My brother killed himself. Thank you.").json()["html"]
    shown = client.get(reverse("reader_comments:thread", args=[address.split("/")[-3]]))
    assert KIND not in shown.content.decode()


def test_a_care_comment_that_is_not_published_is_not_called_rejected(client, write, moderator):
    # Rejected first; then a reader said to be worried about the author.
    comment = write(DISTRESS, Status.REJECTED)
    case = open_case(comment, CareTier.PRESENT)
    address = reverse("reader_comments:receipt", args=[receipt_for(comment.public_id)])
    comment.transition(Status.PUBLISHED, moderator, "", comment.version)
    assert KIND in client.get(address).content.decode()
    case.act("closed", moderator)
    assert KIND not in client.get(address).content.decode()
    comment.refresh_from_db()
    comment.transition(Status.REJECTED, moderator, "", comment.version)
    answer = client.get(address, headers=OURS).content.decode()
    assert helps_first(answer)
    assert ("to protect you" in answer, "decided not to publish" in answer) == (True, False)


# --- Where ---------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("accepted", "site", "near"),
    [
        ("en-GB,en;q=0.8", "", ["GB"]),
        ("de-AT", "DE", ["AT", "DE"]),
        ("de,en-US;q=0.7,en;q=0.3", "DE", ["DE"]),
        ("en-US", "US", ["US"]),
        ("zh-Hans-CN", "", ["CN"]),
        ("fr;q=0.1, en-AU", "", ["AU"]),
        ("", "GB", ["GB"]),
        ("*", "", []),
        ("x" * 3000 + "-GB", "", []),
        ("en-'; DROP", "", []),
    ],
)
def test_the_browser_says_which_country_is_near(accepted, site, near):
    assert countries_near(accepted, site) == near


@pytest.mark.django_db
def test_every_country_is_in_it_whatever_the_browser_says():
    for accepted, first in [("de-AT", "Austria"), ("qq-QQ", None)]:
        found = help_for(accepted, "", "en")
        assert [country.name for country in found.near] == ([first] if first else [])
        assert len(found.near) + len(found.elsewhere) == len(shipped()) - 1
        assert found.everywhere
    assert set(NAMES) == set(shipped()) - {""}
    CareResource.objects.create(
        country="XX", locale_id=1, name="Line", number="+1 (2) 3", last_checked="2026-01-01"
    )
    (country,) = help_for("", "xx", "en").near
    assert (country.name, country.emergency, country.resources[0].dialled) == ("XX", "", "+123")


@pytest.mark.django_db
def test_the_page_lets_people_dial_and_names_the_country_where_there_are_two(rf):
    request = rf.get("/", headers={"accept-language": "de-CH"})
    context = {"request": request, "comment_settings": CommentSettings(care_country="DE")}
    html = render_to_string("reader_comments/_help.html", context)
    assert 'href="tel:143"' in html
    assert 'href="tel:08001110111"' in html
    assert html.index("Switzerland") < html.index("Germany") < html.index("Help in other countries")
    plain = render_to_string("reader_comments/_help.html", {})
    assert (
        plain.index("findahelpline.com") < plain.index("your local emergency number") < plain.index("Austria")
    )


# --- When ----------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("hours", "weekend", "away", "now", "back"),
    [
        # Thursday 7 May 2026.
        (None, False, None, "2026-05-07 03:00", None),
        ((9, 17), False, None, "2026-05-07 03:00", "2026-05-07 09:00"),
        ((9, 17), False, None, "2026-05-07 09:00", None),
        ((9, 17), False, None, "2026-05-07 17:00", "2026-05-08 09:00"),
        ((9, 17), False, None, "2026-05-08 18:00", "2026-05-11 09:00"),
        ((9, 17), True, None, "2026-05-08 18:00", "2026-05-09 09:00"),
        ((22, 6), False, None, "2026-05-07 03:00", None),
        ((22, 6), False, None, "2026-05-07 12:00", "2026-05-07 22:00"),
        ((0, 0), True, None, "2026-05-07 03:00", None),
        (None, False, "2026-05-08", "2026-05-07 12:00", "2026-05-09 00:00"),
        ((9, 17), False, "2026-05-08", "2026-05-07 12:00", "2026-05-11 09:00"),
        ((9, 17), False, "2026-05-01", "2026-05-07 12:00", None),
    ],
)
def test_out_of_hours_readers_are_told_when_somebody_is_back(hours, weekend, away, now, back):
    clock = datetime.strptime
    decided = CommentSettings(
        care_weekend=weekend,
        care_hours_from=time(hours[0]) if hours else None,
        care_hours_to=time(hours[1]) if hours else None,
        away_until=clock(away, "%Y-%m-%d").date() if away else None,
    )

    def at(text):
        return timezone.make_aware(clock(text, "%Y-%m-%d %H:%M"))

    assert back_at(decided, at(now)) == (at(back) if back else None)


@pytest.mark.django_db
@time_machine.travel("2026-05-08T23:00:00Z", tick=False)
def test_the_answer_says_when_somebody_is_back():
    decided = CommentSettings(care_hours_from=time(9), care_hours_to=time(17))
    html = render_to_string("reader_comments/_help.html", {"comment_settings": decided})
    assert "somebody is back on Monday, 11 May, 09:00" in html
