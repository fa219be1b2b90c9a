"""What an editor meets in the admin: nothing typed is lost, and every refusal says what is missing and leads on."""

import re

import pytest
from django.contrib.auth.models import Group, Permission
from django.urls import reverse
from wagtail.models import GroupApprovalTask, GroupPagePermission, Page, PageLogEntry, Workflow, WorkflowTask
from wagtail.models.pages import PagePermissionTester
from wagtail.test.utils.form_data import nested_form_data, rich_text, streamfield

from blog.review.doors import REQUEST_ACTION
from blog.review.models import ReviewRequest
from blog.review.signing import request_changes, request_review
from tests.blog.review.conftest import sign
from tests.testapp.models import PlainPage, ReviewedPage

pytestmark = pytest.mark.django_db


@pytest.fixture
def admin(client, admin_user):
    client.force_login(admin_user)
    return client


def form(reviewer=None, title="Sleep", body="<p>Take 5 mg.</p>", **more):
    data = {
        "title": title,
        "slug": "sleep",
        "body": rich_text(body),
        "assigned_reviewer": reviewer.pk if reviewer else "",
        "comments-TOTAL_FORMS": 0,
        "comments-INITIAL_FORMS": 0,
        "comments-MIN_NUM_FORMS": 0,
        "comments-MAX_NUM_FORMS": "",
    }
    return nested_form_data(data | more)


def create(client, parent, **data):
    address = reverse("wagtailadmin_pages:add", args=("testapp", "reviewedpage", parent.pk))
    return client.post(address, form(**data), follow=True)


def edit(client, page, **data):
    return client.post(reverse("wagtailadmin_pages:edit", args=[page.pk]), form(**data), follow=True)


def draft_of(page):
    """The text of the draft, without the keys that the editor gives to paragraphs."""
    return re.sub(' data-block-key="[^"]*"', "", page.get_latest_revision_as_object().body)


PUBLISH = {"action-publish": "1"}


class TestCreateAndPublish:
    def test_the_text_is_kept_as_a_draft_and_the_message_says_what_is_missing(
        self, admin, site_root, reviewer
    ):
        response = create(admin, site_root, reviewer=reviewer, **PUBLISH)
        page = ReviewedPage.objects.get()
        assert (page.live, draft_of(page)) == (False, "<p>Take 5 mg.</p>")
        assert response.redirect_chain[-1][0] == reverse("wagtailadmin_pages:edit", args=[page.pk])
        assert "Saved as a draft, not published." in response.text
        assert "no reviewer has signed this text yet" in response.text
        assert f"/admin/medical-review/{page.pk}/" in response.text

    def test_without_a_reviewer_the_form_says_so(self, admin, site_root):
        response = create(admin, site_root, **PUBLISH)
        assert "This field is required." in response.text
        assert not ReviewedPage.objects.exists()

    def test_a_draft_needs_no_reviewer(self, admin, site_root):
        create(admin, site_root)
        assert ReviewedPage.objects.get().assigned_reviewer is None

    def test_saving_with_the_request_asks_the_reviewer(self, admin, site_root, reviewer):
        response = create(admin, site_root, reviewer=reviewer, **{REQUEST_ACTION: "1"})
        assert "Ana Ruiz was asked to review this text." in response.text
        assert ReviewRequest.objects.get().reviewer == reviewer

    def test_the_way_to_ask_is_offered_for_governed_types_only(self, admin, site_root):
        for model, offered in (("reviewedpage", True), ("plainpage", False)):
            response = admin.get(reverse("wagtailadmin_pages:add", args=("testapp", model, site_root.pk)))
            assert (REQUEST_ACTION in response.text) == offered


