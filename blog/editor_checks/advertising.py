"""Checks on money: what was paid for is declared and labelled, and no reviewer stands beside a paid medicine."""

import re
from collections.abc import Iterator
from functools import cached_property

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from blog.editor_checks.articles import article_check, text_check
from blog.editor_checks.citations import prose_of
from blog.paid_endorsement import STRICT, problem_of
from blog.review.editor_checks.draft import Draft, once
from blog.review.editor_checks.registry import Remark, Severity
from disclosures.jurisdictions import with_wider
from disclosures.offers import is_paid
from disclosures.policies import policy_for
from disclosures.policy import Policy

# Somebody says so of this very text: a study may well be "sponsored by" a foundation.
SAID_BY_HAND = re.compile(
    r"\b(?:this|the) (?:post|article|page|review) (?:is|was) (?:kindly |proudly )?(?:sponsored|paid "
    r"for|supported|made possible) by\b"
    r"|\b(?:sponsored|paid) (?:post|article|content|partnership)\b|\bin (?:paid "
    r")?(?:partnership|collaboration) with\b"
    r"|\b(?:we|i) (?:were|was) (?:sent|given|gifted) (?:\w+ ){1,8}(?:free|for review)\b"
    r"|(?:^|\s)#(?:ad|sponsored|anzeige|werbung)\b|\[(?:ad|sponsored|anzeige|werbung)\]"
    r"|\b(?:dieser|der) (?:beitrag|artikel) (?:entstand|ist entstanden|wurde|wird) (?:\w+ "
    r"){0,3}(?:zusammenarbeit|kooperation|gesponsert|"
    r"bezahlt|unterstützt)\b|\b(?:bezahlte|gesponserte) "
    r"(?:partnerschaft|kooperation)\b|\bgesponserte[rn]? (?:beitrag|artikel)\b"
    r"|\bwurde uns (?:\w+ ){0,4}(?:kostenlos|kostenfrei|gratis) (?:zur verfügung|zugeschickt|überlassen)",
    re.IGNORECASE,
)


class Money:
    """What is known of a draft's money, each part asked once."""

    def __init__(self, draft: Draft) -> None:
        self.page = draft.page

    @cached_property
    def policy(self) -> Policy:
        """What readers of this page are told."""
        return policy_for(self.page)

    @property
    def is_declared(self) -> bool:
        """Whether an editor declared anything of the kind."""
        page = self.page
        return bool(
            page.disclosure_connections
            or page.disclosure_wholly_commercial
            or page.disclosure_forced
            or page.disclosure_extra_text
        )

    def paid_products(self) -> Iterator[tuple[str, str | None]]:
        """Yield (kind, id of the block) of each product in the text with a link that pays."""
        for block in self.page.body:
            products = block.value.get("products") or [] if block.block_type == "product_ranking" else []
            for product in [block.value] if block.block_type == "product" else products:
                shops = product.get("merchants") or []
                if any(is_paid(shop["address"], self.policy) for shop in shops if shop.get("address")):
                    yield product.get("kind") or "", block.id


@once
def money_of(draft: Draft) -> Money:
    """Return what is known of the draft's money."""
    return Money(draft)


@text_check(
    title=gettext_lazy("Sponsored content"),
    severity=Severity.BLOCKING,
    why=gettext_lazy(
        "What somebody paid for must be recognisable as such, at once: FTC Endorsement Guides (16 "
        "CFR 255.5), UK CAP "
        "Code 2.1, EU Unfair Commercial Practices Directive annex I no. 11."
    ),
)
def sponsoring_labelled(draft: Draft) -> Iterator[Remark]:
    """What the text says somebody paid for is declared, and what is declared can be told in the page's language."""
    money = money_of(draft)
    if not money.is_declared:
        for passage in prose_of(draft):
            if said := SAID_BY_HAND.search(passage.text):
                message = _(
                    "The text says “%(words)s”, but nothing is declared. Declare it under “What you "
                    "declare”: then it is labelled everywhere."
                )
                words = " ".join(said[0].split())
                yield Remark(
                    message % {"words": words},
                    field="disclosure_connections",
                    label=_("What you declare"),
                    about=words,
                )
        return
    for block in draft.page.disclosure_connections:
        if not block.value.get("who"):
            yield Remark(
                _("A declared connection does not say who pays. Name the company or person."),
                field="disclosure_connections",
                path=(block.id,) if block.id else (),
                label=_("What you declare"),
            )
    told_in = money.policy.texts.language.partition("-")[0]
    if told_in != draft.language:
        message = _(
            "Readers of this page would be told in another language (%(told)s) who pays. Write the "
            "sentences for "
            "%(wanted)s under “Disclosure texts” in the settings."
        )
        yield Remark(message % {"told": told_in, "wanted": draft.language}, field="disclosure_connections")


@article_check(
    title=gettext_lazy("Paid links to medicines"),
    severity=Severity.BLOCKING,
    why=gettext_lazy(
        "UK CAP Code 12.18 and Directive 2001/83/EC article 90(f): no health professional may "
        "endorse a medicine in "
        "advertising; Regulation (EC) 1924/2006 article 12(c) for supplements. CAP Code 12.12 and "
        "article 88(1)(a) of "
        "the Directive: no advertising of prescription-only medicines to the public."
    ),
)
def no_paid_endorsement(draft: Draft) -> Iterator[Remark]:
    """In the UK and the EU, no paid link to a medicine or supplement beside the reviewer's name."""
    money = money_of(draft)
    if not any(block.block_type in ("product", "product_ranking") for block in draft.page.body):
        return
    if not STRICT & set(with_wider(money.policy.jurisdiction)):
        return
    is_reviewed = draft.page.assigned_reviewer_id is not None
    for kind, block_id in money.paid_products():
        problem = problem_of({kind}, is_reviewed)
        if problem:
            yield Remark(problem, field="body", path=(block_id,) if block_id else (), label=_("Product"))
