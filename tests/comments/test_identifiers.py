"""Personal details are asked about once, and then wait for a person; ordinary numbers are left alone."""

import pytest

from comments.checks.identifiers import identifiers
from comments.findings import Kind, Outcome
from comments.folding import fold
from comments.pipeline import assess
from comments.submission import Submission

DETAILS = {
    "email_address": [
        "Write to ann.smith+blog@mail.example.org!",
        "ann@example.com",
        "ann (at) example (dot) org",
        "ann[at]example.org",
        "ANN＠EXAMPLE．ORG",
        "ann @ example.org",
        "jane dot doe at gmail dot com",
        "I am ann.smith at gmail dot com",
        "a\u200bnn@exa\u00admple.org",
    ],
    "phone_number": [
        "Call me: +44 7700 900123",
        "07700 900123",
        "(020) 7946 0958",
        "+49 30 901820, ask for me",
        "0151 23456789",
        "06 12 34 56 78",
        "06.12.34.56.78",
        "212-555-0142",
        "(212) 555-0142",
        "+1 212 555 0142",
        "0 7 7 0 0 9 0 0 1 2 3",
        "0049 30 90182012",
        "whatsapp 612 345 678",
        "My mobile number is 5550142",
        "٠٧٧٠٠ ٩٠٠١٢٣",
    ],
    "us_ssn": ["My number is 536-90-4399.", "SSN 536904399", "social security number 536904399"],
    "nhs_number": ["943 476 5870", "NHS no. 9434765870", "943-476-5870"],
    "uk_nino": ["AB123456C", "AB 12 34 56 C", "ab123456c"],
    "german_tax_id": ["36574261809", "36 574 261 809"],
    "french_nir": ["2 95 10 99 126 111 93", "295109912611193", "1 55 05 2A 123 456 48"],
    "german_pension": ["Sozialversicherungsnummer 65 170839 J 003"],
    "spanish_dni": ["54362315K", "54362315-k"],
    "spanish_nie": ["X-2482300W", "X2482300W"],
    "italian_tax_code": ["RCCMNL83S18D969H"],
    "dutch_bsn": ["BSN 111222333", "1112.22.333"],
    "payment_card": ["4111 1111 1111 1111", "5500-0000-0000-0004", "378282246310005"],
    "bank_account": ["GB82 WEST 1234 5698 7654 32", "DE89370400440532013000"],
    "birth_date": [
        "I was born on 12 March 1980",
        "Born March 12th, 1980 in Leeds",
        "DOB: 03/12/1980",
        "dob 12 Mar 80",
        "My birthday is the 5th of July 1971",
        "d.o.b. 3/12/80",
        "my date of birth is 1980-03-12",
        "geboren am 12. März 1980",
        "née le 12 mars 1980",
        "nacida el 12 de marzo de 1980",
        "nato il 12 marzo 1980",
        "born on the 3rd of May 1999",
    ],
}
ORDINARY = [
    "My blood pressure was 120/80, then 135/85 and 128/79 again.",
    "I was diagnosed on 12 March 2019 and had surgery on 03/04/2020.",
    "See PMID 31462531 and https://doi.org/10.1056/NEJMoa2034577 or doi:10.1016/0140-6736(92)91234-5.",
    "https://example.org/articles/07700900123/536-90-4399",
    "The trial NCT04280705 enrolled 1062 people, ISBN 978-3-16-148410-0.",
    "Ring the Samaritans on 116 123, or 988 in the US, 0800 111 0 111 in Germany.",
    "Call 1-800-273-8255 or 0808 808 0000. Dial 112 or 911.",
    "Platelets 150 000 to 450 000, mine were 331000000 per ml.",
    "I take 500 1000 500 mg over the day, 0.5 0.25 0.125 to taper.",
    "From 2019 2020 2021 it got worse; 10 000 steps a day, 1500-2000 kcal.",
    "TSH 4.5, T4 12.3, HbA1c 48 mmol/mol (6.5 %), LDL 3.2.",
    "Marie Curie was born on 7 November 1867.",
    "I was born in 1980 with a heart murmur.",
    "My baby was born at 38 weeks, 3.2 kg.",
    "Look at medium.com/@health, meet me at the clinic.",
    "I was at home dot painting.",
    "It is 4111 1111 1111 1112, not a valid one.",
    "943 476 5871 000-12-3456 36574261808 54362315A 111222334 GB82 WEST 1234 5698 7654 33",
    "BG123456C GB123456C AB123456E",
    "Room 030-12, batch 0123456, opening 08:00-12:00, 13:30-18:00.",
]


def kinds(text):
    return set(identifiers(fold(text).text))


def test_each_kind_is_noticed():
    missed = {
        (code, text): kinds(text)
        for code, texts in DETAILS.items()
        for text in texts
        if kinds(text) != {code}
    }
    assert not missed


def test_ordinary_numbers_are_left_alone():
    noticed = {text: kinds(text) for text in ORDINARY if kinds(text)}
    assert not noticed


def test_in_a_sentence_and_in_the_raw_text():
    body = "Hello\u200b, ring me on +44\u00a07700 900123 or ann@example.org."
    findings = assess(Submission(body=body)).findings
    said = {finding.code: [body[start:end] for start, end in finding.spans] for finding in findings}
    assert said == {"phone_number": ["+44\u00a07700 900123"], "email_address": ["ann@example.org"]}
    assert {(finding.kind, finding.field) for finding in findings} == {(Kind.NUDGE, "body")}


@pytest.mark.parametrize(("insists", "outcome"), [(False, Outcome.NUDGE), (True, Outcome.HOLD)])
def test_asked_once_then_a_person_decides(insists, outcome):
    body = "Ring me: 07700 900123"
    assert assess(Submission(body=body, insists=insists)).outcome == outcome


def test_two_of_a_kind_are_one_question():
    (finding,) = assess(Submission(body="a@example.org and b@example.org")).findings
    assert len(finding.spans) == 2


def test_no_text_takes_long():
    for piece in ["a", "1", "1 ", "a.", "a@", "(1", "born ", "a at ", "+1-", "1.", "10.1234/", "ab12 ", "a-"]:
        identifiers(piece * (5000 // len(piece)))
