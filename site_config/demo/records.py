"""What the demonstration made, and taking it away again."""

from typing import TypeVar

from django.db import models, transaction
from django.utils.translation import gettext as _
from wagtail.models import Page, ReferenceIndex

from blog.models import Picture, Topic
from blog.people.models import Person, Specialty
from site_config.models import DemonstrationRecord

Made = TypeVar("Made", bound=models.Model)


def demo_is_loaded() -> bool:
    """Whether there is demonstration content on this site."""
    return DemonstrationRecord.objects.exists()


def remember_new(made: Made) -> Made:
    """Write down that the demonstration made this row, and return it."""
    DemonstrationRecord.remember(made)
    return made


@transaction.atomic
def remove_demo() -> list[str]:
    """Delete what the demonstration made, the newest first; return what was kept because others' work needs it."""
    kept: list[str] = []
    for record in reversed(DemonstrationRecord.objects.all()):
        made = record.made
        if made is None:
            record.delete()
        elif reason := _in_use(made):
            kept.append(f"{made._meta.verbose_name} “{made}”: {reason}")
        else:
            made.delete()
            record.delete()
    return kept


def _in_use(made: models.Model) -> str:
    """Why this must stay, or nothing."""
    if isinstance(made, Page):
        return "" if made.is_leaf() else _("it holds pages which are not from the demonstration")
    shared = isinstance(made, Person | Picture | Specialty | Topic)
    if shared and ReferenceIndex.get_references_to(made).exists():
        return _("other content uses it")
    return ""
