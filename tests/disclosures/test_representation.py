"""What an API sends tells its readers before each paid link, however deep it stands."""

from dataclasses import replace

import pytest

from disclosures import json_writing, representation
from disclosures.classification import OwnSite
from disclosures.json_values import texts_in
from disclosures.matcher import RuleSet
from disclosures.policy import Policy
from disclosures.representation import disclose_data, guarded, problem_in
from disclosures.texts import Texts
from tests.disclosures.documents import Read
from tests.disclosures.pages import PAID

POLICY = Policy()
AMAZON = "https://www.amazon.com/dp/B0?tag=ours-20"
AWIN = "https://www.awin1.com/cread.php?awinmid=1&awinaffid=2"
SHORT = "https://amzn.to/3xyz"
FREE = '<p>See <a href="https://www.ncbi.nlm.nih.gov/pubmed/1">this</a></p>'
BY_HAND = "<p>This article contains affiliate links. If you buy through them, I earn a commission.</p>"
WITHOUT_RULES = replace(POLICY, rules=RuleSet((), ()))


def told_of(data, policy=POLICY):
    """Return the told object, after looking that a second time and the guard change nothing."""
    told = disclose_data(data, policy)
    assert disclose_data(told, policy) == told
    assert guarded(told, policy) is told
    return told


def paragraph(html=PAID):
    return {"type": "paragraph", "value": html, "id": "1"}


def test_the_field_that_tells_stands_first_and_says_what_was_found():
    told = told_of({"id": 7, "meta": {"type": "x"}, "title": "Lamps", "disclosure": {}, "body": PAID})
    assert list(told) == ["id", "disclosure", "meta", "title", "body"]
    field = told["disclosure"]
    assert (field["told"], field["verdict"], field["reason"]) == (True, "told", "")
    assert field["notice"] == f"{POLICY.texts.notice} {field['statements'][0]}"
    assert field["links"] == [
        {
            "href": AMAZON,
            "programme": "Amazon Associates",
            "network": "Amazon",
            "label": "(paid link)",
            "rel": ["nofollow", "sponsored"],
        }
    ]


def test_rich_text_is_told_as_on_the_page():
    read = Read(told_of({"body": PAID})["body"])
    assert (read.r1_and_r2(), read.r4("(paid link)"), read.r12(), read.r14()) == (True, True, True, True)


def test_a_stream_begins_with_an_entry_that_tells_and_its_texts_carry_labels_only():
    body = told_of({"body": [paragraph(FREE), paragraph(PAID)]})["body"]
    assert [entry["type"] for entry in body] == ["disclosure", "paragraph", "paragraph"]
    assert body[0]["value"].startswith('<div class="disclosure-notice"')
    assert body[0]["id"] == told_of({"body": [paragraph(PAID)]})["body"][0]["id"]
    assert body[1]["value"] == FREE
    assert 'data-disclosure="label"' in body[2]["value"]
    assert 'data-disclosure="notice"' not in body[2]["value"]


def test_texts_deep_inside_count():
    deep = {
        "type": "columns",
        "value": [{"left": {"items": [{"type": "p", "value": ["x", PAID]}]}}],
        "id": "2",
    }
    body = told_of({"body": [deep]})["body"]
    assert body[0]["type"] == "disclosure"
    assert 'rel="sponsored nofollow"' in body[1]["value"][0]["left"]["items"][0]["value"][1]


@pytest.mark.parametrize("address", [AMAZON, SHORT, "//amzn.to/3xyz", "HT\tTPS://amzn.to/3xyz ", "/go/lamp/"])
def test_an_address_that_is_a_value_counts_and_stays(address):
    policy = replace(POLICY, own_site=OwnSite(frozenset({"good.example"}), {"/go/lamp": AWIN}))
    told = told_of({"id": 1, "body": [{"type": "link", "value": address}], "shop": address}, policy)
    assert list(told) == ["id", "disclosure", "body", "shop"]
    assert [entry["type"] for entry in told["body"]] == ["disclosure", "link"]
    assert (told["body"][1]["value"], told["shop"]) == (address, address)
    assert [link["label"] for link in told["disclosure"]["links"]] == ["", ""]


def test_no_redirect_stands_before_amazon():
    policy = replace(POLICY, own_site=OwnSite(frozenset({"good.example"}), {"/go/lamp": AMAZON}))
    told = told_of({"shop": "/go/lamp/", "body": '<a href="https://good.example/go/lamp/">x</a>'}, policy)
    assert told["shop"] == AMAZON
    assert "/go/lamp" not in told["body"]


