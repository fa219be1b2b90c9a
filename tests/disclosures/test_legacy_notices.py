"""disclosures.legacy_notices: finds what bloggers wrote by hand, and lets articles about money alone."""

import tomllib
from pathlib import Path

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from disclosures.legacy_notices import MAX_WORDS, WINDOW, LegacyNotice, find

SAMPLES = tomllib.loads(Path(__file__).with_name("legacy_notice_samples.toml").read_text("utf-8"))
BODY = [
    f"Paragraph {number} tells of sleep and of the light in the morning, and it does so at some length."
    for number in range(1, 13)
]
NOTICE = "This post contains affiliate links. If you buy through them, I earn a small commission."


def samples(kind: str) -> list[str]:
    return [sentence for style in SAMPLES[kind].values() for sentence in style]


def article(*, above: str = "", below: str = "", middle: str = "") -> str:
    paragraphs = ["A Quiet Night", above, *BODY[:6], middle, *BODY[6:], below]
    return "\n\n".join(paragraph for paragraph in paragraphs if paragraph)


def as_html(text: str) -> str:
    return "\n".join(f"<p>{paragraph}</p>" for paragraph in text.split("\n\n"))


def test_styles_are_many() -> None:
    assert len(SAMPLES["notices"]) >= 8
    assert len(samples("notices")) >= 200
    assert len(samples("ordinary")) >= 200


def test_at_least_98_of_100_notices_are_found_above_and_below_an_article() -> None:
    missed = [
        notice
        for notice in samples("notices")
        if not (find(article(above=notice)) and find(article(below=notice)) and find(notice))
    ]
    assert len(missed) <= 0.02 * len(samples("notices")), missed


@pytest.mark.parametrize("sentence", samples("ordinary"))
def test_no_ordinary_sentence_is_a_notice(sentence) -> None:
    assert find(article(above=sentence)) is None
    assert find(article(below=sentence)) is None
    assert find(as_html(article(above=sentence))) is None


def test_the_notice_is_cut_out_exactly_in_plain_text() -> None:
    text = article(above=NOTICE)
    notice = find(text)
    assert notice == LegacyNotice(NOTICE, text.index(NOTICE), text.index(NOTICE) + len(NOTICE))
    assert text[notice.start : notice.end] == notice.text


def test_the_notice_is_cut_out_of_html_with_the_tags_that_hold_nothing_else() -> None:
    block = f'<div class="note">\n  <p><em>{NOTICE.replace("buy", "buy &amp; keep")}</em></p>\n</div>'
    html = f"<h1>A Quiet Night</h1>\n{block}\n<p>{BODY[0]}</p>"
    notice = find(html)
    assert html[notice.start : notice.end] == block
    assert notice.text == NOTICE.replace("buy", "buy & keep")


def test_block_comments_do_not_hide_a_notice() -> None:
    html = f"<!-- wp:paragraph -->\n<p>{NOTICE}</p>\n<!-- /wp:paragraph -->\n<p>{BODY[0]}</p>"
    assert find(html).text == NOTICE


def test_lines_parted_by_breaks_are_blocks() -> None:
    html = f"{NOTICE}<br /><br />{BODY[0]}<br><br>{BODY[1]}"
    notice = find(html)
    assert html[notice.start : notice.end] == NOTICE


def test_links_inside_the_notice_belong_to_it() -> None:
    paragraph = '<p>This post contains <a href="/policy/">affiliate links</a>.</p>'
    html = f"{paragraph}<p>{BODY[0]}</p>"
    notice = find(html)
    assert html[notice.start : notice.end] == paragraph
    assert notice.text == "This post contains affiliate links."


def test_only_the_notice_is_cut_out_of_a_paragraph_that_goes_on() -> None:
    notice = find(f"{NOTICE} {BODY[0]}\n\n{BODY[1]}")
    assert notice.text == NOTICE


def test_only_the_notice_is_cut_out_of_a_paragraph_that_ends_with_it() -> None:
    text = f"{BODY[0]}\n\n{BODY[1]} {NOTICE}"
    notice = find(text)
    assert notice.text == NOTICE
    assert notice.end == len(text)


