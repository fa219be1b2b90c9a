"""News and recipes, and people who may say that they are no health advice."""

import pytest
from django.contrib.auth.models import Group

from blog.models import PostAuthor, PostPage

RECIPE = "<p>Add 5 g salt and 200 ml milk.</p>"
ADVICE = "<p>Ginger treats nausea.</p>"


@pytest.fixture
def write_post(index, author):
    """Return a function that adds a draft of a post."""

    def write(title="Soup", text=RECIPE, *, published=False, **fields):
        fields = {"kind": "recipe", "summary": "Warm.", "live": False, "body": [("paragraph", text)]} | fields
        post = PostPage(title=title, **fields)
        post.authors = [PostAuthor(person=author)]
        index.add_child(instance=post)
        post.save_revision()
        if published:
            post.latest_revision.publish()
            post = PostPage.objects.get(pk=post.pk)
        return post

    return write


@pytest.fixture
def signer(reviewer, django_user_model):
    """The reviewer's login."""
    reviewer.user = django_user_model.objects.create_user("bo", "bo@example.org", "x")
    reviewer.user.groups.add(Group.objects.get(name="Reviewers"))
    reviewer.save()
    return reviewer.user


@pytest.fixture
def admin(client, admin_user):
    client.force_login(admin_user)
    return client
