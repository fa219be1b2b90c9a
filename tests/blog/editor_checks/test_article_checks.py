"""The checks on an article: a good one is left alone, each fault is found at its place."""

from datetime import date, timedelta

import pytest
from django.utils import timezone

from blog.editor_checks import wording
from blog.people.models import Credential, DeclaredInterest
from blog.review.editor_checks.registry import Severity, checks_for
from blog.review.editor_checks.running import findings_of
from blog.review.models import ReviewPolicy
from disclosures.models import DisclosureSettings

pytestmark = pytest.mark.site
TEXT = "<p>Ten minutes of walking after a meal help [1].</p>"
PAID = "https://www.amazon.com/dp/B000000001?tag=candour-20"


@pytest.fixture
def article(write, author):
    DeclaredInterest.objects.create(person=author, statement="None", declared_on=timezone.localdate())
    return write()


def found(page):
    return findings_of(page, timezone.now())


def names(page):
    findings = found(page)
    return {each.check.name for each in (*findings.blocking, *findings.warnings)}


def body(page, *blocks):
    page.body = [("paragraph", TEXT), *blocks]


def product(kind, address=PAID):
    return ("product", {"name": "Pills", "kind": kind, "merchants": [{"name": "Shop", "address": address}]})


def test_a_good_article_has_nothing_in_its_way(article):
    assert found(article).all == ()


def test_each_check_says_why(article):
    checks = list(checks_for(type(article)))
    assert len(checks) >= 17
    assert all(str(check.title) and len(str(check.why)) > 30 for check in checks)


def test_a_page_with_much_in_it_costs_no_more_queries(article, django_assert_max_num_queries):
    body(article, *[product("supplement"), ("paragraph", "<p>It cures gout. Call 988.</p>")] * 5)
    article.disclosure_connections = [("connection", {"kind": "gift", "who": "Lamps", "what": ""})]
    with django_assert_max_num_queries(14):
        assert found(article).count > 5


class TestPeople:
    def test_nobody_in_the_byline(self, article):
        article.authors = []
        (finding,) = found(article).blocking
        assert (finding.check.name, finding.remark.field) == ("author_named", "authors")

    @pytest.mark.parametrize(("age", "count"), [(364, 0), (370, 1)])
    def test_interests_count_for_twelve_months(self, article, author, age, count):
        author.interests.update(declared_on=timezone.localdate() - timedelta(days=age))
        assert len(found(article).blocking) == count

    def test_the_reviewer_has_to_declare_them_too(self, article, reviewer):
        reviewer.interests.all().delete()
        (finding,) = found(article).blocking
        assert finding.remark.field == "assigned_reviewer"
        assert "Bo Lind" in finding.remark.message

    def test_a_draft_without_a_reviewer_is_not_blamed_for_one(self, article):
        article.assigned_reviewer = None
        assert names(article) == set()

    def test_impossible_dates_of_papers(self, article, author, reviewer):
        Credential.objects.filter(person=reviewer).update(
            valid_from=date(2020, 1, 1), valid_until=date(2019, 1, 1)
        )
        DeclaredInterest.objects.create(
            person=author, statement="None", declared_on=timezone.localdate() + timedelta(days=2)
        )
        assert [each.check.name for each in found(article).blocking] == ["dates_of_people"] * 2

    @pytest.mark.parametrize(("age", "warned"), [(180, False), (181, True)])
    def test_registers_are_looked_at_twice_a_year(self, article, reviewer, age, warned):
        reviewer.credentials.update(
            register_url="https://register.example/1", checked_on=timezone.localdate() - timedelta(days=age)
        )
        assert ("registers_looked_at" in names(article)) is warned


class TestDates:
    @pytest.mark.parametrize(
        ("fields", "field"),
        [
            ({"go_live_at": 5, "expire_at": 3}, "expire_at"),
            ({"expire_at": -1}, "expire_at"),
            ({"disclosure_off_until": -1}, "disclosure_off_until"),
            ({"claims_checked_on": 1}, "claims_checked_on"),
        ],
    )
    def test_what_cannot_be_is_said(self, article, fields, field):
        for name, days in fields.items():
            moment = timezone.now() + timedelta(days=days)
            setattr(article, name, moment if name.endswith("_at") else timezone.localdate(moment))
        (finding,) = found(article).blocking
        assert (finding.check.name, finding.remark.field) == ("dates_in_order", field)

    def test_an_ordinary_schedule_is_fine(self, article):
        article.go_live_at = timezone.now() + timedelta(days=1)
        article.expire_at = timezone.now() + timedelta(days=9)
        assert names(article) == set()

    def test_a_reference_from_the_future(self, article):
        article.references = [("reference", {"title": "Soon", "year": timezone.localdate().year + 2})]
        assert [each.check.name for each in found(article).blocking] == ["dates_in_order"]


