"""Signs of advertising: each gives points, one alone never decides."""

import pytest

from comments.checks import spam
from comments.findings import Kind, Outcome
from comments.folding import fold
from comments.pipeline import assess
from comments.states import Status
from comments.submission import Submission
from tests.testapp.models import PlainPage

# A page, also one that is not stored, asks for its content type.
pytestmark = pytest.mark.django_db

CAMPAIGN = "I was ill for years until a friend told me what to do, and now I feel like a new person."
ADVERTISING = {
    "channels": "Nice article! Please check out my channel for more.",
    "earning": "I make money online and so can you.",
    "healers": "A spell caster brought my husband back.",
    "contact": "Just WhatsApp me and I explain.",
    "shops": "Antibiotics, no prescription needed, sent to your door.",
}
ORDINARY = (
    "My doctor gave me a prescription for amoxicillin and told me to contact her if the fever stays.",
    "I follow the plan on my own, and it is free of charge at our clinic.",
    "My specialist said the trial was too small. I would order the book again.",
    "Subscribing to the paper journal is expensive for patients.",
    "Does working from home make the back pain worse? I earn my living at a desk.",
)


def found(check, **fields):
    return list(check.run(Submission(page=PlainPage(), **fields)))


@pytest.mark.parametrize(("code", "body"), ADVERTISING.items())
def test_phrases_of_advertising_give_points_and_show_where_they_stand(code, body):
    (finding,) = found(spam.Advertising(), body=body)
    assert (finding.kind, finding.code, finding.points) == (Kind.SPAM, f"advertising_{code}", 2)
    start, end = finding.spans[0]
    assert body[start:end].lower() in spam.signs_in(fold(body))[0].matches[0].phrase.lower()


@pytest.mark.parametrize("body", ORDINARY)
def test_ordinary_sentences_are_no_advertising(body):
    assert found(spam.Advertising(), body=body) == []


def test_one_phrase_holds_nothing_and_words_alone_are_never_filed_away():
    assert assess(Submission(name="Ann", body=ADVERTISING["earning"])).outcome == Outcome.PUBLISH
    assert assess(Submission(name="Ann", body=" ".join(ADVERTISING.values()))).outcome == Outcome.HOLD


def test_words_and_a_filled_trap_together_are_spam():
    body = f"{ADVERTISING['earning']} {ADVERTISING['contact']}"
    assert assess(Submission(name="Ann", body=body, honeypot="x")).outcome == Outcome.SPAM


def test_many_addresses_give_points_a_single_one_does_not():
    many = "See www.one.example, http://two.com/a and three.com for more."
    (finding,) = found(spam.Links(), body=many)
    assert finding.code == "many_links"
    assert [many[start:end] for start, end in finding.spans] == [
        "www.one.example,",
        "http://two.com/a",
        "three.com",
    ]
    assert found(spam.Links(), body="I read it on mayoclinic.org last week.") == []


def test_the_same_words_on_another_page_give_points(write, page):
    write(CAMPAIGN, status=Status.PENDING, body_digest=Submission(body=CAMPAIGN).digest)
    (finding,) = found(spam.RepeatedText(), body=CAMPAIGN.upper())
    assert (finding.kind, finding.points) == (Kind.SPAM, 3)


def test_the_same_words_under_the_same_page_are_a_second_try(write, thread):
    write(CAMPAIGN, status=Status.PENDING, body_digest=Submission(body=CAMPAIGN).digest)
    assert found(spam.RepeatedText(), body=CAMPAIGN, thread=thread) == []


def test_short_words_and_words_that_a_moderator_published_may_be_said_again(write, moderator):
    thanks = "Thank you!"
    write(thanks, status=Status.PENDING, body_digest=Submission(body=thanks).digest)
    assert found(spam.RepeatedText(), body=thanks) == []
    comment = write(CAMPAIGN, status=Status.PENDING, body_digest=Submission(body=CAMPAIGN).digest)
    comment.transition(Status.PUBLISHED, moderator, "", comment.version)
    assert found(spam.RepeatedText(), body=CAMPAIGN) == []
