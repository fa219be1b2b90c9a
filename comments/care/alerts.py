"""Tells the people who look after readers in distress that a case needs them. Never what the reader wrote."""

import logging
from collections.abc import Iterable

from django.conf import settings
from django.contrib.auth.models import AbstractBaseUser
from django.urls import reverse
from django.utils import timezone, translation
from django_tasks import task
from wagtail.admin.utils import get_admin_base_url
from wagtail.permissions import policy_registry

from comments.mail import send
from comments.models import CareCase, CareStep, Comment, CommentSettings

logger = logging.getLogger(__name__)


@task()
def alert(case_id: int) -> None:
    """Mail about one case, unless that is done or somebody has acted meanwhile. Raises what the mail backend raises."""
    case = CareCase.objects.filter(pk=case_id).first()
    # Of two that come at the same moment one finds the case.
    if case is None or not _claim(case):
        return
    try:
        people = people_to_tell(case)
        for person in people:
            _mail(case, person)
    except Exception:
        CareCase.objects.filter(pk=case_id).update(alerted_at=case.alerted_at)
        raise
    case.act(CareStep.ALERTED, None, ", ".join(str(person) for person in people))


def alert_all() -> tuple[int, list[str]]:
    """Mail about every case whose time has come; return how many there were, and what failed."""
    failures = []
    waiting = list(CareCase.objects.to_alert().values_list("pk", flat=True))
    for pk in waiting:
        try:
            alert.call(pk)
        except Exception as error:  # one mail that fails must not keep the others
            logger.exception("The alert about care case %s failed.", pk)
            failures.append(f"Case {pk}: {error}")
    return len(waiting) - len(failures), failures


def people_to_tell(case: CareCase) -> list[AbstractBaseUser]:
    """Return whom to mail: the owner, and the deputy once the time has passed.

    Where neither can be reached, everybody who may look after readers in distress.
    """
    decided = CommentSettings.of(case.comment.thread.page.get_site())
    named = [case.owner or decided.care_owner]
    if case.is_overdue or not _reachable(named):
        named += [decided.care_owner, decided.care_deputy]
    policy = policy_registry.get_by_type(Comment)
    return _reachable(named) or _reachable(
        policy.users_with_permission_for_instance("care", case.comment).order_by("pk")
    )


def _claim(case: CareCase) -> int:
    return CareCase.objects.to_alert().filter(pk=case.pk).update(alerted_at=timezone.now())


def _reachable(people: Iterable) -> list[AbstractBaseUser]:
    """Return each of `people` once who has an address and can still log in."""
    there = (person for person in people if person and person.is_active and person.email)
    return list({person.pk: person for person in there}.values())


def _mail(case: CareCase, person: AbstractBaseUser) -> None:
    address = (get_admin_base_url() or "") + reverse("reader_comments_admin:care_case", args=[case.pk])
    context = {"case": case, "address": address, "page": case.comment.thread.page}
    # Not in the language of the reader whose request this may be.
    with translation.override(settings.LANGUAGE_CODE):
        send("care_alert", person.email, context)
