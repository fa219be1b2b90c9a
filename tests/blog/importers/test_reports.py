"""blog.importers.reports: tells what was found, taken out, left, and what the editor does next."""

import json

import pytest

from blog.importers.plain_text import read
from blog.importers.reports import report_on

TEXT = """This post contains affiliate links.

Sleeping better

Rest helps. See https://example.org/rest for more.

Why it helps

It does.

References

Doe J. Rest. www.example.org

Leave a comment!"""


@pytest.fixture
def article():
    return read(TEXT)


def test_the_report_names_everything(article, author, reviewer, topic) -> None:
    report = report_on(article, source="rest.txt", authors=[author], reviewer=reviewer, topics=[topic])
    text = report.as_text()
    for words in (
        "Sleeping better",
        "Section headings (2)",
        "Why it helps",
        "16 words",
        "Disclosure notice: This post contains affiliate links.",
        "Comment prompt: Leave a comment!",
        "2 addresses are typed as text",
        "“References” stands in the text",
        "Write the summary.",
        "lead picture",
        "Add the references",
        "Request the medical review",
    ):
        assert words in text
    assert "Name the author" not in text


def test_the_report_can_be_read_by_programs(article, author, reviewer, topic) -> None:
    report = report_on(
        article, source="rest.txt", authors=[author], reviewer=reviewer, topics=[topic], page_id=7
    )
    values = json.loads(json.dumps(report.as_json()))
    assert values["title"] == "Sleeping better"
    assert values["headings"] == ["Why it helps", "References"]
    assert values["removed"][0] == {
        "what": "disclosure notice",
        "text": "This post contains affiliate links.",
    }
    assert values["page_id"] == 7
    assert len(values["left"]) == 2


@pytest.mark.django_db
def test_what_was_not_chosen_is_still_to_do(article) -> None:
    to_do = report_on(article, source="").to_do
    for words in ("Name the author", "Choose a topic", "Choose a medical reviewer"):
        assert any(words in sentence for sentence in to_do)


def test_a_reviewer_who_could_not_sign_is_named_at_once(article, author) -> None:
    to_do = report_on(article, source="", reviewer=author).to_do
    assert any("has no credential" in sentence for sentence in to_do)


def test_an_article_that_needs_nothing_has_no_empty_sections() -> None:
    text = report_on(read("Rest\n\nIt helps."), source="").as_text()
    assert "Taken out" not in text
    assert "Left as it was" not in text


@pytest.mark.parametrize(
    "sign", ["# Rest", "**Rest** helps", "<b>Rest</b>", '<a href="x">Rest</a>', "[x](https://example.org)"]
)
def test_signs_of_markup_are_told(sign) -> None:
    assert any(
        "signs of markup" in sentence for sentence in report_on(read(f"Sleep\n\n{sign} now."), source="").left
    )


@pytest.mark.parametrize("text", ["5 < 7 and 8 > 3.", "Try #sleep and 2 * 3.", "Rest [1]."])
def test_other_signs_are_not(text) -> None:
    assert report_on(read(f"Sleep\n\n{text}"), source="").left == []
