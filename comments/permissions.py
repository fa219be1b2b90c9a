"""Who may do what with which comments: by permission, and below which pages."""

from collections.abc import Iterable
from functools import reduce
from operator import or_

from django.contrib.auth import get_user_model
from django.contrib.auth.models import AbstractBaseUser, AnonymousUser, Group, PermissionsMixin
from django.db.models import Q, QuerySet
from wagtail.models import AbstractPage
from wagtail.permission_policies import ModelPermissionPolicy

from comments.models import Comment

# The path of a page tree's root begins every path.
EVERYWHERE = ""
Scopes = set[tuple[str, str]]


class CommentPermissionPolicy(ModelPermissionPolicy):
    """A group's permissions count below the pages of its scopes; those of a group without scopes, everywhere."""

    permission_cache_name = "_reader_comments_scopes"

    def get_all_permissions_for_user(self, user: AbstractBaseUser | AnonymousUser) -> Scopes:
        """Return what the groups of `user` allow: (name of the permission, path of the page or EVERYWHERE)."""
        granted = Group.objects.filter(
            user=user.pk,
            permissions__content_type__app_label=self.app_label,
            permissions__content_type__model=self.model_name,
        )
        pairs = granted.values_list("permissions__codename", "comment_scopes__page__path")
        return {(codename, path or EVERYWHERE) for codename, path in pairs}

    def paths(self, user: AbstractBaseUser | AnonymousUser, actions: Iterable[str]) -> set[str]:
        """Return the paths of the pages below which `user` may do any of `actions`; {EVERYWHERE} without limits."""
        found: set[str] = set()
        for action in actions:
            if self.user_has_permission(user, action):
                found |= self._paths_of_one(user, action)
        return {EVERYWHERE} if EVERYWHERE in found else found

    def _paths_of_one(self, user: AbstractBaseUser | AnonymousUser, action: str) -> set[str]:
        in_person = user.get_user_permissions() if isinstance(user, PermissionsMixin) else ()
        if self._get_permission_name(action) in in_person:
            return {EVERYWHERE}
        name = self._get_permission_codename(action)
        scopes = self.get_cached_permissions_for_user(user)
        # Whoever was given it neither in person nor by a group has it from a way of logging in that knows no scopes.
        return {path for codename, path in scopes if codename == name} or {EVERYWHERE}

    def limit(
        self,
        rows: QuerySet,
        user: AbstractBaseUser | AnonymousUser,
        actions: Iterable[str],
        page: str = "thread__page",
    ) -> QuerySet:
        """Return those of `rows` on whose comments `user` may do any of `actions`; `page` leads from row to page."""
        paths = self.paths(user, actions)
        if EVERYWHERE in paths:
            return rows.all()
        if not paths:
            return rows.none()
        return rows.filter(reduce(or_, (Q(**{f"{page}__path__startswith": path}) for path in sorted(paths))))

    def user_has_permission_for_instance(
        self, user: AbstractBaseUser | AnonymousUser, action: str, instance: Comment
    ) -> bool:
        """Return whether `user` may do `action` with this comment."""
        return self.user_has_permission_below(user, action, instance.thread.page)

    def user_has_permission_below(
        self, user: AbstractBaseUser | AnonymousUser, action: str, page: AbstractPage
    ) -> bool:
        """Return whether `user` may do `action` with the comments of `page`."""
        return any(page.path.startswith(path) for path in self.paths(user, [action]))

    def instances_user_has_any_permission_for(
        self, user: AbstractBaseUser | AnonymousUser, actions: Iterable[str]
    ) -> QuerySet:
        """Return the comments with which `user` may do any of `actions`."""
        return self.limit(Comment.objects.all(), user, actions)

    def users_with_any_permission_for_instance(self, actions: Iterable[str], instance: Comment) -> QuerySet:
        """Return the people who may do any of `actions` with this comment."""
        page = instance.thread.page
        above = [page.path[:end] for end in range(page.steplen, len(page.path) + 1, page.steplen)]
        allowed = self._get_permission_objects_for_actions(actions)
        groups = Group.objects.filter(permissions__in=allowed).filter(
            Q(comment_scopes=None) | Q(comment_scopes__page__path__in=above)
        )
        people = Q(is_superuser=True) | Q(user_permissions__in=allowed) | Q(groups__in=groups)
        return get_user_model().objects.filter(people, is_active=True).distinct()