class TestEditAndPublish:
    def test_an_unsigned_draft_is_saved_and_refused(self, admin, page, reviewer):
        response = edit(admin, page, reviewer=reviewer, body="<p>Take 7 mg.</p>", **PUBLISH)
        page = ReviewedPage.objects.get()
        assert (page.live, draft_of(page)) == (False, "<p>Take 7 mg.</p>")
        assert "Use “Request medical review”" in response.text
        assert PageLogEntry.objects.get(action="medical_review.refuse").message.startswith(
            "Not published: A medical"
        )

    def test_the_message_names_whom_we_wait_for(self, admin, page, reviewer):
        request_review(page, reviewer, None)
        assert "Waiting for Ana Ruiz." in edit(admin, page, reviewer=reviewer, **PUBLISH).text

    def test_a_signed_draft_is_published(self, admin, make_page, reviewer):
        page = make_page(signed=True)
        edit(admin, page, reviewer=reviewer, **PUBLISH)
        assert ReviewedPage.objects.get().live

    def test_a_change_to_a_live_page_stays_a_draft(self, admin, published, reviewer):
        edit(admin, published, reviewer=reviewer, body="<p>Take 50 mg.</p>", **PUBLISH)
        page = ReviewedPage.objects.get()
        assert (page.body, page.has_unpublished_changes) == ("<p>Take 5 mg.</p>", True)

    def test_a_schedule_beyond_the_signature_is_refused(self, admin, make_page, reviewer, days):
        page = make_page(signed=True)
        later = days(500).strftime("%Y-%m-%d %H:%M")
        response = edit(admin, page, reviewer=reviewer, go_live_at=later, **PUBLISH)
        assert "was valid until" in response.text
        assert not page.revisions.filter(approved_go_live_at__isnull=False).exists()

    def test_a_schedule_within_the_signature_is_accepted(self, admin, make_page, reviewer, days):
        page = make_page(signed=True)
        edit(admin, page, reviewer=reviewer, go_live_at=days(5).strftime("%Y-%m-%d %H:%M"), **PUBLISH)
        assert page.revisions.filter(approved_go_live_at__isnull=False).exists()

    def test_asking_without_a_reviewer_leads_to_the_choice(self, admin, page):
        response = edit(admin, page, **{REQUEST_ACTION: "1"})
        assert "Choose who shall review this text." in response.text
        assert response.redirect_chain[-1][0] == reverse("medical_review_admin:review", args=[page.pk])

    def test_asking_somebody_who_could_not_sign_says_why(self, admin, page, make_person):
        response = edit(admin, page, reviewer=make_person("Ben", qualified=False), **{REQUEST_ACTION: "1"})
        assert "no credential that is valid" in response.text

    def test_a_plain_save_asks_nobody(self, admin, page, reviewer):
        edit(admin, page, reviewer=reviewer)
        assert not ReviewRequest.objects.exists()

    def test_while_observing_nothing_is_stopped(self, admin, page, reviewer, settings):
        settings.MEDICAL_REVIEW_MODE = "observe"
        edit(admin, page, reviewer=reviewer, **PUBLISH)
        assert ReviewedPage.objects.get().live

    def test_an_ungoverned_page_is_published(self, admin, site_root):
        address = reverse("wagtailadmin_pages:add", args=("testapp", "plainpage", site_root.pk))
        fields = admin.get(address).context["form"].initial
        data = form(disclosure_connections=streamfield([])) | {"title": "News", "slug": "news", **PUBLISH}
        data |= {name: value for name, value in fields.items() if name not in data and value is not None}
        admin.post(address, data)
        assert PlainPage.objects.get().live


class TestActionMenu:
    def offers_publishing(self, client, address):
        return 'name="action-publish"' in client.get(address).text

    def test_publish_is_offered_only_for_a_signed_draft(self, admin, page):
        address = reverse("wagtailadmin_pages:edit", args=[page.pk])
        assert not self.offers_publishing(admin, address)
        sign(page)
        assert self.offers_publishing(admin, address)

    def test_a_new_page_can_only_be_saved_and_sent_for_review(self, admin, site_root, settings):
        address = reverse("wagtailadmin_pages:add", args=("testapp", "reviewedpage", site_root.pk))
        assert not self.offers_publishing(admin, address)
        settings.MEDICAL_REVIEW_MODE = "observe"
        assert self.offers_publishing(admin, address)

    def test_pages_of_other_types_keep_their_menu(self, admin, site_root):
        address = reverse("wagtailadmin_pages:add", args=("testapp", "plainpage", site_root.pk))
        assert self.offers_publishing(admin, address)


class TestReverting:
    def revert(self, client, page, revision, body, reviewer):
        data = form(reviewer=reviewer, body=body) | {"revision": revision.pk, **PUBLISH}
        address = reverse("wagtailadmin_pages:revisions_revert", args=(page.pk, revision.pk))
        return client.post(address, data, follow=True)

    def test_an_old_unsigned_text_is_refused_and_kept_as_a_draft(self, admin, make_page, reviewer):
        page = make_page(body="<p>Take 1 mg.</p>")
        first = page.latest_revision
        page.body = "<p>Take 5 mg.</p>"
        page.save_revision()
        sign(page)
        page.latest_revision.publish()
        response = self.revert(admin, page, first, "<p>Take 1 mg.</p>", reviewer)
        assert "has changed since Ana Ruiz, MD signed it" in response.text
        page = ReviewedPage.objects.get()
        assert (page.body, draft_of(page)) == ("<p>Take 5 mg.</p>", "<p>Take 1 mg.</p>")

    def test_the_signed_text_is_published_again(self, admin, published, reviewer):
        first = published.latest_revision
        published.body = "<p>Take 50 mg.</p>"
        published.save_revision()
        self.revert(admin, published, first, "<p>Take 5 mg.</p>", reviewer)
        page = ReviewedPage.objects.get()
        assert (draft_of(page), page.has_unpublished_changes) == ("<p>Take 5 mg.</p>", False)


