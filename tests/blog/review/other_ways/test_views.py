"""The screens of the ways past a signature: who gets in, what they say, what a refusal keeps."""

import pytest
from django.urls import reverse

from blog.review import clock, corrections
from blog.review.minor_edits import proposing
from blog.review.models import Correction, EmergencyReplacement, MinorEdit, MinorEditProposal
from blog.review.other_ways.dashboard import proposals_for
from tests.blog.review.conftest import live_body, root_of, sign
from tests.testapp.models import PlainPage, ReviewedPage

pytestmark = pytest.mark.django_db
ALL = ["minor_edit", "delete_and_correct", "corrections", "emergency", "withdraw"]


def at(name, page):
    return reverse(f"medical_review_admin:{name}", args=[page.pk])


@pytest.fixture
def as_editor(client, editor):
    client.force_login(editor)
    return client


@pytest.fixture
def second(make_user):
    return make_user("second", "Editors")


class TestDoor:
    @pytest.mark.parametrize("name", ALL)
    def test_strangers_stay_out(self, client, slips, make_user, name):
        client.force_login(make_user("stranger", "Reviewers"))
        assert client.get(at(name, slips)).status_code == 302

    @pytest.mark.parametrize("name", ["emergency", "withdraw"])
    def test_editors_need_a_role_for_the_rest(self, as_editor, slips, name):
        assert as_editor.get(at(name, slips)).status_code == 302

    def test_ungoverned_pages_and_aliases_have_none(self, as_editor, slips, site_root):
        plain = site_root.add_child(instance=PlainPage(title="x"))
        alias = slips.create_alias(update_slug="twin")
        for page in (plain, alias):
            assert as_editor.get(at("minor_edit", page)).status_code == 404

    def test_the_review_screen_names_what_this_user_may_do(
        self, as_editor, client, slips, reviewer, admin_user
    ):
        text = as_editor.get(at("review", slips)).text
        for name in ("minor_edit", "delete_and_correct", "corrections"):
            assert at(name, slips) in text
        for name in ("emergency", "withdraw"):
            assert at(name, slips) not in text
        client.force_login(reviewer.user)
        text = client.get(at("review", slips)).text
        assert at("withdraw", slips) in text
        assert at("delete_and_correct", slips) not in text
        client.force_login(admin_user)
        assert at("emergency", slips) in client.get(at("review", slips)).text

    def test_an_alias_is_sent_to_its_page(self, as_editor, slips):
        alias = slips.create_alias(update_slug="twin")
        assert "Other ways" not in as_editor.get(at("review", alias)).text


