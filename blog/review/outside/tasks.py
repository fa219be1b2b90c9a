"""Mail with a code: it is made here, so that nobody but the mail ever holds it."""

import secrets

from django.conf import settings
from django.core.mail import send_mail
from django.template.loader import render_to_string
from django.utils.crypto import salted_hmac
from django.utils.translation import gettext as _
from django_tasks import task

from blog.review.models import SigningCode
from blog.review.personal_links import salt_of


@task()
def mail_code(code_id: int) -> None:
    """Make the code, keep its hash, send it to the address on file."""
    code = SigningCode.objects.select_related("reviewer").get(pk=code_id)
    digits = f"{secrets.randbelow(1_000_000):06}"
    salt = salt_of("code", code.reviewer)
    code.code_hash = salted_hmac(salt, f"{code.pk}:{digits}", algorithm="sha256").hexdigest()
    code.save(update_fields=["code_hash"])
    body = render_to_string("medical_review/outside/code.txt", {"code": digits, "person": code.reviewer})
    subject = _("Your code for signing: %(code)s") % {"code": f"{digits[:3]} {digits[3:]}"}
    send_mail(subject, body, settings.DEFAULT_FROM_EMAIL, [code.reviewer.address_on_file()])
