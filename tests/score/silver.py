"""Recall at scale: relations that arithmetic has confirmed in thousands of articles, read with arithmetic switched off.

A relation that agrees against odds of 1 in 10,000 is a true claim without any annotation. Mistype one digit of its
total, difference or percentage, and arithmetic finds it no more: what is still accused was read by words and layout.
"""

import json
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from random import Random
from typing import Any

from pipeline.claims.layout import Layout, layout, vocabulary
from pipeline.extract import extract
from pipeline.ingest import document_from_text
from pipeline.language import load
from pipeline.records import Audit
from pipeline.run import audit
from tests.score.cases import ARTICLES

CERTAIN = 4  # digits that agree: odds of 1 in 10,000
KINDS = {"sum": "sum", "diff": "change", "change_pct": "change", "pct": "percent"}
SHOWN = 7  # cues of a wording
SAMPLE = 400  # relations of one kind; gold prices would be half of all

Span = tuple[int, int]


@dataclass(frozen=True, slots=True)
class Relation:
    """A confirmed relation: the kind of claim, its text, and where the computed figure and the others stand."""

    kind: str
    text: str
    target: Span
    parts: tuple[Span, ...]


@dataclass(frozen=True, slots=True)
class Outcome:
    """Whether a relation was read by its words alone; ``wording`` are the cues between its figures."""

    kind: str
    wording: str
    found: bool


def outcomes(seed: int = 1) -> list[Outcome]:
    """One for each confirmed relation; none where there are no articles."""
    rng = Random(seed)
    relations = list(_relations()) if ARTICLES.exists() else []
    kept = [r for kind in KINDS.values() for r in _some([x for x in relations if x.kind == kind], rng)]
    return [_outcome(relation, rng) for relation in kept]


def _some(relations: Sequence[Relation], rng: Random) -> Sequence[Relation]:
    return relations if len(relations) <= SAMPLE else rng.sample(relations, SAMPLE)


def _relations() -> Iterator[Relation]:
    with ARTICLES.open(encoding="utf-8") as lines:
        for article in map(json.loads, lines):
            yield from (relation for r in article["relations"] if (relation := _relation(article["text"], r)))


def _relation(text: str, r: Mapping[str, Any]) -> Relation | None:
    """The relation, if it is of a kind that is read and as good as certain."""
    target, parts = tuple(r["target"]), tuple(map(tuple, r["parts"]))
    digits = [_digits(text[start:end]) for start, end in (target, *parts)]
    certain = digits[0] >= CERTAIN if r["kind"] in ("sum", "diff") else digits[0] >= 3 and min(digits[1:]) >= CERTAIN
    return Relation(KINDS[r["kind"]], text, target, parts) if r["kind"] in KINDS and certain else None


def _digits(written: str) -> int:
    """Digits that tell something: noughts at either end do not."""
    return len("".join(filter(str.isdigit, written)).strip("0"))


def _outcome(relation: Relation, rng: Random) -> Outcome:
    mistyped = _mistyped(relation, rng)
    result = audit(document_from_text("article", mistyped.text), load("id"))
    return Outcome(relation.kind, _wording(mistyped), _accused(mistyped, result))


def _mistyped(relation: Relation, rng: Random) -> Relation:
    """The relation with another digit in its computed figure, not the first nor a nought at the end."""
    start, end = relation.target
    places = [i for i in range(start, end) if relation.text[i].isdigit()]
    at = places[rng.randrange(1, max(2, len(places) - 1))]
    digit = rng.choice([d for d in "123456789" if d != relation.text[at]])
    return replace(relation, text=relation.text[:at] + digit + relation.text[at + 1 :])


def _accused(relation: Relation, result: Audit) -> bool:
    """Whether the mistyped figure is accused together with one of the others."""
    wrong = (check for check in result.checks if check.status == "inconsistent")
    spans = ([(f.start, f.end) for f in check.claim.figures()] for check in wrong)
    return any(_touched(relation.target, s) and any(_touched(part, s) for part in relation.parts) for s in spans)


def _touched(span: Span, spans: Sequence[Span]) -> bool:
    return any(start < span[1] and span[0] < end for start, end in spans)


def _wording(relation: Relation) -> str:
    """The cues between the first and the last figure, in the order of the text, without anything of the text itself."""
    document, language = document_from_text("article", relation.text), load("id")
    page = layout(document, extract(document, language), language)
    inside = [_figure_at(page, span) for span in (relation.target, *relation.parts)]
    if None in inside:
        return "a figure is not read"
    first, last = min(i for i in inside if i is not None), max(i for i in inside if i is not None)
    names = {sign: name for name, sign in vocabulary(language).sign.items()}
    cues = [names.get(sign, sign) for sign in page.between(first, last) if sign in names or sign in "NP.¶:("]
    return " ".join(cues[:SHOWN]) + (" ..." if len(cues) > SHOWN else "")


def _figure_at(page: Layout, span: Span) -> int | None:
    return next((i for i, f in enumerate(page.figures) if f.start < span[1] and span[0] < f.end), None)


def by_kind(found: Sequence[Outcome]) -> dict[str, tuple[int, int]]:
    """Read and there, by kind of claim."""
    there, read = Counter(o.kind for o in found), Counter(o.kind for o in found if o.found)
    return {kind: (read[kind], times) for kind, times in sorted(there.items())}


def missed_wordings(found: Sequence[Outcome], most: int) -> list[tuple[str, str, int]]:
    """The wordings that are missed most often: kind, cues, how often."""
    missed = Counter((o.kind, o.wording) for o in found if not o.found)
    return [(kind, wording, times) for (kind, wording), times in missed.most_common(most)]
