"""blog.importers.plain_text: a pasted article becomes title, headings and paragraphs, and no word is lost."""

import re
from html import unescape

import pytest
from hypothesis import assume, example, given
from hypothesis import strategies as st

from blog.importers.imported import NotAnArticle, Removed, What
from blog.importers.plain_text import LONGEST_TEXT, read

LONG = "The heart beats about one hundred thousand times a day, and hardly anybody notices it until it skips a beat."
SHORT = "It is quick."


def paragraphs(*texts: str) -> str:
    return "\n\n".join(texts)


def rich_text(text: str) -> str:
    article = read(paragraphs("A Title", LONG, text, LONG))
    [(name, value)] = article.blocks
    assert name == "paragraph"
    return value.removeprefix(f"<p>{LONG}</p>").removesuffix(f"<p>{LONG}</p>")


@pytest.mark.shared
def test_the_legacy_article_is_taken_apart(shared_data) -> None:
    article = read((shared_data / "legacy-article.txt").read_text("utf-8"))
    assert article.title == "What Is Esketamine Depression Treatment and How Does It Work?"
    assert article.headings == [
        "Exploring the Intricacies of Esketamine",
        "Administering Esketamine",
        "Mechanism of Action",
        "Advantages of Esketamine",
        "Possible Adverse Reactions",
        "Who stands to gain from this opportunity?",
        "Blending Esketamine with Additional Treatment Options",
        "The Potential of Esketamine in Treating Depression",
        "In Summary",
    ]
    assert [name for name, _value in article.blocks] == ["paragraph", *["heading", "paragraph"] * 9]
    body = str(article.blocks)
    for word in ("affiliate", "advertising", "like to comment", "yumming", "appreciated"):
        assert word not in body
    assert [piece.what for piece in article.removed] == [
        "disclosure notice",
        "comment prompt",
        "share prompt",
    ]
    assert article.removed[0].text.startswith("Our Good Life participates in affiliate marketing")
    assert article.removed[1].text == "Would you like to comment?"
    assert article.removed[2].text.startswith("Welcome!")
    assert article.remarks == []


def test_one_paragraph_below_a_title_is_an_article() -> None:
    article = read(f"Hearts\n\n{LONG}")
    assert (article.title, article.blocks) == ("Hearts", [("paragraph", f"<p>{LONG}</p>")])


@pytest.mark.parametrize(
    "text",
    [
        "\ufeffHearts\r\n\r\n{}\r\n\r\nRhythm\r\n\r\n{}",
        "Hearts\r\r{}\r\rRhythm\r\r{}",
        "\n\n  Hearts \t\n \t\n\n\n{}  \n\n\n\n\tRhythm\u00a0 \n   \n{}\n\n\n",
        "Hearts\u2029\u2029{}\u2029\u2029Rhythm\u2028\u2028{}",
        "Hearts\n{}\nRhythm\n{}",
        "Hearts\x00\n\n{}\n\n\u200bRhythm\n\n{}",
    ],
)
def test_line_ends_and_white_space_do_not_matter(text) -> None:
    article = read(text.format(LONG, LONG))
    assert article.title == "Hearts"
    assert article.blocks == [
        ("paragraph", f"<p>{LONG}</p>"),
        ("heading", {"text": "Rhythm", "anchor": ""}),
        ("paragraph", f"<p>{LONG}</p>"),
    ]


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("", "no article"),
        (" \n\t\n\u00a0\r\n\ufeff", "no article"),
        (LONG, "No title"),
        (paragraphs(LONG, LONG, LONG, LONG, "Late heading", LONG), "No title"),
        ("A title and nothing else", "no text below"),
        ("As an Amazon Associate I earn from qualifying purchases.", "no article"),
        ("A title\n\nLeave a comment!", "no text below"),
        ("- a\n- b", "No title"),
        ("a" * (LONGEST_TEXT + 1), "too long"),
    ],
)
def test_what_is_no_article_is_refused_with_the_way_on(text, words) -> None:
    with pytest.raises(NotAnArticle) as refused:
        read(text)
    assert words in str(refused.value)


