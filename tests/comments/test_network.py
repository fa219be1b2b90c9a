"""A network becomes a key that tells neighbours together, and nothing else."""

from datetime import date

import pytest

from comments.network import client_address, network_key

TODAY = date(2026, 5, 4)


def key(address, day=TODAY):
    return network_key({"REMOTE_ADDR": address}, day)


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        ("192.0.2.1", "192.0.2.254", True),
        ("192.0.2.1", "192.0.3.1", False),
        ("2001:db8:1:2::3", "2001:db8:1:ffff::1", True),
        ("2001:db8:1::1", "2001:db8:2::1", False),
        ("::ffff:192.0.2.7", "192.0.2.1", True),
        ("192.0.2.1:4711", "192.0.2.1", True),
        ("[2001:db8:1::1]:4711", "2001:db8:1::1", True),
        ("fe80::1%eth0", "fe80::1", True),
    ],
)
def test_neighbours_share_a_key(one, other, same):
    assert (key(one) == key(other)) is same


def test_two_days_cannot_be_compared():
    assert key("192.0.2.1") != key("192.0.2.1", date(2026, 5, 5))


def test_the_key_has_one_length_whatever_the_address():
    assert len(key("192.0.2.1")) == 32


@pytest.mark.parametrize("address", ["", "unix:", "nonsense"])
def test_where_there_is_no_address_there_is_no_key(address):
    assert key(address) == ""


def test_today_is_the_default():
    assert network_key({"REMOTE_ADDR": "192.0.2.1"})


@pytest.mark.parametrize(
    ("proxies", "forwarded", "expected"),
    [
        (0, "203.0.113.9", "192.0.2.1"),
        (1, "203.0.113.9", "203.0.113.9"),
        # What stands further left was written by the sender.
        (1, "198.51.100.1, 203.0.113.9", "203.0.113.9"),
        (2, "198.51.100.1, 203.0.113.9, 10.0.0.1", "203.0.113.9"),
        (2, "203.0.113.9", "192.0.2.1"),
        (1, "", "192.0.2.1"),
    ],
)
def test_only_our_own_proxies_are_believed(settings, proxies, forwarded, expected):
    settings.COMMENTS_PROXY_COUNT = proxies
    meta = {"REMOTE_ADDR": "192.0.2.1", "HTTP_X_FORWARDED_FOR": forwarded}
    assert client_address(meta) == expected
