"""One mail to the editors of links about those that have stopped working since the last one."""

from django.conf import settings
from django.contrib.auth import get_user_model
from django.contrib.auth.models import Permission
from django.core.mail import EmailMessage
from django.db import transaction
from django.db.models import Q
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import ngettext
from wagtail.admin.utils import get_admin_base_url

from disclosures.models import LinkTarget, ManagedLink


def send_digest() -> int:
    """Mail what broke or ended unnoticed, each breakage once; return to how many people.

    Raises what the mail backend raises; then all of it is told the next time.
    """
    with transaction.atomic():
        targets = list(
            LinkTarget.objects.broken_unnoticed().select_for_update(of=("self",)).select_related("link")
        )
        ended = list(ManagedLink.objects.ended_unnoticed().select_for_update())
        addresses = editors_of_links() if targets or ended else []
        if not addresses:
            return 0
        now = timezone.now()
        LinkTarget.objects.filter(pk__in=[target.pk for target in targets]).update(reported_at=now)
        ManagedLink.objects.filter(pk__in=[link.pk for link in ended]).update(end_reported_at=now)
        _send(targets, ended, addresses)
    return len(addresses)


def _send(targets: list[LinkTarget], ended: list[ManagedLink], addresses: list[str]) -> None:
    number = len(targets) + len(ended)
    subject = ngettext("A link leads nowhere", "%(number)s links lead nowhere", number) % {"number": number}
    context = {
        "targets": [(target, admin_address(target.link)) for target in targets],
        "ended": [(link, admin_address(link)) for link in ended],
    }
    body = render_to_string("disclosures/mail/broken_links.txt", context)
    # Nobody learns who else is told.
    EmailMessage(subject, body, settings.DEFAULT_FROM_EMAIL, bcc=addresses).send()


def admin_address(link: ManagedLink) -> str:
    """Return the full address at which the link is edited."""
    edit = ManagedLink.snippet_viewset.get_url_name("edit")
    return (get_admin_base_url() or "") + reverse(edit, args=[link.pk])


def editors_of_links() -> list[str]:
    """Return the mail addresses of those who may change links; of the administrators where there is nobody else."""
    may_change = Permission.objects.filter(
        content_type__app_label=ManagedLink._meta.app_label, codename="change_managedlink"
    )
    people = get_user_model().objects.filter(is_active=True).exclude(email="")
    editors = people.filter(Q(user_permissions__in=may_change) | Q(groups__permissions__in=may_change))
    chosen = editors if editors.exists() else people.filter(is_superuser=True)
    return sorted(set(chosen.values_list("email", flat=True)))
