"""The parser that audits what was sent finds the links that the one found which wrote it."""

import pytest

from disclosures.compliance.reading import Reading
from disclosures.injection import disclose_page
from disclosures.policy import Policy
from tests.disclosures.test_injection import AWKWARD

LINK = '<a href="https://prf.hn/click/1">x</a>'
PLACES = {
    name: html
    for name, html in AWKWARD.items()
    if name
    in {"object", "embed", "tag in a field of a form", "form", "area", "iframe", "srcdoc", "one paragraph"}
} | {
    "base": f'<base href="https://www.amazon.com/"><a href="/dp/B0?tag=ours-20">x</a>{LINK}',
    "button of a form": '<form action="https://www.amazon.com/s"><button name="tag" value="ours-20">x</button></form>',
}


@pytest.mark.parametrize("name", PLACES)
def test_both_parsers_find_the_same_links(name):
    told = disclose_page(f"<html><body><main>{PLACES[name]}</main></body></html>")
    sent = Reading(told.html, Policy())
    assert [link.match.rule for link in sent.links] == [link.match.rule for link in told.links]
    assert [link.label for link in sent.links] == [Policy().texts.label] * len(told.links)
