"""Reads HTML in one streaming pass: which links stand in it, and what its readers were told before each."""

from collections import Counter
from collections.abc import Callable

from turbohtml.rewrite import Element, rewrite

from disclosures import elements
from disclosures.classification import Classifier, LinkMatch
from disclosures.links import (
    BELIEVE_NOTHING,
    LABEL_BEFORE,
    LEADS_BY_ITSELF,
    MAX_LINKS,
    MAY_BE_DIRECT,
    REFERRER_DEMANDED,
    Believed,
    Link,
    Scan,
)
from disclosures.listening import Listener
from disclosures.quick_look import Source, holds_no_paid_link, may_be_read_otherwise

Marker = Callable[[Element, Link], None]
Handler = tuple[str, Callable[[Element], None]]

# A label may stand there already, or belongs in front of what holds the link, or the link is read in a pass of its own.
MARKED_LATER = elements.DRAWN | {"disclosure", "reader-content", "noscript", "select"}
# The ordinal of a link that no pass of the rewriter meets.
HIDDEN = -1
# Each drawing is compared with all that are open around it.
MAX_DRAWINGS = 1_000


def scan(
    html: str, classifier: Classifier, believed: Believed = BELIEVE_NOTHING, mark: Marker | None = None
) -> Scan:
    """Return what stands in the HTML. Readers' own links (`data-reader-content`) are kept apart.

    `mark` is called with each paid link, if the HTML is so plain that all is known of a link when it begins.
    Raises elements.TooUnusualError; but for links and drawings only when `believed` is given.
    """
    return _Scanner(classifier, believed).run(html, mark)