def test_a_title_below_an_unknown_greeting_is_found_and_the_editor_told() -> None:
    article = read(paragraphs("Hello everybody, here is the next one.", "Hearts", LONG))
    assert article.title == "Hearts"
    assert article.blocks[0][1].startswith("<p>Hello everybody")
    assert len(article.remarks) == 1


def test_the_notice_is_taken_out_of_both_ends() -> None:
    above, below = "This post contains affiliate links.", "We are reader-supported."
    article = read(paragraphs(above, "Hearts", LONG, below, "Share this:"))
    assert article.removed == [
        Removed(What.NOTICE, above),
        Removed(What.NOTICE, below),
        Removed(What.SHARE_PROMPT, "Share this:"),
    ]
    assert article.blocks == [("paragraph", f"<p>{LONG}</p>")]


def test_a_notice_in_the_first_paragraph_leaves_the_rest_of_it() -> None:
    article = read(paragraphs("Hearts", f"This post contains affiliate links. {LONG}", LONG))
    assert article.blocks == [("paragraph", f"<p>{LONG}</p><p>{LONG}</p>")]


def test_a_prompt_in_the_middle_stays() -> None:
    article = read(paragraphs("Hearts", LONG, "Leave a comment below.", LONG))
    assert "Leave a comment" in article.blocks[0][1]
    assert article.removed == []


@pytest.mark.parametrize(
    "heading",
    [
        "Why does it skip a beat?",
        "Rhythm",
        "7 ways to rest",
        "1. Drink water",
        "Act now!",
        "Causes:",
        "Beats (and rests)",
        "COVID-19",
    ],
)
def test_short_lines_between_paragraphs_are_headings(heading) -> None:
    assert read(paragraphs("Hearts", LONG, heading, LONG)).headings == [heading]


@pytest.mark.parametrize(
    "line",
    [
        "It is quick.",
        "By Ana Ruiz",
        "March 3, 2026",
        "3 March 2026",
        "“Rest is work, and work is rest”",
        "— Ana",
        "https://example.org/hearts",
        "Write to ana@example.org",
        "These are the reasons why it may skip:",
        "and so on ...",
        "one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen",
    ],
)
def test_other_short_lines_stay_paragraphs(line) -> None:
    article = read(paragraphs("Hearts", LONG, line, LONG))
    assert article.headings == []
    assert line in unescape(article.blocks[0][1])


def test_the_last_line_is_no_heading() -> None:
    assert read(paragraphs("Hearts", LONG, "Stay well")).headings == []


def test_a_heading_directly_above_its_paragraph_is_one() -> None:
    article = read(f"Hearts\n\n{LONG}\n\nRhythm\n{LONG}")
    assert article.headings == ["Rhythm"]


def test_headings_may_follow_each_other() -> None:
    assert read(paragraphs("Hearts", LONG, "Rhythm", "At rest", LONG)).headings == ["Rhythm", "At rest"]


@pytest.mark.parametrize("sign", ["-", "*", "•", "·", "▪", "–", "✓"])
def test_bullets_make_a_list(sign) -> None:
    assert rich_text(f"{sign} rest\n{sign}\tsleep & eat") == "<ul><li>rest</li><li>sleep &amp; eat</li></ul>"


def test_a_list_stands_below_the_line_that_leads_to_it() -> None:
    assert rich_text("You need:\n- rest\n- sleep") == "<p>You need:</p><ul><li>rest</li><li>sleep</li></ul>"


def test_items_may_be_parted_by_blank_lines_and_wrapped() -> None:
    assert (
        rich_text("- rest\n  and more rest\n\n- sleep")
        == "<ul><li>rest and more rest</li><li>sleep</li></ul>"
    )


