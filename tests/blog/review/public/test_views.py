"""What anybody can read of a page's past, and what nobody can."""

import hashlib
import json
from datetime import timedelta

import pytest
import time_machine
from django.contrib.auth.models import Group
from django.db import connection, models
from django.test import RequestFactory
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from wagtail import hooks
from wagtail.models import PageViewRestriction

from blog.review import clock, gate, signing
from blog.review.grounds import Outcome
from blog.review.models import Correction, MedicalReview, Publication, Suggestion
from blog.review.public import views
from blog.review.public.reading import reading_of
from blog.review.withdrawn_approval import withdraw_approval
from tests.blog.review.conftest import sign
from tests.blog.review.public.conftest import emergency, fresh, minor_edit, rewrite
from tests.testapp.models import PlainPage, ReviewedPage

pytestmark = pytest.mark.django_db


def address(name, page, *more):
    return reverse(f"medical_review:{name}", args=[page.pk, *more])


def first_version(page):
    return Publication.objects.filter(page=page.pk).order_by("pk").first()


def every_address(page):
    version = first_version(page)
    number = version.pk if version else 1
    return [
        address("history", page),
        address("payload", page),
        address("version", page, number),
        address("version_payload", page, number),
    ]


class TestHistory:
    def test_it_lists_what_happened_the_newest_first_and_what_it_changed(self, client, with_past):
        html = client.get(address("history", with_past)).text
        events = [
            "Small correction: Typing mistake",
            "New text published",
            "Reviewed and approved by Ana Ruiz, MD",
            "Text replaced for safety, without a review",
            "First published",
            "Reviewed and approved by Ana Ruiz, MD",
        ]
        places = []
        for event in events:
            places.append(html.index(event, places[-1] + 1 if places else 0))
        assert places == sorted(places)
        assert "The dose was wrong." in html
        assert "<del>dayly.</del><ins>daily.</ins>" in html
        assert "<del>50</del><ins>2</ins>" in html
        assert html.count("replaced because it was wrong") == 1
        # Editors act for the site: they are not named.
        assert "secret" not in html
        assert "accepted by a second person" in html

    def test_an_exemption_without_a_second_person_says_so(self, client, published):
        minor_edit(published, "<p>Take 5 mg</p>", "archived_link", second_name="")
        assert "needs no second person" in client.get(address("history", published)).text

    def test_corrections_and_accepted_suggestions_are_listed(self, client, published, reviewer):
        Correction.objects.create(
            page=published, wrong="It said 50 mg.", changed="Now 5 mg.", published_at=clock.now(),
            published_by_name="secret",
        )  # fmt: skip
        for resolution in ("accepted", "declined"):
            Suggestion.objects.create(
                page=published, reviewer=reviewer, reviewer_name=f"{resolution} Ruiz", place={}, label="Body",
                before="a", after="b", made_at=clock.now(), resolution=resolution, resolved_at=clock.now(),
            )  # fmt: skip
        rewrite(published, "<p>Take 5 mg now.</p>")
        html = client.get(address("history", published)).text
        assert "It said 50 mg." in html
        assert "Words suggested by accepted Ruiz" in html
        assert "declined Ruiz" not in html
        assert "secret" not in html

    def test_what_happened_to_drafts_is_not_listed(self, client, published, reviewer):
        draft = fresh(published)
        draft.body = "<p>Unpublished draft.</p>"
        signing.request_changes(draft, reviewer, statement="Too harsh.", signed_by=reviewer.user)
        sign(draft)
        html = client.get(address("history", published)).text
        assert "asked for changes" not in html
        assert html.count("Reviewed and approved") == 1
        assert "Unpublished" not in html

    def test_a_wish_for_changes_to_the_live_text_is_listed_without_its_words(
        self, client, published, reviewer
    ):
        signing.request_changes(
            published, reviewer, statement="Words to the editor.", signed_by=reviewer.user
        )
        html = client.get(address("history", published)).text
        assert "asked for changes" in html
        assert "Words to the editor" not in html

    def test_a_withdrawn_page_says_so_and_shows_no_text(self, client, with_past):
        with_past.unpublish()
        html = client.get(address("history", with_past)).text
        assert "This page was withdrawn" in html
        assert "Taken off the site" in html
        for absent in ("5 mg", "dayly", "50 mg", "versions/"):
            assert absent not in html

    def test_a_withdrawal_is_one_event_with_its_reason(self, client, published):
        published.unpublish()
        gate.record(published, Outcome("withdrawn", "", None, reason="Recalled."))
        html = client.get(address("history", published)).text
        assert html.count("Taken off the site") == 1
        assert "Recalled." in html

    def test_a_reviewer_who_takes_the_approval_back_is_named_with_the_reason(
        self, client, published, reviewer
    ):
        withdraw_approval(published, reviewer, "A new study.", signed_by=reviewer.user, now=clock.now())
        html = client.get(address("history", published)).text
        assert "Ana Ruiz, MD withdrew the approval" in " ".join(html.split())
        assert "A new study." in html
        assert html.count("Taken off the site") == 1
        assert "5 mg" not in html

    def test_a_page_that_came_back_says_so(self, client, published):
        published.unpublish()
        fresh(published).save_revision().publish()
        html = client.get(address("history", published)).text
        assert "Published again, unchanged" in html
        assert "Taken off the site" in html

    def test_a_text_changed_behind_the_gate_says_so(self, client, published):
        current = Publication.objects.current(published.pk)
        Publication.objects.create(
            page=published, basis="signed", digest="x", review=current.review, since=clock.now()
        )
        assert "Changed without a review" in client.get(address("history", published)).text

    def test_an_older_article_says_so(self, client, page):
        Publication.objects.create(
            page=page, basis="transition", digest="x", payload={"content": {}}, since=clock.now()
        )
        ReviewedPage.objects.filter(pk=page.pk).update(live=True)
        assert "Older article, not reviewed" in client.get(address("history", page)).text

    def test_a_withdrawn_approval_is_listed_with_its_reason(self, client, published):
        review = Publication.objects.current(published.pk).review
        review.pk, review._state.adding = None, True
        review.decision, review.statement, review.payload = "withdrawn", "A new study.", {}
        review.save()
        html = client.get(address("history", published)).text
        assert "withdrew the approval" in html
        assert "A new study." in html

    def test_long_histories_come_in_pages_and_cost_the_same(self, client, published, monkeypatch):
        monkeypatch.setattr(views, "ENTRIES_ON_A_PAGE", 3)
        rewrite(published, "<p>Take 6 mg.</p>")
        queries = cost(client, address("history", published))
        assert queries <= 16
        assert cost(client, address("version", published, first_version(published).pk)) <= 14
        assert cost(client, address("payload", published)) <= 14
        assert "Older entries" in client.get(address("history", published)).text
        rewrite(published, "<p>Another</p>")
        assert cost(client, address("history", published)) == queries
        last = client.get(address("history", published) + "?page=99").text
        assert "Newer entries" in last
        assert "First published" in last
        assert client.get(address("history", published) + "?page=x").status_code == 200

    def test_a_text_is_escaped(self, client, make_page):
        page = make_page(title="<script>alert(1)</script>", published=True)
        rewrite(page, "<p>&lt;script&gt;alert(2)&lt;/script&gt;</p>")
        assert "<script>alert" not in client.get(address("history", page)).text


