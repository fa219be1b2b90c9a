"""The network a comment came from, as a key that nobody can turn back into an address."""

import hmac
import ipaddress
from collections.abc import Mapping
from datetime import date

from django.conf import settings
from django.utils import timezone


def network_key(meta: Mapping[str, str], today: date | None = None) -> str:
    """Return the key of the sender's network (/24 or /48) for one day; empty where there is no address.

    Keys of two days cannot be compared, and each is dropped after 30 days.
    """
    network = _network(client_address(meta))
    if not network:
        return ""
    day = (today or timezone.now().date()).isoformat()
    salt = hmac.digest(settings.SECRET_KEY.encode(), f"reader_comments.network.{day}".encode(), "sha256")
    return hmac.new(salt, network.encode(), "sha256").hexdigest()[:32]


def client_address(meta: Mapping[str, str]) -> str:
    """Return the sender's address.

    `COMMENTS_PROXY_COUNT` says how many proxies of ours stand before the server: each has added one address to
    X-Forwarded-For, and what stands further left was written by the sender, who may lie.
    """
    proxies = getattr(settings, "COMMENTS_PROXY_COUNT", 0)
    forwarded = [part.strip() for part in meta.get("HTTP_X_FORWARDED_FOR", "").split(",") if part.strip()]
    if proxies and len(forwarded) >= proxies:
        return forwarded[-proxies]
    return meta.get("REMOTE_ADDR", "")


def _network(address: str) -> str:
    try:
        parsed = ipaddress.ip_address(_without_port(address))
    except ValueError:
        return ""
    if isinstance(parsed, ipaddress.IPv6Address) and parsed.ipv4_mapped:
        parsed = parsed.ipv4_mapped
    return str(ipaddress.ip_network((parsed, 24 if parsed.version == 4 else 48), strict=False))


def _without_port(address: str) -> str:
    """Return the address alone: some proxies add the port, an IPv6 address then stands in brackets."""
    if address.startswith("["):
        return address[1:].partition("]")[0]
    return address.partition(":")[0] if address.count(":") == 1 else address
