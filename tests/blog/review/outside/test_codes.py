"""Codes: one at a time, for ten minutes, five tries, so many an hour; known to the mail only."""

from datetime import timedelta

import pytest
from django.utils import timezone

from blog.review import clock
from blog.review.models import SigningCode
from blog.review.outside.codes import TooManyCodes, enter_code, send_code
from blog.review.outside.networks import network_key

pytestmark = pytest.mark.django_db


def wrong(code):
    return f"{(int(code) + 1) % 1_000_000:06}"


def test_a_code_goes_to_the_address_on_file_and_opens_one_sitting(doctor, get_code, mailoutbox):
    code = get_code(doctor)
    assert mailoutbox[0].to == ["dana@practice.example"]
    assert code not in SigningCode.objects.get().code_hash
    assert str(SigningCode.objects.get()).startswith("Dana Wirth: ")
    assert enter_code(doctor, f" {code[:3]} {code[3:]} ", clock.now())
    assert enter_code(doctor, code, clock.now()) is None


def test_nobody_enters_before_the_mail_is_written(doctor):
    send_code(doctor, "", clock.now())
    assert enter_code(doctor, "", clock.now()) is None
    assert enter_code(doctor, "000000", clock.now()) is None


def test_a_new_code_voids_the_one_before(doctor, get_code):
    first = get_code(doctor)
    second = get_code(doctor)
    assert first == second or enter_code(doctor, first, clock.now()) is None
    assert enter_code(doctor, second, clock.now())


def test_it_ends_after_ten_minutes(doctor, get_code):
    code = get_code(doctor)
    assert enter_code(doctor, code, clock.now() + timedelta(minutes=11)) is None


def test_it_is_bound_to_its_person_and_their_address(doctor, make_person, get_code):
    code, other = get_code(doctor), make_person("Ben", account=False, email="ben@practice.example")
    assert enter_code(other, code, clock.now()) is None
    doctor.email = "new@practice.example"
    assert enter_code(doctor, code, clock.now()) is None


def test_five_wrong_tries_use_it_up(doctor, get_code):
    code = get_code(doctor)
    for _try in range(5):
        assert enter_code(doctor, wrong(code), clock.now()) is None
    assert enter_code(doctor, code, clock.now()) is None


def test_of_two_who_enter_at_the_same_time_one_gets_in(doctor, get_code):
    code = get_code(doctor)
    row, same = SigningCode.objects.get(), SigningCode.objects.get()
    assert row.count_try(clock.now())
    assert row.open_sitting("a", clock.now())
    assert not same.open_sitting("b", clock.now())
    assert not same.count_try(clock.now())
    assert enter_code(doctor, code, clock.now()) is None


def test_a_person_gets_five_an_hour(doctor):
    for _code in range(5):
        send_code(doctor, "", clock.now())
    with pytest.raises(TooManyCodes, match="try again in an hour"):
        send_code(doctor, "", clock.now())
    send_code(doctor, "", clock.now() + timedelta(hours=1, seconds=1))


def test_a_network_gets_twenty_an_hour(doctor, make_person):
    other = make_person("Ben", account=False, email="ben@practice.example")
    now = clock.now()
    SigningCode.objects.bulk_create(
        SigningCode(reviewer=other, network="one", sent_at=now, expires_at=now) for _code in range(20)
    )
    with pytest.raises(TooManyCodes):
        send_code(doctor, "one", now)
    send_code(doctor, "two", now)


def test_what_is_a_day_old_is_forgotten(doctor, get_code):
    get_code(doctor)
    SigningCode.objects.update(sent_at=timezone.now() - timedelta(days=2))
    get_code(doctor)
    assert SigningCode.objects.count() == 1


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        ("192.0.2.1", "192.0.2.200", True),
        ("192.0.2.1", "192.0.3.1", False),
        ("2001:db8:1::1", "2001:db8:1:9::9", True),
        ("::ffff:192.0.2.1", "192.0.2.9", True),
        ("nonsense", "", True),
    ],
)
def test_neighbours_are_one_network(one, other, same):
    day = timezone.localdate()
    keys = [network_key({"REMOTE_ADDR": each}, day) for each in (one, other)]
    assert (keys[0] == keys[1]) is same
    assert not any(one in key for key in keys if key)


def test_behind_a_proxy_its_word_counts_and_not_the_senders(settings):
    settings.MEDICAL_REVIEW_PROXY_COUNT = 1
    day = timezone.localdate()
    told = {"REMOTE_ADDR": "10.0.0.1", "HTTP_X_FORWARDED_FOR": "198.51.100.1, 192.0.2.1"}
    assert network_key(told, day) == network_key({"REMOTE_ADDR": "192.0.2.1"}, day)
