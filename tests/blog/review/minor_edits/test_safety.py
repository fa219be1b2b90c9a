"""Which changes need no new signature: everything that could harm is refused, whatever reason is given for it."""

import difflib
import tomllib
from html import escape
from pathlib import Path

import pytest

from blog.review.minor_edits import comparison, safety
from blog.review.minor_edits.findings import LONGEST_QUOTE, RULES, Finding

PAIRS = tomllib.loads((Path(__file__).parent / "pairs.toml").read_text(encoding="utf-8"))
REFUSED = [(rule, *row) for rule, rows in PAIRS["refused"].items() for row in rows]
ACCEPTED = [(reason, *row) for reason, rows in PAIRS["accepted"].items() for row in rows]


def content(text, **fields):
    value = {"html": text} if text.startswith("<") else {"html": f"<p>{escape(text, quote=False)}</p>"}
    return {"title": "Sleep", "body": value, **fields}


def refusals(before, after, reason="typo", *, signed=None, earlier=(), limit=200):
    return safety.refusals(signed or before, before, after, reason, earlier=earlier, limit=limit)


def rules(before, after, reason):
    return {finding.rule for finding in safety.difference(before, after, safety.ALLOWED[reason]).findings}


def stream(*blocks):
    return {"title": "Sleep", "body": [{"type": kind, "value": value} for kind, value in blocks]}


def test_there_are_as_many_attacks_as_promised():
    assert len(REFUSED) >= 60
    assert len(ACCEPTED) >= 30


@pytest.mark.parametrize(("rule", "reason", "before", "after"), REFUSED)
def test_what_could_harm_is_refused(rule, reason, before, after):
    found = refusals(content(before), content(after), reason)
    assert any(str(RULES[rule]) in sentence for sentence in found), found


@pytest.mark.parametrize(("rule", "reason", "before", "after"), REFUSED)
def test_no_other_reason_lets_it_pass(rule, reason, before, after):
    others = set(safety.ALLOWED) - ({reason} if rule not in RULES_OF_THE_CHOICE else set(safety.ALLOWED))
    assert [name for name in others if not refusals(content(before), content(after), name)] == []


# These say only that another kind of minor edit is the right one.
RULES_OF_THE_CHOICE = {"layout", "link", "description", "archive", "words", "other_word", "fixed", "signs"}


@pytest.mark.parametrize(("reason", "before", "after"), ACCEPTED)
def test_what_cannot_harm_passes(reason, before, after):
    assert refusals(content(before), content(after), reason) == []


class TestStructure:
    TWO = stream(
        ("paragraph", {"html": "<p>Pain</p>"}), ("note", {"heading": "When", "text": "Fever stays."})
    )

    @pytest.mark.parametrize("reason", sorted(safety.ALLOWED))
    def test_blocks_neither_come_go_nor_move(self, reason):
        one, two = self.TWO["body"]
        for body in ([one], [two, one], [one, two, one]):
            assert rules(self.TWO, self.TWO | {"body": body}, reason) == {"structure"}

    def test_a_block_keeps_its_type(self):
        other = stream(
            ("quote", {"html": "<p>Pain</p>"}), ("note", {"heading": "When", "text": "Fever stays."})
        )
        assert rules(self.TWO, other, "typo") == {"structure"}

    def test_fields_and_topics_neither_come_nor_go(self):
        for more in ({"summary": "Pain"}, {"topics": [1]}):
            assert rules(self.TWO, self.TWO | more, "typo") == {"structure"}
        assert rules(self.TWO | {"topics": [1]}, self.TWO | {"topics": [2]}, "typo") == {"structure"}

    def test_a_picture_is_its_bytes(self):
        before, after = (stream(("picture", {"picture": name})) for name in ("aa", "bb"))
        assert rules(before, after, "accessibility") == {"structure"}

    def test_unusual_markup_and_html_in_plain_text_cannot_be_judged(self):
        for before, after in (
            ({"source": "<P>Slep", "files": []}, {"source": "<P>Sleep", "files": []}),
            ({"html": "<p>Slep</p>"}, {"source": "<P>Sleep"}),
            ("<b>Slep well</b>", "<b>Sleep well</b>"),
        ):
            assert rules({"body": before}, {"body": after}, "typo") == {"markup"}

    def test_a_document_is_its_bytes(self):
        before, after = (stream(("leaflet", {"document": name})) for name in ("aa", "bb"))
        assert rules(before, after, "link") == {"structure"}

    @pytest.mark.parametrize("reason", ["typo", "accessibility"])
    def test_a_description_may_be_written_where_there_was_none(self, reason):
        before = stream(("image", {"image": {"picture": "aa"}}))
        after = stream(("image", {"image": {"picture": "aa"}, "alt": "A woman walks up a hill"}))
        assert rules(before, after, reason) == (set() if reason == "accessibility" else {"description"})

    def test_titles_headings_and_questions_do_not_change(self):
        assert rules({"title": "Slep"}, {"title": "Sleep"}, "typo") == {"heading"}
        for kind, name in (("heading", "text"), ("note", "heading"), ("question_answer", "question")):
            before, after = (stream((kind, {name: f"{word} and rest"})) for word in ("Slep", "Sleep"))
            assert rules(before, after, "typo") == {"heading"}

    def test_references_do_not_change(self):
        before, after = (
            {"references": [{"type": "reference", "value": {"journal": f"{word} of Sleep"}}]}
            for word in ("Jounal", "Journal")
        )
        assert rules(before, after, "typo") == {"reference"}

    def test_an_address_of_a_reference_may_only_become_its_archived_copy(self):
        def reference(address):
            return {"references": [{"type": "reference", "value": {"url": address}}]}

        copy = "web.archive.org/web/20200101000000/https://who.int/a"
        assert rules(reference("who.int/a"), reference(copy), "archived_link") == set()
        assert rules(reference("who.int/a"), reference("who.int/b"), "link") == {"reference"}
        assert rules(reference("who.int/a"), reference("who.int/b"), "typo") == {"link"}

    def test_an_address_block_may_be_mended(self):
        before, after = stream(("link", "who.int/a")), stream(("link", "who.int/b"))
        assert rules(before, after, "link") == set()

    def test_a_choice_is_no_text(self):
        before, after = (stream(("care", {"urgency": word})) for word in ("non_urgent", "urgent"))
        assert rules(before, after, "typo") == {"choice"}

    def test_a_cell_with_a_number_does_not_change_and_one_without_may(self):
        def table(cell):
            return stream(("table", {"rows": [[cell, "Rest"]]}))

        assert "cell" in rules(table("5 deep breths"), table("5 deep breaths"), "typo")
        assert rules(table("deep breths"), table("deep breaths"), "typo") == set()

    def test_child_rows_are_compared_like_blocks(self):
        before, after = ({"title": "x", "steps": [{"text": f"A {word} bath"}]} for word in ("warm", "cold"))
        assert rules(before, after, "typo") == {"other_word"}


