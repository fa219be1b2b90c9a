"""The classifier learns from this site's moderators, sleeps until it knows enough, and may only hold."""

import csv
import io
import math
from datetime import timedelta

import pytest
from django.core.management import call_command
from django.utils import timezone

from comments.checks import spam
from comments.classifier import training
from comments.classifier.features import BUCKETS, MOST_CHARACTERS, features
from comments.classifier.model import LEAST_SCORES, Model
from comments.findings import Kind
from comments.models import Comment, ModerationEvent, TrainedClassifier
from comments.states import Reason, Role, Status
from comments.submission import Submission
from tests.testapp.models import PlainPage

SPAM = ("Earn money from home, write to me", "Visit my channel for free gifts", "Cheap pills, order today")
OTHER = (
    "My knee hurts when I climb stairs",
    "Thank you, that helped my mother",
    "How long does the rash last?",
)


@pytest.fixture(autouse=True)
def nothing_loaded(monkeypatch):
    monkeypatch.setattr(training, "_loaded", None)


@pytest.fixture
def decided(thread, moderator, monkeypatch):
    """Return a function that stores comments as a moderator decided them."""
    monkeypatch.setattr(training, "LEAST_DECISIONS", 240)

    def decide(bodies, status, reason=""):
        comments = Comment.objects.bulk_create(
            Comment(thread=thread, name="N", body=body, html="", status=status, version=2) for body in bodies
        )
        now = timezone.now()
        ModerationEvent.objects.bulk_create(
            ModerationEvent(
                comment=comment,
                old=Status.PENDING,
                new=status,
                role=Role.MODERATOR,
                reason=reason,
                version=1,
                at=now,
            )
            for comment in comments
        )

    return decide


def many(sentences, count=130):
    return [f"{sentences[place % len(sentences)]} {place}" for place in range(count)]


def held(body):
    submission = Submission(name="N", body=body, page=PlainPage())
    return [finding.kind for finding in spam.Classifier().run(submission)]


def test_a_site_without_decisions_holds_nothing(db):
    assert held(SPAM[0]) == []
    assert training.learn(timezone.now()) is None


def test_it_holds_what_moderators_called_spam_and_nothing_else(decided):
    decided(many(SPAM), Status.SPAM)
    decided(many(OTHER), Status.PUBLISHED)
    row = training.learn(timezone.now())
    assert (row.spam_count, row.other_count) == (130, 130)
    assert held("earn money from home!! write me") == [Kind.HOLD]
    assert held("My other knee hurts on the stairs") == []


@pytest.mark.parametrize(
    ("spam_count", "other_count", "asleep"), [(24, 900, True), (100, 399, True), (25, 475, False)]
)
def test_it_sleeps_until_there_is_enough_of_both(spam_count, other_count, asleep):
    assert training.sleeps(spam_count, other_count) is asleep


def test_while_it_sleeps_it_holds_nothing(decided):
    decided(many(SPAM, 26), Status.SPAM)
    decided(many(OTHER), Status.PUBLISHED)
    training.learn(timezone.now())
    assert held(SPAM[0]) == []


def test_each_decision_is_learned_from_once_and_spam_is_remembered_after_its_purge(decided):
    decided(many(SPAM), Status.SPAM)
    decided(many(OTHER), Status.PUBLISHED)
    training.learn(timezone.now())
    Comment.objects.filter(status=Status.SPAM).update(body="")
    assert training.learn(timezone.now()) is None
    decided(["A new and ordinary question about sleep"], Status.PUBLISHED)
    row = training.learn(timezone.now())
    assert (row.spam_count, row.other_count) == (130, 131)
    assert held("earn money from home!! write me") == [Kind.HOLD]


def test_only_the_last_two_are_kept(decided):
    for place in range(3):
        decided([f"A question about sleep, number {place}"], Status.PUBLISHED)
        training.learn(timezone.now())
    assert TrainedClassifier.objects.count() == 2


def test_a_rejected_opinion_teaches_nothing_rejected_advertising_does(decided, moderator):
    decided(["You are an idiot"], Status.REJECTED, Reason.HOSTILE)
    decided(["Buy my book"], Status.REJECTED, Reason.ADVERTISING)
    row = training.learn(timezone.now())
    assert (row.spam_count, row.other_count) == (1, 0)


def test_decisions_that_were_followed_by_others_and_staff_comments_teach_nothing(decided):
    decided(["Undone since"], Status.PUBLISHED)
    Comment.objects.update(version=3)
    decided(["Our own words"], Status.PUBLISHED)
    Comment.objects.filter(body="Our own words").update(by_staff=True)
    assert training.learn(timezone.now()) is None
    decided(["Of tomorrow"], Status.PUBLISHED)
    assert training.learn(timezone.now() - timedelta(days=1)) is None


def test_the_command_says_what_it_knows(decided):
    def run():
        out = io.StringIO()
        call_command("train_comment_classifier", stdout=out)
        return out.getvalue().strip()

    assert run() == "No new decisions: nothing to learn."
    decided(many(OTHER, 10), Status.PUBLISHED)
    assert run() == "Learned from 0 spam and 10 other comments. It sleeps until there are more."
    decided(many(SPAM), Status.SPAM)
    decided(many(OTHER, 120), Status.PUBLISHED)
    assert run() == "Learned from 130 spam and 130 other comments."


def test_a_model_comes_back_as_it_was():
    model = Model()
    model.learn([(SPAM[0], True), (OTHER[0], False)])
    again = Model.loads(model.dumps())
    assert again.score(SPAM[1]) == pytest.approx(model.score(SPAM[1]), abs=1e-5)
    assert (again.spam, again.other, len(again.scores)) == (1, 1, 1)


def test_too_few_scores_give_no_threshold():
    assert Model(scores=[1.0] * (LEAST_SCORES - 1)).threshold == math.inf
    assert Model(scores=[float(n) for n in range(LEAST_SCORES)]).threshold == LEAST_SCORES - 2


def test_features_are_the_same_for_every_disguise_of_the_letters():
    assert set(features("FREE  gifts")) == set(features("free\u200b ｇｉｆｔｓ"))
    assert features("") == []
    assert all(0 <= place < BUCKETS for place in features("Ünïcode \U0001f48a"))
    assert len(features("abc " * 5000)) < 3 * (MOST_CHARACTERS + 3)


@pytest.mark.shared
def test_it_finds_spam_under_a_video_it_has_never_seen(shared_data):
    """The whole measurement, with each file left out: benchmarks/spam_classifier.py."""
    files = sorted((shared_data / "spam").glob("*.csv"))
    texts = {}
    for file in files[:2]:
        with file.open(encoding="utf-8-sig", newline="") as rows:
            texts[file] = [(row["CONTENT"], row["CLASS"] == "1") for row in csv.DictReader(rows)]
    model = Model()
    model.learn(texts[files[0]])
    scored = [(model.score(text) > model.threshold, spam) for text, spam in texts[files[1]]]
    found = [caught for caught, spam in scored if spam]
    wrong = [caught for caught, spam in scored if not spam]
    assert sum(found) / len(found) > 0.6
    assert sum(wrong) / len(wrong) < 0.05
