"""Wagtail's API v2, with everything its readers must be told; JSON only."""

import json
from collections.abc import Mapping
from typing import Any

from django.db.models import prefetch_related_objects
from rest_framework.fields import Field
from rest_framework.renderers import JSONRenderer
from wagtail.api import APIField
from wagtail.api.v2.serializers import PageSerializer
from wagtail.api.v2.views import PagesAPIViewSet
from wagtail.models import AbstractPage

from disclosures.cards import is_commercial
from disclosures.json_values import FIELD
from disclosures.policies import policy_for
from disclosures.representation import disclose_data, guarded


class DisclosedJSONRenderer(JSONRenderer):
    """The guard behind the API: looks at the finished JSON, whatever wrote it."""

    def render(
        self,
        data: Any,
        accepted_media_type: str | None = None,
        renderer_context: Mapping[str, Any] | None = None,
    ) -> bytes:
        """Return the JSON, with what was missing told at its start."""
        rendered = super().render(data, accepted_media_type, renderer_context)
        if not rendered:
            return rendered
        finished = json.loads(rendered)
        told = guarded(finished, policy_for(None, (renderer_context or {}).get("request")))
        return rendered if told is finished else super().render(told, accepted_media_type, renderer_context)


class DisclosureField(Field):
    """Holds the place of the field that tells; it is filled when the rest of the page is known."""

    def __init__(self, **options: Any) -> None:
        super().__init__(**options, source="*", read_only=True)

    def to_representation(self, value: Any) -> dict[str, Any]:
        """Return nothing yet."""
        return {}


class DisclosedPageSerializer(PageSerializer):
    """A page, its rich text and streams with notice, labels and `rel`."""

    def to_representation(self, instance: AbstractPage) -> dict[str, Any]:
        """Return the page's object, told under the page's own policy."""
        policy = policy_for(instance, self.context.get("request"))
        data = disclose_data(super().to_representation(instance), policy)
        if FIELD in data:
            data[FIELD]["commercial"] = policy.texts.commercial if is_commercial(instance) else ""
        return data


class DisclosedPagesAPIViewSet(PagesAPIViewSet):
    """Wagtail's pages endpoint; register it in place of `PagesAPIViewSet`."""

    renderer_classes = [DisclosedJSONRenderer]
    base_serializer_class = DisclosedPageSerializer
    body_fields = [*PagesAPIViewSet.body_fields, APIField(FIELD, serializer=DisclosureField())]
    listing_default_fields = [*PagesAPIViewSet.listing_default_fields, FIELD]

    def paginate_queryset(self, queryset: Any) -> list[AbstractPage]:
        """Return the pages of a list as their own types, which say what is told of them."""
        ids = [page.pk for page in super().paginate_queryset(queryset)]
        pages = self.model.objects.filter(pk__in=ids).specific().in_bulk()
        prefetch_related_objects(list(pages.values()), "locale")
        return [pages[pk] for pk in ids if pk in pages]