class TestMinorEdit:
    def propose(self, client, page, reason="typo", **data):
        data = {"action": "propose", "reason": reason, "explanation": "Mended.", "read": root_of(page)} | data
        return client.post(at("minor_edit", page), data, follow=True)

    def test_without_a_change_it_says_so(self, as_editor, slips):
        text = as_editor.get(at("minor_edit", slips)).text
        assert "the last saved draft says what readers see now" in text
        assert "it can be published as it stands" in text

    def test_the_kind_that_fits_is_chosen_and_the_change_shown(self, as_editor, slips, redraft):
        redraft(slips, ("Slep", "Sleep"))
        response = as_editor.get(at("minor_edit", slips))
        assert "<del>Slep</del>" in response.text
        assert response.context["chosen"] == "typo"
        assert response.text.count("does not fit what changed") == len(proposing.CHOICES) - 1

    def test_of_a_page_that_is_not_published_it_says_so(self, as_editor, page):
        text = as_editor.get(at("minor_edit", page)).text
        assert "The page is not published. A minor edit changes what readers see" in text

    def test_where_none_fits_it_names_the_words_and_the_way_on(self, as_editor, slips, redraft):
        redraft(slips, ("5 mg", "50 mg"))
        text = as_editor.get(at("minor_edit", slips)).text
        assert "“5” became “50”" in text
        assert "Request a medical review" in text

    def test_of_a_text_written_anew_it_names_some_and_counts_the_rest(self, as_editor, slips, redraft):
        redraft(slips, body="".join(f"<p>Take {number} mg.</p>" for number in range(12)))
        context = as_editor.get(at("minor_edit", slips)).context
        assert len(context["blocked"]) <= 9
        redraft(slips, body="<p>No, take 5 of one, 6 of two, 7 of ten.</p><p>8 a, 9 b, 10 c, 11 d, 12 e.</p>")
        assert as_editor.get(at("minor_edit", slips)).status_code == 200

    def test_proposed_and_agreed_to(self, as_editor, client, slips, redraft, second):
        redraft(slips, ("Slep", "Sleep"))
        assert "A second person must agree" in self.propose(as_editor, slips).text
        assert "somebody else must agree" in as_editor.get(at("minor_edit", slips)).text
        assert "A minor edit waits" in as_editor.get(at("review", slips)).text
        client.force_login(second)
        assert "Minor edits that wait for a second person" in client.get(reverse("wagtailadmin_home")).text
        assert "Agree and publish" in client.get(at("minor_edit", slips)).text
        response = client.post(at("minor_edit", slips), {"action": "accept"}, follow=True)
        assert "The signature still holds" in response.text
        assert "Sleep" in live_body(slips)

    def test_the_reviewer_agrees_without_any_permission(self, as_editor, client, slips, redraft, reviewer):
        redraft(slips, ("Slep", "Sleep"))
        self.propose(as_editor, slips)
        client.force_login(reviewer.user)
        assert at("minor_edit", slips) in client.get(reverse("wagtailadmin_home")).text
        client.post(at("minor_edit", slips), {"action": "accept"})
        assert MinorEdit.objects.get().second == reviewer.user

    def test_a_refusal_keeps_what_was_typed_and_names_the_new_text(self, as_editor, slips, redraft):
        redraft(slips, ("Slep", "Sleep"))
        response = self.propose(as_editor, slips, read="old", explanation="Spelling of sleep")
        assert "changed in the meantime" in response.text
        assert "Spelling of sleep" in response.text
        assert f'value="{root_of(slips)}"' in response.text
        assert not MinorEditProposal.objects.exists()

    def test_the_wrong_kind_is_refused_in_words(self, as_editor, slips, redraft):
        redraft(slips, ("Slep", "Sleep"))
        assert "Words were added" in self.propose(as_editor, slips, "formatting").text
        assert "This field is required" in self.propose(as_editor, slips, explanation="").text

    def test_the_proposer_gets_no_second_vote(self, as_editor, slips, redraft):
        redraft(slips, ("Slep", "Sleep"))
        self.propose(as_editor, slips)
        response = as_editor.post(at("minor_edit", slips), {"action": "accept"})
        assert "You proposed this yourself" in response.text
        assert "Slep " in live_body(slips)

    def test_declined_only_with_a_reason(self, as_editor, client, slips, redraft, second):
        redraft(slips, ("Slep", "Sleep"))
        self.propose(as_editor, slips)
        client.force_login(second)
        assert "This field is required" in client.post(at("minor_edit", slips), {"action": "decline"}).text
        client.post(at("minor_edit", slips), {"action": "decline", "why": "No."})
        assert not MinorEditProposal.objects.open().exists()
        assert "Minor edits that wait" not in client.get(reverse("wagtailadmin_home")).text

    def test_an_unknown_or_late_answer_shows_the_screen(self, as_editor, slips):
        for action in ("accept", "nonsense"):
            assert as_editor.post(at("minor_edit", slips), {"action": action}).status_code == 200

    def test_reviewers_who_may_not_edit_do_not_propose(self, client, slips, redraft, reviewer):
        redraft(slips, ("Slep", "Sleep"))
        client.force_login(reviewer.user)
        self.propose(client, slips)
        assert not MinorEditProposal.objects.exists()

    @pytest.mark.site
    def test_a_dead_link_that_pays_nobody_is_published_at_once(self, as_editor, slips, redraft):
        copy = "https://web.archive.org/web/20240102030405/https://who.int/sleep?a=1"
        redraft(slips, ("https://who.int/sleep?a=1", copy))
        assert "needs no second person" in self.propose(as_editor, slips, "archived_link").text
        assert copy in live_body(slips)

    @pytest.mark.site
    def test_one_that_pays_waits(self, as_editor, make_page, redraft):
        shop = "https://www.amazon.com/dp/B000000000?tag=me-20"
        page = make_page(body=f'<p>See <a href="{shop}">this</a>.</p>', published=True)
        redraft(page, (shop, f"https://web.archive.org/web/20240102030405/{shop}"))
        assert "A second person must agree" in self.propose(as_editor, page, "archived_link").text


