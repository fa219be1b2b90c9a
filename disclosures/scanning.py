"""Reads HTML in one streaming pass: which links stand in it, and what its readers were told before each."""

import re
from collections.abc import Callable

from turbohtml.rewrite import Element, rewrite

from disclosures.classification import Classifier, LinkMatch
from disclosures.links import BELIEVE_NOTHING, LABEL_BEFORE, Believed, Link, Scan
from disclosures.listening import Listener

Handler = tuple[str, Callable[[Element], None]]

# The attributes that lead a reader away; images and beacons do not.
ADDRESS_ATTRIBUTES = {
    "a": ("href", "xlink:href"),
    "area": ("href",),
    "iframe": ("src",),
    "form": ("action",),
    "button": ("formaction",),
    "input": ("formaction",),
}
LINKS = f":is({', '.join(ADDRESS_ATTRIBUTES)})"
DRAWINGS = ":is(svg, math):not(:is(svg, math) *)"
LINKS_IN_DRAWINGS = f":is(svg, math) {LINKS}"
LINKS_BY_READERS = f"[data-reader-content] {LINKS}"
BY_HAND = "by-hand"
NOTICE = f':is([data-disclosure="notice"], [data-disclosure="{BY_HAND}"])'
SENTENCE = '[data-disclosure="sentence"]'
LABEL = '[data-disclosure="label"]'
# It speaks of the article that the card leads to, not of a link that follows.
CARD_LABEL = f'[data-disclosure="commercial-card"] {LABEL}'
# Places that a reader may never see ("difficult to miss", 16 CFR 255.0(f)).
UNSEEN = ":is([hidden], [aria-hidden=true], [popover], details, dialog, footer, nav, select, template)"
UNSEEN_NOTICE = f":is({UNSEEN} {NOTICE}, {NOTICE}{UNSEEN})"
# What a parser reads as text, but not inside a drawing.
RAW = "script, style, title, textarea, xmp, iframe, noembed, noframes"
RAW_IN_DRAWINGS = f":is(svg, math) :is({RAW})"
MAY_BE_RAW = re.compile(rf"<(?:{RAW.replace(', ', '|')})\b")
UNSPOKEN = frozenset(RAW.split(", "))
MAY_LINK = re.compile(r"<(?:a|area|iframe|form|button|input)\b", re.IGNORECASE)
# Each drawing is compared with all that are open around it.
MAX_DRAWINGS = 1_000


class TooManyDrawingsError(ValueError):
    """The HTML holds more drawings than can be told apart in reasonable time."""


def scan(html: str, classifier: Classifier, believed: Believed = BELIEVE_NOTHING) -> Scan:
    """Return what stands in the HTML. Readers' own links (`data-reader-content`) are kept apart.

    Raises TooManyDrawingsError, but only when `believed` is given: to find links nobody counts drawings.
    """
    return _Scanner(classifier, believed).run(html)


