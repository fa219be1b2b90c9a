"""What rows call themselves in the admin and in logs."""

from django.contrib.auth import get_user_model
from django.contrib.auth.models import Group
from django.utils import timezone

from comments.models import (
    CheckSetting,
    CommentNote,
    CommentRevision,
    Correspondent,
    ModerationScope,
    ModeratorMail,
    Report,
    Rule,
    TrainedClassifier,
)


def test_rows_call_themselves_by_what_they_are_about(write, page):
    comment = write()
    assert str(Report(comment=comment, reason="about_me")) == f"This is about me ({comment})"
    assert str(CommentNote(comment=comment, author_label="Bea", text="Look")) == "Bea: Look"
    assert str(CommentRevision(comment=comment, number=1)) == f"{comment}, 1"
    assert str(ModerationScope(group=Group(name="Sleep"), page=page)) == "Sleep: Sleeping better"
    assert str(ModeratorMail(user=get_user_model()(username="bea"))) == "bea: Every day something waits"
    assert str(CheckSetting(name="links", mode="off")) == "links: Off"
    assert str(Rule(name="Miracles")) == "Miracles"
    assert str(Correspondent(address_key="k")) == "k"
    moment = timezone.now()
    assert str(TrainedClassifier(trained_at=moment)) == f"{moment:%Y-%m-%d %H:%M}"
