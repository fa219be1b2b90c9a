"""Makes a health article of a post: its words go into a draft at the same place, the post keeps its own."""

from django.db import transaction
from wagtail.contrib.redirects.models import Redirect
from wagtail.coreutils import find_available_slug
from wagtail.log_actions import log

from blog.models import ArticleAuthor, HealthArticlePage, PostPage
from blog.review.models import Account

COPIED = (
    "title",
    "summary",
    "lead_image_id",
    "lead_image_alt",
    "seo_title",
    "search_description",
    "locale_id",
    "show_share_buttons",
    "disclosure_extra_text",
    "disclosure_forced",
    "disclosure_wholly_commercial",
    "disclosure_connections",
    "disclosure_off_reason",
    "disclosure_off_until",
    "claims_checked_by",
    "claims_checked_on",
)


@transaction.atomic
def make_article(post: PostPage, user: Account) -> HealthArticlePage:
    """Return a new draft of a health article with the words of this draft of a post, beside the post.

    A post that was never seen gives its address to the article. One that is live stays as its readers know it, and a
    redirect is laid from its address to the article's, which works from the moment the post is taken off.
    """
    parent = post.get_parent()
    article = HealthArticlePage(
        live=False, owner_id=user.pk, **{name: getattr(post, name) for name in COPIED}
    )
    article.body = [(block.block_type, block.value) for block in post.body]
    article.authors = [ArticleAuthor(person=person) for person in post.people]
    slug = post.slug
    if not post.live:
        _give_away_address(post, find_available_slug(parent, f"{slug}-post"))
    article.slug = find_available_slug(parent, slug)
    parent.add_child(instance=article)
    # Topics, references and a reviewer are still missing: a draft may be saved without.
    article.save_revision(user=user, clean=False, log_action=True)
    if post.live:
        _lay_redirect(post, article)
    data = {"article": article.pk, "title": article.title}
    log(instance=post, action="blog.make_article", user=user, data=data)
    return article


def _give_away_address(post: PostPage, slug: str) -> None:
    """Change the address of a draft, in the page's row and in its newest revision, whose words stay."""
    post.slug = slug
    post.save_revision(changed=False, clean=False)
    stored = PostPage.objects.get(pk=post.pk)
    stored.slug = slug
    stored.save(clean=False)


def _lay_redirect(post: PostPage, article: HealthArticlePage) -> None:
    site, path = post.get_site(), post.get_url_parts()
    if site is not None and path is not None:
        Redirect.objects.get_or_create(
            old_path=Redirect.normalise_path(path[2]), site=site, defaults={"redirect_page": article}
        )
