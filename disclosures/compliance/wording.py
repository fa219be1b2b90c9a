"""Rules about what the notice says: R5, R9, R11, R14."""

from django.utils.translation import gettext as _

from disclosures.compliance.labels import problem_of
from disclosures.compliance.served import Served
from disclosures.compliance.verdicts import Verdict, failed, not_applicable, passed
from disclosures.linting import contradictions_in
from disclosures.texts import PROGRAMME_STATEMENTS
from disclosures.wording import can_judge, states_earning


def r5(served: Served) -> Verdict:
    """The wording says that money is earned; "affiliate link" or "may contain affiliate links" alone do not.

    Source: 16 CFR 255.5 and the FTC's answers to questions about its endorsement guides: readers may not know what
    an affiliate link is.
    """
    if not served.links or not served.notices:
        return not_applicable("R5", _("There is no notice about paid links."))
    said = served.notice or " ".join(notice.text for notice in served.notices)
    if states_earning(said):
        return passed("R5")
    if _is_own_unjudged_text(served, said):
        return not_applicable("R5", _unknown_language(served))
    message = _(
        "The notice does not say that you earn money: “%s”. "
        "Write for example: We earn a commission when you buy through links on this page."
    )
    return failed("R5", message % said[:200])


def r9(served: Served) -> Verdict:
    """The notice is in the language of the page.

    Source: 16 CFR 255.0(f): in the language in which the recommendation is made.
    """
    if not served.must_tell or not served.notice:
        return not_applicable("R9", _("There is no notice about anything that is paid for."))
    if states_earning(served.notice, served.language) and can_judge(served.language):
        return passed("R9")
    if problem := problem_of("R9", "notice", served.notice, served):
        return failed("R9", f"“{served.notice[:200]}”: {problem}")
    if not can_judge(served.language):
        return not_applicable("R9", _unknown_language(served))
    return passed("R9")


def _is_own_unjudged_text(served: Served, said: str) -> bool:
    """Whether an editor wrote it, in a language that nobody here can read."""
    return (
        not can_judge(served.policy.texts.language) and " ".join(served.policy.texts.notice.split()) in said
    )


def _unknown_language(served: Served) -> str:
    return _("The words of “%s” are not known here; let somebody read the notice.") % served.language


def r11(served: Served) -> Verdict:
    """Nothing on the page contradicts the notice ("not sponsored", "100 % independent").

    Source: 16 CFR 255.0(f): other words must not contradict or weaken what is disclosed.
    """
    if not served.must_tell:
        return not_applicable("R11", _("Nothing has to be told that could be contradicted."))
    for language in dict.fromkeys((served.language, "en")):
        if found := contradictions_in(served.text, language):
            message = _("“%s” contradicts the notice. Take these words out, or say exactly what they mean.")
            return failed("R11", message % found[0])
    return passed("R11")


def r14(served: Served) -> Verdict:
    """Amazon's own sentence stands word for word on a page with Amazon links.

    Source: Amazon Associates Programme Operating Agreement, section 5: the statement that an associate must make.
    """
    if "Amazon" not in served.networks:
        return not_applicable("R14", _("No link on this page leads to Amazon for money."))
    statement = PROGRAMME_STATEMENTS["Amazon"]
    if statement in served.text:
        return passed("R14")
    message = _(
        "Amazon links are on this page, but not the sentence that Amazon demands: “%s” "
        "Take it into the texts word for word."
    )
    return failed("R14", message % statement)
