"""What a sentence about paid links must say and must not, rule by rule, each with its source.

Each function returns what is wrong in plain words, "" if nothing is or the rule does not apply. The rules are our
reading of public guidance, not legal advice.
"""

import re
from dataclasses import dataclass

from django.utils.translation import gettext as _

from disclosures.connections import KINDS
from disclosures.jurisdictions import with_wider
from disclosures.texts import shipped_texts
from disclosures.vocabulary import Vocabulary, folded, guess_language, vocabularies, vocabulary_of, words
from disclosures.wording import base_language, states_earning

OPENING = 12  # words; who reads no further must have seen that it is advertising
LONGEST_QUOTE = 120
CONNECTIONS = frozenset({"connection", *KINDS})
LABELS = frozenset({"label", "commercial"})
ABOUT_PAYMENT = frozenset({"notice", "product"}) | LABELS | CONNECTIONS
SENTENCES = frozenset({"notice", "product", "general"}) | CONNECTIONS
_HASHTAG = re.compile(r"#\w+")


@dataclass(frozen=True, slots=True)
class Sentence:
    """What is judged: `kind` as in `DisclosureText.Kind` ("notice", "label", "gift", ...), or "connection".

    "connection" is a sentence about a connection of any kind.
    """

    kind: str
    text: str
    language: str
    jurisdiction: str

    @property
    def vocabulary(self) -> Vocabulary | None:
        """The words of its language, as far as we know them."""
        return vocabulary_of(self.language)

    @property
    def laws(self) -> list[str]:
        """Its jurisdiction and the wider one: ["", "EU", "DE"]."""
        return with_wider(self.jurisdiction)


def says_that_money_is_earned(sentence: Sentence) -> str:
    """R5: the words say that somebody pays; "affiliate link" and "may contain affiliate links" explain nothing.

    Source: 16 CFR 255.5; FTC, "FTC's Endorsement Guides: What People Are Asking", on affiliate links.
    """
    if sentence.kind in LABELS:
        return _label_says_it(sentence)
    if sentence.kind not in SENTENCES or sentence.vocabulary is None:
        return ""
    if states_earning(sentence.text, sentence.language):
        return ""
    if sentence.kind in CONNECTIONS and sentence.vocabulary.gives.search(sentence.text):
        return ""
    return _("This does not tell readers that you earn money. “Affiliate links” alone does not explain it.")


def _label_says_it(sentence: Sentence) -> str:
    said = " ".join(re.findall(r"\w+", sentence.text))
    if not said or words("any", "meaningless").fullmatch(said):
        return _("“%(label)s” tells readers nothing. A label says that the link is paid for.") % {
            "label": sentence.text
        }
    is_unclear = words("any", "unclear").fullmatch(re.sub(r"(?i)\W*links?$", "", said))
    # In the words of another language it says something: that it is another language is told by R9.
    if not is_unclear and (sentence.vocabulary is None or _languages_of_label(sentence)):
        return ""
    return _("Readers do not know what “%(label)s” means. A label says that the link is paid for.") % {
        "label": sentence.text
    }


def says_ad_in_the_united_kingdom(sentence: Sentence) -> str:
    """R6: advertising is called "Ad"; "affiliate", "spon", "gifted" or #ad among other hashtags are not enough.

    Source: CAP code 2.1 and 2.3; ASA and CMA, "Influencers' guide to making clear that ads are ads".
    """
    if "UK" not in sentence.laws or not _must_name_advertising(sentence):
        return ""
    if _hides_among_hashtags(sentence.text):
        return _("Readers do not see “ad” among other hashtags. Put it first.")
    if _opens_with_advertising(sentence):
        return ""
    unclear = re.search(rf"\b(?:{words('any', 'unclear').pattern})\b", sentence.text, re.IGNORECASE)
    good = shipped_texts(sentence.language, "UK").label
    if unclear:
        return _("In the United Kingdom “%(word)s” is not enough: begin with “%(good)s”.") % {
            "word": unclear[0],
            "good": good,
        }
    return _("In the United Kingdom advertising is called so at once: begin with “%(good)s”.") % {
        "good": good
    }