class TestCumulative:
    def test_a_change_split_over_several_minor_edits_is_found(self):
        signed, live, draft = (
            content(f"Known for the {word} of it.") for word in ("symptom", "symptoms", "symptomses")
        )
        assert refusals(signed, live) == []
        assert refusals(live, draft) == []
        assert refusals(live, draft, signed=signed, earlier=["typo"])

    def test_what_lies_between_the_signed_and_the_published_text_is_judged_again(self):
        signed, live = content("Take 5 mg and rest."), content("Take 50 mg and rest.")
        draft = content("Take 50 mg and rest, people say.")
        assert any("“5” became “50”" in line for line in refusals(live, draft, signed=signed))

    def test_what_an_earlier_kind_allowed_is_not_held_against_the_next(self):
        signed = content("<p>Slep helps. Pain stays.</p>")
        live = content("<p>Sleep helps. Pain stays.</p>")
        draft = content('<p>Sleep helps. <a href="who.int/a">Pain</a> stays.</p>')
        assert refusals(live, draft, "link", signed=signed, earlier=["typo"]) == []
        assert refusals(live, draft, "link", signed=signed)

    def test_all_characters_since_the_signature_count(self):
        signed = content("The symtoms and the treatmnt.")
        live = content("The symptoms and the treatmnt.")
        draft = content("The symptoms and the treatment.")
        assert refusals(live, draft, signed=signed, earlier=["typo"], limit=2) == []
        [sentence] = refusals(live, draft, signed=signed, earlier=["typo"], limit=1)
        assert sentence == (
            "2 characters differ from the signed text, all minor edits together. The policy allows 1."
        )


class TestWords:
    def test_a_refusal_names_both_words_or_the_one(self):
        assert refusals(content("Take 5 mg."), content("Take 50 mg.")) == [
            "“5” became “50”. Numbers, words for numbers and signs next to a number do not change."
        ]
        assert "Added: “not”" in refusals(content("Do rest."), content("Do not rest."))[0]
        assert "Left out: “not”" in refusals(content("Do not rest."), content("Do rest."))[0]

    def test_long_texts_are_cut(self):
        message = Finding("words", "a" * 200, "").message
        assert f"“{'a' * (LONGEST_QUOTE - 1)}…”" in message

    def test_the_same_finding_is_said_once(self):
        before, after = "<p>a b</p><p>c d</p>", "<p>a <br>b</p><p>c <br>d</p>"
        assert len(refusals(content(before), content(after), "typo")) == 1


class TestLongTexts:
    def test_a_paragraph_written_anew_is_refused_without_a_closer_look(self, monkeypatch):
        monkeypatch.setattr(comparison, "MOST_COMPARISONS", 3)
        found = refusals(content("Sleep helps people rest. Pain."), content("Walks bring others calm. Pain."))
        assert any("another word" in sentence for sentence in found)

    def test_thousands_of_words_take_no_longer_than_their_paragraphs(self, monkeypatch):
        sizes = []

        class Counting(difflib.SequenceMatcher):
            def __init__(self, junk, old, new, autojunk):
                sizes.append(len(old) * len(new))
                super().__init__(junk, old, new, autojunk)

        monkeypatch.setattr(comparison.difflib, "SequenceMatcher", Counting)
        before = "".join(f"<p>Slep helps people. Walks help {'others ' * 20}too.</p>" for _ in range(50))
        assert refusals(content(before), content(before.replace("Slep", "Sleep"))) != []
        assert len(sizes) == 100
        assert max(sizes) == 1
