"""Wagtail's `publish_scheduled`, which one refused page does not stop."""

from typing import Any

from django.utils.translation import gettext as _
from wagtail.log_actions import log
from wagtail.management.commands import publish_scheduled
from wagtail.models import Revision

from blog.review import clock, gate, tasks
from blog.review.governed import enforcing, is_governed
from blog.review.site_refusals import has_rules, refusals_of_site


class Command(publish_scheduled.Command):
    """First takes out of the schedule what the gate would refuse, then lets Wagtail publish the rest."""

    def handle(self, *args: Any, **options: Any) -> None:
        if enforcing() and not options["dryrun"]:
            for revision in Revision.objects.filter(approved_go_live_at__lt=clock.now()):
                if has_rules(revision.content_type.model_class()):
                    self.unschedule_refused(revision)
        super().handle(*args, **options)

    def unschedule_refused(self, revision: Revision) -> None:
        """Take a refused revision out of the schedule, write it to the history and tell the editor."""
        page = revision.as_object()
        # The gate judges with the page's live text in mind, not with the schedule.
        problems = gate.refusal(page) if is_governed(type(page)) else refusals_of_site(page)
        if not problems:
            return
        revision.approved_go_live_at = None
        revision.save(update_fields=["approved_go_live_at"])
        log(instance=page, action="medical_review.refuse", data={"reasons": problems})
        self.stderr.write(
            _("Not published: “%(title)s”. %(reasons)s")
            % {"title": page.title, "reasons": " ".join(problems)}
        )
        if revision.user and revision.user.email:
            tasks.mail_refusal.enqueue(page.pk, page.title, problems, revision.user.email)
