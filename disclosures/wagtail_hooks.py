"""Registers with Wagtail; does nothing else."""

from wagtail.snippets.models import register_snippet

from disclosures.viewsets import DisclosureViewSetGroup

register_snippet(DisclosureViewSetGroup)
