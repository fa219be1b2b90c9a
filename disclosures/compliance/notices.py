"""Rules about the notice being there and being met: R1, R2, R3, R23, R25."""

from django.utils.translation import gettext as _

from disclosures.compliance.reading import Notice
from disclosures.compliance.served import Served
from disclosures.compliance.verdicts import Verdict, failed, not_applicable, passed


def r1(served: Served) -> Verdict:
    """A page with a paid link carries a notice.

    Source: 16 CFR 255.5: a connection that readers do not expect and that may matter to them is disclosed.
    """
    if not served.links:
        return not_applicable("R1", _("There is no paid link."))
    if not served.notices:
        link = served.links[0]
        message = _(
            "There is no notice, but a paid link of %(programme)s: %(href)s. "
            "Put the text between the disclosed tags, and check that the disclosures middleware is installed."
        )
        return failed("R1", message % {"programme": link.match.programme, "href": link.href[:200]})
    return passed("R1")


def r2(served: Served) -> Verdict:
    """The notice precedes the first paid link in document order.

    Source: 16 CFR 255.0(f) and the FTC's answers to questions about its endorsement guides: readers must meet the
    disclosure before they act on the recommendation. CAP code, rule 2.1: advertising is recognisable as such.
    """
    if not served.shown_links or not served.notices:
        return not_applicable("R2", _("There are no paid link and notice to compare."))
    first = served.shown_links[0]
    notices = served.seen_notices or served.notices
    if all(notice.place > first.place for notice in notices):
        message = _("The paid link %(href)s comes before the notice. Show the notice above it.")
        return failed("R2", message % {"href": first.href[:200]})
    return passed("R2")


def r3(served: Served) -> Verdict:
    """The notice stands in the flow of the text: nowhere folded, hidden, beside or below, and is no mere link.

    Source: 16 CFR 255.0(f): difficult to miss and easily understandable, and not only behind a link.
    """
    if not served.must_tell or not served.notices:
        return not_applicable("R3", _("There is no notice that has to be met."))
    if not served.seen_notices:
        hidden = served.notices[0].hidden
        message = _("The notice cannot be met by readers (%(how)s). Show it in the text itself, in the open.")
        return failed("R3", message % {"how": hidden.reason if hidden else ""})
    if all(_is_mere_link(notice, served) for notice in served.seen_notices):
        return failed("R3", _("The notice is only a link to another page. Say it on this page itself."))
    return passed("R3")


def _is_mere_link(notice: Notice, served: Served) -> bool:
    linked = " ".join(served.words(link) for link in notice.tag.find_all("a", href=True))
    is_inside_link = notice.tag.find_parent("a") is not None
    return is_inside_link or len("".join(linked.split())) > 0.8 * len("".join(notice.text.split()))


def r23(served: Served) -> Verdict:
    """A page that earns nothing shows no notice, unless the site shows its general statement everywhere.

    Source: our own promise; a warning that stands everywhere is read nowhere.
    """
    policy = served.policy
    if served.must_tell or policy.forced or policy.extra or policy.placement == "always":
        return not_applicable("R23", _("This page has, or was given, something to tell."))
    if served.notices:
        message = _("A notice is shown, but nothing on this page earns money. Take it out of the text: “%s”")
        return failed("R23", message % served.notices[0].text[:200])
    return passed("R23")


def r25(served: Served) -> Verdict:
    """A declared connection (money, a gift, a discount code, an own product) is told, also without any link.

    Source: 16 CFR 255.5: not only payment for a link is a material connection, and the answers to questions
    about the endorsement guides on free products. CAP code, rules 2.1 and 2.3.
    """
    if not served.policy.connections:
        return not_applicable("R25", _("No connection is declared on this page."))
    told = served.notice.casefold()
    for connection in served.policy.connections:
        who = " ".join(connection.who.split())
        if who.casefold() not in told:
            message = _(
                "The notice does not name “%s”, although the page declares that they gave something. "
                "Put the text between the disclosed tags."
            )
            return failed("R25", message % who)
    return passed("R25")
