"""The demonstration: complete, led through the gate, and gone without a trace when it is taken away."""

import io

import pytest
from django.contrib.auth import get_user_model
from django.core.management import CommandError, call_command
from django.db import transaction
from django.db.models import F
from django.utils import timezone
from wagtail.models import Page, Site

from blog.models import HealthArticlePage, HomePage, InfoPage, Picture, Topic
from blog.people.models import Person
from blog.review.models import MedicalReview, ReviewRequest
from blog.review.status import State, review_status
from comments.models import (
    CareCase,
    Comment,
    CommentNote,
    CommentThread,
    Correspondent,
    ModerationEvent,
    Report,
)
from comments.states import Attention, Status
from disclosures.compliance import Served, assess
from disclosures.models import ManagedLink
from disclosures.policies import policy_for
from site_config.demo import content
from site_config.demo.accounts import LOGINS, PASSWORD
from site_config.first_pages import create_first_pages
from site_config.management.commands.demo import answer_at
from site_config.models import BrandSettings, DemonstrationRecord

LEAST_WORDS = 800


@pytest.fixture(scope="module")
def demo(django_db_setup, django_db_blocker):
    """Load the content once for this file; what a test changes is rolled back behind it."""
    with django_db_blocker.unblock(), transaction.atomic():
        call_command("load_demo", stdout=io.StringIO())
        yield
        transaction.set_rollback(True)


@pytest.fixture
def demo_site(demo, db):
    return Site.objects.get(is_default_site=True)


def article(state):
    """The live article of the first data file with this state."""
    slug = next(entry["slug"] for entry in content.articles() if entry["state"] == state)
    return HealthArticlePage.objects.get(slug=slug)


def words_of(page):
    """How many words the text of an article has, without markup, references and keys."""
    texts = (block.block.get_searchable_content(block.value) for block in page.body)
    return sum(len(str(text).split()) for found in texts for text in found)


def test_there_are_at_least_six_articles_of_a_proper_length(demo_site):
    lengths = {page.slug: words_of(page) for page in HealthArticlePage.objects.all()}
    assert len(lengths) >= 6
    assert {slug: length for slug, length in lengths.items() if length < LEAST_WORDS} == {}


@pytest.mark.parametrize(
    ("state", "expected"),
    [("published", State.CURRENT), ("overdue", State.OVERDUE), ("draft_on_top", State.CURRENT)],
)
def test_an_article_is_in_the_state_its_file_asks_for(state, expected, demo_site, client):
    page = article(state)
    assert review_status(page, timezone.now()).state == expected
    assert client.get(page.url).status_code == 200


def test_the_article_that_awaits_review_is_seen_by_its_reviewer_only(demo_site, client):
    page = article("awaiting_review")
    assert review_status(page, timezone.now()).state == State.REQUESTED
    assert ReviewRequest.objects.open().filter(page_id=page.pk).exists()
    assert client.get(page.get_url()).status_code == 404


def test_the_draft_on_top_waits_for_a_signature_of_its_own(demo_site):
    page = article("draft_on_top")
    assert page.has_unpublished_changes
    assert page.get_latest_revision_as_object().body.raw_data != page.body.raw_data


def test_every_published_article_has_references(demo_site):
    assert all(len(page.references) >= 1 for page in HealthArticlePage.objects.live())


def test_nobody_reviewed_an_article_of_their_own(demo_site):
    for review in MedicalReview.objects.all():
        authors = HealthArticlePage.objects.get(pk=review.page_id).people
        assert review.reviewer not in authors


def test_every_person_is_marked_as_fictional(demo_site):
    people = Person.objects.all()
    assert len(people) == 4
    assert all("Fictional demonstration person" in person.bio for person in people)


def test_comments_stand_in_every_state_and_in_threads(demo_site):
    states = set(Comment.objects.values_list("status", flat=True))
    everything = {
        Status.PENDING,
        Status.PUBLISHED,
        Status.REJECTED,
        Status.SPAM,
        Status.HIDDEN,
        Status.WITHDRAWN,
    }
    assert everything <= states
    assert Comment.objects.filter(parent__isnull=False).exists()


def test_moderators_find_each_kind_of_work(demo_site):
    waiting = Comment.objects.waiting()
    assert set(waiting.values_list("attention", flat=True)) == {*Attention} - {Attention.NONE}
    assert waiting.first().care_case.owner is None
    missing = [
        name
        for name, found in {
            "marked words": waiting.exclude(findings=[]).filter(findings__icontains="spans"),
            "a report with its words": Report.objects.open().exclude(explanation=""),
            "a note": CommentNote.objects.all(),
            "an earlier text": waiting.filter(revisions__isnull=False),
            "what only the machine has seen": Comment.objects.published().filter(approved_revision=None),
            "a confirmed address": Correspondent.objects.exclude(confirmed_at=None),
            "a pinned comment of the house": Comment.objects.filter(pk=F("thread__pinned"), by_staff=True),
            "a closed case": CareCase.objects.exclude(closed_at=None).filter(comment__care_open=False),
        }.items()
        if not found.exists()
    ]
    assert missing == []


