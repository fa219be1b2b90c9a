"""A made-up article, so that editors see a sentence where readers will see it."""

from dataclasses import replace

from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _

from disclosures.injection import disclose
from disclosures.policy import Policy
from disclosures.texts import shipped_texts

PAID_ADDRESS = "https://www.amazon.com/dp/0000000000?tag=example-20"


def example(kind: str, text: str, language: str, jurisdiction: str) -> SafeString:
    """Return the article as it is served with this one sentence ("notice", "label", ...) in place."""
    texts = shipped_texts(language, jurisdiction)
    # The example's link is one to Amazon, so any network's sentence is shown in Amazon's place.
    changed = {"statements": {"Amazon": text}} if kind == "statement" else {kind: text}
    policy = Policy(texts=replace(texts, **changed), locale=language, placement="always")
    return mark_safe(disclose(_article(with_link=kind != "general"), policy).html)  # noqa: S308  no input in it


def _article(with_link: bool) -> str:
    sentence = _("Good light helps when you read in the evening.")
    link = f' <a href="{PAID_ADDRESS}">{_("The lamp we use")}</a>.' if with_link else ""
    return f"<p>{sentence}{link}</p>"
