"""Each part broken on purpose: no output leaves with a paid link that its readers were not told about before."""

import json

import pytest
from django.core import mail
from django.core.mail import send_mail
from django.template.loader import render_to_string

from blog.models import HealthArticlePage
from disclosures import edits, policies, scanning, texts
from disclosures.matcher import RuleSet
from tests.blog.test_feeds import PAID

pytestmark = pytest.mark.site
LINK = "amazon.com/dp"


def nothing(monkeypatch):
    """Everything is as it should be."""


def rules_missing(monkeypatch):
    monkeypatch.setattr(policies, "rules_in_force", lambda site=None: RuleSet((), ()))


def rewriter_raises(monkeypatch):
    def broken(*args, **kwargs):
        raise RuntimeError("broken")

    monkeypatch.setattr(scanning, "rewrite", broken)
    monkeypatch.setattr(edits, "rewrite", broken)


def sentences_missing(monkeypatch):
    monkeypatch.setattr(texts, "sentences", dict)


def body_of_three_megabytes(monkeypatch):
    page = HealthArticlePage.objects.get()
    page.body = [("paragraph", PAID + "<p>word </p>" * 250_000)]
    HealthArticlePage.objects.filter(pk=page.pk).update(body=page.body)


def sent_as_mail(client, page):
    """Send the article as a newsletter of another app would: as it stands in the database."""
    html = render_to_string("blog/blocks/paragraph.html", {"value": page.body[0].value})
    send_mail("News", html, None, ["reader@good.example"], html_message=html)
    return mail.outbox[0].body + mail.outbox[0].alternatives[0].content


OUTPUTS = {
    "page": lambda client, page: client.get(page.url).content.decode(),
    "rss": lambda client, page: client.get("/feed/").content.decode(),
    "atom": lambda client, page: client.get("/feed/atom/").content.decode(),
    "json": lambda client, page: client.get("/feed/json/").content.decode(),
    "api": lambda client, page: client.get(f"/api/v2/pages/{page.pk}/").content.decode(),
    "api list": lambda client, page: client.get(
        f"/api/v2/pages/?type={page._meta.label}&fields=*"
    ).content.decode(),
    "mail": sent_as_mail,
}


@pytest.mark.parametrize(
    "broken", [nothing, rules_missing, rewriter_raises, sentences_missing, body_of_three_megabytes]
)
@pytest.mark.parametrize("output", OUTPUTS)
def test_a_notice_precedes_the_first_paid_link(client, publish, settings, monkeypatch, output, broken):
    settings.EMAIL_BACKEND = "disclosures.mail.GuardedEmailBackend"
    page = publish(body=[("paragraph", PAID)])
    broken(monkeypatch)
    page.refresh_from_db()
    said = OUTPUTS[output](client, page)
    assert said.lower().index("we earn a commission") < said.index(LINK)


@pytest.mark.parametrize("broken", [rules_missing, rewriter_raises, sentences_missing])
def test_what_the_api_sends_stays_json_with_the_text_in_it(client, publish, monkeypatch, broken):
    page = publish(body=[("paragraph", PAID)])
    broken(monkeypatch)
    told = json.loads(client.get(f"/api/v2/pages/{page.pk}/").content)
    assert told["disclosure"]["told"]
    assert [block["type"] for block in told["body"]] == ["disclosure", "paragraph"]
