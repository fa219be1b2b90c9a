"""In a moderator's account settings: how often the summary comes."""

from django import forms
from django.utils.translation import gettext_lazy as _
from wagtail.admin.views.account import BaseSettingsPanel, notifications_tab
from wagtail.permissions import policy_registry

from comments.models import Comment, ModeratorMail


class ModeratorMailForm(forms.ModelForm):
    """How often the summary comes."""

    class Meta:
        model = ModeratorMail
        fields = ["digest"]


class ModeratorMailPanel(BaseSettingsPanel):
    """The choice, for those who moderate."""

    name = "reader_comments"
    title = _("Reader comments")
    tab = notifications_tab
    order = 300
    form_class = ModeratorMailForm
    form_object = "moderator_mail"

    def is_active(self) -> bool:
        """Only for moderators."""
        return policy_registry.get_by_type(Comment).user_has_permission(self.user, "moderate")

    def get_form(self) -> ModeratorMailForm:
        """Return the form on this person's row; a row that is not stored has the defaults."""
        row = ModeratorMail.objects.filter(user=self.user).first() or ModeratorMail(user=self.user)
        data = self.request.POST if self.request.method == "POST" else None
        return ModeratorMailForm(data, instance=row, prefix=self.name)