class TestPanel:
    def panel(self, client, page):
        return client.get(reverse("wagtailadmin_pages:edit", args=[page.pk])).text

    def test_it_says_what_the_draft_needs(self, admin, page):
        text = self.panel(admin, page)
        assert "This draft cannot be published yet." in text
        assert f'name="{REQUEST_ACTION}"' in text

    def test_it_lists_what_changed_since_the_signature(self, admin, published):
        draft = ReviewedPage.objects.get()
        draft.body = "<p>Take 50 mg.</p>"
        draft.save_revision()
        text = self.panel(admin, published)
        assert "Changed since the last signature" in text
        assert "<del>5</del><ins>50</ins>" in text

    def test_it_says_when_all_is_signed(self, admin, published):
        assert "is signed and can be published" in self.panel(admin, published)

    def test_it_shows_what_the_reviewer_wants_changed(self, admin, page, reviewer):
        request_changes(page, reviewer, statement="Name the risks.", signed_by=reviewer.user)
        assert "Name the risks." in self.panel(admin, page)

    def test_it_warns_a_reviewer_before_saving(self, client, page, reviewer):
        reviewer.user.is_superuser = True
        reviewer.user.save()
        client.force_login(reviewer.user)
        assert "Saving makes you an author" in self.panel(client, page)

    def test_on_a_new_page_it_says_what_comes(self, admin, site_root):
        address = reverse("wagtailadmin_pages:add", args=("testapp", "reviewedpage", site_root.pk))
        assert "Nothing goes live before the reviewer has signed" in admin.get(address).text

    def test_the_header_leads_to_the_review(self, admin, published):
        assert reverse("medical_review_admin:review", args=[published.pk]) in self.panel(admin, published)


class TestCopiesAndAliases:
    def copy(self, client, page, **options):
        data = {"new_title": "Copy", "new_slug": "copy", "new_parent_page": page.get_parent().pk}
        return client.post(reverse("wagtailadmin_pages:copy", args=[page.pk]), data | options, follow=True)

    def test_a_copy_is_a_draft_and_the_message_says_why(self, admin, published):
        response = self.copy(admin, published, publish_copies="1")
        assert "a medical review covers one page, not its copies" in response.text
        assert not Page.objects.get(slug="copy").live

    def test_a_copy_that_was_meant_as_a_draft_needs_no_explanation(self, admin, published):
        assert "covers one page" not in self.copy(admin, published).text

    def test_an_alias_of_a_published_page_is_live(self, admin, published):
        self.copy(admin, published, alias="1")
        assert Page.objects.get(slug="copy").live

    def test_a_live_alias_is_not_converted(self, admin, published):
        self.copy(admin, published, alias="1")
        alias = Page.objects.get(slug="copy")
        response = admin.post(reverse("wagtailadmin_pages:convert_alias", args=[alias.pk]), follow=True)
        assert "Unpublish this alias before you convert it" in response.text
        alias.refresh_from_db()
        assert alias.alias_of_id == published.pk

    def test_an_unpublished_alias_is_converted(self, admin, published):
        self.copy(admin, published, alias="1")
        alias = Page.objects.get(slug="copy").specific
        alias.unpublish()
        admin.post(reverse("wagtailadmin_pages:convert_alias", args=[alias.pk]))
        assert Page.objects.get(slug="copy").alias_of_id is None


