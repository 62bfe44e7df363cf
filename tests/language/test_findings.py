"""Every kind of finding that needs no claim is found in its examples, at the place marked «…», and nowhere else."""

from typing import Any

import pytest

from pipeline.ingest import document_from_text
from pipeline.language import load
from pipeline.notices import NOTICES
from pipeline.records import Audit
from pipeline.run import audit
from tests.language.test_entries import unmarked

INDONESIAN = load("id")
FINDINGS = INDONESIAN.data["findings"]


def examples(field: str) -> list[Any]:
    """The examples of this field with the name of their finding, as parameters of a test."""
    return [
        pytest.param(code, text, id=f"{code}-{n}")
        for code, entry in FINDINGS.items()
        for n, text in enumerate(entry.get(field, ()))
    ]


def read(text: str) -> Audit:
    return audit(document_from_text("contoh", text), INDONESIAN)


@pytest.mark.parametrize(("code", "text"), examples("found"))
def test_what_an_example_marks_is_found_once_and_is_no_claim(code: str, text: str) -> None:
    plain, ((start, end),) = unmarked(text)
    audited = read(plain)
    found = [(f.code, f.severity, f.start, f.end, f.claim_id) for f in audited.findings]
    assert found == [(code, FINDINGS[code]["severity"], start, end, "")]
    assert all(check.status == "consistent" for check in audited.checks)


@pytest.mark.parametrize(("code", "text"), examples("silent"))
def test_in_a_near_miss_nothing_is_found(code: str, text: str) -> None:
    audited = read(text)
    assert audited.figures
    assert not [f.message for f in audited.findings], code


@pytest.mark.parametrize("code", NOTICES)
def test_a_kind_that_needs_no_claim_is_a_warning_with_examples_and_near_misses(code: str) -> None:
    entry = FINDINGS[code]
    assert entry["severity"] == "warning"
    assert entry["message"] and entry["found"] and entry["silent"]


def test_only_kinds_without_a_claim_have_examples() -> None:
    assert {code for code, entry in FINDINGS.items() if {"found", "silent", "words"} & entry.keys()} == set(NOTICES)


def test_no_word_stands_twice_in_a_list() -> None:
    lists = [(c, n, ws) for c, entry in FINDINGS.items() for n, ws in entry.get("words", {}).items()]
    assert not [(code, name) for code, name, listed in lists if len(set(listed)) < len(listed)]
