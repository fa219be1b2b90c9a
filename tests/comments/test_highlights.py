"""Words that checks noticed, marked in the text as readers see it."""

import random

from bs4 import BeautifulSoup

from comments.markup import render
from comments.moderation.highlights import highlight


def marked(body, *words):
    """The marked HTML of `body`, and what was not shown; each of `words` is looked for from the left."""
    return highlight(render(body), body, [(body.index(word), body.index(word) + len(word)) for word in words])


EXAMPLES = [
    # (text, noticed words, what stands in the marks, what is not shown)
    ("I stopped my tablets today", ["stopped my"], ["stopped my"], []),
    ("Call 0113 496 0752 please", ["0113 496 0752"], ["0113 496 0752"], []),
    ("*Stop* taking it & <b>do not</b> ask", ["taking it & <b>do"], ["taking it & <b>do"], []),
    ("one *two three* four", ["two three* four"], ["two three", " four"], []),
    ("first line\nsecond line\n\nthird", ["line\nsecond"], ["line", "second"], []),
    ("- one\n- two words\n- three", ["two words"], ["two words"], []),
    ("1. one\n2. one", ["one\n2. one"], ["one", "one"], []),
    (
        "[nice page](https://shop.example/nice) to read",
        ["https://shop.example/nice"],
        [],
        ["https://shop.example/nice"],
    ),
    ("[nice page](https://shop.example/nice) to read", ["nice page"], ["nice page"], []),
    ("`a code` and a code", ["a code"], ["a code"], []),
    ("> quoted words", ["quoted"], ["quoted"], []),
    ("🙂🙂 خبر هام جدا 🙂", ["هام"], ["هام"], []),
    ("&copy; and &amp; or a sign", ["a sign"], ["a sign"], []),
    ("nothing noticed", [], [], []),
]


def test_what_was_noticed_is_marked_where_readers_see_it():
    wrong = []
    for body, words, expected, expected_unseen in EXAMPLES:
        shown, unseen = marked(body, *words)
        inside = [mark.get_text() for mark in BeautifulSoup(shown, "html.parser").find_all("mark")]
        # A mark ends at a tag and begins again behind it.
        found = ("".join("".join(inside).split()), unseen)
        if found != ("".join("".join(expected).split()), expected_unseen):
            wrong.append((body, inside, unseen))
    assert wrong == []


def test_marks_change_nothing_else_and_nest_in_no_tag():
    """Any spans over any text: without the marks the HTML is what it was, so that nothing unsafe can come in."""
    chance = random.Random(8)
    alphabet = [
        "a",
        "<b>",
        "*",
        "**",
        "`",
        "\n",
        "\n\n",
        "- ",
        "> ",
        "&lt;",
        "[x](https://a.example/?q=<&>)",
        '"',
        " ",
    ]
    for _ in range(300):
        body = "".join(chance.choice(alphabet) for _ in range(chance.randrange(30)))
        ends = sorted(chance.randrange(-2, len(body) + 3) for _ in range(4))
        rendered = render(body)
        shown, _unseen = highlight(rendered, body, [(ends[0], ends[2]), (ends[1], ends[3])])
        assert shown.replace("<mark>", "").replace("</mark>", "") == rendered
        for mark in BeautifulSoup(shown, "html.parser").find_all("mark"):
            assert mark.find(True) is None, shown


def test_a_span_beyond_a_text_that_was_shortened_is_left_out():
    assert highlight("<p>new</p>", "new", [(2, 40), (5, 6), (1, 1)]) == ("<p>new</p>", [])
