"""Topic: what an article is about."""

from collections.abc import Iterable

from django.db import models
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from wagtail.models import TranslatableMixin
from wagtail.search import index


class Topic(TranslatableMixin, index.Indexed, models.Model):
    """A subject with a page of its own that lists its articles."""

    name = models.CharField(_("name"), max_length=100, help_text=_("As readers see it: Sleep."))
    slug = models.SlugField(
        _("address"),
        max_length=100,
        allow_unicode=True,
        help_text=_("The last part of the address of this topic's page. Review policies use it as well."),
    )
    description = models.TextField(
        _("description"),
        max_length=300,
        blank=True,
        help_text=_("One or two sentences at the top of the topic's page and in search results."),
    )

    search_fields = [
        index.SearchField("name", boost=2),
        index.AutocompleteField("name"),
        index.SearchField("description"),
        index.FilterField("locale_id"),
    ]

    class Meta(TranslatableMixin.Meta):
        verbose_name = _("topic")
        verbose_name_plural = _("topics")
        ordering = ["name"]
        constraints = [
            models.UniqueConstraint(
                fields=["slug", "locale"],
                name="topic_address_once_per_language",
                violation_error_message=_("Another topic has this address. Choose a different one."),
            )
        ]

    def __str__(self) -> str:
        return self.name

    def get_absolute_url(self) -> str:
        """Return the address of the topic's page."""
        return reverse("blog:topic", args=[self.slug])


def topics_on(page_ids: Iterable[int]) -> dict[int, str]:
    """Return the names of the topics of those pages that have any, by the key of the page."""
    names: dict[int, list[str]] = {}
    found = Topic.objects.filter(articles__in=list(page_ids)).values_list("articles", "name")
    for page_id, name in found:
        names.setdefault(page_id, []).append(name)
    return {page_id: ", ".join(each) for page_id, each in names.items()}