class TestSources:
    def test_there_must_be_one(self, article):
        article.references = []
        assert {each.check.name for each in found(article).blocking} == {
            "references_given",
            "markers_resolved",
        }

    def test_a_number_without_a_source_leads_to_its_block(self, article):
        body(article, ("key_points", {"points": ["Walk [2, 7]."]}))
        messages = [each.remark.message for each in found(article).blocking]
        assert [message[:25] for message in messages] == [
            "There is no reference [2]",
            "There is no reference [7]",
        ]

    def test_a_source_that_nobody_names(self, article):
        article.references = [("reference", {"title": "One"}), ("reference", {"title": "Two"})]
        (finding,) = found(article).warnings
        assert (finding.check.name, finding.remark.quote) == ("references_used", "Two")

    @pytest.mark.parametrize(("years", "warned"), [(10, False), (11, True)])
    def test_an_old_source(self, article, years, warned):
        article.references = [("reference", {"title": "Old", "year": timezone.localdate().year - years})]
        assert (names(article) == {"references_recent"}) is warned

    def test_how_old_is_the_policys(self, article):
        ReviewPolicy.objects.create(reference_years=3)
        article.references = [("reference", {"title": "Old", "year": timezone.localdate().year - 5})]
        assert names(article) == {"references_recent"}

    def test_claims_are_looked_for_where_a_number_can_stand(self, article):
        article.title = "It prevents falls"
        body(
            article,
            ("heading", {"text": "Walking prevents falls", "anchor": "x"}),
            ("paragraph", "<p>It cures gout.</p>"),
        )
        (finding,) = found(article).warnings
        assert (finding.check.name, finding.remark.quote) == ("claims_cited", "It cures gout.")

    def test_a_bare_percentage(self, article):
        article.summary = "The risk was 50 % lower."
        (finding,) = found(article).warnings
        assert (finding.check.name, finding.remark.field) == ("percentages_with_base", "summary")


class TestMoney:
    @pytest.mark.parametrize(
        "said",
        [
            "This post is sponsored by Lamps Inc.",
            "A paid partnership with Lamps Inc.",
            "We were sent the lamp free of charge.",
            "A new lamp #ad",
            "[Anzeige] Eine Lampe.",
            "Dieser Beitrag entstand in Zusammenarbeit mit Lampen AG.",
            "Die Lampe wurde uns kostenlos zur Verfügung gestellt.",
        ],
    )
    def test_what_the_text_says_must_be_declared(self, article, said):
        body(article, ("paragraph", f"<p>{said}</p>"))
        (finding,) = found(article).blocking
        assert (finding.check.name, finding.remark.field) == ("sponsoring_labelled", "disclosure_connections")
        article.disclosure_connections = [("connection", {"kind": "sponsored", "who": "Lamps", "what": ""})]
        assert found(article).blocking == []

    @pytest.mark.parametrize(
        "said",
        [
            "The trial was sponsored by a foundation.",
            "An ad is not a source.",
            "A partnership of two clinics.",
        ],
    )
    def test_other_money_is_none_of_it(self, article, said):
        body(article, ("paragraph", f"<p>{said}</p>"))
        assert found(article).blocking == []

    def test_a_declaration_names_who_pays(self, article):
        article.disclosure_connections = [("connection", {"kind": "gift", "who": "", "what": ""})]
        assert [each.check.name for each in found(article).blocking] == ["sponsoring_labelled"]

    def test_readers_are_told_in_their_language(self, article):
        article.locale.language_code = "fi"
        article.disclosure_wholly_commercial = True
        assert "sponsoring_labelled" in names(article)

    @pytest.mark.parametrize(
        ("jurisdiction", "kind", "address", "stopped"),
        [
            ("UK", "supplement", PAID, True),
            ("DE", "medicine", PAID, True),
            ("UK", "prescription", PAID, True),
            ("UK", "book", PAID, False),
            ("UK", "medicine", "https://example.org/", False),
            ("US", "medicine", PAID, False),
        ],
    )
    def test_no_paid_medicine_beside_a_reviewer(self, article, jurisdiction, kind, address, stopped):
        DisclosureSettings.objects.create(site=article.get_site(), jurisdiction=jurisdiction)
        body(article, product(kind, address), ("quote", {"text": "Walk.", "attribution": ""}))
        assert ("no_paid_endorsement" in names(article)) is stopped

    def test_nor_in_a_ranking(self, article):
        DisclosureSettings.objects.create(site=article.get_site(), jurisdiction="UK")
        ranking = {"title": "Best", "basis": "Price", "products": [product("medicine")[1]]}
        body(article, ("product_ranking", ranking))
        assert "no_paid_endorsement" in names(article)


class TestWords:
    def test_a_crisis_number_is_stopped(self, article):
        body(article, ("care_card", {"level": "emergency", "title": "Call 988", "text": ""}))
        (finding,) = found(article).blocking
        assert (finding.check.name, finding.remark.label.split()[-1]) == (
            "crisis_numbers_from_registry",
            "Title",
        )

    def test_words_on_suicide_are_a_safety_warning(self, article):
        body(article, ("paragraph", "<p>First. He committed suicide.</p><p>Last.</p>"))
        (finding,) = found(article).warnings
        assert (finding.severity, finding.remark.quote) == (Severity.SAFETY, "First. He committed suicide.")

    def test_an_old_list_of_numbers_is_said_where_it_matters(self, article, monkeypatch):
        monkeypatch.setattr(wording, "listed_on", lambda: date(2020, 1, 1))
        assert names(article) == set()
        body(article, ("paragraph", "<p>Suicide is rare.</p>"))
        assert names(article) == {"crisis_list_recent"}

    def test_hard_text_names_formula_target_and_the_hardest_passage(self, article):
        hard = "Individualised cardiovascular rehabilitation demonstrably ameliorates functional capacity. "
        easy = "The dog ran to the park and sat in the sun. "
        body(article, ("paragraph", f"<p>{easy * 4}</p>"), ("paragraph", f"<p>{hard * 12}</p>"))
        (finding,) = found(article).warnings
        assert "Flesch-Kincaid); the target is 9" in finding.remark.message
        assert finding.remark.quote.startswith("Individualised")

    def test_another_language_is_not_judged_and_that_is_said(self, article):
        article.locale.language_code = "fr"
        assert len(found(article).notes) == 2
        assert found(article).count == 0


def test_references_are_no_text(article):
    title = "Call 988: he committed suicide, risk was 50 % lower, sponsored post"
    article.references = [("reference", {"title": title})]
    assert names(article) == set()
