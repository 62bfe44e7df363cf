"""Every entry of the language data has a reason and examples, and the examples hold.

«…» marks the figures that a claim must bind. ``holds`` are read as a claim that is right, ``broken`` as one that is
not, ``silent`` are near misses of which nothing may be said.
"""

from collections.abc import Iterator
from decimal import Decimal
from functools import cache
from typing import Any

import pytest

from pipeline.claims import infer
from pipeline.claims.frames import matches
from pipeline.claims.layout import layout, vocabulary
from pipeline.crosscheck import crosscheck
from pipeline.extract import extract
from pipeline.ingest import document_from_text
from pipeline.kinds import CONSISTENT, INCONSISTENT
from pipeline.language import load
from pipeline.records import Check, Document, Figure
from tests.marks import bound, unmarked

INDONESIAN = load("id")
FRAMES, WORDS = INDONESIAN.data["frames"], INDONESIAN.data["words"]


@cache
def read(text: str) -> tuple[Document, tuple[Figure, ...], tuple[Check, ...]]:
    document = document_from_text("contoh", text)
    figures = extract(document, INDONESIAN)
    return document, figures, crosscheck(infer(layout(document, figures, INDONESIAN), INDONESIAN), INDONESIAN)


def said(checks: tuple[Check, ...]) -> list[str]:
    """The claims as one reads them in a failing test."""
    return [
        f"{c.claim.rule} {c.status}: " + ", ".join(f"{m.role} {m.figure.text}" for m in c.claim.members) for c in checks
    ]


def entries() -> Iterator[tuple[str, dict[str, Any]]]:
    """Every entry that has examples, by its name."""
    for kind, frame_entries in FRAMES.items():
        yield from ((f"{kind}.{entry['id']}", entry) for entry in frame_entries)
    yield from ((f"words.{name}", entry) for name, entry in WORDS.items() if not entry.get("mute"))
    yield from ((f"pairs.{entry['id']}", entry) for entry in INDONESIAN.data["pairs"]["pair"])
    yield from ((f"identities.{entry['id']}", entry) for entry in INDONESIAN.data["identities"]["identity"])
    yield from ((f"outcomes.{name}", entry) for name, entry in INDONESIAN.data["outcomes"].items())


def examples(field: str) -> list[Any]:
    """The examples of this field with the name of their entry, as parameters of a test."""
    return [
        pytest.param(name, example, id=f"{name}-{n}")
        for name, entry in entries()
        for n, example in enumerate(entry.get(field, ()))
    ]


def kind_of(name: str, example: Any = "") -> str:
    """The kind of claim that an example shows: that of its frame, or the one it names; a pair makes a sum."""
    kind = example.get("kind", "") if isinstance(example, dict) else ""
    frame = name.partition(".")[0]
    return kind or {"pairs": "sum", "identities": "sum", "outcomes": "sum", "words": ""}.get(frame, frame)


def text_of(example: Any) -> str:
    return str(example["text"]) if isinstance(example, dict) else str(example)


@pytest.mark.parametrize(("name", "example"), examples("holds"))
def test_what_an_example_marks_is_read_as_a_claim_that_holds(name: str, example: Any) -> None:
    text, marked = unmarked(text_of(example))
    kind = kind_of(name, example)
    _, _, checks = read(text)
    right = [bound(c.claim) for c in checks if c.status == CONSISTENT and c.claim.kind == kind]
    assert marked
    assert marked in right, f"{name}: {text}\n{said(checks)}"


@pytest.mark.parametrize(("name", "example"), examples("broken"))
def test_a_wrong_figure_is_reported_with_the_value_that_it_should_have(name: str, example: dict[str, str]) -> None:
    text, marked = unmarked(example["text"])
    _, _, checks = read(text)
    kind = kind_of(name, example)
    wrong = {bound(c.claim): c.expected for c in checks if c.status == INCONSISTENT and c.claim.kind == kind}
    assert wrong.get(marked) == Decimal(example["expected"]), f"{name}: {text}\n{said(checks)}"


@pytest.mark.parametrize(("name", "example"), examples("silent"))
def test_a_near_miss_is_left_alone(name: str, example: Any) -> None:
    text, kind = text_of(example), kind_of(name, example)
    _, figures, checks = read(text)
    assert figures
    assert not [c for c in checks if c.status == INCONSISTENT or c.claim.kind == kind], (
        f"{name}: {text}\n{said(checks)}"
    )


FRAMED = [e for field in ("holds", "broken") for e in examples(field) if str(e.values[0]).partition(".")[0] in FRAMES]


@pytest.mark.parametrize(("name", "example"), FRAMED)
def test_the_form_of_a_frame_fits_its_own_examples(name: str, example: Any) -> None:
    text, marked = unmarked(text_of(example))
    document, figures, _ = read(text)
    fits = {
        frozenset((figures[i].start, figures[i].end) for i in m.roles.values())
        for m in matches(layout(document, figures, INDONESIAN), INDONESIAN)
        if m.frame.id == name
    }
    assert marked in fits, f"{name} does not fit: {text}"


CUES = [e for e in examples("holds") if str(e.values[0]).startswith("words.")]


@pytest.mark.parametrize(("name", "example"), CUES)
def test_the_example_of_a_cue_is_read_with_that_cue(name: str, example: Any) -> None:
    document, figures, _ = read(unmarked(text_of(example))[0])
    sign = vocabulary(INDONESIAN).sign[name.removeprefix("words.")]
    assert sign in layout(document, figures, INDONESIAN).signs
