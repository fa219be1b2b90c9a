"""Remembers what readers were told: a row for each publication, and one whenever an audit finds it changed."""

import hashlib
import json
from collections.abc import Mapping
from dataclasses import asdict, fields
from typing import Any

from django.conf import settings
from django.contrib.auth.base_user import AbstractBaseUser
from django.utils import translation
from wagtail.models import AbstractPage, Revision

from disclosures.compliance import Served, Verdict, assess
from disclosures.compliance.reading import SentLink
from disclosures.models import DisclosureEvidence
from disclosures.serving import page_as_served
from disclosures.texts import Texts

PUBLICATION, AUDIT = DisclosureEvidence.Occasion.PUBLICATION, DisclosureEvidence.Occasion.AUDIT


def record(
    page: AbstractPage,
    occasion: str,
    user: AbstractBaseUser | None = None,
    revision: Revision | None = None,
) -> DisclosureEvidence | None:
    """Render a live page as a reader gets it, judge it and add a row; None where nothing is or was to be told.

    `page` is of its own type (`page.specific`). Raises serving.NotServedError where readers get no page.
    """
    served = page_as_served(page)
    return remember(page, served, judged(served), occasion, user, revision.pk if revision else None)


def judged(served: Served) -> list[Verdict]:
    """Return what all rules say, in the site's own language: editors of any language read it later."""
    with translation.override(settings.LANGUAGE_CODE):
        return assess(served)


def remember(
    page: AbstractPage,
    served: Served,
    verdicts: list[Verdict],
    occasion: str,
    user: AbstractBaseUser | None = None,
    revision_id: Any = None,
) -> DisclosureEvidence | None:
    """Add the row of one output if it says anything new, and return it.

    A publication is remembered if it tells anything, must, or did before; an audit only what differs from the
    last row. An output that tells nothing and never did leaves no row.
    """
    row = _row(page, served, verdicts)
    row.occasion, row.revision_id = occasion, revision_id
    row.user, row.user_label = user, _label_of(user)
    last = DisclosureEvidence.objects.before(page.pk, row.output, row.address).first()
    if not row.says_anything and not (last and last.says_anything):
        return None
    if occasion == AUDIT and last and not row.differs_from(last):
        return None
    row.save()
    return row


def _row(page: AbstractPage, served: Served, verdicts: list[Verdict]) -> DisclosureEvidence:
    notice = served.notice
    return DisclosureEvidence(
        page_id=page.pk,
        page_title=page.title,
        address=served.address[:2048],
        output=served.output,
        at=served.now,
        body_hash=_sha256(served.body),
        notice=notice,
        notice_hash=_sha256(notice),
        locale=served.language,
        jurisdiction=served.jurisdiction,
        links=[_as_data(link) for link in served.links],
        verdicts=[asdict(verdict) for verdict in verdicts],
        failed_rules="".join(f" {each.rule} " for each in verdicts if each.passed is False),
        rules_version=served.policy.rules.version,
        texts_version=texts_version(served.policy.texts),
    )


def _as_data(link: SentLink) -> dict[str, Any]:
    return {
        "href": link.href,
        "programme": link.match.programme,
        "network": link.match.network,
        "strength": link.match.strength,
        "rule": str(link.match.rule),
        "label": link.label,
        "rel": list(link.rel),
    }


def texts_version(texts: Texts) -> str:
    """Return a short hash that changes whenever a sentence does."""
    values = {each.name: getattr(texts, each.name) for each in fields(texts)}
    plain = {name: dict(value) if isinstance(value, Mapping) else value for name, value in values.items()}
    return _sha256(json.dumps(plain, sort_keys=True))[:16]


def _label_of(user: AbstractBaseUser | None) -> str:
    if user is None:
        return ""
    # Not every user model has names.
    name = getattr(user, "get_full_name", str)().strip()
    return (f"{name} ({user.get_username()})" if name else user.get_username())[:255]


def _sha256(text: str) -> str:
    return hashlib.sha256(text.encode("utf-8", "backslashreplace")).hexdigest()
