"""Where a group moderates: chosen in the group's form, and never widened by accident."""

import logging
from typing import Any

from django import forms
from django.contrib.auth.models import Group
from django.db import transaction
from django.db.models import Model, QuerySet
from django.template.loader import render_to_string
from django.utils.safestring import SafeString
from django.utils.translation import gettext_lazy as _
from wagtail.admin.forms.formsets import BaseFormSetMixin
from wagtail.admin.widgets import AdminPageChooser
from wagtail.models import Page
from wagtail.permissions import policy_registry

from comments.models import Comment, ModerationScope

logger = logging.getLogger(__name__)


class ScopeForm(forms.Form):
    """One page below which the group moderates."""

    page = forms.ModelChoiceField(
        queryset=Page.objects.all(), label=_("Page"), widget=AdminPageChooser(show_edit_link=False)
    )


class BaseScopeFormSet(BaseFormSetMixin, forms.BaseFormSet):
    """The pages of one group, as a panel in its form. The same page twice is one page."""

    def __init__(
        self,
        data: Any = None,
        files: Any = None,
        instance: Group | None = None,
        prefix: str = "comment_scopes",
    ):
        self.group = instance or Group()
        scopes = self.group.comment_scopes.select_related("page") if self.group.pk else ()
        pages = [{"page": scope.page} for scope in sorted(scopes, key=lambda scope: scope.page.path)]
        # What was sent is not compared with what is stored: a page that somebody else has just added is no empty row.
        super().__init__(data, files, initial=pages if data is None else None, prefix=prefix)

    def save(self) -> None:
        """Store the pages chosen; take away the others."""
        chosen = {
            form.cleaned_data["page"]
            for form in self.forms
            if form not in self.deleted_forms and "page" in form.cleaned_data
        }
        with transaction.atomic():
            self.group.comment_scopes.exclude(page__in=chosen).delete()
            for page in chosen:
                self.group.comment_scopes.get_or_create(page=page)

    def as_admin_panel(self) -> SafeString:
        """Return the panel."""
        return render_to_string("reader_comments/admin/scopes.html", {"formset": self})


ScopeFormSet = forms.formset_factory(ScopeForm, formset=BaseScopeFormSet, extra=0, can_delete=True)


def scope_panel() -> type[forms.BaseFormSet]:
    """Return the panel's class, as the hook wants it."""
    return ScopeFormSet


def keep_from_widening(
    sender: type[Model], instance: ModerationScope, origin: Model | QuerySet, **kwargs: Any
) -> None:
    """Take a group's permissions away when its last page is deleted: without pages it would moderate everywhere."""
    if _model_of(origin) in {ModerationScope, Group} or instance.group.comment_scopes.exists():
        return
    allowed = policy_registry.get_by_type(Comment)._get_permission_objects_for_actions(["moderate", "care"])
    instance.group.permissions.remove(*allowed)
    logger.warning("The last page of the group “%s” is gone; it moderates nothing now.", instance.group)


def _model_of(origin: Model | QuerySet) -> type[Model]:
    return origin.model if isinstance(origin, QuerySet) else type(origin)
