"""What the database says of many pages is what `status_from` says of each."""

import itertools
from datetime import timedelta

import pytest
from django.contrib.contenttypes.models import ContentType
from django.utils import timezone
from wagtail.models import Page, Site

from blog.people.models import Person, Specialty
from blog.review import due_soon
from blog.review.models import MedicalReview, MinorEdit, Publication, ReviewPolicy, ReviewRequest
from blog.review.policy import policy_for
from blog.review.reports.standings import governed_pages, with_standing
from blog.review.status import State, review_status, statuses_of
from tests.testapp.models import BlocksPage, ReviewedPage

pytestmark = pytest.mark.django_db

Basis = Publication.Basis
NOW = timezone.now()
TODAY = timezone.localdate(NOW)
DUE = [None, TODAY - timedelta(days=1), TODAY, TODAY + timedelta(days=60), TODAY + timedelta(days=61)]
UNTIL = [None, NOW, NOW + timedelta(hours=1)]


def new_page(parent, number=0, model=ReviewedPage, **fields):
    page = model(title=f"Page {number}", live=False, **fields)
    return parent.add_child(instance=page)


def word(page, reviewer, *, due=None, digest="d", decision="approved", days_ago=10):
    return MedicalReview(
        page_id=page.pk,
        page_title=page.title,
        locale="en",
        reviewer=reviewer,
        reviewer_name="Ana",
        signed_at=NOW - timedelta(days=days_ago),
        digest_version=1,
        digest=digest,
        payload={},
        decision=decision,
        next_due=due,
    )


def permission(page, basis, review=None, until=None, digest="d"):
    return Publication(
        page_id=page.pk,
        page_title=page.title,
        digest=digest,
        basis=basis,
        review=review,
        since=NOW,
        until=until,
    )


def minor_edit(digest):
    return MinorEdit.objects.create(
        page_id=1,
        page_title="x",
        before="b",
        digest=digest,
        digest_version=1,
        payload={},
        reason="typo",
        editor_name="x",
        accepted_at=NOW,
    )


@pytest.fixture
def person(db):
    return Person.objects.create(name="Ana", slug="ana")


def agree(pages, now=NOW):
    """Assert that one page alone, many pages and the database say the same; return the states that were met."""
    statuses = statuses_of(pages, now)
    listed = {row.pk: row for row in with_standing(governed_pages(), now)}
    for number, page in enumerate(pages):
        status, row = statuses[page.pk], listed[page.pk]
        assert row.review_state == status.state, (page.title, vars(row))
        if number % 4:
            continue  # the same function judges; every fourth shows that it is given the same facts
        alone = review_status(ReviewedPage.objects.get(pk=page.pk), now)
        assert (status.state, status.review, status.publication) == (
            alone.state,
            alone.review,
            alone.publication,
        )
    return {status.state for status in statuses.values()}


def test_database_and_python_agree_on_every_combination(site_root, person):
    """Live or not; every basis; same or other text; no, wished or approved; each side of each day; asked or not."""
    parent = new_page(site_root)
    kinds = itertools.product(
        Basis.values, ["d", "other"], [("approved", due) for due in DUE] + [("changes_requested", None), None]
    )
    pages, permissions, requests = [], [], []
    edits = [minor_edit("d"), minor_edit("other"), None]
    for number, (basis, digest, said) in enumerate(kinds):
        page = new_page(parent, number)
        page.live = number % 5 > 0
        pages.append(page)
        review = word(page, person, decision=said[0], due=said[1]) if said else None
        if review:
            review.save()
        permissions.append(permission(page, basis, review, UNTIL[number % 3], digest))
        if basis == Basis.MINOR_EDIT:
            permissions[-1].minor_edit = edits[number % 7 % 3]
        if number % 4 == 0:
            requests.append(
                ReviewRequest(page_id=page.pk, page_title=page.title, reviewer=person, requested_at=NOW)
            )
    Page.objects.filter(pk__in=[page.pk for page in pages if page.live]).update(live=True)
    Publication.objects.bulk_create(permissions)
    ReviewRequest.objects.bulk_create(requests)
    draft = new_page(parent, "a draft that was signed")
    word(draft, person, due=DUE[-1]).save()
    assert agree([*pages, parent, draft]) == set(State)


