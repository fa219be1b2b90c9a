"""Who may do what with which comments: nobody reaches beyond the pages of their groups, by no address."""

import pytest
from django.contrib.auth import get_user_model
from django.contrib.auth.models import AnonymousUser, Group, Permission
from django.urls import reverse
from wagtail.models import Page, Site
from wagtail.permissions import policy_registry

from comments.models import Comment, CommentThread, ModerationEvent, ModerationScope
from comments.states import Status
from tests.testapp.models import PlainPage

EVERYTHING = {"above", "inside", "below", "beside"}


def page_below(parent, slug):
    return parent.add_child(instance=PlainPage(title=slug, slug=slug))


@pytest.fixture
def pages(db):
    """A section with a page below it, the page above it, and a neighbour."""
    above = Site.objects.get(is_default_site=True).root_page
    inside = page_below(above, "inside")
    return {
        "above": above,
        "inside": inside,
        "below": page_below(inside, "below"),
        "beside": page_below(above, "inside-2"),
    }


@pytest.fixture
def comments(pages):
    """A waiting comment on each page."""
    found = {}
    for name, page in pages.items():
        thread = CommentThread.objects.create(page=page)
        found[name] = Comment(thread=thread, name=f"author-{name}")
        found[name].write(f"words-{name}")
        found[name].submit(Status.PENDING)
    return found


@pytest.fixture
def group(db):
    return Group.objects.get(name="Comment moderators")


@pytest.fixture
def scoped(group, pages, moderator):
    """A moderator of the section only."""
    ModerationScope.objects.create(group=group, page=pages["inside"])
    return fresh(moderator)


def fresh(user):
    """The same user as the next request sees them, without what this one remembered."""
    return get_user_model().objects.get(pk=user.pk)


def grant(receiver, codename):
    permissions = receiver.permissions if isinstance(receiver, Group) else receiver.user_permissions
    permissions.add(Permission.objects.get(codename=codename, content_type__app_label="reader_comments"))


def reach(user, action="moderate"):
    """The names of the pages whose comments `user` may act on, which every question must answer alike."""
    policy, user = policy_registry.get_by_type(Comment), fresh(user)
    named = {comment.pk: comment.name.removeprefix("author-") for comment in Comment.objects.all()}
    listed = {named[comment.pk] for comment in Comment.objects.in_scope_of(user, action)}
    asked = {
        named[comment.pk]
        for comment in Comment.objects.all()
        if policy.user_has_permission_for_instance(user, action, comment)
    }
    told = {
        named[comment.pk]
        for comment in Comment.objects.all()
        if user in policy.users_with_permission_for_instance(action, comment)
    }
    assert listed == asked == told
    assert set(policy.instances_user_has_permission_for(user, action)) == set(
        Comment.objects.in_scope_of(user, action)
    )
    return listed


def test_a_group_without_scopes_moderates_everywhere(comments, moderator):
    assert reach(moderator) == EVERYTHING


def test_a_scope_is_the_page_and_what_is_below_it(comments, scoped):
    assert reach(scoped) == {"inside", "below"}


def test_scopes_add_up(comments, scoped, pages, group):
    ModerationScope.objects.create(group=group, page=pages["beside"])
    assert reach(scoped) == {"inside", "below", "beside"}
    other = Group.objects.create(name="others")
    scoped.groups.add(other)
    assert reach(scoped) == {"inside", "below", "beside"}
    grant(other, "moderate_comment")
    assert reach(scoped) == EVERYTHING


def test_each_permission_has_the_scopes_of_the_groups_that_grant_it(comments, scoped, pages):
    carers = Group.objects.create(name="carers of one page")
    grant(carers, "care_comment")
    ModerationScope.objects.create(group=carers, page=pages["beside"])
    scoped.groups.add(carers)
    assert (reach(scoped), reach(scoped, "care")) == ({"inside", "below"}, {"beside"})
    policy = policy_registry.get_by_type(Comment)
    both = policy.instances_user_has_any_permission_for(fresh(scoped), ["moderate", "care"])
    assert {comment.name for comment in both} == {"author-inside", "author-below", "author-beside"}


def test_what_is_granted_in_person_or_to_a_superuser_knows_no_scope(comments, scoped, django_user_model):
    grant(scoped, "moderate_comment")
    assert reach(scoped) == EVERYTHING
    assert reach(django_user_model.objects.create_superuser("boss")) == EVERYTHING


def test_what_only_the_way_of_logging_in_grants_knows_no_scope(comments, django_user_model, monkeypatch):
    person = django_user_model.objects.create_user("from-the-directory")
    monkeypatch.setattr(type(person), "has_perm", lambda self, name, obj=None: True)
    assert Comment.objects.in_scope_of(person).count() == len(EVERYTHING)


def test_without_the_permission_a_scope_gives_nothing(comments, pages, django_user_model):
    readers = Group.objects.create(name="readers")
    ModerationScope.objects.create(group=readers, page=pages["above"])
    person = django_user_model.objects.create_user("somebody")
    person.groups.add(readers)
    assert reach(person) == set()
    assert not Comment.objects.in_scope_of(AnonymousUser()).exists()


