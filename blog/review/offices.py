"""Where mail goes that concerns no single person: the editors of a page, who looks after people, the office."""

from collections.abc import Collection

from django.conf import settings
from django.contrib.auth import get_user_model
from django.contrib.auth.models import Permission
from django.db.models import Q, QuerySet
from django.utils.module_loading import import_string
from wagtail.models import AbstractPage, PageLogEntry


def editors_of(page: AbstractPage) -> list[str]:
    """Return the addresses of who published the page last and who owns it; of the office where there is none."""
    return editors_of_pages([page])[page.pk]


def editors_of_pages(pages: Collection[AbstractPage]) -> dict[int, list[str]]:
    """As `editors_of`, for many pages in two queries. The log knows who published also what is no longer live."""
    keys = [page.pk for page in pages]
    published = PageLogEntry.objects.filter(page__in=keys, action="wagtail.publish", user__isnull=False)
    last = dict(published.order_by("timestamp").values_list("page_id", "user_id"))
    editors = {page.pk: [last.get(page.pk), page.owner_id] for page in pages}
    users = get_user_model()._default_manager.filter(is_active=True)
    people = users.in_bulk({key for keys in editors.values() for key in keys} - {None})
    return {
        page.pk: list(
            dict.fromkeys(
                people[key].email for key in editors[page.pk] if key in people and people[key].email
            )
        )
        or office(page)
        for page in pages
    }


def office(page: AbstractPage | None = None) -> list[str]:
    """Return the addresses that the site names for this page, or for all that concerns none.

    Setting `MEDICAL_REVIEW_OFFICE`: the dotted path of a function that takes a page or None and returns addresses.
    Where it is not set or has no answer, the administrators are the office.
    """
    path = getattr(settings, "MEDICAL_REVIEW_OFFICE", None)
    named: list[str] = import_string(path)(page) if path else []
    return [address for address in named if address] or _addresses(_people().filter(is_superuser=True))


def keepers_of_people() -> list[str]:
    """Return the addresses of those who may change people and their papers; of the office where there is nobody."""
    may_change = Permission.objects.filter(content_type__app_label="medical_people", codename="change_person")
    keepers = _people().filter(Q(user_permissions__in=may_change) | Q(groups__permissions__in=may_change))
    return _addresses(keepers) or office()


def _people() -> QuerySet:
    return get_user_model()._default_manager.filter(is_active=True).exclude(email="")


def _addresses(users: QuerySet) -> list[str]:
    return sorted(set(users.values_list("email", flat=True)))
