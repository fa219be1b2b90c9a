"""What belongs to the public internet, and what only looks as if it did."""

import pytest

from disclosures.networks import is_public, may_be_public


@pytest.mark.parametrize(
    "address", ["8.8.8.8", "2606:4700::1111", "64:ff9b::808:808", "::ffff:8.8.8.8", "2002:808:808::1"]
)
def test_public_addresses(address):
    assert is_public(address)


@pytest.mark.parametrize(
    "address",
    [
        "127.0.0.1",
        "127.255.255.254",
        "0.0.0.0",  # noqa: S104  refused
        "10.0.0.1",
        "172.16.0.1",
        "192.168.1.1",
        "100.64.0.1",
        "169.254.169.254",
        "100.100.100.200",
        "168.63.129.16",
        "192.0.0.192",
        "198.18.0.1",
        "224.0.0.1",
        "255.255.255.255",
        "::",
        "::1",
        "::ffff:127.0.0.1",
        "::ffff:169.254.169.254",
        "64:ff9b::7f00:1",
        "64:ff9b:1::1",
        "2002:7f00:1::",
        "2001:0:4136:e378:8000:63bf:80ff:fffe",
        "fd00:ec2::254",
        "fe80::1%eth0",
        "fec0::1",
        "ff02::1",
    ],
)
def test_private_addresses(address):
    assert not is_public(address)


@pytest.mark.parametrize("host", ["shop.example", "1.2.3.4", "a.b.c", "x.123abc", "[2606:4700::1111]"])
def test_names_that_may_be_public(host):
    assert may_be_public(host)


@pytest.mark.parametrize(
    "host",
    [
        "localhost",
        "intranet",
        "a.localhost",
        "printer.local",
        "metadata.google.internal",
        "nas.lan",
        "127.1",
        "2130706433",
        "0x7f.1",
        "1.0x7f000001",
        "127.0.0.1",
        "[::1]",
        "",
    ],
)
def test_names_that_are_not(host):
    assert not may_be_public(host)
