"""Audits of paid links read an article wherever it is sent."""

import pytest

from blog import feeds
from disclosures.audit import audit, pages_to_audit
from disclosures.compliance.outputs import r19
from disclosures.models import DisclosureEvidence
from disclosures.serving import Outputs
from tests.blog.test_feeds import PAID

pytestmark = pytest.mark.site


def test_an_article_is_read_on_its_page_in_the_api_and_in_three_feeds(publish):
    page = publish("Sleep", body=[("paragraph", PAID)])
    outputs = Outputs().of(page)
    assert [served.output for served in outputs] == ["page", "feed", "feed", "feed", "api"]
    assert all(served.links and served.notice for served in outputs)
    assert r19(outputs[0]).passed is True


def test_a_feed_that_does_not_tell_is_found(publish, monkeypatch):
    publish("Sleep", body=[("paragraph", PAID)])
    monkeypatch.setattr(feeds, "full_text", lambda article, request: PAID)
    found = next(each for each in audit(pages_to_audit()) if each.title == "Sleep")
    broken = {output.output: {verdict.rule for verdict in output.failures} for output in found.outputs}
    assert "R19" in broken["page"]
    assert {"R1", "R4", "R12"} <= broken["feed"]
    assert broken["api"] == set()
    assert (
        DisclosureEvidence.objects.failing("R1").values_list("output", flat=True).distinct().get() == "feed"
    )
