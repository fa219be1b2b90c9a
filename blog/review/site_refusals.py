"""What other gates of the site refuse to publish, beside medical review: functions of the hook `publishing_refusals`.

Each takes a draft and returns sentences for the editor; what is refused when a page is saved is its own affair.
"""

from django.db.models import Model
from wagtail import hooks
from wagtail.models import AbstractPage

from blog.review.governed import is_governed

HOOK = "publishing_refusals"


def has_rules(model: type[Model] | None) -> bool:
    """Whether anything stands between pages of this class and publishing."""
    return is_governed(model) or bool(hooks.get_hooks(HOOK))


def refusals_of_site(page: AbstractPage) -> list[str]:
    """Return what other gates of the site say of a draft: one sentence each."""
    return [problem for refuse in hooks.get_hooks(HOOK) for problem in refuse(page)]
