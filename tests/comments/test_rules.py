"""Moderators' own rules: they find whole words, never reject, and are tried before they count."""

import pytest
from django.contrib.auth.models import Permission
from django.urls import reverse

from comments.checks.rules import Rules
from comments.findings import Kind, Outcome
from comments.models import ModerationScope, Rule
from comments.moderation.rules import LONGEST_LINE, MOST_LINES
from comments.pipeline import assess
from comments.states import Status
from comments.submission import Submission

ADD = "reader_comments_rules:add"


def rule(phrases, effect="hold", **fields):
    return Rule.objects.create(**{"name": "Own words", "phrases": phrases, "effect": effect} | fields)


@pytest.fixture
def found(thread):
    """Return what the rules find in a text."""
    return lambda body, name="Ann": list(Rules().run(Submission(name=name, body=body, thread=thread)))


def test_rules_find_whole_words_and_say_which(found):
    rule("cialis\ncasino*\nbuy now")
    wrong = []
    for body, hit in {
        "My specialist said so.": "",
        "socialist": "",
        "Buy! Now I sleep.": "",
        "cialis": "cialis",
        "C\u200bialis?": "cialis",
        "The casinos closed": "casino*",
        "Cialis, buy\nnow": "cialis, buy now",
    }.items():
        said = [str(finding.message) for finding in found(body)]
        if said != ([f"Your rule “Own words” found: {hit}"] if hit else []):
            wrong.append((body, said))
    assert wrong == []


def test_the_places_are_those_in_the_text_as_it_was_typed(found):
    rule("casino")
    (finding,) = found("A C\u200basino, casino")
    assert finding.spans == ((2, 9), (11, 17))
    (finding,) = found("Thank you.", name="Casino Royal")
    assert finding.spans == ()


@pytest.mark.parametrize(("effect", "kind", "points"), [("annotate", "annotate", 0), ("spam", "spam", 4)])
def test_a_rule_does_what_it_says_and_no_rule_refuses(found, effect, kind, points):
    rule("casino", effect, points=4)
    (finding,) = found("casino")
    assert (finding.kind, finding.points) == (Kind(kind), points)


def test_many_rules_are_one_opinion_and_never_make_spam_alone(thread):
    for number in range(4):
        rule("casino", "spam", points=5, name=f"rule {number}")
    said = Submission(name="Ann", body="casino", thread=thread)
    assert assess(said, [Rules()]).outcome == Outcome.HOLD


def test_what_is_not_in_use_finds_nothing_and_rules_cost_no_query(found, django_assert_num_queries):
    kept = rule("casino", active=False)
    assert found("casino") == []
    kept.active = True
    kept.save()
    found("casino")
    with django_assert_num_queries(0):
        assert len(found("casino")) == 1
    kept.delete()
    assert found("casino") == []
    assert list(Rules().run(Submission(body="casino"))) == []


def form(phrases, **extra):
    return {"name": "Own words", "phrases": phrases, "effect": "hold", "points": 2, "active": "on"} | extra


def test_a_rule_is_tried_before_it_is_stored(admin_client, write, moderator):
    caught = write("My *casino* story", Status.PENDING, name="Bea")
    caught.transition(Status.PUBLISHED, moderator, "", caught.version)
    write("By name only", Status.SPAM, name="Casino Royal")
    write("casino secret-words", Status.PENDING, care_tier=3, name="Cleo")
    write("Thank you.", Status.PENDING, name="Dora")
    response = admin_client.post(reverse(ADD), form("casino", **{"try": "1"}))
    trial, answer = response.context["trial"], response.content.decode()
    assert (trial.tried, trial.number, trial.published, trial.is_wide) == (4, 3, 1, True)
    assert "3 of the last 4 comments would be caught." in answer
    assert "<mark>casino</mark>" in answer
    assert ("secret-words" in answer, "Cleo" in answer, "Dora" in answer) == (False, True, False)
    assert not Rule.objects.exists()


def test_a_long_trial_shows_the_newest(admin_client, write):
    for number in range(21):
        write(f"casino {number:02}", Status.PENDING)
    answer = admin_client.post(reverse(ADD), form("casino", **{"try": "1"})).content.decode()
    assert "The newest are shown." in answer
    assert ("</mark> 20" in answer, "</mark> 00" in answer) == (True, False)


def test_trying_costs_the_same_for_few_and_many(admin_client, write, django_assert_max_num_queries):
    write("casino", Status.PENDING)
    address, sent = reverse(ADD), form("casino", **{"try": "1"})
    admin_client.post(address, sent)
    with django_assert_max_num_queries(30) as few:
        admin_client.post(address, sent)
    for _ in range(10):
        write("casino", Status.PENDING)
    with django_assert_max_num_queries(len(few)):
        admin_client.post(address, sent)


def test_who_may_keep_rules_still_reads_only_comments_in_scope(client, write, moderator, page):
    write("casino words-outside", Status.PENDING)
    moderator.user_permissions.add(Permission.objects.get(codename="add_rule"))
    other = page.get_parent().add_child(instance=type(page)(title="Other", slug="other"))
    ModerationScope.objects.create(group=moderator.groups.get(), page=other)
    client.force_login(moderator)
    answer = client.post(reverse(ADD), form("casino", **{"try": "1"})).content.decode()
    assert ("words-outside" in answer, "0 of the last 0" in answer) == (False, True)


def test_rules_are_stored_tidily_and_changed(admin_client):
    admin_client.post(reverse(ADD), form("  casino \r\n\r\ncasino\r\nbuy   now"))
    kept = Rule.objects.get()
    assert kept.phrases == "casino\nbuy now"
    edit = reverse("reader_comments_rules:edit", args=[kept.pk])
    tried = admin_client.post(edit, form("poker", **{"try": "1"}))
    assert (tried.status_code, Rule.objects.get().phrases) == (200, "casino\nbuy now")
    assert "0 of the last 0 comments" in tried.content.decode()
    admin_client.post(edit, form("poker"))
    assert Rule.objects.get().phrases == "poker"
    assert "Own words" in admin_client.get(reverse("reader_comments_rules:index")).content.decode()


@pytest.mark.parametrize(
    ("phrases", "error"),
    [
        ("casino\n***", "“***” has no word that could be found."),
        ("a" * (LONGEST_LINE + 1), "too long for a phrase"),
        ("\n".join(str(number) for number in range(MOST_LINES + 1)), "at most 1000"),
        (" \n ", "required"),
    ],
)
@pytest.mark.parametrize("extra", [{}, {"try": "1"}])
def test_lines_that_could_never_be_found_are_refused_and_kept_in_the_form(
    admin_client, phrases, error, extra
):
    response = admin_client.post(reverse(ADD), form(phrases, **extra))
    assert response.status_code == 200
    assert error in response.content.decode()
    assert not Rule.objects.exists()


def test_nobody_else_sees_or_tries_rules(client, moderator):
    client.force_login(moderator)
    assert client.get(reverse("reader_comments_rules:index")).status_code == 302
    assert client.post(reverse(ADD), form("casino", **{"try": "1"})).status_code == 302
