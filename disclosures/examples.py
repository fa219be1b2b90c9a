"""A made-up article, so that editors see a sentence where readers will see it."""

from dataclasses import replace
from typing import Any

from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _
from django.utils.translation import override

from disclosures.connections import KINDS, Connection
from disclosures.injection import disclose
from disclosures.policy import Policy
from disclosures.texts import Texts, shipped_texts

STANDS_IN = {"product": "notice", "commercial": "label"}
PAID_ADDRESS = "https://www.amazon.com/dp/0000000000?tag=example-20"


def example(kind: str, text: str, language: str, jurisdiction: str) -> SafeString:
    """Return the article as it is served with this one sentence ("notice", "label", "gift", ...) in place."""
    with override(language):
        article = _article(with_link=kind not in {"general", *KINDS})
        connections = (Connection(kind, _("Lamp makers Ltd"), _("a lamp")),) if kind in KINDS else ()
    policy = Policy(
        texts=_texts_with(kind, text, shipped_texts(language, jurisdiction)),
        locale=language,
        placement="always" if kind == "general" else "when_paid",
        connections=connections,
    )
    return mark_safe(disclose(article, policy).html)  # noqa: S308  no input in it


def _texts_with(kind: str, text: str, texts: Texts) -> Texts:
    if kind == "statement":
        # The example's link is one to Amazon, so any network's sentence is shown in Amazon's place.
        return replace(texts, statements={"Amazon": text})
    if kind in KINDS:
        return replace(texts, connections={kind: text})
    # Shops of a product and cards of an article are not in the example: their words stand in for the like.
    changed: dict[str, Any] = {STANDS_IN.get(kind, kind): text}
    return replace(texts, **changed)


def _article(with_link: bool) -> str:
    sentence = _("Good light helps when you read in the evening.")
    link = f' <a href="{PAID_ADDRESS}">{_("The lamp we use")}</a>.' if with_link else ""
    return f"<p>{sentence}{link}</p>"
