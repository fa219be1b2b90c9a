"""News for other apps: caches of rendered pages may listen."""

from django.dispatch import Signal

# A rule, a sentence or a setting has changed: what readers are told may differ from now on.
disclosure_changed = Signal()
