"""Rule R24: no doctor beside a medicine that earns the site money, and no such link to a prescription-only one.

What a link leads to is known where it stands in a product block, which says what kind of product it is.
"""

from collections.abc import Set as AbstractSet

from django.utils.translation import gettext as _

from disclosures.compliance import Served, Verdict, failed, not_applicable, passed
from disclosures.jurisdictions import with_wider

STRICT = frozenset({"UK", "EU"})
ENDORSED = frozenset({"medicine", "prescription", "supplement"})


def r24(served: Served) -> Verdict:
    """In the UK and the EU a page earns nothing by a medicine or supplement beside a named medical reviewer.

    Sources: CAP Code 12.18 and Directive 2001/83/EC article 90(f) (no recommendation by health professionals in
    advertising for medicines), Regulation (EC) 1924/2006 article 12(c) (nor in health claims on food, supplements
    among it); CAP Code 12.12 and Directive 2001/83/EC article 88(1)(a) (no advertising for prescription-only
    medicines to the public, whoever stands beside it).
    """
    kinds = paid_kinds(served)
    if not STRICT & set(with_wider(served.jurisdiction)):
        return not_applicable("R24", _("This rule is one of the United Kingdom and the European Union."))
    if not ENDORSED & kinds:
        return not_applicable("R24", _("No medicine or supplement is linked for money."))
    problem = problem_of(kinds, names_a_reviewer(served))
    return failed("R24", problem) if problem else passed("R24")


def problem_of(kinds: AbstractSet[str], reviewer_is_named: bool) -> str:
    """Return what is wrong with paid links to products of these kinds, and what to do; "" for nothing."""
    if "prescription" in kinds:
        return _(
            "A paid link leads to a prescription-only medicine, which may not be advertised to the public. "
            "Take the link out."
        )
    if reviewer_is_named and ENDORSED & kinds:
        return _(
            "A paid link leads to a medicine or supplement, and a medical reviewer is named on the page: readers would "
            "take it for a recommendation. Link to the product without being paid, or take the product out."
        )
    return ""


def paid_kinds(served: Served) -> set[str]:
    """Return the kinds of the products on the page in which a paid link stands."""
    blocks = [link.tag.find_parent(attrs={"data-product-kind": True}) for link in served.links]
    return {str(block["data-product-kind"]) for block in blocks if block is not None}


def names_a_reviewer(served: Served) -> bool:
    """Say whether readers see who reviewed the page, at its beginning or its end."""
    return any(served.is_seen(tag) for tag in served.reading.soup.select("[data-medical-reviewer]"))