class _Scanner:
    """The handlers of one pass; the rewriter only calls them and changes nothing."""

    def __init__(self, classifier: Classifier, believed: Believed) -> None:
        self.classifier, self.believed = classifier, believed
        self.seen = Scan()
        self.listener = Listener(believed, self.seen)
        self.ordinal = self.drawing = self.noscript = self.form = -1
        self.in_drawing = self.raw_in_drawing = self.drawing_labelled = False
        self.by_reader = self.unseen = self.in_notice = self.doubtful = self.of_card = False
        self.tag = ""

    def run(self, html: str, mark: Marker | None) -> Scan:
        source = Source(html)
        if holds_no_paid_link(source, self.classifier):
            return self.seen
        source.check_depth()
        if "base" in source.signs:
            self.classifier = self.classifier.on_bases(elements.bases_of(html))
        ours = "disclosure" in source.signs or any(text in html for text in self.believed.statements)
        otherwise = may_be_read_otherwise(source)
        self.seen.text_mattered = ours or otherwise or "noscript" in source.signs
        reads_text = self.seen.text_mattered and not self.believed.marks_suffice
        handlers = [
            *([(elements.SENTENCE, self.on_sentence), ("*", self.on_any)] if reads_text else []),
            *([(elements.RAW_IN_DRAWINGS, self.on_raw_in_drawing)] if otherwise else []),
            *self._drawing_handlers(source),
            *(
                [(elements.LINKS_BY_READERS, self.on_link_by_reader)]
                if "reader-content" in source.signs
                else []
            ),
            *self._mark_handlers(source),
            (elements.LINKS, self.on_link),
        ]
        self.harmless = self.classifier.harmless
        self.forms = elements.forms_of(html) if "form" in source.signs else []
        self.mark = mark if source.signs.isdisjoint(MARKED_LATER) else None
        read = rewrite(html, elements=handlers, text=self.on_text if reads_text else None)
        self.seen.marked = read if self.mark else ""
        self.listener.end()
        for link in self.seen.links:
            link.told = link.told or (link.tag in LEADS_BY_ITSELF and self.listener.told)
        if otherwise and (self.doubtful or elements.CDATA in html):
            self.seen.links += self._hidden_links(html)
        return self.seen

    def _hidden_links(self, html: str) -> list[Link]:
        """Return links that only some browsers see. No label can be put there: the plain notice will be shown."""
        known = Counter(link.href for link in self.seen.links)
        hidden = []
        for link in scan(elements.without_raw_text(html), self.classifier).links:
            known[link.href] -= 1
            if known[link.href] < 0:
                link.ordinal = HIDDEN
                hidden.append(link)
        return hidden

    def _drawing_handlers(self, source: Source) -> list[Handler]:
        if self.believed is BELIEVE_NOTHING or source.signs.isdisjoint(elements.DRAWN):
            return []
        if (drawings := source.lowered.count("<svg") + source.lowered.count("<math")) > MAX_DRAWINGS:
            raise elements.TooUnusualError(f"{drawings} drawings")
        return [(elements.DRAWINGS, self.on_drawing), (elements.LINKS_IN_DRAWINGS, self.on_link_in_drawing)]

    def _mark_handlers(self, source: Source) -> list[Handler]:
        if self.believed is BELIEVE_NOTHING or "disclosure" not in source.signs:
            return []
        cards = [(elements.CARD_LABEL, self.on_card_label)] if "commercial-card" in source.lowered else []
        return [(elements.UNSEEN_NOTICE, self.on_unseen), *cards, (elements.MARK, self.on_mark)]

    def on_sentence(self, element: Element) -> None:
        self.in_notice = True

    def on_any(self, element: Element) -> None:
        listener = self.listener
        if listener.label is not None:
            listener.end_of_words()
        if listener.notice is not None and not self.in_notice:
            listener.end_of_notice()
        elif self.in_notice:
            listener.sentence()
        self.in_notice = self.raw_in_drawing = False
        self.tag = tag = element.tag
        if tag == "noscript":
            self.noscript += 1

    def on_text(self, text: Element) -> None:
        if self.tag not in elements.RAW:
            self.listener.hear(text.text)
            return
        self.doubtful = self.doubtful or (self.raw_in_drawing and "<" in text.text)
        if self.tag == "noscript":
            self.on_noscript(text.text)
            self.tag = ""

    def on_noscript(self, html: str) -> None:
        """Without scripts, in feeds and in mail a browser shows what stands here."""
        if not elements.MAY_LINK.search(html):
            return
        self.listener.end_by_hand()
        inner = scan(html, self.classifier, self.believed)
        for link in inner.links:
            link.told = self.listener.told
        self.seen.noscripts[self.noscript] = inner
        self.add(inner.links)

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

    def on_card_label(self, element: Element) -> None:
        self.of_card = True

    def on_mark(self, element: Element) -> None:
        kind = element.get("data-disclosure")
        unseen, self.unseen = self.unseen, False
        of_card, self.of_card = self.of_card, False
        if kind == "label" and not (of_card and self.listener.last is None):
            self.listener.start_label()
        elif kind == "notice" and not unseen:
            self.listener.start_notice()
        elif kind == elements.BY_HAND and not unseen:
            self.listener.by_hand = []

    def on_link(self, element: Element) -> None:
        self.ordinal += 1
        harmless = self.harmless
        if (
            element.get("href") in harmless
            and element.tag == "a"
            and element.get("xlink:href") in harmless
            and not self.by_reader
        ):
            self.in_drawing = self.listener.label_waits = False
            self.listener.last = None
            return
        drawn, self.in_drawing = self.in_drawing, False
        by_reader, self.by_reader = self.by_reader, False
        labelled = self.listener.take_label()
        href, match = self.look_at(element)
        if by_reader:
            if href:
                self.seen.by_readers[self.ordinal] = _tokens(element)
        elif match:
            self.on_paid_link(element, href, match, drawn, labelled)

    def on_paid_link(
        self, element: Element, href: str, match: LinkMatch, drawn: bool, labelled: bool
    ) -> None:
        self.listener.end_by_hand()
        link = Link(
            href,
            match,
            element.tag,
            _tokens(element),
            self.ordinal,
            told=self.listener.told,
        )
        link.drawing = self.drawing if drawn else None
        link.labelled = link.tag in LEADS_BY_ITSELF or (self.drawing_labelled if drawn else labelled)
        if match.network in REFERRER_DEMANDED and (direct := self.classifier.direct(href)):
            is_written = href in map(element.get, MAY_BE_DIRECT.get(link.tag, ()))
            link.direct = direct if is_written else ""
        self.add([link])
        if self.mark:
            self.mark(element, link)
        # A label inside follows; one before a drawing or an element without content came already.
        self.listener.last = link if not drawn and link.tag not in LABEL_BEFORE else None

    def add(self, links: list[Link]) -> None:
        self.seen.links += links
        if len(self.seen.links) > MAX_LINKS and self.believed is not BELIEVE_NOTHING:
            raise elements.TooUnusualError(f"More than {MAX_LINKS} paid links are too many to be marked.")

    def look_at(self, element: Element) -> tuple[str, LinkMatch | None]:
        """Return the address of a link element and, if it counts, its match; of several the first that counts."""
        tag = element.tag
        if tag == "iframe" and (links := scan(element.get("srcdoc") or "", self.classifier).links):
            return links[0].href, links[0].match
        hrefs = elements.addresses_of(tag, element)
        if tag == "form":
            self.form += 1
            hrefs.append(self.forms[self.form])
        for href in hrefs:
            if (match := self.classifier.match(href)) is not None and match.counts:
                return href, match
        return "".join(hrefs[:1]), None


def _tokens(element: Element) -> frozenset[str]:
    return frozenset((element.get("rel") or "").split())