def test_plain_text_and_markdown_are_told():
    told = told_of({"summary": f"Buy {SHORT}", "body": f"[this]({AMAZON})"})
    assert told["summary"].endswith(f"\n\nBuy (paid link) {SHORT}")
    assert told["body"].endswith(f"\n\n[(paid link) this]({AMAZON})")


def test_addresses_in_the_words_of_rich_text_count():
    told = told_of({"body": f"<p>Type {SHORT}</p>"})
    assert told["body"].startswith('<div class="disclosure-notice"')
    assert told["disclosure"]["links"][0]["href"] == SHORT


def test_an_address_that_is_linked_is_counted_once():
    told = told_of({"body": f'<a href="{SHORT}">{SHORT}</a>'})
    assert len(told["disclosure"]["links"]) == 1


def test_nested_objects_that_tell_already_stay():
    nested = told_of({"id": 2, "body": PAID})
    told = told_of({"id": 1, "related": [nested], "pair": (PAID, 1, None)})
    assert told["related"] == [nested]
    assert told["pair"][0].count('data-disclosure="notice"') == 1


@pytest.mark.parametrize("asked", [True, False])
def test_without_paid_links_nothing_changes_but_the_field_that_was_asked_for(asked):
    data = {
        "id": 1,
        **({"disclosure": {}} if asked else {}),
        "body": [paragraph(FREE)],
        "number": 1.5,
        "none": None,
    }
    told = told_of(data)
    field = told.pop("disclosure", None)
    data.pop("disclosure", None)
    assert told == data
    if asked:
        assert (field["told"], field["notice"], field["verdict"], field["links"]) == (
            False,
            "",
            "nothing_to_tell",
            [],
        )
    else:
        assert field is None


@pytest.mark.parametrize("wanted", [{"forced": True}, {"placement": "always"}])
@pytest.mark.parametrize("body", [[paragraph(FREE)], FREE])
def test_a_notice_that_stands_everywhere_stands_once_in_front_of_the_text(wanted, body):
    told = told_of({"id": 1, "title": "Lamps", "body": body, "more": FREE}, replace(POLICY, **wanted))
    assert told["disclosure"]["told"]
    text = "".join(texts_in(told["body"]))
    assert text.count('data-disclosure="notice"') == 1
    assert told["more"] == FREE


def test_a_general_statement_does_not_stand_on_what_holds_no_text():
    always = replace(POLICY, placement="always")
    assert told_of({"id": 1, "disclosure": {}, "title": "Lamps"}, always)["disclosure"]["told"] is False
    assert told_of({"id": 1, "title": "Lamps"}, replace(POLICY, forced=True))["disclosure"]["told"]


def test_an_exception_holds_for_links_that_nobody_knows_to_pay():
    off = replace(POLICY, off=True)
    data = {"id": 1, "body": '<a href="https://bit.ly/3xyz">x</a>'}
    told = disclose_data(data, off)
    assert (told["disclosure"]["told"], told["body"]) == (False, data["body"])
    assert "editor" in told["disclosure"]["reason"]
    # The guard knows nothing of the page and believes the field, but not of links that are known to pay.
    assert guarded(told, POLICY) is told
    assert problem_in({**told, "shop": AMAZON}, POLICY)
    assert problem_in({"related": told, "shop": "https://bit.ly/3xyz"}, POLICY)
    assert disclose_data({**data, "shop": AMAZON}, off)["disclosure"]["told"]
    assert disclose_data({"id": 1}, off) == {"id": 1}


def test_a_notice_written_by_hand_is_not_repeated():
    told = told_of(
        {
            "body": [
                paragraph(BY_HAND),
                paragraph(PAID.replace("www.amazon.com/dp/B0?tag=ours-20", "amzn.to/x")),
            ]
        }
    )
    assert told["disclosure"]["verdict"] == "told_as_is"
    assert "I earn a commission" in told["disclosure"]["notice"]
    assert "".join(texts_in(told)).count(POLICY.texts.notice) == 0


def test_what_a_notice_by_hand_lacks_is_added():
    told = told_of({"body": [paragraph(BY_HAND), paragraph(PAID)]})
    assert told["disclosure"]["verdict"] == "told_as_is"
    assert told["body"][0]["type"] == "disclosure"
    assert "As an Amazon Associate" in told["body"][0]["value"]


def test_a_notice_by_hand_does_not_cover_bare_addresses():
    assert told_of({"body": [paragraph(BY_HAND)], "shop": AMAZON})["disclosure"]["verdict"] == "told"


def test_what_begins_with_our_entry_gets_no_second_one():
    told = told_of({"body": [*told_of({"body": [paragraph()]})["body"], {"type": "link", "value": SHORT}]})
    assert [entry["type"] for entry in told["body"]] == ["disclosure", "paragraph", "link"]


