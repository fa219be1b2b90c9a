"""Says in words why an address is a paid link, or why it is none, for editors who try one."""

import re
from dataclasses import dataclass
from typing import cast

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from disclosures.addresses import MAX_LENGTH, Address, UnreadableAddressError, read
from disclosures.classification import MAX_NESTING, NO_SITE, UNREADABLE, Classifier, OwnSite
from disclosures.matcher import RuleSet
from disclosures.rules import ANY_HOST, OWN_SITE, Condition, Rule, host_pattern

STRENGTH_WORDS = {
    "strong": gettext_lazy("A paid link."),
    "short": gettext_lazy("A short link whose target is unknown: it counts as paid."),
    "weak": gettext_lazy("Perhaps a paid link: only reported, readers are told nothing."),
    "pixel": gettext_lazy("A counting pixel: an image that pays, no link that readers follow."),
}
# "shop.example.com/lamp": what people copy out of an address bar that hides "https://".
WITHOUT_SCHEME = re.compile(r"(?:[a-z0-9-]+\.)+[a-z]{2,}(?:[:/?#]|\Z)", re.IGNORECASE)
MAIL_AND_PHONE = re.compile(r"\s*(?:mailto|tel|sms|fax):", re.IGNORECASE)
NO_ADDRESS = re.compile(r"[\s\x00-\x1f]")
MAX_NEAR_MISSES = 5
MAX_SHOWN = 200


@dataclass(frozen=True, slots=True)
class Explanation:
    """What one address is: `verdict` in a sentence, `reasons` one sentence each, and the rule if one matches.

    `chain` are the addresses from the one that was asked about to the one inside it that matches. `host` is where
    it leads, "" for an address that leads nowhere.
    """

    verdict: str
    reasons: tuple[str, ...] = ()
    rule: Rule | None = None
    chain: tuple[str, ...] = ()
    host: str = ""

    @property
    def counts(self) -> bool:
        """Whether readers are told."""
        return self.rule is not None and self.rule.strength in {"strong", "short"}

    @property
    def bare_host(self) -> str:
        """The host as a rule names it."""
        return self.host.removeprefix("www.")


def explain(text: str, rules: RuleSet, own_site: OwnSite = NO_SITE) -> Explanation:
    """Return what an address is under these rules, and why. Never raises, whatever the text is."""
    text = text.strip()
    if len(text) > MAX_LENGTH:
        return Explanation(_("No server takes an address as long as this."))
    if WITHOUT_SCHEME.match(text):
        text = f"https://{text}"
    try:
        address = read(text)
    except UnreadableAddressError:
        return Explanation(_("No browser could open this address: its host is missing or broken."))
    if address is None:
        return _no_web_address(text)
    trace = _Trace(rules, own_site)
    trace.match(text)
    rule, chain = trace.chain()
    if rule is None or rule is UNREADABLE:
        return _not_paid(address, rules)
    reasons = (*_ways_in(chain), *_parts(cast("Address", read(chain[-1])), rule), *_origin(rule, rules))
    return Explanation(str(STRENGTH_WORDS[rule.strength]), reasons, rule, chain, address.host)


class _Trace(Classifier):
    """A classifier that remembers on which way it came to its answer."""

    def __init__(self, rules: RuleSet, own_site: OwnSite) -> None:
        super().__init__(rules, own_site)
        self.looked_at: list[tuple[int, str, Rule | None]] = []

    def _best(self, url: str, depth: int) -> Rule | None:
        place = len(self.looked_at)
        self.looked_at.append((depth, url, None))
        rule = super()._best(url, depth)
        self.looked_at[place] = (depth, url, rule)
        return rule

    def chain(self) -> tuple[Rule | None, tuple[str, ...]]:
        """Return the rule that matched, and the addresses that led to it, each inside the one before."""
        _depth, first, rule = self.looked_at[0]
        addresses, wanted = [first], MAX_NESTING - 1
        for depth, url, found in self.looked_at[1:]:
            if rule is not None and depth == wanted and found is rule:
                addresses.append(url)
                wanted -= 1
        return rule, tuple(addresses)