def test_only_the_newest_word_and_the_newest_permission_count(site_root, person):
    page = new_page(site_root)
    old = word(page, person, due=DUE[1], days_ago=400)
    old.save()
    permission(page, Basis.SIGNED, old).save()
    new = word(page, person, due=DUE[-1])
    new.save()
    permission(page, Basis.SIGNED, new).save()
    Page.objects.filter(pk=page.pk).update(live=True)
    page.live = True
    assert agree([page]) == {State.CURRENT}
    assert with_standing(governed_pages(), NOW).get().review_due == DUE[-1]


def test_the_due_day_of_unsigned_text_is_the_last_on_which_it_may_be_seen(site_root):
    page = new_page(site_root)
    permission(page, Basis.EMERGENCY, until=NOW + timedelta(days=3)).save()
    Page.objects.filter(pk=page.pk).update(live=True)
    row = with_standing(governed_pages(), NOW).get()
    assert (row.review_due, row.review_basis) == (TODAY + timedelta(days=3), Basis.EMERGENCY)


def test_who_reads_is_the_assigned_the_asked_or_the_last_signer(site_root, person):
    others = [Person.objects.create(name=name, slug=name) for name in ("Asked", "Assigned")]

    def responsible():
        return with_standing(governed_pages(), NOW).get().responsible_id

    page = new_page(site_root)
    assert responsible() is None
    word(page, person).save()
    assert responsible() == person.pk
    ReviewRequest.objects.create(page=page, page_title="x", reviewer=others[0], requested_at=NOW)
    assert responsible() == others[0].pk
    ReviewedPage.objects.filter(pk=page.pk).update(assigned_reviewer=others[1])
    assert responsible() == others[1].pk


def test_states_of_many_pages_cost_as_much_as_of_two(site_root, person, django_assert_num_queries):
    pages = [new_page(site_root, number) for number in range(2)]
    with django_assert_num_queries(5):
        statuses_of(pages, NOW)
    pages += [new_page(site_root, number) for number in range(8)]
    with django_assert_num_queries(5):
        assert len(statuses_of(pages, NOW)) == 10


def test_due_soon_follows_the_policy_of_each_page(site_root, monkeypatch):
    """By topic, type and site, the most specific first; also where one site lies below another."""
    monkeypatch.setattr(BlocksPage, "review_subject_lookup", "subjects__slug", raising=False)
    monkeypatch.setattr(
        BlocksPage, "get_review_subjects", lambda page: [row.slug for row in page.subjects.all()]
    )
    inner = new_page(site_root, "inner")
    pages = [inner, new_page(site_root), new_page(inner), new_page(inner, model=BlocksPage)]
    heart = new_page(inner, model=BlocksPage)
    heart.subjects = [Specialty.objects.create(name="Heart", slug="heart")]
    heart.save()
    pages.append(heart)
    other = Site.objects.create(hostname="other.example", root_page=inner)
    own = Site.objects.get(is_default_site=True)
    policies = [
        {"site": own, "reminder_days": [10]},
        {"site": other, "reminder_days": [20]},
        {"page_type": ContentType.objects.get_for_model(BlocksPage), "reminder_days": [30, 7]},
        {"subject": "heart", "reminder_days": []},
        {"subject": "nobody writes about this", "reminder_days": [90]},
    ]
    for fields in policies:
        ReviewPolicy.objects.create(**fields)
    found = dict(governed_pages().annotate(soon=due_soon.due_soon_until(TODAY)).values_list("pk", "soon"))
    assert {key: (day - TODAY).days for key, day in found.items()} == {
        page.pk: policy_for(page.specific).due_soon_days for page in pages
    }
    assert len({*found.values()}) == 4


def test_without_policies_the_shipped_default_holds_for_all(site_root, django_assert_num_queries):
    with django_assert_num_queries(1):
        assert due_soon.due_soon_until(TODAY).value == TODAY + timedelta(days=60)
