"""Which of the site's own rules and sentences are in force."""

from django.db.models import QuerySet

from disclosures.rules import Rule


class AffiliateRuleQuerySet(QuerySet):
    """The site's own rules."""

    def as_rules(self) -> tuple[Rule, ...]:
        """Return them as the matcher takes them, in a stable order. One query."""
        columns = ("programme", "network", "host_suffix", "path_regex", "query_param", "strength")
        return tuple(Rule(*row) for row in self.order_by("pk").values_list(*columns))


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
