"""Narrows a list of comments: where, why it waits, by whom, when."""

import django_filters
from django import forms
from django.db.models import Exists, OuterRef, Q, QuerySet
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from wagtail.admin.filters import DateRangePickerWidget, WagtailFilterSet
from wagtail.admin.widgets import AdminPageChooser
from wagtail.models import Page

from comments.checks.check import Phase
from comments.checks.gate import RateLimit
from comments.models import Comment, Correspondent, ModerationEvent
from comments.models.correspondents import address_key
from comments.pipeline import CHECKS
from comments.states import CareTier, Status

# Addresses are compared by their keys, which only Python can make: as many as that takes no time.
MOST_ADDRESSES = 5000
_STATUSES = (Status.PENDING, Status.PUBLISHED, Status.HIDDEN, Status.REJECTED, Status.SPAM)


def checks() -> list[tuple[str, str | Promise]]:
    """Return each check whose findings are kept with a comment, with what it is called."""
    keeping = [check for check in CHECKS if check.phase > Phase.SHAPE or check.name == RateLimit.name]
    return [(check.name, check.label or check.name) for check in keeping]


class CommentFilterSet(WagtailFilterSet):
    """What moderators narrow a list by; several of them at once are all required."""

    page = django_filters.ModelChoiceFilter(
        label=_("On this page or below it"),
        queryset=Page.objects.all(),
        widget=AdminPageChooser(show_edit_link=False),
        method="below",
    )
    status = django_filters.MultipleChoiceFilter(
        label=_("Status"),
        choices=[(status, status.label) for status in _STATUSES],
        widget=forms.CheckboxSelectMultiple,
    )
    check = django_filters.MultipleChoiceFilter(
        label=_("Noticed by"), choices=checks, widget=forms.CheckboxSelectMultiple, method="noticed_by"
    )
    # Not "contains": the script of the form would find the field in place of its method.
    having = django_filters.MultipleChoiceFilter(
        label=_("With"),
        choices=[
            ("link", _("a link")),
            ("report", _("a report nobody has answered")),
            ("note", _("a note")),
            ("confirmed", _("a confirmed address")),
        ],
        widget=forms.CheckboxSelectMultiple,
        method="with_all",
    )
    care = django_filters.MultipleChoiceFilter(
        label=_("Distress"),
        field_name="care_tier",
        choices=[(tier.value, tier.label) for tier in CareTier if tier],
        widget=forms.CheckboxSelectMultiple,
    )
    sent = django_filters.DateFromToRangeFilter(
        label=_("Sent"), field_name="submitted_at", widget=DateRangePickerWidget
    )
    mine = django_filters.ChoiceFilter(
        label=_("Decided"),
        choices=[("me", _("by me")), ("others", _("by others"))],
        empty_label=_("by anybody, or not yet"),
        widget=forms.RadioSelect,
        method="decided_by",
    )

    class Meta:
        model = Comment
        fields: list[str] = []

    def below(self, comments: QuerySet, name: str, page: Page) -> QuerySet:
        """Those on `page` and on the pages below it."""
        return comments.filter(thread__page__path__startswith=page.path)

    def noticed_by(self, comments: QuerySet, name: str, names: list[str]) -> QuerySet:
        """Those about which one of these checks said something."""
        found = Q()
        for check in names:
            # Findings are stored as JSON, which both databases can be asked about as text.
            found |= Q(findings__icontains=f'"check": "{check}"')
        return comments.filter(found)

    def with_all(self, comments: QuerySet, name: str, wanted: list[str]) -> QuerySet:
        """Those which have all of that."""
        if "link" in wanted:
            comments = comments.filter(Q(html__contains="<a ") | Q(body__contains="://"))
        if "report" in wanted:
            comments = comments.filter(open_reports__gt=0)
        if "note" in wanted:
            comments = comments.filter(notes__isnull=False).distinct()
        return comments.filter(email__in=_confirmed(comments)) if "confirmed" in wanted else comments

    def decided_by(self, comments: QuerySet, name: str, who: str) -> QuerySet:
        """Those about which this moderator, or another one, has decided something."""
        decisions = ModerationEvent.objects.filter(comment=OuterRef("pk"), actor__isnull=False)
        me = {"actor": self.request.user}
        return comments.filter(Exists(decisions.filter(**me) if who == "me" else decisions.exclude(**me)))


def _confirmed(comments: QuerySet) -> list[str]:
    """Return those addresses of `comments` at which somebody followed the link in our mail."""
    emails = comments.exclude(email="").order_by("email").values_list("email", flat=True).distinct()
    by_key = {address_key(email): email for email in emails[:MOST_ADDRESSES]}
    confirmed = Correspondent.objects.filter(confirmed_at__isnull=False, address_key__in=by_key)
    return [by_key[key] for key in confirmed.values_list("address_key", flat=True)]
