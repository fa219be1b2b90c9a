"""ContentsMixin: headings that can be linked to, and the list of them."""

from typing import Any

from django.db import models
from django.http import HttpRequest

from blog.headings import contents, fill_anchors


class ContentsMixin(models.Model):
    """For page types with a `body` of blocks; stands before `Page` among the bases."""

    class Meta:
        abstract = True

    def clean(self) -> None:
        """Fill in the addresses of headings."""
        super().clean()
        fill_anchors(self.body)

    def get_context(self, request: HttpRequest, *args: Any, **kwargs: Any) -> dict[str, Any]:
        """Add the list of contents."""
        fill_anchors(self.body)
        return super().get_context(request, *args, **kwargs) | {"contents": contents(self.body)}
