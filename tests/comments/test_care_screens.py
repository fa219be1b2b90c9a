"""The screens for whoever looks after readers in distress."""

import pytest
from django.contrib.auth import get_user_model
from django.contrib.auth.models import Group
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from comments.care.cases import open_case
from comments.models import CareState, CareStep, CommentSettings, ModerationScope
from comments.states import CareTier

LIST = "reader_comments_admin:care_cases"
SECRET = "These words weigh on whoever reads them."


@pytest.fixture
def lead(db):
    user = get_user_model().objects.create_user("lead", "lead@example.org", "x")
    user.groups.add(Group.objects.get(name="Comment safeguarding leads"))
    return user


@pytest.fixture
def admin(client, lead):
    client.force_login(lead)
    return client


@pytest.fixture
def case(write):
    return open_case(
        write(SECRET, findings=[{"code": "care_present", "message": "It says so.", "tier": 2}]),
        CareTier.PRESENT,
    )


def address(case):
    return reverse("reader_comments_admin:care_case", args=[case.pk])


def act(client, case, step, note=""):
    return client.post(address(case), {"step": step, "note": note})


def test_the_list_shows_the_nearest_crisis_first_and_no_text(admin, write, page, lead):
    present = open_case(write(SECRET, name="Robin"), CareTier.PRESENT)
    planned = open_case(write(SECRET), CareTier.PLANNED)
    present.act(CareStep.TAKEN, lead)
    answer = admin.get(reverse(LIST)).content.decode()
    assert answer.index("may be in danger") < answer.index("may be in distress")
    assert ("lead looks after it" in answer, page.title in answer, address(planned) in answer) == (True,) * 3
    assert (SECRET in answer, "Robin" in answer) == (False, False)


def test_the_list_says_how_long_is_left_and_what_is_overdue(admin, case):
    assert "Somebody should act within 11" in admin.get(reverse(LIST)).content.decode()
    case.due_at = timezone.now() - timezone.timedelta(hours=3)
    case.save()
    assert "Overdue for 3" in admin.get(reverse(LIST)).content.decode()


def test_an_empty_list_says_so_and_closed_cases_are_one_step_away(admin, case, lead):
    closed = reverse("reader_comments_admin:care_closed")
    assert "No case was closed yet" in admin.get(closed).content.decode()
    case.act(CareStep.CLOSED, lead, "well")
    answer = admin.get(reverse(LIST)).content.decode()
    assert ("Nobody needs looking after now" in answer, closed in answer) == (True, True)
    assert address(case) in admin.get(closed).content.decode()


def test_without_a_named_person_the_list_says_so(admin, case, page, lead):
    assert "Nobody is named" in admin.get(reverse(LIST)).content.decode()
    CommentSettings.objects.update_or_create(site=page.get_site(), defaults={"care_owner": lead})
    CommentSettings.objects.get().save()
    assert "Nobody is named" not in admin.get(reverse(LIST)).content.decode()


def test_the_list_costs_the_same_at_any_length(admin, write, django_assert_num_queries):
    open_case(write("one"), CareTier.PRESENT)
    admin.get(reverse(LIST))
    with CaptureQueriesContext(connection) as few:
        admin.get(reverse(LIST))
    for number in range(5):
        open_case(write(f"more {number}"), CareTier.PRESENT)
    with django_assert_num_queries(len(few)):
        admin.get(reverse(LIST))


def test_the_case_veils_the_text_and_offers_every_way_to_help(admin, case):
    answer = admin.get(address(case)).content.decode()
    veil = answer.index('<details class="comment-row-veil"')
    assert veil < answer.index(SECRET) < answer.index("</details>", veil)
    for expected in ("It says so.", "left no address", "emergency services", "opened", "the system"):
        assert expected in answer
    case.comment.email = "robin@example.org"
    case.comment.save()
    assert 'href="mailto:robin@example.org"' in admin.get(address(case)).content.decode()


def test_each_step_is_written_down_with_who_did_it(admin, case, lead):
    for step, note in [
        (CareStep.TAKEN, ""),
        (CareStep.NOTED, "I wait until noon."),
        (CareStep.ANSWERED_PRIVATELY, ""),
        (CareStep.ANSWERED_PUBLICLY, ""),
        (CareStep.ESCALATED, "To Dr Ash."),
        (CareStep.CLOSED, "She wrote back."),
        (CareStep.REOPENED, ""),
    ]:
        answer = act(admin, case, step, note)
        assert (answer.status_code, answer.url) == (302, address(case))
        last = case.actions.last()
        assert (last.kind, last.note, last.actor) == (step, note, lead)
    case.refresh_from_db()
    assert (case.state, case.owner) == (CareState.OPEN, lead)
    assert "She wrote back." in admin.get(address(case)).content.decode()


def test_what_needs_words_asks_for_them_and_loses_none(admin, case):
    for step, said in [
        (CareStep.ESCALATED, "to whom you handed it on"),
        (CareStep.CLOSED, "why the case is closed"),
        (CareStep.NOTED, "write the note first"),
    ]:
        answer = act(admin, case, step, "  \n ")
        assert (answer.status_code, said in answer.content.decode()) == (400, True)
    for wrong in ("", "nonsense", "opened'--"):
        answer = act(admin, case, wrong, "typed words")
        assert answer.status_code == 400
        assert (
            "one of the buttons" in answer.content.decode(),
            "typed words" in answer.content.decode(),
        ) == (
            True,
            True,
        )
    too_long = act(admin, case, CareStep.NOTED, "x" * 2001)
    assert (too_long.status_code, "x" * 2001 in too_long.content.decode()) == (400, True)
    assert case.actions.count() == 1


def test_the_machines_own_steps_are_nobodys_buttons(admin, case):
    for step in (CareStep.OPENED, CareStep.RAISED, CareStep.ALERTED):
        assert act(admin, case, step, "forged").status_code == 400
    assert case.actions.count() == 1


def test_who_comes_second_to_a_closed_case_is_told_and_keeps_the_words(admin, case, lead):
    case.act(CareStep.CLOSED, lead, "well")
    answer = act(admin, case, CareStep.ESCALATED, "To Dr Ash.")
    text = answer.content.decode()
    assert (answer.status_code, "closed in the meantime" in text, "To Dr Ash." in text) == (409, True, True)
    assert "Open the case again" in text


def test_only_who_may_look_after_people_sees_anything(client, case, moderator):
    for user in (None, moderator):
        if user:
            client.force_login(user)
        for answer in (client.get(reverse(LIST)), client.get(address(case)), act(client, case, "taken")):
            assert (answer.status_code, SECRET in answer.content.decode()) == (302, False)
    queue = client.get(reverse("reader_comments_admin:index")).content.decode()
    assert reverse(LIST) not in queue
    assert case.actions.count() == 1


def test_a_case_on_other_peoples_pages_is_not_there(admin, case, lead, page):
    elsewhere = page.get_parent().add_child(instance=type(page)(title="Other", slug="other", body=""))
    ModerationScope.objects.create(group=lead.groups.get(), page=elsewhere)
    assert address(case) not in admin.get(reverse(LIST)).content.decode()
    assert (admin.get(address(case)).status_code, act(admin, case, "taken").status_code) == (404, 404)