@pytest.mark.parametrize(
    "imitation",
    [
        {"type": "disclosure", "value": "<p>Hello</p>"},
        {"type": "disclosure", "value": '<div data-disclosure="notice">We love you.</div>'},
        {"type": "disclosure", "value": 5},
    ],
)
def test_an_entry_that_only_looks_like_ours_is_not_believed(imitation):
    body = told_of({"body": [imitation, paragraph()]})["body"]
    assert body[0]["value"].startswith('<div class="disclosure-notice"')


def test_a_field_that_only_looks_like_ours_is_not_believed():
    fake = {"told": True, "notice": "We love you.", "verdict": "told", "links": []}
    assert problem_in({"disclosure": fake, "shop": AMAZON}, POLICY)
    assert told_of({"disclosure": fake, "shop": AMAZON})["disclosure"]["notice"] != "We love you."


# What fails is told anyway.


def test_without_rules_everything_with_an_address_shows_the_notice():
    told = told_of({"id": 1, "body": [paragraph(FREE)], "text": FREE, "note": "x"}, WITHOUT_RULES)
    assert told["disclosure"]["verdict"] == "fallback"
    assert told["body"][0]["type"] == "disclosure"
    assert told["text"].startswith('<div class="disclosure-notice"')
    assert disclose_data({"note": "x"}, WITHOUT_RULES) == {"note": "x"}


def test_what_raises_is_told(monkeypatch):
    monkeypatch.setattr(json_writing, "apply_edits", lambda *args: 1 / 0)
    told = disclose_data({"id": 1, "body": [paragraph()]}, POLICY)
    assert told["disclosure"]["verdict"] == "fallback"
    assert told["disclosure"]["reason"].startswith("ZeroDivisionError")
    assert told["body"][0]["type"] == "disclosure"


@pytest.mark.parametrize(
    "edited", [lambda html, seen, policy: html, lambda html, seen, policy: "gone"], ids=["unmarked", "gone"]
)
def test_an_edit_that_does_not_hold_is_noticed(monkeypatch, edited):
    monkeypatch.setattr(json_writing, "apply_edits", edited)
    told = disclose_data({"body": PAID}, POLICY)
    assert told["disclosure"]["verdict"] == "fallback"
    assert PAID in told["body"]


@pytest.mark.parametrize(
    "body",
    ["<p>x</p>" * 400_000, PAID * 1_001, [paragraph(PAID * 600), paragraph(PAID * 600)]],
    ids=["3 MB", "1001 links", "1200 links"],
)
def test_too_much_is_told_without_a_look(body):
    told = disclose_data({"id": 1, "body": body}, POLICY)
    assert told["disclosure"]["verdict"] == "fallback"
    assert guarded(told, POLICY) is told


def test_a_nesting_without_end_is_told():
    deep = PAID
    for _ in range(100_000):
        deep = [deep]
    assert disclose_data({"id": 1, "body": deep}, POLICY)["disclosure"]["verdict"] == "fallback"


def test_empty_texts_do_not_silence_it():
    policy = replace(POLICY, texts=Texts("", "", ""))
    assert told_of({"body": PAID}, policy)["disclosure"]["told"]


# The guard behind it.


@pytest.mark.parametrize("data", [{"meta": {}, "items": [{"id": 1, "body": PAID}, 5]}, {"body": PAID}])
def test_the_guard_tells_what_a_view_forgot(data):
    told = guarded(data, POLICY)
    assert problem_in(told, POLICY) == ""
    assert guarded(told, POLICY) is told


def test_each_object_of_a_list_tells_by_itself():
    told = guarded({"items": [{"id": 1, "body": PAID}, {"id": 2, "body": PAID}, {"id": 3}]}, POLICY)
    assert [("disclosure" in item) for item in told["items"]] == [True, True, False]


def test_the_guard_tells_in_a_bare_list():
    told = guarded([{"shop": AMAZON}], POLICY)
    assert told[0]["type"] == "disclosure"
    assert problem_in(told, POLICY) == ""


@pytest.mark.parametrize("data", ["x", None, 5, [], {}, {"items": []}])
def test_the_guard_lets_the_rest_pass(data):
    assert guarded(data, POLICY) is data


def test_the_guard_tells_when_it_cannot_look(monkeypatch):
    monkeypatch.setattr(representation, "Reader", lambda policy: 1 / 0)
    assert guarded({"id": 1, "body": "x"}, POLICY)["disclosure"]["verdict"] == "fallback"


def test_the_guard_without_rules_asks_for_a_notice():
    data = {"items": [{"id": 1, "body": FREE}]}
    assert guarded(data, WITHOUT_RULES)["items"][0]["disclosure"]["verdict"] == "fallback"
    assert guarded("https://any.example/", WITHOUT_RULES) == "https://any.example/"