@pytest.mark.parametrize(
    "paragraph",
    [
        f"<p><em>{NOTICE}</em> {BODY[0]}</p>",
        f"<p><b>Note:</b> this post contains <a href='/x'>affiliate links</a>. {BODY[0]}</p>",
        f"<p>{BODY[0]} <em>{NOTICE}</em></p>",
        f"<p>{BODY[0]} <em><strong>{NOTICE}</strong></em></p>",
    ],
)
def test_a_cut_inside_a_paragraph_leaves_whole_pairs_of_tags(paragraph) -> None:
    html = f"{paragraph}<p>{BODY[1]}</p>"
    notice = find(html)
    rest = html[: notice.start] + html[notice.end :]
    assert "affiliate links" in notice.text
    assert BODY[0] in rest
    for tag in ("em", "b", "a", "strong", "p"):
        cut = html[notice.start : notice.end]
        assert cut.count(f"<{tag}>") + cut.count(f"<{tag} ") == cut.count(f"</{tag}>"), cut


def test_a_notice_whose_tags_cannot_be_parted_is_left_alone() -> None:
    assert find(f"<p><em>{NOTICE} {BODY[0]}</em> and more <i>words</i>.</p>").text == NOTICE
    assert find(f"<p>This post <em>contains affiliate links. {BODY[0]} So</em> it is.</p>") is None


def test_a_medical_disclaimer_beside_the_notice_stays() -> None:
    disclaimer = "This article is not medical advice."
    notice = find(article(above=f"{disclaimer} {NOTICE}"))
    assert notice.text == NOTICE


def test_the_label_above_a_notice_and_a_second_paragraph_belong_to_it() -> None:
    amazon = "As an Amazon Associate I earn from qualifying purchases."
    text = article(above=f"Affiliate disclosure\n\n{NOTICE}\n\n{amazon}")
    notice = find(text)
    assert notice.text == f"Affiliate disclosure\n\n{NOTICE}\n\n{amazon}"


def test_wrapped_lines_are_one_notice() -> None:
    wrapped = (
        "This post contains affiliate links. If you buy something\nthrough them, I earn a small commission."
    )
    assert find(article(above=wrapped)).text == wrapped


def test_a_line_between_others_is_found_without_blank_lines() -> None:
    notice = find(f"A Quiet Night\n{NOTICE}\n{BODY[0]}")
    assert notice.text == NOTICE


def test_a_labelled_notice_is_taken_whole() -> None:
    paragraph = "Disclosure: I got the lamp for free from the brand. It is yellow. It hums a little."
    assert find(article(above=paragraph)).text == paragraph


