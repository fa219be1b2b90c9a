"""What else a draft brings besides the signed text: who may let it out, and who may not be named in it."""

from django.db.models import Field, Model
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from wagtail.models import COMMENTS_RELATION_NAME

from blog.review.classification import clinical_fields, content_fields
from blog.review.minor_edits.publishing import Draft
from blog.review.models import Account
from blog.review.named_authors import authors_of

# What Wagtail keeps itself: it changes with each save, and nobody typed it.
KEPT_BY_WAGTAIL = {
    "alias_of", "content_type", "depth", "draft_title", "expired", "first_published_at", "has_unpublished_changes",
    "last_published_at", "latest_revision", "latest_revision_created_at", "live", "live_revision", "locale", "locked",
    "locked_at", "locked_by", "numchild", "owner", "path", "translation_key", "url_path", COMMENTS_RELATION_NAME,
}  # fmt: skip


def problems_of_whole(draft: Draft, *users: Account | None) -> list[str]:
    """Return why these users may not publish the whole draft, beyond the text that the rules judged.

    Whoever reviewed the text is not named as its author. What no reviewer signs (address, byline, teasers) goes
    out only if one of the users may publish the page.
    """
    review = draft.ground.review
    problems = []
    if review and review.reviewer_id in {author.pk for author in authors_of(draft.page)}:
        problems.append(
            _("%(name)s reviewed this text and cannot be named as its author.")
            % {"name": review.reviewer_name}
        )
    if not any(user and draft.page.permissions_for_user(user).can_publish() for user in users):
        changed = other_changes(draft)
        if changed:
            problems.append(
                _(
                    "The draft also changes “%(fields)s”, which only somebody who may publish the page can let out. "
                    "Undo that in the draft, or ask such a person."
                )
                % {"fields": "”, “".join(changed)}
            )
    return problems


def other_changes(draft: Draft) -> list[str]:
    """Return the labels of the fields outside the signed text in which the draft differs from the live page."""
    model: type[Model] = type(draft.page)
    fields = content_fields(model)
    names = fields.keys() - clinical_fields(model).keys() - KEPT_BY_WAGTAIL
    before = model._default_manager.get(pk=draft.page.pk).serializable_data()
    after = draft.page.serializable_data()
    return sorted(_label(fields[name], name) for name in names if before.get(name) != after.get(name))


def _label(field: Field, name: str) -> str:
    """Return what editors know the field as; child rows have only the name of their relation."""
    return capfirst(str(getattr(field, "verbose_name", name.replace("_", " "))))
