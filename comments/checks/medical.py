"""Could following it harm somebody? Kept for a person below pages whose readers act on advice, noted elsewhere."""

from collections.abc import Iterator

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from comments import lexicon
from comments.checks import claims
from comments.checks.check import Check, Phase
from comments.findings import Finding, Kind
from comments.spam_phrases import signs_in
from comments.submission import Submission


class MedicalCheck(Check):
    """One kind of advice; `finders` say where it stands, `message` what a moderator should ask."""

    phase = Phase.MEDICAL
    reads_words_only = True
    message: str | Promise
    finders: tuple[claims.Finder, ...]

    def run(self, submission: Submission) -> Iterator[Finding]:
        """Hold it on pages where advice could harm; tell the moderator elsewhere."""
        folded = submission.folded
        spans = tuple(sorted({folded.raw_span(*span) for find in self.finders for span in find(folded.text)}))
        if spans:
            kind = Kind.HOLD if submission.is_sensitive else Kind.ANNOTATE
            yield self.finding(kind, self.name, self.message, spans=spans)


class StopTreatment(MedicalCheck):
    """Nobody stops a treatment because of a comment."""

    name, label = "stop_treatment", _("Advice to stop a treatment")
    explanation = _("Notices “stop taking your …”, not what people tell about themselves or their doctor.")
    message = _("It seems to tell readers to do without a treatment.")
    finders = (claims.stops, claims.listed("stop_elsewhere"))


class Dosage(MedicalCheck):
    """Doses come from doctors."""

    name, label = "dosage", _("Doses of medicines")
    explanation = _(
        "Notices a medicine together with a dose, unless somebody tells what they take themselves."
    )
    message = _("It gives readers the dose of a medicine.")
    finders = (claims.doses,)


class CureClaims(MedicalCheck):
    """What cannot be cured is not cured by a comment."""

    name, label = "cure_claims", _("Promises of a cure")
    explanation = _("Notices “cures cancer” and the like for illnesses that kill or last.")
    message = _("It promises a cure for a serious illness.")
    finders = (claims.cures, claims.listed("cure_elsewhere"))


class InsteadOfTreatment(MedicalCheck):
    """Turmeric is no chemotherapy."""

    name, label = "instead_of_treatment", _("Something instead of a treatment")
    explanation = _("Notices “instead of chemo” and the like, unless a doctor chose it.")
    message = _("It recommends something instead of a treatment that works.")
    finders = (claims.replacements, claims.listed("instead_elsewhere"))


class ProductClaims(MedicalCheck):
    """A product, where to buy it, and what it is said to do."""

    name, label = "product_claims", _("Products with a promise and a link")
    explanation = _("Notices a link in a comment that praises a product for what it does to the body.")
    message = _("It links to a product and says what it does to the body.")
    finders = (claims.offers,)


class MedicalWords(Check):
    """Talk about health is what these pages are for."""

    name, phase = "medical_words", Phase.MEDICAL
    label = _("Ordinary words about health")
    explanation = _("Where a comment speaks about health, words count less as a sign of advertising.")

    def run(self, submission: Submission) -> Iterator[Finding]:
        """Take back points that only words will give; without such words there is nothing to say."""
        relief = lexicon.protects(submission.body)
        if relief and signs_in(submission.folded):
            message = _("It speaks about health, so words alone do not make it advertising.")
            yield self.finding(Kind.TRUST, "medical_words", message, points=-relief)