def test_numbers_from_one_make_a_numbered_list() -> None:
    assert rich_text("1. rest\n2. sleep") == "<ol><li>rest</li><li>sleep</li></ol>"


def test_other_numbers_stay_as_they_were_typed() -> None:
    assert rich_text("2. rest\n5. sleep") == "<p>2. rest<br/>5. sleep</p>"


def test_numbered_headings_are_headings() -> None:
    article = read(paragraphs("Two ways", LONG, "1. Rest", LONG, "2. Sleep", LONG))
    assert article.headings == ["1. Rest", "2. Sleep"]


def test_one_dash_is_not_a_list() -> None:
    assert rich_text("– Rest, she said.") == "<p>– Rest, she said.</p>"


def test_wrapped_lines_are_joined() -> None:
    wrapped = (
        "The heart beats about one hundred thousand times a day, and\n"
        "hardly anybody notices it until it skips a beat, which\nmost hearts do."
    )
    assert rich_text(wrapped) == f"<p>{wrapped.replace(chr(10), ' ')}</p>"


def test_short_lines_below_each_other_stay_so() -> None:
    assert rich_text("12 Heart Street\nLeeds\nEngland.") == "<p>12 Heart Street<br/>Leeds<br/>England.</p>"


def test_a_dividing_line_is_taken_out_and_told() -> None:
    article = read(paragraphs("Hearts", LONG, "* * *", LONG))
    assert article.removed == [Removed(What.RULE, "* * *")]
    assert article.blocks == [("paragraph", f"<p>{LONG}</p><p>{LONG}</p>")]


def test_signs_of_markup_come_out_escaped() -> None:
    article = read(paragraphs("A <b> title", LONG, "What is <i>?", "<script>alert('x')</script> & more."))
    assert article.title == "A <b> title"
    assert article.headings == ["What is <i>?"]
    assert article.blocks[-1] == ("paragraph", "<p>&lt;script&gt;alert('x')&lt;/script&gt; &amp; more.</p>")


def test_the_space_between_a_number_and_its_unit_does_not_break() -> None:
    assert rich_text("Take\u00a05\u00a0mg now.") == "<p>Take 5\u00a0mg now.</p>"


WORD = st.text(
    st.characters(codec="utf-8", categories=["Ll", "Lu", "Nd", "Po", "Pd", "Sm"]), min_size=1, max_size=9
)
SPACE = st.sampled_from(
    [
        " ",
        "  ",
        "\t",
        "\n",
        "\n\n",
        "\r\n",
        "\r\n\r\n",
        "\n \n\n",
        "\u00a0",
        "\n- ",
        "\n1. ",
        "\n\n2) ",
        ".\n\n",
        ". ",
        "\u2028",
    ]
)
KNOWN = st.sampled_from(
    [
        "This post contains affiliate links.",
        "Leave a comment!",
        "Share this:",
        "* * *",
        LONG,
        "<script>",
        "&amp;",
    ]
)


def words_of(text: str) -> list[str]:
    return sorted(re.findall(r"[^\W_]+", text))


@given(st.lists(st.tuples(WORD | KNOWN, SPACE), min_size=1, max_size=30))
@example([("A", "\n\n"), (LONG, "\n1. "), ("x", "\n2. "), ("y", "")])
def test_no_word_is_lost(pieces) -> None:
    text = "A title\n\n" + "".join(word + space for word, space in pieces)
    try:
        article = read(text)
    except NotAnArticle:
        assume(False)
    kept = [article.title, *(piece.text for piece in article.removed)]
    for name, value in article.blocks:
        if name == "heading":
            kept.append(value["text"])
        else:
            numbers = [
                " ".join(map(str, range(1, items.count("<li>") + 1)))
                for items in re.findall(r"<ol>.*?</ol>", value, re.DOTALL)
            ]
            kept += [*numbers, unescape(re.sub(r"</?(?:p|ul|ol|li|br)/?>", " ", value))]
    assert words_of(" ".join(kept)) == words_of(text)