def _no_web_address(text: str) -> Explanation:
    if MAIL_AND_PHONE.match(text):
        return Explanation(_("A mail address or a telephone number. Nobody pays for these."))
    if not text:
        return Explanation(_("Paste an address, for example https://shop.example.com/lamp?ref=you."))
    return Explanation(_("This is no address of a web page, so it cannot be a paid link."))


def _not_paid(address: Address, rules: RuleSet) -> Explanation:
    if address.scheme == "javascript":
        return Explanation(_("A script. No paid address was found in it."))
    if not address.host and NO_ADDRESS.search(address.path):
        return Explanation(_("This is no address. Paste one, beginning with https://."))
    if not address.host:
        reason = _("It has no host. Paste the whole address, beginning with https://.")
        return Explanation(_("Not a paid link: it leads to your own site."), (reason,))
    about = rules.about_host(address.host)
    reasons = tuple(_missing(rule, address) for rule in about[:MAX_NEAR_MISSES])
    if not reasons:
        reasons = (_("No rule knows %(host)s.") % {"host": address.host},)
    return Explanation(_("Not a paid link."), reasons, host=address.host)


def _missing(rule: Rule, address: Address) -> str:
    """Return in one sentence why a rule about the right host says nothing about this address."""
    values = {"rule": rule.programme, "path": rule.path_regex, "parameter": _wanted(rule)}
    if rule.holds(address.path, address.parameters()):
        if rule.strength == "off":
            return _("Your rule “%(rule)s” says that this site earns nothing here.") % values
        return _("“%(rule)s” would fit, but a rule of your site switches it off.") % values
    if rule.path and not rule.path.search(address.path):
        return _("“%(rule)s” knows the host, but asks for a path like %(path)s.") % values
    return (
        _("“%(rule)s” knows the host, but asks for the parameter %(parameter)s, which is missing.") % values
    )


def _wanted(rule: Rule) -> str:
    groups = (_(" and ").join(_condition(part) for part in group) for group in rule.alternatives)
    return _(" or ").join(dict.fromkeys(groups))


def _condition(part: Condition) -> str:
    return part.name if part.value is None else f"{part.name}={part.value}{'*' if part.prefix else ''}"


def _ways_in(chain: tuple[str, ...]) -> tuple[str, ...]:
    said = _("It carries or leads to another address: %(address)s")
    return tuple(said % {"address": url[:MAX_SHOWN]} for url in chain[1:])


def _parts(address: Address, rule: Rule) -> tuple[str, ...]:
    """Return which parts of the address that matched made it match."""
    return tuple(filter(None, (_host_part(address, rule), _path_part(address, rule), *_found(address, rule))))


def _host_part(address: Address, rule: Rule) -> str:
    if rule.host_suffix == ANY_HOST:
        return _("The host does not matter for this rule.")
    if rule.host_suffix == OWN_SITE:
        return _("It leads to your own site.")
    values = {"host": address.host, "wanted": host_pattern(rule) or rule.host_suffix}
    if address.host == rule.host_suffix:
        return _("The host is %(host)s.") % values
    return _("The host %(host)s belongs to %(wanted)s.") % values


def _path_part(address: Address, rule: Rule) -> str:
    match = rule.path.search(address.path) if rule.path else None
    if match is None:
        return ""
    values = {"found": match[0][:MAX_SHOWN] or address.path[:MAX_SHOWN], "wanted": rule.path_regex}
    return _("The path has “%(found)s”, which fits %(wanted)s.") % values


def _found(address: Address, rule: Rule) -> list[str]:
    parameters = address.parameters()
    groups = (group for group in rule.alternatives if all(part.holds(parameters) for part in group))
    said = _("The parameter %(name)s is there, with the value “%(value)s”.")
    return [
        said % {"name": part.name, "value": parameters[part.name][0][:MAX_SHOWN]} for part in next(groups, ())
    ]


def _origin(rule: Rule, rules: RuleSet) -> tuple[str]:
    values = {"programme": rule.programme, "network": rule.network or rule.programme}
    if rule in rules.site_rules:
        return (_("Your site's own rule or answer says so: %(programme)s.") % values,)
    if rule.network and rule.network != rule.programme:
        return (_("A shipped rule says so: %(programme)s, network %(network)s.") % values,)
    return (_("A shipped rule says so: %(programme)s.") % values,)
