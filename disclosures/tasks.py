"""Work in the background: keys in, one call out."""

import logging

import swapper
from django.contrib.auth import get_user_model
from django_tasks import task
from wagtail.models import Revision

from disclosures import evidence, link_checks, link_digest
from disclosures.models import LinkTarget
from disclosures.serving import NotServedError

logger = logging.getLogger(__name__)


@task()
def record_publication(page_id: str, revision_id: str | None, user_id: str | None) -> None:
    """Remember what the readers of a page that was just published are told."""
    page = swapper.load_model("wagtailcore", "Page").objects.filter(pk=page_id, live=True).first()
    if page is None:
        return
    user = get_user_model()._default_manager.filter(pk=user_id).first() if user_id else None
    revision = Revision.objects.filter(pk=revision_id).first() if revision_id else None
    try:
        evidence.record(page.specific, evidence.PUBLICATION, user, revision)
    except NotServedError as error:
        logger.info("Nothing was recorded about page %s. %s", page_id, error)


@task()
def check_links() -> dict[str, int]:
    """Check the targets of links that are due, and tell editors what broke."""
    outcomes = link_checks.check_due(link_checks.fetcher())
    link_digest.send_digest()
    return outcomes


@task()
def check_link(link_id: int) -> dict[str, int]:
    """Check the targets of one link now."""
    return link_checks.check_all(LinkTarget.objects.filter(link_id=link_id), link_checks.fetcher())