class TestBulk:
    def publish(self, client, *pages, **options):
        address = reverse("wagtail_bulk_action", args=("wagtailcore", "page", "publish"))
        query = "&".join(f"id={page.pk}" for page in pages)
        return client.post(f"{address}?{query}&next=/admin/", options, follow=True)

    def test_what_may_go_live_does_and_the_rest_is_named(self, admin, make_page, site_root):
        good, bad = make_page("Good", signed=True), make_page("Bad")
        plain = site_root.add_child(instance=PlainPage(title="Plain", live=False))
        plain.save_revision()
        response = self.publish(admin, good, bad, plain)
        assert "2 pages were published." in response.text
        assert "“Bad” was not published" in response.text
        live = set(Page.objects.filter(live=True, depth__gt=2).values_list("title", flat=True))
        assert live == {"Good", "Plain"}

    def test_pages_below_are_judged_too(self, admin, make_page, site_root):
        section = site_root.add_child(instance=PlainPage(title="Section", live=False))
        section.save_revision()
        make_page("Bad", parent=section)
        make_page("Good", parent=section, signed=True)
        self.publish(admin, section, include_descendants="1")
        live = set(Page.objects.filter(live=True, depth__gt=2).values_list("title", flat=True))
        assert live == {"Section", "Good"}

    def test_what_the_editor_may_not_publish_below_is_left_alone(
        self, admin, make_page, site_root, monkeypatch
    ):
        section = site_root.add_child(instance=PlainPage(title="Section", live=False))
        section.save_revision()
        make_page("Bad", parent=section)
        make_page("Foreign", parent=section, signed=True)
        allowed = PagePermissionTester.can_publish
        monkeypatch.setattr(
            PagePermissionTester, "can_publish", lambda self: self.page.title != "Foreign" and allowed(self)
        )
        self.publish(admin, section, include_descendants="1")
        assert Page.objects.get(title="Section").live
        assert not Page.objects.get(title="Foreign").live

    def test_nothing_allowed_is_said_without_praise(self, admin, page):
        response = self.publish(admin, page)
        assert "was not published" in response.text
        assert "were published" not in response.text

    def test_where_nothing_is_refused_wagtail_does_the_work(self, admin, make_page):
        response = self.publish(admin, make_page(signed=True))
        assert "1 page has been published" in response.text

    def test_other_bulk_actions_are_left_alone(self, admin, published):
        address = reverse("wagtail_bulk_action", args=("wagtailcore", "page", "unpublish"))
        admin.post(f"{address}?id={published.pk}")
        assert not ReviewedPage.objects.get().live

    def test_while_observing_nothing_is_stopped(self, admin, page, settings):
        settings.MEDICAL_REVIEW_MODE = "observe"
        self.publish(admin, page)
        assert ReviewedPage.objects.get().live


class TestWorkflow:
    @pytest.fixture
    def in_workflow(self, page, site_root, admin_user):
        task = GroupApprovalTask.objects.create(name="Approve")
        task.groups.add(Group.objects.get(name="Moderators"))
        workflow = Workflow.objects.create(name="Moderation")
        WorkflowTask.objects.create(workflow=workflow, task=task)
        workflow.start(page, admin_user)
        return page

    def approve(self, client, page):
        state = page.current_workflow_task_state
        address = reverse("wagtailadmin_pages:workflow_action", args=(page.pk, "approve", state.pk))
        return client.post(address, {"comment": ""}, follow=True)

    def test_approval_does_not_publish_an_unsigned_text(self, admin, in_workflow):
        response = self.approve(admin, in_workflow)
        assert response.status_code == 200
        assert not ReviewedPage.objects.get().live

    def test_approval_publishes_a_signed_text(self, admin, in_workflow):
        sign(in_workflow)
        self.approve(admin, in_workflow)
        assert ReviewedPage.objects.get().live

    def test_approval_in_the_editor_keeps_what_was_typed(self, admin, in_workflow, reviewer):
        data = {"action-workflow-action": "true", "workflow-action-name": "approve"}
        response = edit(admin, in_workflow, reviewer=reviewer, body="<p>Typed</p>", **data)
        assert response.status_code == 200
        page = ReviewedPage.objects.get()
        assert (page.live, draft_of(page)) == (False, "<p>Typed</p>")


class TestInterface:
    def test_the_admin_api_answers_with_the_same_sentence(self, admin, page):
        address = reverse("wagtailadmin_api:pages:action", args=(page.pk, "publish"))
        response = admin.post(address, {})
        assert response.status_code in (400, 403, 422)
        assert "medical review is missing" in response.text
        assert not ReviewedPage.objects.get().live

    def test_a_copy_through_the_admin_api_is_a_draft(self, admin, published):
        address = reverse("wagtailadmin_api:pages:action", args=(published.pk, "copy"))
        admin.post(address, {"keep_live": True, "slug": "copy"}, content_type="application/json")
        assert not Page.objects.exclude(pk=published.pk).get(title="Sleep").live


def test_a_reviewer_may_enter_the_admin_and_nothing_more(reviewer):
    allowed = set(Permission.objects.filter(group__user=reviewer.user).values_list("codename", flat=True))
    # Wagtail lets everybody who may enter its admin choose pictures and documents.
    assert {"access_admin"} <= allowed <= {"access_admin", "choose_image", "choose_document"}
    assert not GroupPagePermission.objects.filter(group__user=reviewer.user).exists()
