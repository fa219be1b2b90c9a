"""A draft as its readers would get it: the HTML of the preview, with what was said and linked in it."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any

from bs4 import BeautifulSoup
from django.http import HttpRequest
from django.utils import translation
from django.utils.html import format_html_join
from wagtail.models import AbstractPage

from disclosures.classification import Classifier, LinkMatch
from disclosures.elements import ADDRESS_ATTRIBUTES
from disclosures.injection import Disclosed, disclose, disclose_page
from disclosures.links import LABEL_BEFORE
from disclosures.policy import Policy
from disclosures.stored import stored_links, words_of

HTML = "text/html"
SENTENCE = '[data-disclosure="notice"] [data-disclosure="sentence"]'
LABEL = '[data-disclosure="label"]'


@dataclass(frozen=True, slots=True)
class FoundLink:
    """One link that pays or may pay: as it reads, where it leads, why it matches, and how it is labelled."""

    words: str
    href: str
    match: LinkMatch
    label: str


@dataclass(frozen=True, slots=True)
class ServedDraft:
    """What readers would get. `told` says how it went; `is_whole`: the page itself was looked at, as served."""

    links: tuple[FoundLink, ...]
    notice: tuple[str, ...]
    told: Disclosed
    is_whole: bool
    headers: Mapping[str, str]


def served_draft(page: AbstractPage, policy: Policy, request: HttpRequest) -> ServedDraft:
    """Return a draft as its preview shows it. Where there is no preview of HTML, its stored links are looked at."""
    html, headers = _previewed(page, request)
    if html:
        # The guard saw this page already: what it left is what readers get.
        told = disclose_page(html, replace(policy, placement="when_paid"))
    else:
        links = ((link.href, link.words or link.href) for link in stored_links(page))
        told = disclose(format_html_join("\n", '<p><a href="{}">{}</a></p>', links), policy)
    soup = BeautifulSoup(told.html, "html.parser", multi_valued_attributes=None)
    notice = tuple(sentence.get_text() for sentence in soup.select(SENTENCE)) or (told.notice,)
    return ServedDraft(
        links=tuple(_found(soup, Classifier(policy.rules, policy.own_site))),
        notice=tuple(filter(None, notice)),
        told=told,
        is_whole=bool(html),
        headers=headers,
    )


def _previewed(page: AbstractPage, request: HttpRequest) -> tuple[str, dict[str, str]]:
    """Return the HTML and the headers of the preview, "" where there is none."""
    if not page.is_previewable():
        return "", {}
    # A preview speaks the page's language; who edits goes on in their own.
    with translation.override(translation.get_language()):
        response = page.make_preview_request(request, page.default_preview_mode)
    is_html = response.get("Content-Type", "").startswith(HTML)
    if response.status_code != 200 or not is_html or response.streaming:
        return "", {}
    return response.text, {name.lower(): value for name, value in response.headers.items()}


def _found(soup: BeautifulSoup, classifier: Classifier) -> list[FoundLink]:
    found = []
    for element in soup.find_all(list(ADDRESS_ATTRIBUTES)):
        if element.find_parent(attrs={"data-reader-content": True}):
            continue
        for name in ADDRESS_ATTRIBUTES[element.name]:
            href = str(element.get(name) or "")
            if href and (match := classifier.match(href)):
                label = _taken_label(element) if match.counts else ""
                found.append(FoundLink(words_of(element), href, match, label))
                break
    return found


def _taken_label(element: Any) -> str:
    """Take the label of a paid link out of it; it stands before an element that shows no words of its own."""
    label = element.select_one(LABEL)
    if label is None and (element.name in LABEL_BEFORE or element.find_parent(["svg", "math"])):
        label = element.find_previous(attrs={"data-disclosure": "label"})
    return " ".join(label.extract().get_text().split()) if label else ""
