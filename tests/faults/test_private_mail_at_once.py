"""Several processes that erase, confirm and send mail at the same moment."""

from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from threading import Barrier

import pytest
from django.contrib.auth import get_user_model
from django.contrib.auth.models import Group
from django.core import mail
from django.db import connection
from django.utils import timezone

from comments.models import Comment, Correspondent, ModerationEvent
from comments.models.correspondents import address_key
from comments.notifications.confirming import confirm
from comments.notifications.digest import send_digests
from comments.notifications.refusals import tell_refusals
from comments.privacy.belongings import Belongings
from comments.states import Status

pytestmark = [
    pytest.mark.django_db(transaction=True, serialized_rollback=True),
    pytest.mark.skipif(
        "connection.vendor != 'postgresql'", reason="SQLite writes one after the other anyway"
    ),
]

EMAIL = "ann@example.org"


def at_once(function, times=4):
    together = Barrier(times)

    def run(_number):
        try:
            together.wait(10)
            return function()
        finally:
            connection.close()

    with ThreadPoolExecutor(times) as pool:
        return list(pool.map(run, range(times)))


def test_erasing_at_once_erases_once_and_keeps_the_counts(write):
    root = write(email=EMAIL)
    for _ in range(3):
        write(parent=root, email=EMAIL)
    other = write(parent=root)
    at_once(lambda: Belongings(address=EMAIL).erase())
    assert ModerationEvent.objects.filter(new=Status.ERASED).count() == 4
    assert set(Comment.objects.values_list("pk", "status")) == {(root.pk, "erased"), (other.pk, "published")}
    root.thread.refresh_from_db()
    assert root.thread.published_count == 1


def test_confirming_at_once_happens_once(write):
    comment = write(status=Status.PENDING, email=EMAIL)
    Comment.objects.update(status=Status.UNCONFIRMED)
    at_once(lambda: confirm(address_key(EMAIL), [comment.public_id], timezone.now()))
    comment.refresh_from_db()
    assert (comment.status, comment.events.filter(old=Status.UNCONFIRMED).count()) == ("pending", 1)
    assert Correspondent.objects.count() == 1


def test_each_mail_leaves_once(write):
    moderator = get_user_model().objects.create_user("moderator", "moderator@example.org")
    moderator.groups.add(Group.objects.get(name="Comment moderators"))
    Correspondent.objects.create(address_key=address_key(EMAIL), confirmed_at=timezone.now())
    for _ in range(3):
        write(status=Status.REJECTED, email=EMAIL, notify_decision=True)
    write(status=Status.PENDING)
    mail.outbox.clear()
    later = timezone.now() + timedelta(minutes=20)
    assert sum(told for told, _failures in at_once(lambda: tell_refusals(later))) == 3
    assert sum(at_once(lambda: send_digests(later))) == 1
    assert len(mail.outbox) == 4
