"""Cutting text into sentences."""

import pytest

from blog.editor_checks.sentences import sentences


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        ("It helps. It is free.", ["It helps.", "It is free."]),
        ("It helps. [1] It is free.", ["It helps [1].", "It is free."]),
        ("Ask Dr. Lind. She knows.", ["Ask Dr. Lind.", "She knows."]),
        ("Eat fruit, e.g. Apples.", ["Eat fruit, e.g. Apples."]),
        ("Obst, z. B. Äpfel. Und Brot!", ["Obst, z. B. Äpfel.", "Und Brot!"]),
        ("Am 3. Mai begann es.", ["Am 3. Mai begann es."]),
        ("He said: “Go.” She went?", ["He said: “Go.", "She went?"]),
        ("A heading without a stop", ["A heading without a stop"]),
        ("It ends with Dr.", ["It ends with Dr."]),
        ("1.5 mg is 0.5 more. Good.", ["1.5 mg is 0.5 more.", "Good."]),
        ("", []),
    ],
)
def test_sentences_end_where_they_do(line, expected):
    assert list(sentences(line)) == expected
