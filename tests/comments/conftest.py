"""A page that takes comments, and comments on it in any state."""

import pytest
from django.contrib.auth import get_user_model
from django.contrib.auth.models import Group
from django.urls import reverse
from wagtail.models import Site

from comments.models import Comment, CommentThread
from comments.states import Role, Status, ThreadMode
from comments.tokens import page_key
from tests.testapp.models import PlainPage


@pytest.fixture
def page(db):
    """A live page, and no thread yet."""
    home = Site.objects.get(is_default_site=True).root_page
    return home.add_child(
        instance=PlainPage(title="Sleeping better", slug="sleeping-better", body="<p>Text</p>")
    )


@pytest.fixture
def thread(page):
    return CommentThread.objects.create(page=page)


@pytest.fixture
def address(page):
    return reverse("reader_comments:post", args=[page_key(page)])


@pytest.fixture
def open_thread(page):
    return CommentThread.objects.create(page=page, mode=ThreadMode.OPEN)


@pytest.fixture
def moderator(db):
    user = get_user_model().objects.create_user("moderator", "moderator@example.org", "x")
    user.groups.add(Group.objects.get(name="Comment moderators"))
    return user


@pytest.fixture
def write(thread):
    """Return a function that stores a comment; `status` is where it ends, `parent` what it answers."""

    def write(body="Thank you, this helped.", status=Status.PUBLISHED, parent=None, **fields):
        comment = Comment(thread=thread, parent=parent, name=fields.pop("name", "Ann"), **fields)
        comment.write(body)
        comment.submit(
            status if status in {Status.PUBLISHED, Status.PENDING, Status.SPAM} else Status.PENDING
        )
        if status == Status.HIDDEN:
            comment.transition(Status.PUBLISHED, moderator_of(comment), "", comment.version)
        if comment.status != status:
            actor = Role.AUTHOR if status == Status.WITHDRAWN else moderator_of(comment)
            comment.transition(status, actor, "", comment.version)
        return comment

    return write


def moderator_of(comment):
    return get_user_model().objects.get_or_create(username="somebody who moderates")[0]
