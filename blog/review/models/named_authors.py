"""NamedAuthor: whoever stood in a page's byline, in a draft or in public, even if only for a day."""

import swapper
from django.db import models
from django.utils.translation import gettext_lazy as _

from blog.people.models import Person
from blog.review.models.append_only import AppendOnly, outward_key


class NamedAuthor(AppendOnly):
    """This person was named as an author of this page at that time; noted again after each signature."""

    page = outward_key(swapper.get_model_name("wagtailcore", "Page"), verbose_name=_("page"))
    person = outward_key(Person, verbose_name=_("person"))
    since = models.DateTimeField(_("since"))

    class Meta(AppendOnly.Meta):
        verbose_name = _("named author")
        verbose_name_plural = _("named authors")
        indexes = [models.Index(fields=["page", "person"])]

    def __str__(self) -> str:
        return f"{self.page_id}: {self.person_id}"
