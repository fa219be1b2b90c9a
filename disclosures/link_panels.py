"""The form of a managed link, and beside it what became of the link."""

from datetime import timedelta
from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from wagtail.admin.forms.models import WagtailAdminModelForm
from wagtail.admin.panels import FieldPanel, FieldRowPanel, HelpPanel, InlinePanel, MultiFieldPanel, Panel

from disclosures.models import LinkCheck, ManagedLink

DAYS = 30
# The highest bar, in the units of the drawing.
BAR = 40
SHOWN_CHECKS = 10


class ManagedLinkForm(WagtailAdminModelForm):
    """Looks at the targets together."""

    def is_valid(self) -> bool:
        """Refuse two targets for one language, at the second of them."""
        valid, seen = super().is_valid(), set()
        for form in self.formsets["targets"].forms if valid else ():
            if form.cleaned_data and not form.cleaned_data.get("DELETE"):
                locale = form.cleaned_data.get("locale")
                if locale in seen:
                    form.add_error("locale", _("There is a target for this language already."))
                    valid = False
                seen.add(locale)
        return valid


class LinkAddressPanel(Panel):
    """The address to copy into articles."""

    class BoundPanel(Panel.BoundPanel):
        """For one link."""

        template_name = "disclosures/link_address.html"

        @property
        def media(self) -> forms.Media:
            """Its style."""
            return forms.Media(css={"all": ["disclosures/link_manager.css"]})

        def is_shown(self) -> bool:
            """A link has an address once it was saved."""
            return super().is_shown() and self.instance.pk is not None

        def get_context_data(self, parent_context: Any = None) -> dict[str, Any]:
            """Return the whole address, "" on a site that serves no links."""
            path = self.instance.get_absolute_url()
            address = self.request.build_absolute_uri(path) if path else ""
            return super().get_context_data(parent_context) | {"address": address}


class LinkFactsPanel(Panel):
    """What became of the link: clicks and checks."""

    class BoundPanel(LinkAddressPanel.BoundPanel):
        """For one link."""

        template_name = "disclosures/link_facts.html"

        def get_context_data(self, parent_context: Any = None) -> dict[str, Any]:
            """Return what the template shows. Three queries."""
            return super().get_context_data(parent_context) | facts(self.instance)


def facts(link: ManagedLink) -> dict[str, Any]:
    """Return what is known of a link: the last checks, and the clicks of thirty days."""
    today = timezone.localdate()
    since = today - timedelta(days=DAYS - 1)
    by_day = link.clicks.by_day(since)
    most = max(by_day.values(), default=1)
    days = [
        (day, by_day.get(day, 0), round(BAR * by_day.get(day, 0) / most))
        for day in (since + timedelta(days=number) for number in range(DAYS))
    ]
    return {
        "checks": LinkCheck.objects.filter(target__link=link).select_related("target__locale")[:SHOWN_CHECKS],
        "days": [
            {"day": day, "count": count, "x": 8 * number, "y": 41 - height, "height": height}
            for number, (day, count, height) in enumerate(days)
        ],
        "total": sum(by_day.values()),
        "pages": link.clicks.by_page(since)[:SHOWN_CHECKS],
    }


target_panels = [FieldRowPanel([FieldPanel("url"), FieldPanel("locale")])]

managed_link_panels = [
    LinkAddressPanel(heading=_("Write this address into articles")),
    FieldPanel("title"),
    FieldPanel("slug"),
    MultiFieldPanel(
        [
            HelpPanel(
                _(
                    "One target is enough. Add others for pages in other languages. "
                    "Readers are led only to what stands here."
                )
            ),
            InlinePanel("targets", label=_("target"), panels=target_panels, min_num=1),
        ],
        heading=_("Where it leads"),
    ),
    MultiFieldPanel([FieldRowPanel([FieldPanel("programme"), FieldPanel("network")])], heading=_("Who pays")),
    MultiFieldPanel(
        [FieldRowPanel([FieldPanel("status"), FieldPanel("ends_on")])], heading=_("How long it works")
    ),
    FieldPanel("note"),
    LinkFactsPanel(heading=_("Clicks and checks")),
]
