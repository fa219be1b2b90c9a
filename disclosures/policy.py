"""What is told to the readers of one page: a frozen value, put together once, which asks no database."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Literal

from disclosures.classification import NO_SITE, OwnSite
from disclosures.connections import Connection
from disclosures.matcher import RuleSet, shipped_rules
from disclosures.texts import Texts, shipped_texts

Placement = Literal["when_paid", "always"]


@dataclass(frozen=True, slots=True)
class Policy:
    """Rules and texts in force for one page. The plain `Policy()` is what is shipped, in English.

    `placement`: "when_paid" tells only where paid links are, "always" shows the general statement as well
    on pages without any. `forced` shows the notice whatever is found; `extra` is an editor's own sentence;
    `connections` are told like paid links (rule R25). `off`: an editor answers for it that nothing is to be
    told; links that are known to pay, and connections, are told all the same. `own_site` names the site
    itself and its redirects.
    """

    rules: RuleSet = field(default_factory=shipped_rules)
    texts: Texts = field(default_factory=shipped_texts)
    placement: Placement = "when_paid"
    locale: str = "en"
    jurisdiction: str = ""
    own_site: OwnSite = NO_SITE
    forced: bool = False
    extra: str = ""
    connections: tuple[Connection, ...] = ()
    off: bool = False

    def statements_for(self, networks: set[str]) -> list[str]:
        """Return the sentences that the given networks demand, in a stable order."""
        demanded: Mapping[str, str] = self.texts.statements
        return [demanded[network] for network in sorted(networks) if demanded.get(network)]
