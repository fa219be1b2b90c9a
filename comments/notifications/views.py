"""What the links in our mail lead to. Each asks once more: programs that follow links change nothing."""

from typing import Any

from django.contrib.auth import get_user_model
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods

from comments.models import Correspondent, DigestFrequency, ModeratorMail
from comments.notifications.confirming import confirm as confirm_address
from comments.notifications.confirming import waiting_under
from comments.notifications.correspondence import READER, confirmed_key, stopped_by
from comments.proofs import private
from comments.tokens import BadToken


# The token in the address is the authority; no browser adds anything to a forged request. That holds for both.
@csrf_exempt
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@private
def confirm(request: HttpRequest, token: str) -> HttpResponse:
    """Show what was written under an address, and take down by POST that its owner wrote it."""
    context: dict[str, Any] = {"token": token, "valid": True, "waiting": [], "confirmed": None}
    try:
        key = confirmed_key(token)
    except BadToken:
        return render(request, "reader_comments/confirm.html", context | {"valid": False}, status=404)
    if request.method == "POST":
        # Only what was shown: meanwhile somebody else may have written under the address.
        shown = request.POST.getlist("comment")
        context["confirmed"] = confirm_address(key, shown, timezone.now())
    else:
        context["waiting"] = waiting_under(key)
    return render(request, "reader_comments/confirm.html", context)


@csrf_exempt
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@private
def stop_mail(request: HttpRequest, token: str) -> HttpResponse:
    """End our mail by one POST (RFC 8058), which a mail program may send by itself; or let it begin again."""
    context = {"token": token, "valid": True, "done": "", "digest": False}
    try:
        kind, key = stopped_by(token)
    except BadToken:
        return render(request, "reader_comments/stop_mail.html", context | {"valid": False}, status=404)
    context["digest"] = kind != READER
    if request.method == "POST":
        again = request.POST.get("again") == "yes"
        (_change_of_reader if kind == READER else _change_of_moderator)(key, again)
        context["done"] = "again" if again else "stopped"
    return render(request, "reader_comments/stop_mail.html", context)


def _change_of_reader(key: Any, again: bool) -> None:
    row, _created = Correspondent.objects.get_or_create(address_key=key)
    row.stopped_at = None if again else timezone.now()
    row.save(update_fields=["stopped_at"])


def _change_of_moderator(key: Any, again: bool) -> None:
    if get_user_model().objects.filter(pk=key).exists():
        digest = DigestFrequency.DAILY if again else DigestFrequency.NEVER
        ModeratorMail.objects.update_or_create(user_id=key, defaults={"digest": digest})