def test_no_comment_was_decided_after_now_or_before_it_was_sent(demo_site):
    for event in ModerationEvent.objects.select_related("comment"):
        assert event.comment.submitted_at <= event.at <= timezone.now()


def test_the_counts_below_articles_are_right(demo_site):
    for thread in CommentThread.objects.recounted():
        counts = (thread.published_count, thread.pending_count)
        assert counts == (thread.published_recount, thread.pending_recount), thread


def test_two_published_articles_announce_and_label_their_paid_links(demo_site, client):
    pages = [client.get(page.url).content.decode() for page in HealthArticlePage.objects.live()]
    assert sum('data-disclosure="label"' in page for page in pages) == 2
    # The demonstration shows its general statement everywhere else.
    assert all('data-disclosure="notice"' in page for page in pages)


def test_products_pass_what_the_editor_is_asked_for(demo_site):
    blocks = [block for page in HealthArticlePage.objects.live() for block in page.body]
    products = [block for block in blocks if block.block_type.startswith("product")]
    assert {block.block_type for block in products} == {"product", "product_ranking"}
    for block in products:
        block.block.clean(block.value)


def test_a_product_shows_a_fresh_price_and_hides_an_old_one(demo_site, client):
    html = client.get(
        HealthArticlePage.objects.get(slug="home-blood-pressure-measurement").url
    ).content.decode()
    assert "USD 64.90" in html
    assert "69.00" not in html


def test_every_page_keeps_every_rule_about_paid_links(demo_site, client):
    for page in Page.objects.live().filter(depth__gt=1).specific():
        health = isinstance(page, HealthArticlePage)
        body = client.get(page.url).content.decode()
        verdicts = assess(Served(body, policy_for(page), address=page.url, health=health))
        assert [(page.slug, each) for each in verdicts if each.passed is False] == []


def test_links_of_the_site_lead_on(demo_site, client):
    for link in ManagedLink.objects.all():
        answer = client.get(link.get_absolute_url())
        assert (answer.status_code, answer["Location"]) == (302, link.targets.get().url)


def test_a_gift_is_told_above_the_text(demo_site, client):
    html = client.get(HealthArticlePage.objects.get(slug="cbt-i-for-insomnia").url).content.decode()
    assert "Emberline" in html.partition('data-disclosure="notice"')[2].partition("</div>")[0]


@pytest.mark.parametrize("login", LOGINS, ids=lambda login: login.username)
def test_each_login_gets_into_the_admin(login, demo_site, client):
    user = get_user_model().objects.get(username=login.username)
    assert user.check_password(PASSWORD)
    client.force_login(user)
    assert client.get("/admin/").status_code == 200


def test_the_pages_about_the_site_are_in_the_menus(demo_site, client):
    home = client.get("/").content.decode()
    for page in InfoPage.objects.live():
        assert page.url in home


def test_loading_twice_is_refused_with_the_way_on(demo_site):
    with pytest.raises(CommandError, match="make demo-reset"):
        call_command("load_demo")


def test_removing_it_leaves_nothing_but_the_record_of_reviews(demo_site, client):
    reviews = MedicalReview.objects.count()
    call_command("remove_demo", stdout=io.StringIO())
    left = [
        model.__name__
        for model in (
            HomePage,
            Person,
            Topic,
            Picture,
            Comment,
            BrandSettings,
            ManagedLink,
            DemonstrationRecord,
        )
        if model.objects.exists()
    ]
    assert left == []
    assert not get_user_model().objects.exists()
    assert MedicalReview.objects.count() == reviews


def test_removing_it_keeps_what_somebody_else_wrote(demo_site):
    home = HomePage.objects.get()
    mine = home.add_child(instance=InfoPage(title="Mine", slug="mine", body=[]))
    said = io.StringIO()
    call_command("remove_demo", stdout=said)
    assert list(Page.objects.filter(depth__gt=1).order_by("depth").values_list("pk", flat=True)) == [
        home.pk,
        mine.pk,
    ]
    assert "it holds pages which are not from the demonstration" in said.getvalue()
    assert not get_user_model().objects.filter(username="admin").exists()


def test_a_real_site_can_begin_where_the_demonstration_was(demo_site, client):
    call_command("remove_demo", stdout=io.StringIO())
    create_first_pages("Good Sleep")
    assert client.get("/").status_code == 200


@pytest.mark.django_db
def test_it_is_refused_under_production_settings(settings):
    settings.ALLOW_DEMO_CONTENT = False
    with pytest.raises(CommandError, match="passwords are public"):
        call_command("load_demo")
    with pytest.raises(CommandError, match="development settings"):
        call_command("demo", "--prepare-only")


@pytest.mark.django_db
def test_it_is_refused_on_a_site_that_has_content():
    create_first_pages("Good Sleep")
    with pytest.raises(CommandError, match="has content already"):
        call_command("load_demo")


@pytest.mark.django_db
def test_full_addresses_lead_to_the_port_of_the_demonstration():
    answer_at(8123)
    assert Site.objects.get().root_url == "http://localhost:8123"
