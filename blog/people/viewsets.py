"""The "People" part of the admin: persons with their papers on one screen, and specialties."""

from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import (
    FieldPanel,
    FieldRowPanel,
    HelpPanel,
    InlinePanel,
    MultiFieldPanel,
    ObjectList,
)
from wagtail.snippets.views.snippets import SnippetViewSet, SnippetViewSetGroup

from blog.people.forms import PersonForm
from blog.people.listing import PersonFilterSet, PersonIndexView, columns
from blog.people.models import Person, Specialty

credential_panels = [
    FieldRowPanel([FieldPanel("title"), FieldPanel("name")]),
    FieldRowPanel([FieldPanel("issuer"), FieldPanel("jurisdiction")]),
    FieldRowPanel([FieldPanel("number"), FieldPanel("number_is_public")]),
    FieldPanel("specialties"),
    FieldRowPanel([FieldPanel("valid_from"), FieldPanel("valid_until")]),
    FieldPanel("register_url"),
    FieldRowPanel([FieldPanel("checked_on"), FieldPanel("recheck_on")]),
]
interest_panels = [FieldPanel("statement"), FieldPanel("declared_on")]

person_panels = [
    FieldPanel("name"),
    FieldPanel("slug"),
    FieldPanel("bio"),
    FieldPanel("portrait"),
    MultiFieldPanel(
        [
            HelpPanel(
                content=_(
                    "A reviewer needs at least one credential that is valid on the day of the signature. "
                    "Readers see the title behind the name and all details below the article."
                )
            ),
            InlinePanel("credentials", label=_("credential"), panels=credential_panels),
        ],
        heading=_("Credentials"),
    ),
    MultiFieldPanel(
        [
            HelpPanel(
                content=_(
                    "Authors and reviewers state once a year what could sway them: payments, shares, posts. "
                    "A statement counts for twelve months. Nothing to declare is a statement too: write “None”."
                )
            ),
            InlinePanel("interests", label=_("statement"), panels=interest_panels),
        ],
        heading=_("Declared interests"),
    ),
    MultiFieldPanel(
        [
            FieldPanel("user"),
            FieldPanel("email"),
            FieldPanel("is_paid"),
            FieldPanel("active"),
            FieldRowPanel([FieldPanel("away_until"), FieldPanel("deputy")]),
        ],
        heading=_("Working with this site"),
    ),
]


class PersonViewSet(SnippetViewSet):
    """Authors and reviewers."""

    model = Person
    icon = "user"
    menu_label = _("Authors and reviewers")
    index_view_class = PersonIndexView
    list_display = columns()
    filterset_class = PersonFilterSet
    # The search index of SQLite knows no single fields: the table itself is asked.
    search_backend_name = None
    search_fields = ["name", "email"]
    ordering = ["name"]
    edit_handler = ObjectList(person_panels, base_form_class=PersonForm)


class SpecialtyViewSet(SnippetViewSet):
    """Fields of medicine."""

    model = Specialty
    icon = "tag"
    menu_label = _("Specialties")
    ordering = ["name"]
    panels = [FieldPanel("name"), FieldPanel("slug")]


class PeopleViewSetGroup(SnippetViewSetGroup):
    """The menu item "People"."""

    items = (PersonViewSet, SpecialtyViewSet)
    menu_label = _("People")
    menu_icon = "group"
    menu_order = 300
