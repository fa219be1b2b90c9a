"""Registers medical review with Wagtail."""

from django.urls import include, path
from wagtail import hooks
from wagtail.snippets.models import register_snippet

from blog.review import authorship, bulk, dashboard, doors, emergency, serving, workflow_doors
from blog.review.absences.views import AbsencesMenuItem
from blog.review.editor_checks import doors as editor_checks
from blog.review.editor_checks import panel
from blog.review.governed import listed_models
from blog.review.log_actions import register_actions
from blog.review.models import MedicallyReviewedMixin
from blog.review.other_ways import dashboard as other_ways
from blog.review.own_reviews.menus import my_reviews_item
from blog.review.people import (
    columns,
    listing_buttons,
    remember_account,
    tell_what_stays,
    warn_of_waiting_texts,
    with_work,
)
from blog.review.reports import menus
from blog.review.robots import ask_to_forget
from blog.review.transition.menu import OlderArticlesMenuItem
from blog.review.viewsets import ReviewPolicyViewSet

hooks.register("before_serve_page", serving.serve_published)
# What an editor can mend comes before what a reviewer must do.
hooks.register("before_publish_page", editor_checks.stop_publishing, order=-1)
hooks.register("before_publish_page", doors.stop_publishing)
hooks.register("after_create_page", doors.request_after_saving)
hooks.register("after_edit_page", doors.request_after_saving)
hooks.register("before_edit_page", authorship.warn_reviewer)
hooks.register("before_edit_page", workflow_doors.lead_to_review)
hooks.register("after_create_page", workflow_doors.tell_who_was_asked)
hooks.register("after_edit_page", workflow_doors.tell_who_was_asked)
hooks.register("construct_page_action_menu", workflow_doors.hide_actions)
hooks.register("after_copy_page", doors.explain_copy)
hooks.register("before_convert_alias_page", doors.stop_alias_conversion)
hooks.register("before_bulk_action", bulk.publish_what_may)
hooks.register("construct_homepage_panels", dashboard.add_panel)
hooks.register("construct_homepage_panels", workflow_doors.list_once)
hooks.register("construct_homepage_panels", other_ways.add_panel)
hooks.register("register_permissions", emergency.permissions)
hooks.register("register_page_action_menu_item", doors.RequestReviewMenuItem)
hooks.register("construct_page_action_menu", doors.offer_what_may_be_done)
hooks.register("register_page_header_buttons", doors.header_buttons)
hooks.register("register_log_actions", register_actions)
hooks.register("register_admin_urls", lambda: [path("medical-review/", include("blog.review.admin_urls"))])
hooks.register("register_admin_menu_item", my_reviews_item)
hooks.register("medical_people_queryset", with_work)
hooks.register("medical_people_columns", columns)
hooks.register("register_snippet_listing_buttons", listing_buttons)
hooks.register("before_edit_snippet", remember_account)
hooks.register("after_edit_snippet", warn_of_waiting_texts)
hooks.register("before_delete_snippet", tell_what_stays)
hooks.register("register_reports_menu_item", menus.reports_item)
register_snippet(ReviewPolicyViewSet)
hooks.register("on_serve_page", ask_to_forget)
hooks.register("register_reports_menu_item", OlderArticlesMenuItem)
hooks.register("register_reports_menu_item", AbsencesMenuItem)
panel.use_for(MedicallyReviewedMixin, *listed_models())
