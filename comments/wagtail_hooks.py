"""Registers with Wagtail; does nothing else."""

from wagtail import hooks

from comments.moderation.care_resources import CareResourceViewSet
from comments.moderation.checks import checks_menu_item
from comments.moderation.decisions import decisions_menu_item
from comments.moderation.rejection_texts import RejectionTextViewSet
from comments.moderation.rules import RuleViewSet
from comments.moderation.scopes import scope_panel
from comments.moderation.summary import add_panel, badge_stylesheet
from comments.notifications.account import ModeratorMailPanel
from comments.panels import save_thread
from comments.verbs import bulk
from comments.viewsets import CommentViewSet

hooks.register("after_create_page", save_thread)
hooks.register("after_edit_page", save_thread)
hooks.register("construct_homepage_panels", add_panel)
hooks.register("insert_global_admin_css", badge_stylesheet)
hooks.register("register_account_settings_panel", ModeratorMailPanel)
hooks.register("register_admin_viewset", CareResourceViewSet)
hooks.register("register_admin_viewset", CommentViewSet)
hooks.register("register_admin_viewset", RejectionTextViewSet)
hooks.register("register_admin_viewset", RuleViewSet)
for decision in (bulk.Publish, bulk.Reject, bulk.MarkAsSpam, bulk.Hide):
    hooks.register("register_bulk_action", decision)
hooks.register("register_group_permission_panel", scope_panel)
hooks.register("register_settings_menu_item", checks_menu_item)
hooks.register("register_reports_menu_item", decisions_menu_item)
