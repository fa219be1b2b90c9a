"""Invites somebody to review: a person without an account, not yet at work, and a mail that says what is asked for."""

from functools import partial
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.text import slugify
from django.utils.translation import gettext as _
from wagtail.log_actions import log
from wagtail.models import AbstractPage

from blog.people.models import Person
from blog.review.invitations import previews
from blog.review.invitations.tasks import mail_invitation
from blog.review.offices import keepers_of_people


def invite(page: AbstractPage, name: str, email: str, words: str, user: Any) -> Person:
    """Add the person and mail them, and whoever looks after people.

    Until somebody has entered a credential and a statement on interests and says that the person works with the site,
    readers see nothing of them and they cannot sign. Raises ValidationError for an address that is known.
    """
    known = Person.objects.filter(email__iexact=email).first()
    known = known or Person.objects.filter(user__email__iexact=email).first()
    if known is not None:
        raise ValidationError(
            {
                "email": _(
                    "%(name)s has this address. Look under “People” what is missing before they can review."
                )
                % {"name": known.name}
            }
        )
    with transaction.atomic():
        person = Person.objects.create(name=name, slug=_free_slug(name), email=email, active=False)
        log(instance=page, action="medical_review.invite", user=user, data={"reviewer": name})
        context = {
            "name": name,
            "title": page.get_admin_display_title(),
            "words": words,
            "sender": user.get_full_name() or user.get_username(),
            "answer_to": user.email,
            "preview": previews.address_of(page, user),
            "days": previews.DAYS,
        }
        send = partial(mail_invitation.enqueue, "invitation", email, context)
        transaction.on_commit(send)
        for address in keepers_of_people():
            transaction.on_commit(partial(mail_invitation.enqueue, "invited", address, context))
    return person


def _free_slug(name: str) -> str:
    stem = slugify(name, allow_unicode=True)[:140] or "reviewer"
    taken = set(Person.objects.filter(slug__startswith=stem).values_list("slug", flat=True))
    numbered = (f"{stem}-{number}" for number in range(2, len(taken) + 3))
    return stem if stem not in taken else next(slug for slug in numbered if slug not in taken)
