"""Registers with Wagtail; does nothing else."""

from wagtail import hooks

from comments.panels import save_thread

hooks.register("after_create_page", save_thread)
hooks.register("after_edit_page", save_thread)