class _Scanner:
    """The handlers of one pass; the rewriter only calls them and changes nothing."""

    def __init__(self, classifier: Classifier, believed: Believed) -> None:
        self.classifier, self.believed = classifier, believed
        self.seen = Scan()
        self.listener = Listener(believed, self.seen)
        self.ordinal = self.drawing = self.noscript = -1
        self.in_drawing = self.raw_in_drawing = self.drawing_labelled = False
        self.by_reader = self.unseen = self.in_notice = self.of_card = False
        self.tag = ""

    def run(self, html: str) -> Scan:
        lowered = html.lower()
        draws = ("<svg" in lowered or "<math" in lowered) and MAY_BE_RAW.search(lowered)
        ours = "data-disclosure" in lowered or any(text in html for text in self.believed.statements)
        self.seen.text_mattered = bool(ours or draws or "<noscript" in lowered)
        reads_text = self.seen.text_mattered and not self.believed.marks_suffice
        handlers = [
            *([(SENTENCE, self.on_sentence), ("*", self.on_any)] if reads_text else []),
            *([(RAW_IN_DRAWINGS, self.on_raw_in_drawing)] if draws else []),
            *self._drawing_handlers(lowered),
            *([(LINKS_BY_READERS, self.on_link_by_reader)] if "data-reader-content" in lowered else []),
            *self._mark_handlers(lowered),
            (LINKS, self.on_link),
        ]
        rewrite(html, elements=handlers, text=self.on_text if reads_text else None)
        self.listener.end()
        return self.seen

    def _drawing_handlers(self, lowered: str) -> list[Handler]:
        drawings = lowered.count("<svg") + lowered.count("<math")
        if self.believed is BELIEVE_NOTHING or not drawings:
            return []
        if drawings > MAX_DRAWINGS:
            raise TooManyDrawingsError(f"{drawings} drawings")
        return [(DRAWINGS, self.on_drawing), (LINKS_IN_DRAWINGS, self.on_link_in_drawing)]

    def _mark_handlers(self, lowered: str) -> list[Handler]:
        if self.believed is BELIEVE_NOTHING or "data-disclosure" not in lowered:
            return []
        cards = [(CARD_LABEL, self.on_card_label)] if "commercial-card" in lowered else []
        return [(UNSEEN_NOTICE, self.on_unseen), (NOTICE, self.on_notice), *cards, (LABEL, self.on_label)]

    def on_sentence(self, element: Element) -> None:
        self.in_notice = True

    def on_any(self, element: Element) -> None:
        self.listener.end_of_words()
        if self.in_notice:
            self.listener.sentence()
        else:
            self.listener.end_of_notice()
        self.in_notice = self.raw_in_drawing = False
        self.tag = element.tag
        self.noscript += self.tag == "noscript"

    def on_text(self, text: Element) -> None:
        if self.tag == "noscript":
            self.on_noscript(text.text)
            self.tag = ""
        elif self.raw_in_drawing:
            # No label can be put here: these links keep the result from passing, and the plain notice is shown.
            self.seen.links += scan(text.text, self.classifier).links
        elif self.tag not in UNSPOKEN:
            self.listener.hear(text.text)

    def on_noscript(self, html: str) -> None:
        """Without scripts, in feeds and in mail a browser shows what stands here."""
        if not MAY_LINK.search(html):
            return
        self.listener.end_by_hand()
        inner = scan(html, self.classifier, self.believed)
        for link in inner.links:
            link.told = self.listener.told
        self.seen.noscripts[self.noscript] = inner
        self.seen.links += inner.links

    def on_drawing(self, element: Element) -> None:
        self.drawing += 1
        self.drawing_labelled = self.listener.take_label()
        self.listener.last = None

    def on_raw_in_drawing(self, element: Element) -> None:
        self.raw_in_drawing = True

    def on_link_in_drawing(self, element: Element) -> None:
        self.in_drawing = True

    def on_link_by_reader(self, element: Element) -> None:
        self.by_reader = True

    def on_unseen(self, element: Element) -> None:
        self.unseen = True

    def on_notice(self, element: Element) -> None:
        unseen, self.unseen = self.unseen, False
        if unseen:
            return
        if element.get("data-disclosure") == BY_HAND:
            self.listener.by_hand = []
        else:
            self.listener.start_notice()

    def on_card_label(self, element: Element) -> None:
        self.of_card = True

    def on_label(self, element: Element) -> None:
        of_card, self.of_card = self.of_card, False
        if self.listener.last is not None or not of_card:
            self.listener.start_label()

    def on_link(self, element: Element) -> None:
        self.ordinal += 1
        drawn, self.in_drawing = self.in_drawing, False
        by_reader, self.by_reader = self.by_reader, False
        labelled, self.listener.last = self.listener.take_label(), None
        href, match = self.look_at(element)
        if by_reader:
            if href:
                self.seen.by_readers[self.ordinal] = _tokens(element)
            return
        if not match or not match.counts:
            return
        self.listener.end_by_hand()
        link = Link(href, match, element.tag, _tokens(element), self.ordinal, told=self.listener.told)
        link.drawing = self.drawing if drawn else None
        link.labelled = self.drawing_labelled if drawn else labelled
        self.seen.links.append(link)
        # A label inside follows; one before a drawing or an element without content came already.
        self.listener.last = link if not drawn and link.tag not in LABEL_BEFORE else None

    def look_at(self, element: Element) -> tuple[str, LinkMatch | None]:
        """Return address and match of a link element; of several addresses the first that counts."""
        tag = element.tag
        if tag == "iframe" and (links := scan(element.get("srcdoc") or "", self.classifier).links):
            return links[0].href, links[0].match
        first = ""
        for name in ADDRESS_ATTRIBUTES[tag]:
            if href := element.get(name):
                first = first or href
                if (match := self.classifier.match(href)) and match.counts:
                    return href, match
        return first, None


def _tokens(element: Element) -> frozenset[str]:
    return frozenset((element.get("rel") or "").split())
