"""The network a request came from, as a key that nobody can turn back into an address."""

import hmac
import ipaddress
from collections.abc import Mapping
from datetime import date

from django.conf import settings


def network_key(meta: Mapping[str, str], day: date) -> str:
    """Return the key of the sender's network (/24 or /48) for one day; empty where there is no address."""
    try:
        parsed = ipaddress.ip_address(_address(meta))
    except ValueError:
        return ""
    if isinstance(parsed, ipaddress.IPv6Address) and parsed.ipv4_mapped:
        parsed = parsed.ipv4_mapped
    network = ipaddress.ip_network((parsed, 24 if parsed.version == 4 else 48), strict=False)
    secret = hmac.digest(settings.SECRET_KEY.encode(), f"medical_review.network.{day}".encode(), "sha256")
    return hmac.new(secret, str(network).encode(), "sha256").hexdigest()[:32]


def _address(meta: Mapping[str, str]) -> str:
    """`MEDICAL_REVIEW_PROXY_COUNT` proxies of ours have each added one address to X-Forwarded-For; what stands
    further left was written by the sender, who may lie."""
    proxies = getattr(settings, "MEDICAL_REVIEW_PROXY_COUNT", 0)
    forwarded = [part.strip() for part in meta.get("HTTP_X_FORWARDED_FOR", "").split(",") if part.strip()]
    if proxies and len(forwarded) >= proxies:
        return forwarded[-proxies]
    return meta.get("REMOTE_ADDR", "")
