"""Which of the site's own rules, answers and sentences are in force."""

from collections.abc import Iterable
from typing import Any

from django.db.models import CharField, F, QuerySet, Value
from django.db.models.functions import Coalesce, NullIf

from disclosures.rules import Rule


class AffiliateRuleQuerySet(QuerySet):
    """The site's own rules."""

    def as_rules(self, hosts: "OutsideHostQuerySet") -> tuple[Rule, ...]:
        """Return them as the matcher takes them, with those of `hosts` that count, in a stable order. One query."""
        columns = ("programme", "network", "host_suffix", "path_regex", "query_param", "strength")
        rows = self.order_by().values_list(*columns).union(hosts.paid().as_rule_rows(), all=True)
        return tuple(Rule(*row) for row in sorted(rows))


class OutsideHostQuerySet(QuerySet):
    """Hosts that the site links to and no rule knows."""

    def unanswered(self) -> "OutsideHostQuerySet":
        """Those nobody said anything about yet."""
        return self.filter(answer="")

    def remember(self, site: Any, hosts: Iterable[str]) -> None:
        """Keep hosts that a site links to; one that is there already stays as it is. One query.

        Unanswered hosts change nothing for readers, so no signal is sent.
        """
        self.bulk_create((self.model(site=site, host=host) for host in hosts), ignore_conflicts=True)

    def answers_for(self, site: Any, hosts: Iterable[str]) -> "list[Any]":
        """Return the answered ones among these hosts, by name. One query."""
        found = self.filter(site=site, host__in=sorted(set(hosts))).exclude(answer="")
        return list(found.select_related("answered_by").order_by("host"))

    def paid(self) -> "OutsideHostQuerySet":
        """Those that count as paid: whoever is unsure tells."""
        return self.filter(answer__in=["paid", "unsure"])

    def as_rule_rows(self) -> QuerySet:
        """Return rows in the order of a rule's columns."""
        return self.order_by().values_list(
            Coalesce(NullIf("who_pays", Value("")), F("host"), output_field=CharField()),
            Value("", CharField()),
            F("host"),
            *(Value(text, CharField()) for text in ("", "", "strong")),
        )


class DisclosureTextQuerySet(QuerySet):
    """The site's own sentences."""

    def sentences(self, languages: list[str], jurisdictions: list[str]) -> dict[tuple[str, str], str]:
        """Return the sentences by (kind, network). Both lists go from general to special. One query.

        Where several fit, the more special language wins, then the more special jurisdiction.
        """
        columns = ("locale__language_code", "jurisdiction", "kind", "network", "text")
        found = self.filter(locale__language_code__in=languages, jurisdiction__in=jurisdictions)
        rows = sorted(
            found.values_list(*columns),
            key=lambda row: (languages.index(row[0]), jurisdictions.index(row[1])),
        )
        return {(kind, network): text for _language, _jurisdiction, kind, network, text in rows}

    def written_languages(self) -> set[str]:
        """Return the codes of the languages in which editors wrote a notice. One query."""
        return set(self.filter(kind="notice").values_list("locale__language_code", flat=True))