def cost(client, url):
    client.get(url)
    with CaptureQueriesContext(connection) as queries:
        assert client.get(url).status_code == 200
    return len(queries)


class TestVersions:
    def test_an_old_text_stays_readable_and_says_that_it_is_old(self, client, with_past):
        rewrite(with_past, "<p>New.</p>")
        publications = Publication.objects.filter(page=with_past.pk).order_by("pk")
        signed = publications.filter(basis="signed")[1]
        response = client.get(address("version", with_past, signed.pk))
        assert "Take 5 mg dayly." in response.text
        assert "It is out of date" in response.text
        assert f'href="{with_past.url}"' in response.text
        assert "Medically reviewed" not in response.text
        assert response["X-Robots-Tag"] == "noindex"
        assert '<meta name="robots" content="noindex">' in response.text

    def test_a_text_that_was_wrong_is_folded_behind_a_warning(self, client, with_past):
        html = client.get(address("version", with_past, first_version(with_past).pk)).text
        warning, text = html.index("Do not follow it"), html.index("Take 50 mg.")
        assert html.index("<details") < warning < text < html.index("</details>")

    def test_a_text_shortened_by_a_deletion_is_folded_too(self, client, published):
        minor_edit(published, "", "deletion")
        html = client.get(address("version", published, first_version(published).pk)).text
        assert html.index("<details") < html.index("Take 5 mg.")

    def test_the_newest_text_says_that_it_is_the_present_one(self, client, published):
        html = client.get(address("version", published, first_version(published).pk)).text
        assert "the present version" in html
        assert "out of date" not in html

    def test_revisions_are_not_needed(self, client, published):
        rewrite(published, "<p>New.</p>")
        published.revisions.all().delete()
        assert "Take 5 mg." in client.get(address("version", published, first_version(published).pk)).text

    def test_a_text_that_was_not_recorded_says_so(self, client, published):
        current = Publication.objects.current(published.pk)
        row = Publication.objects.create(
            page=published, basis="signed", digest="x", review=current.review, since=clock.now()
        )
        assert "were not recorded" in client.get(address("version", published, row.pk)).text
        assert client.get(address("version_payload", published, row.pk)).json()["payload"] is None

    def test_versions_of_other_pages_are_not_found(self, client, published, make_page):
        other = make_page(title="Other", body="<p>Other.</p>", published=True)
        for name in ("version", "version_payload"):
            assert client.get(address(name, published, first_version(other).pk)).status_code == 404
            assert client.get(address(name, published, 10**25)).status_code == 404

    def test_links_lead_nowhere(self, client, make_page):
        page = make_page(body='<p>See <a href="https://amzn.to/x?tag=me-20">this</a>.</p>', published=True)
        html = client.get(address("version", page, first_version(page).pk)).text
        assert "See this." in html
        assert "amzn" not in html


