"""The form of a person in the admin."""

from typing import Any

from django import forms
from django.contrib.auth import get_user_model
from django.db.models import Q
from django.utils.translation import gettext_lazy as _
from wagtail.admin.forms import WagtailAdminModelForm


class AccountField(forms.ModelChoiceField):
    """Accounts with the full name, which an editor knows, before the login, which is unique."""

    def label_from_instance(self, user: Any) -> str:
        """Return "Ana Ruiz (aruiz, ana@example.org)"."""
        known = ", ".join(part for part in (user.get_username(), user.email) if part)
        name = user.get_full_name()
        return f"{name} ({known})" if name else known


class PersonForm(WagtailAdminModelForm):
    """Offers the accounts that are free: an account logs in as one person only."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields.get("user")
        if field is None:
            return
        accounts: Any = get_user_model()
        free = Q(is_active=True, person__isnull=True)
        if self.instance.pk:
            free |= Q(person=self.instance.pk)
        self.fields["user"] = AccountField(
            queryset=accounts._default_manager.filter(free).order_by(accounts.USERNAME_FIELD),
            label=field.label,
            required=False,
            help_text=field.help_text,
            empty_label=_("No account"),
        )
