"""Tells the public internet from what only this machine, its network or its hoster can reach."""

from ipaddress import IPv4Address, IPv6Address, IPv6Network, ip_address, ip_network

# Names that lead to no public machine: RFC 6761, 6762, 8375 and what home routers and hosters use.
PRIVATE_NAMES = (".localhost", ".local", ".internal", ".intranet", ".lan", ".home.arpa", ".onion")
# What older Pythons take for global: IETF's own (RFC 6890; one hoster serves secrets there), site-local (RFC 3879),
# and the one address outside private ranges at which a hoster, Azure, tells secrets about the machine that asks.
NOT_PUBLIC = tuple(map(ip_network, ("192.0.0.0/24", "fec0::/10", "168.63.129.16/32")))
# RFC 6052: an IPv4 address in its last 32 bits.
NAT64 = IPv6Network("64:ff9b::/96")


def is_public(address: str) -> bool:
    """Say whether an IP address belongs to the public internet; where it carries another one, that one counts."""
    ip = _carried(ip_address(address.partition("%")[0]))
    is_special = ip.is_multicast or ip.is_reserved or any(ip in network for network in NOT_PUBLIC)
    return ip.is_global and not is_special


def _carried(ip: IPv4Address | IPv6Address) -> IPv4Address | IPv6Address:
    if isinstance(ip, IPv4Address):
        return ip
    teredo = ip.teredo[1] if ip.teredo else None
    nat64 = IPv4Address(int(ip) & 0xFFFFFFFF) if ip in NAT64 else None
    return ip.ipv4_mapped or ip.sixtofour or teredo or nat64 or ip


def may_be_public(host: str) -> bool:
    """Say whether a host name could be on the public internet, without asking anybody.

    Browsers read "127.1", "2130706433" and "0x7f.1" as addresses too; no public name ends in such a number.
    """
    host = host.strip("[]")
    try:
        return is_public(host)
    except ValueError:
        last = host.rpartition(".")[2]
        is_number = last[:1].isdigit() and (last.isdigit() or last[:2] == "0x")
        return "." in host and not is_number and not host.endswith(PRIVATE_NAMES)