class TestPayload:
    def test_anybody_can_compute_the_digest(self, client, with_past):
        told = client.get(address("payload", with_past)).json()
        text = json.dumps(told["payload"], sort_keys=True, separators=(",", ":"), ensure_ascii=False)
        assert hashlib.sha256(text.encode()).hexdigest() == told["digest"]
        assert told["digest"] == Publication.objects.current(with_past.pk).digest
        assert told["payload"]["content"]["body"] == {"html": "<p>Take 5 mg daily.</p>"}
        assert told["reviewer"] == "Ana Ruiz, MD"
        assert told["signed_on"] == clock.day_of(clock.now()).isoformat()

        # Each version has its own.
        for row in Publication.objects.filter(page=with_past.pk):
            told = client.get(address("version_payload", with_past, row.pk)).json()
            text = json.dumps(told["payload"], sort_keys=True, separators=(",", ":"), ensure_ascii=False)
            assert hashlib.sha256(text.encode()).hexdigest() == told["digest"] == row.digest

    def test_an_unsigned_text_names_nobody(self, client, published):
        emergency(published)
        told = client.get(address("payload", published)).json()
        assert (told["basis"], told["reviewer"], told["reviews"]) == ("emergency", None, [])
        assert told["until"]

    def test_a_refused_text_names_nobody_as_its_reviewer(self, client, published, reviewer):
        current = Publication.objects.current(published.pk)
        signing.request_changes(published, reviewer, statement="No.", signed_by=reviewer.user)
        gate.renew(published, MedicalReview.objects.of_page(published.pk).first())
        told = client.get(address("payload", published)).json()
        assert (told["reviewer"], told["digest"]) == (None, current.digest)
        assert told["reviews"][0]["decision"] == "changes_requested"
        assert "No." not in json.dumps(told)

    def test_programs_of_other_sites_may_read_it_and_no_search_engine_lists_it(self, client, published):
        response = client.get(address("payload", published))
        assert response["Access-Control-Allow-Origin"] == "*"
        assert response["X-Robots-Tag"] == "noindex"
        assert "public" in response["Cache-Control"]

    def test_of_a_withdrawn_page_only_that_and_why(self, client, published):
        published.unpublish()
        response = client.get(address("payload", published))
        assert response.status_code == 410
        assert "5 mg" not in response.text

    def test_what_other_apps_say_comes_first(self, client, published):
        with hooks.register_temporarily("medical_review_notice", lambda texts, page, request: "Paid!"):
            assert next(iter(client.get(address("payload", published)).json())) == "notice"
            assert "Paid!" in client.get(address("version", published, first_version(published).pk)).text

    @pytest.mark.skipif(
        "connection.vendor == 'postgresql'", reason="PostgreSQL does not store half a character"
    )
    def test_half_a_character_in_a_text_is_no_server_error(self, client, published):
        review = Publication.objects.current(published.pk).review
        review.payload["content"]["title"] = "\ud83d"
        models.QuerySet(MedicalReview).filter(pk=review.pk).update(payload=review.payload)
        assert client.get(address("payload", published)).status_code == 200