def test_a_long_policy_is_not_a_notice() -> None:
    policy = " ".join([NOTICE] * (MAX_WORDS // len(NOTICE.split()) + 1))
    assert find(article(above=policy)) is None


def test_the_middle_of_a_long_article_is_not_searched() -> None:
    text = article(middle=NOTICE)
    assert find(text) is None
    assert find(as_html(text)) is None


def test_both_ends_of_a_very_long_text_are_searched() -> None:
    filling = "\n\n".join(BODY * (3 * WINDOW // 1000))
    assert find(f"{NOTICE}\n\n{filling}").start == 0
    text = f"{filling}\n\n{NOTICE}"
    assert find(text).start == text.index(NOTICE)


def test_what_denies_being_paid_is_no_notice_unless_the_next_words_say_otherwise() -> None:
    assert find(article(above="This is not a sponsored post.")) is None
    assert (
        find(article(above="This is not a paid post, but the brand sent me the lamp for free.")) is not None
    )


def test_two_notices_can_be_taken_out_one_after_the_other() -> None:
    text = article(above=NOTICE, below="We are reader-supported.")
    first = find(text)
    text = text[: first.start] + text[first.end :]
    second = find(text)
    assert second.text == "We are reader-supported."
    assert find(text[: second.start] + text[second.end :]) is None


@pytest.mark.shared
def test_the_notice_of_the_legacy_article_is_found(shared_data) -> None:
    text = (shared_data / "legacy-article.txt").read_text("utf-8")
    notice = find(text)
    assert notice.start == 0
    assert notice.text.startswith("Our Good Life participates in affiliate marketing")
    assert notice.text.endswith("of use to you.")


@given(
    st.text(max_size=300),
    st.sampled_from(["", NOTICE, f"<p>{NOTICE}</p>", "<em>affiliate links", "&amp; commission"]),
)
@example("<p", NOTICE)
@example("\n\n<div>\n", NOTICE)
@example("<!-- x", "affiliate &#; links")
def test_nothing_makes_it_raise_and_the_place_is_true(noise, seed) -> None:
    for text in (noise + seed, seed + noise, noise + seed + noise):
        notice = find(text)
        if notice:
            assert 0 <= notice.start < notice.end <= len(text)
            assert notice.text


def test_a_notice_in_the_middle_of_a_paragraph_is_left_to_the_editor():
    assert (
        find(
            "Good sleep begins in the evening. This post contains affiliate links and we earn a commission if you buy. "
            "A dark room helps most people."
        )
        is None
    )


def test_a_notice_with_an_entity_is_cut_out_whole():
    notice = "We earn a commission if you buy through our links &amp; you pay nothing more."
    html = f"<p>{notice} Good sleep begins in the evening, with a dark room.</p><p>More on sleep.</p>"
    found = find(html)
    assert html[found.start : found.end] == notice


def test_the_label_above_a_notice_goes_with_it():
    html = (
        "<h2>Disclosure</h2><p>This post contains affiliate links: we earn a commission.</p>"
        "<p>Good sleep begins in the evening, with a dark room.</p>"
    )
    found = find(html)
    assert html[found.end :] == "<p>Good sleep begins in the evening, with a dark room.</p>"
    assert found.start == 0


HELD_OUT = sorted((Path(__file__).parents[2] / "benchmarks").glob("legacy_notices_*.toml"))


def found_in(group: dict[str, list[str]]) -> tuple[list[str], int]:
    sentences = [sentence for style in group.values() for sentence in style]
    return [each for each in sentences if find(as_html(article(above=each)))], len(sentences)


def test_sets_that_were_held_out_have_many_styles() -> None:
    assert len(HELD_OUT) == 3
    for path in HELD_OUT:
        held_out = tomllib.loads(path.read_text("utf-8"))
        assert len(held_out["notices"]) >= 8
        assert sum(len(style) for style in held_out["ordinary"].values()) >= 65


@pytest.mark.parametrize("path", HELD_OUT, ids=lambda path: path.stem)
def test_sentences_that_were_held_out_stay_told_apart(path: Path) -> None:
    held_out = tomllib.loads(path.read_text("utf-8"))
    found, number = found_in(held_out["notices"])
    assert len(found) >= 0.9 * number
    alarms, number = found_in(held_out["ordinary"])
    assert len(alarms) <= 0.01 * number, alarms


@pytest.mark.parametrize(
    ("notice", "rest"),
    [
        (
            "Dieser Beitrag enthält Affiliate-Links. Der Preis ändert sich für Sie nicht.",
            "Ärzte raten zum Licht.",
        ),
        ("Cet article contient des liens affiliés. Le prix reste le même.", "Écoutez votre corps."),
        ("Questo articolo contiene link di affiliazione. Il prezzo non cambia.", "È bene dormire."),
        ("Este artículo contiene enlaces de afiliados. El precio no cambia.", "Él duerme bien."),
        ("Dit artikel bevat affiliate-links. De prijs blijft gelijk.", "Artsen raden licht aan."),
    ],
)
def test_notices_in_other_languages_are_cut_out_with_what_belongs_to_them(notice: str, rest: str) -> None:
    first = notice.split(". ")[0] + "."
    assert find(f"<p>{notice}</p><p>{rest}</p><p>{BODY[0]}</p>").text == notice
    assert find(f"<p>{first} {rest}</p><p>{BODY[0]}</p>").text == first
