"""The log can be narrowed by person, action, outcome, page and date."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from comments.models import Comment, CommentThread
from comments.states import Status


@pytest.fixture
def log(client, moderator, write, page, django_user_model):
    """Return a function that gives the labels of the comments in the narrowed log."""
    boss = django_user_model.objects.create_superuser("boss")
    names = {}
    for name, actor, status in (("a", moderator, Status.PUBLISHED), ("b", boss, Status.REJECTED)):
        comment = write(name, Status.PENDING)
        comment.transition(status, actor, "", comment.version)
        names[comment.label] = name
    other = page.add_child(instance=type(page)(title="Below", slug="below"))
    comment = Comment(thread=CommentThread.objects.create(page=other))
    comment.write("c")
    comment.submit(Status.PENDING)
    comment.transition(Status.SPAM, boss, "", comment.version)
    names[comment.label] = "c"
    client.force_login(boss)

    def shown(name="log", **sent):
        events = client.get(reverse(f"reader_comments_admin:{name}"), sent).context["object_list"]
        return "".join(sorted(names[event.comment_label] for event in events))

    return shown


def test_the_log_is_narrowed(log, page, moderator):
    tomorrow = (timezone.localdate() + timedelta(days=1)).isoformat()
    wrong = []
    for sent, expected in (
        ({}, "abc"),
        ({"actor": moderator.pk}, "a"),
        ({"new": ["rejected", "spam"]}, "bc"),
        ({"action": "pin"}, ""),
        ({"action": "status"}, "abc"),
        ({"page": page.get_children().get().pk}, "c"),
        ({"page": page.pk}, "abc"),
        ({"at_from": tomorrow}, ""),
        ({"at_to": tomorrow}, "abc"),
        ({"at_from": "nonsense"}, ""),
        ({"actor": "x"}, ""),
        ({"page": "x"}, "abc"),
    ):
        if (found := log(**sent)) != expected:
            wrong.append((sent, found))
    assert wrong == []
    assert log("log_results", new="spam") == "c"
