"""The words of headings do what their examples show; «…» marks the figures of a claim."""

from decimal import Decimal
from typing import Any

import pytest

from pipeline import audit
from pipeline.grid.headings import words
from pipeline.language import load
from tests.marks import bound, unmarked

ENTRIES = load("id").data["grid"]["heading"]


def examples(field: str) -> list[Any]:
    return [
        pytest.param(example, id=f"{entry['role']}-{n}")
        for entry in ENTRIES
        for n, example in enumerate(entry.get(field, ()))
    ]


@pytest.mark.parametrize("example", examples("holds"))
def test_what_a_heading_says_is_read_as_a_claim_that_holds(example: str) -> None:
    text, figures = unmarked(example)
    checks = audit(text).checks
    assert figures in [bound(c.claim) for c in checks if c.status == "consistent"]
    assert not [c.explanation for c in checks if c.status != "consistent"]


@pytest.mark.parametrize("example", examples("broken"))
def test_a_wrong_figure_is_asked_about(example: dict[str, str]) -> None:
    text, figures = unmarked(example["text"])
    wrong = [(bound(c.claim), c.expected) for c in audit(text).checks if c.status == "inconsistent"]
    assert wrong == [(figures, Decimal(example["expected"]))]


@pytest.mark.parametrize("example", examples("silent"))
def test_a_near_miss_is_left_alone(example: str) -> None:
    audited = audit(example)
    assert audited.figures
    assert not audited.checks and not audited.findings


def test_every_entry_has_a_reason_examples_and_near_misses() -> None:
    needed = ("role", "why", "where", "words", "holds", "silent")
    assert not {f"{e.get('role')}: {key}" for e in ENTRIES for key in needed if not e.get(key)}
    assert not {key for e in ENTRIES for key in e.keys() - {*needed, "broken"}}


def test_a_phrase_stands_in_one_entry_and_once() -> None:
    phrases = [words(word) for entry in ENTRIES for word in entry["words"]]
    assert len(phrases) == len(set(phrases))
