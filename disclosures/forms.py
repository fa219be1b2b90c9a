"""Forms of the admin's screens about paid links."""

from django.utils.timezone import now
from wagtail.admin.forms import WagtailAdminModelForm

from disclosures.models import OutsideHost


class OutsideHostForm(WagtailAdminModelForm):
    """Notes who gave an answer, and when."""

    def save(self, commit: bool = True) -> OutsideHost:
        """Save the host."""
        if {"answer", "who_pays"} & set(self.changed_data):
            given = bool(self.instance.answer)
            self.instance.answered_by = self.for_user if given else None
            self.instance.answered_at = now() if given else None
        return super().save(commit)
