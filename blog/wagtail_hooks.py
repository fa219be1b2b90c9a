"""Registers topics, articles, the import, audits, who may comment, where money is earned, what is said first."""

from wagtail import hooks
from wagtail.snippets.models import register_snippet

from blog.importers import admin as importing
from blog.models import InfoPage, PostPage
from blog.models.topics import topics_on
from blog.outputs import outputs_of
from blog.paid_addresses import notice_before
from blog.paid_endorsement import r24
from blog.people.models import Person
from blog.posts import admin as posts
from blog.review.editor_checks import panel
from blog.review.querysets import is_published
from blog.viewsets import ArticlesViewSet, TopicViewSet
from disclosures.compliance.verdicts import Rule
from disclosures.models import DisclosureEvidence

register_snippet(TopicViewSet)
importing.register()
posts.register()
panel.use_for(PostPage, InfoPage)
hooks.register("reader_comments_page_is_public", is_published)
hooks.register("reader_comments_page_labels", topics_on)
hooks.register("reader_comments_paid_pages", DisclosureEvidence.objects.with_paid_links)
hooks.register("reader_comments_reserved_names", lambda: Person.objects.values_list("name", flat=True))
hooks.register("disclosures_outputs", outputs_of)
hooks.register("medical_review_notice", notice_before)
hooks.register("register_admin_viewset", lambda: ArticlesViewSet("articles"))


@hooks.register("disclosures_rules")
def rules_about_paid_links() -> list[Rule]:
    """Add the rule that only a site with reviewers can break."""
    return [r24]