class TestDelete:
    def test_deleted_and_corrected(self, as_editor, slips, redraft):
        redraft(slips, ("<p>Take 5 mg.</p>", ""))
        page = as_editor.get(at("delete_and_correct", slips))
        assert "taken off the page at once" in page.text
        data = {"wrong": "The dose.", "changed": "Taken out.", "read": root_of(slips)}
        response = as_editor.post(at("delete_and_correct", slips), data, follow=True)
        assert "The correction is public." in response.text
        assert "5 mg" not in live_body(slips)
        assert Correction.objects.get().wrong == "The dose."

    def test_more_than_a_deletion_is_refused_before_anything_is_typed(self, as_editor, slips, redraft):
        redraft(slips, ("5 mg", "50 mg"))
        response = as_editor.get(at("delete_and_correct", slips))
        assert "more than deleted blocks" in response.text
        assert "What was wrong" not in response.text


class TestCorrections:
    def test_listed_and_added(self, as_editor, slips, editor):
        assert "None yet." in as_editor.get(at("corrections", slips)).text
        data = {"wrong": "It said 50.", "changed": "It says 5."}
        response = as_editor.post(at("corrections", slips), data, follow=True)
        assert "It said 50." in response.text
        assert corrections.of_page(slips).get().published_by == editor

    def test_not_by_those_who_may_not_publish(self, client, slips, reviewer):
        client.force_login(reviewer.user)
        assert "Only somebody who may publish" in client.get(at("corrections", slips)).text
        client.post(at("corrections", slips), {"wrong": "a", "changed": "b"})
        assert not Correction.objects.exists()

    def test_not_where_nothing_is_live(self, as_editor, page):
        assert "readers would not see" in as_editor.get(at("corrections", page)).text


class TestEmergency:
    def test_what_follows_is_said_and_confirmed(self, admin_client, slips, redraft):
        redraft(slips, ("Take 5 mg.", "Take none."))
        text = admin_client.get(at("emergency", slips)).text
        assert "The old text does not come back." in text
        assert "<ins>none.</ins>" in text
        data = {"reason": "It kills.", "read": root_of(slips)}
        assert "request a medical review" in admin_client.post(at("emergency", slips), data).text
        assert not EmergencyReplacement.objects.exists()
        response = admin_client.post(at("emergency", slips), data | {"confirm": "on"}, follow=True)
        assert "a reviewer must have signed the new text" in response.text
        assert "Take none." in live_body(slips)

    def test_without_a_change_there_is_no_form(self, admin_client, slips):
        text = admin_client.get(at("emergency", slips)).text
        assert "The draft says the same" in text
        assert "Replace the published text now" not in text


class TestWithdrawal:
    DATA = {"reason": "New evidence.", "confirm": "on"}

    def test_taken_back_and_gone(self, client, slips, reviewer):
        client.force_login(reviewer.user)
        assert "no longer approve" in client.get(at("withdraw", slips)).text
        response = client.post(at("withdraw", slips), self.DATA, follow=True)
        assert "the page was taken off the site" in response.text
        assert not ReviewedPage.objects.get(pk=slips.pk).live
        assert client.get(at("withdraw", slips)).status_code == 302

    def test_taken_back_while_others_remain(self, client, slips, reviewer, make_person):
        other = make_person("Ben")
        sign(slips, other)
        client.force_login(reviewer.user)
        response = client.post(at("withdraw", slips), self.DATA, follow=True)
        assert "Other signatures remain" in response.text
        assert ReviewedPage.objects.get(pk=slips.pk).live

    def test_not_without_a_reason_and_a_tick(self, client, slips, reviewer):
        client.force_login(reviewer.user)
        text = client.post(at("withdraw", slips), {}).text
        assert "Tick this to take your approval back." in text
        assert ReviewedPage.objects.get(pk=slips.pk).live


def test_the_history_of_the_page_says_what_happened(as_editor, slips, redraft, editor, second):
    redraft(slips, ("Slep", "Sleep"))
    proposal = proposing.propose(slips, editor, "typo", "Mended.", read=root_of(slips), now=clock.now())
    proposing.accept(proposal, second, now=clock.now())
    text = as_editor.get(reverse("wagtailadmin_pages:history", args=[slips.pk])).text
    assert "Minor edit without a new signature: Typing mistake Mended." in text


def test_the_dashboard_asks_little(client, slips, redraft, editor, second, django_assert_max_num_queries):
    redraft(slips, ("Slep", "Sleep"))
    proposing.propose(slips, editor, "typo", "Mended.", read=root_of(slips), now=clock.now())
    with django_assert_max_num_queries(16):
        assert len(proposals_for(second)) == 1