def test_whoever_may_no_longer_log_in_reaches_nothing(comments, scoped):
    scoped.is_active = False
    scoped.save()
    assert reach(scoped) == set()


def test_scopes_are_asked_for_once(comments, scoped, django_assert_num_queries):
    list(Comment.objects.in_scope_of(scoped))
    with django_assert_num_queries(1):
        list(Comment.objects.in_scope_of(scoped))


@pytest.mark.parametrize("name", ["index", "published", "spam", "rejected", "log"])
def test_no_list_shows_what_is_outside(client, comments, scoped, name, django_user_model):
    decided_by = django_user_model.objects.create_superuser("boss")
    status = {"published": "published", "spam": "spam"}.get(name, "rejected")
    for comment in comments.values() if name != "index" else ():
        comment.transition(Status(status), decided_by, "", comment.version)
    client.force_login(scoped)
    answer = client.get(reverse(f"reader_comments_admin:{name}")).content.decode()
    seen = {each for each in comments if f"words-{each}" in answer or comments[each].label in answer}
    assert seen == {"inside", "below"}


def test_menu_and_dashboard_count_what_is_inside(client, comments, scoped):
    client.force_login(scoped)
    answer = client.get(reverse("wagtailadmin_home")).content.decode()
    assert "Reader comments, 2 waiting" in answer
    assert ("words-inside" in answer, "words-beside" in answer) == (True, False)


def test_nothing_outside_is_decided_or_taken_back(client, comments, scoped, django_user_model):
    client.force_login(scoped)
    outside, inside = comments["beside"], comments["inside"]
    boss = django_user_model.objects.create_superuser("boss")
    event = outside.transition(Status.PUBLISHED, boss, "", outside.version)
    undo = reverse("reader_comments_admin:undo", args=[event.pk])
    decide = reverse("reader_comments_admin:decide", args=[outside.pk])
    assert client.post(decide, {"to": "hidden", "version": outside.version}).status_code == 404
    assert client.post(undo).status_code == 404
    outside.refresh_from_db()
    assert outside.status == Status.PUBLISHED
    decide = reverse("reader_comments_admin:decide", args=[inside.pk])
    assert (
        client.post(decide, {"to": "rejected", "reason": "hostile", "version": inside.version}).status_code
        == 302
    )
    assert {event.comment_id for event in ModerationEvent.objects.in_scope_of(scoped)} == {
        comments["inside"].pk,
        comments["below"].pk,
    }


def scope_form(group, pages, **extra):
    """What the browser sends from the form of `group`, with `pages` chosen."""
    sent = {f"comment_scopes-{n}-page": page.pk for n, page in enumerate(pages)}
    sent |= {"comment_scopes-TOTAL_FORMS": len(pages), "comment_scopes-INITIAL_FORMS": 0}
    sent |= extra
    for prefix in ("page_permissions", "collection_permissions", "document_permissions", "image_permissions"):
        sent |= {f"{prefix}-TOTAL_FORMS": 0, f"{prefix}-INITIAL_FORMS": 0}
    kept = [permission.pk for permission in Permission.objects.filter(codename="moderate_comment")]
    return sent | {"name": group.name, "permissions": kept}


def chosen(group):
    return {scope.page.slug for scope in group.comment_scopes.select_related("page")}


def test_the_pages_of_a_group_are_chosen_in_its_form(admin_client, comments, group, pages):
    address = reverse("wagtailusers_groups:edit", args=[group.pk])
    assert "everywhere" in admin_client.get(address).content.decode()
    inside, beside = pages["inside"], pages["beside"]
    admin_client.post(address, scope_form(group, [inside, inside, beside]))
    assert chosen(group) == {"inside", "inside-2"}
    assert "inside-2" in admin_client.get(address).content.decode()
    gone = {"comment_scopes-1-DELETE": "on"}
    admin_client.post(address, scope_form(group, [inside, beside], **gone))
    assert chosen(group) == {"inside"}
    admin_client.post(address, scope_form(group, []))
    assert chosen(group) == set()
    assert group.permissions.filter(codename="moderate_comment").exists()


def test_a_new_group_gets_its_pages_at_once(admin_client, pages):
    new = Group(name="Section moderators")
    admin_client.post(reverse("wagtailusers_groups:add"), scope_form(new, [pages["inside"]]))
    assert chosen(Group.objects.get(name=new.name)) == {"inside"}


def test_a_page_that_does_not_exist_is_refused_and_nothing_changes(admin_client, group, pages):
    ModerationScope.objects.create(group=group, page=pages["inside"])
    sent = scope_form(group, [pages["beside"]]) | {"comment_scopes-0-page": "999999"}
    answer = admin_client.post(reverse("wagtailusers_groups:edit", args=[group.pk]), sent)
    assert (answer.status_code, chosen(group)) == (200, {"inside"})


def test_a_deleted_page_does_not_open_all_the_others(comments, scoped, pages, group, caplog):
    ModerationScope.objects.create(group=group, page=pages["below"])
    pages["below"].refresh_from_db()
    pages["below"].delete()
    assert reach(scoped) == {"inside"}
    with caplog.at_level("CRITICAL", "comments"):
        Page.objects.get(pk=pages["inside"].pk).delete()
    assert reach(scoped) == set()
    group.delete()