def names_advertising_in_the_european_union(sentence: Sentence) -> str:
    """R7: advertising is named in the reader's language: Anzeige, publicité, pubblicità, publicidad, advertentie.

    Source: Directive 2005/29/EC, Annex I no. 11; national law, for example § 5a UWG and loi n° 2023-451, article 5.
    """
    if "EU" not in sentence.laws or not _must_name_advertising(sentence):
        return ""
    if _opens_with_advertising(sentence) and not _hides_among_hashtags(sentence.text):
        return ""
    good = shipped_texts(sentence.language, "EU").label
    return _("In the European Union advertising is called so at once: begin with “%(good)s”.") % {
        "good": good
    }


def is_clear_in_canada(sentence: Sentence) -> str:
    """R8, Canada: a label is as clear as "#ad"; "affiliate", "partner" or "collab" are not.

    Source: Competition Act, section 74.01; Ad Standards, "Influencer Marketing Disclosure Guidelines".
    """
    vocabulary = sentence.vocabulary
    if "CA" not in sentence.laws or sentence.kind not in LABELS or vocabulary is None:
        return ""
    if vocabulary.paid.search(sentence.text):
        return ""
    return _("In Canada a label must be as clear as “ad”.")


def is_no_paid_testimonial_in_australia(sentence: Sentence) -> str:
    """R8, Australia: nobody who is paid may report own experience with goods that heal.

    Source: Therapeutic Goods (Therapeutic Goods Advertising Code) Instrument 2021, section 24.
    """
    if "AU" not in sentence.laws:
        return ""
    if all(words("testimonial", each).search(sentence.text) for each in ("voice", "goods", "paid")):
        return _(
            "In Australia nobody may be paid for telling how a medicine, supplement or device worked for them. "
            "A notice does not help; leave the experience out of the article."
        )
    return ""


def is_in_the_language_of_the_page(sentence: Sentence) -> str:
    """R9: readers understand the notice: it is in the language of its page.

    Source: FTC, ".com Disclosures", on the language of the advertisement; 16 CFR 255.0(f), "understandable".
    """
    language = base_language(sentence.language)
    if sentence.kind == "statement":
        return ""  # a network may demand it word for word in its own language
    guess = _language_of_label(sentence) if sentence.kind in LABELS else guess_language(sentence.text)
    # Of a language we do not know we can only say that it is not English.
    if not guess or guess == language or (language not in vocabularies() and guess != "en"):
        return ""
    return _("This is not in the language of its readers (%(language)s): they would not understand it.") % {
        "language": language
    }


def _language_of_label(sentence: Sentence) -> str:
    languages, own = _languages_of_label(sentence), base_language(sentence.language)
    is_understood = own in languages or own not in vocabularies() or not languages
    return "" if is_understood else languages[0]


def _languages_of_label(sentence: Sentence) -> list[str]:
    return [language for language, each in vocabularies().items() if each.paid.search(sentence.text)]


def is_not_contradicted(sentence: Sentence) -> str:
    """R11: it does not say at the same time that nobody pays ("not sponsored", "100 % independent").

    Source: 16 CFR 255.5 with 255.0(f): other words must not take a disclosure back.
    """
    found = contradictions_in(sentence.text, sentence.language)
    if not found:
        return ""
    return _("“%(words)s” takes it back: readers would believe that nobody pays.") % {"words": found[0]}


def contradictions_in(text: str, language: str) -> list[str]:
    """Return the words of a text, of a whole page too, that deny what a notice says. Each at most once."""
    known = vocabulary_of(language)
    judges = [known] if known else list(vocabularies().values())
    text = folded(text)
    found = [
        match[0].strip(" .!?:;([")[:LONGEST_QUOTE]
        for each in judges
        for match in each.contradicts.finditer(text)
    ]
    return list(dict.fromkeys(found))


def _must_name_advertising(sentence: Sentence) -> bool:
    return sentence.kind in ABOUT_PAYMENT and sentence.vocabulary is not None


def _opens_with_advertising(sentence: Sentence) -> bool:
    opening = " ".join(sentence.text.split()[:OPENING])
    return sentence.vocabulary is not None and bool(sentence.vocabulary.advertising.search(opening))


def _hides_among_hashtags(text: str) -> bool:
    tags = [tag.lower() for tag in _HASHTAG.findall(text)]
    return "#ad" in tags[1:] and tags[0] != "#ad"
