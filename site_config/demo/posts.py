"""The demonstration's posts: published without a reviewer, and marked as no medical advice."""

from typing import Any

from blog.models import PostAuthor, PostPage
from site_config.demo import blocks, content
from site_config.demo.articles import Cast
from site_config.demo.clock import days_ago
from site_config.demo.records import remember_new


def create_posts(cast: Cast) -> list[PostPage]:
    """Write and publish all posts."""
    return [_create(entry, cast) for entry in content.read("posts")["posts"]]


def _create(entry: dict[str, Any], cast: Cast) -> PostPage:
    post = PostPage(
        title=entry["title"],
        slug=entry["slug"],
        kind=entry["kind"],
        summary=entry["summary"],
        lead_image=cast.pictures[entry["lead_image"]],
        lead_image_alt=entry["lead_image_alt"],
        body=blocks.body(entry["body"], cast.pictures),
        owner=cast.editor,
        live=False,
    )
    post.authors = [PostAuthor(person=cast.people[slug]) for slug in entry["authors"]]
    with days_ago(entry["days_ago"]):
        post.full_clean(exclude=["path", "depth"])
        cast.index.add_child(instance=post)
        post.save_revision(user=cast.editor).publish(user=cast.editor)
    return remember_new(post)