class TestDoors:
    def test_what_was_never_published_is_not_found(self, client, page):
        assert {client.get(url).status_code for url in every_address(page)} == {404}

    def test_neither_is_a_signed_draft(self, client, page):
        sign(page)
        assert client.get(address("history", page)).status_code == 404
        assert client.get(address("payload", page)).status_code == 404

    def test_pages_that_are_not_governed_or_not_there_are_not_found(self, client, site_root, published):
        plain = site_root.add_child(instance=PlainPage(title="News"))
        for number in (plain.pk, 987654, 10**25):
            assert client.get(reverse("medical_review:history", args=[number])).status_code == 404
        published.delete()
        assert client.get(address("history", ReviewedPage(pk=published.pk or 1))).status_code == 404

    def test_a_door_of_the_page_closes_all_of_it(self, client, published):
        for kind in ("password", "login", "groups"):
            restriction = PageViewRestriction.objects.create(
                page=published.get_parent(), restriction_type=kind, password="open sesame"
            )
            restriction.groups.set(Group.objects.all()[:1])
            for url in every_address(published):
                response = client.get(url)
                for secret in ("5 mg", "Ana Ruiz", "First published"):
                    assert secret not in response.text
                assert "public" not in response.get("Cache-Control", "")
            assert client.get(address("payload", published)).status_code == 403
            restriction.delete()

    def test_who_may_read_the_page_may_read_its_past(self, client, published, editor):
        PageViewRestriction.objects.create(page=published, restriction_type="login")
        client.force_login(editor)
        for url in every_address(published):
            response = client.get(url)
            assert response.status_code == 200
            assert "no-store" in response["Cache-Control"]

    def test_while_observing_a_page_without_a_permission_has_no_history(self, client, page, settings):
        settings.MEDICAL_REVIEW_MODE = "observe"
        ReviewedPage.objects.filter(pk=page.pk).update(live=True)
        assert client.get(address("history", page)).status_code == 404

    def test_a_permission_that_is_over_shows_no_text(self, client, published):
        emergency(published)
        with time_machine.travel(clock.now() + timedelta(days=4), tick=False):
            assert "This page was withdrawn" in client.get(address("history", published)).text
            assert client.get(address("payload", published)).status_code == 410
            response = client.get(address("version", published, first_version(published).pk))
            assert response.status_code == 302

    def test_an_alias_leads_to_its_source(self, client, published):
        alias = published.create_alias(update_slug="alias")
        assert client.get(address("history", alias)).url == address("history", published)
        assert client.get(address("payload", alias)).url == address("payload", published)

    def test_caches_may_keep_all_of_it(self, client, published):
        for url in every_address(published):
            response = client.get(url)
            assert response.status_code == 200
            assert not response.cookies
            assert "cookie" not in response.get("Vary", "").lower()
            assert client.get(url, headers={"if-none-match": response["ETag"]}).status_code == 304

    def test_there_is_one_address_in_the_language_of_the_page(self, published):
        response = views.history(RequestFactory().get("/elsewhere/"), published.pk)
        assert (response.status_code, response.url) == (301, address("history", published))

    def test_a_site_without_these_addresses_has_no_links_to_them(self, published, settings):
        settings.ROOT_URLCONF = "wagtail.urls"
        assert reading_of(fresh(published), None).history_address == ""

    def test_nothing_is_taken(self, client, published):
        assert client.post(address("history", published)).status_code == 405
