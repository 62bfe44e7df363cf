"""Annotated releases: what a careful auditor reads out of each. ``tests/corpus/ANNOTATION.md`` says how it is noted."""

import json
import os
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal
from pathlib import Path
from typing import Any

CORPUS = Path(__file__).parents[1] / "corpus"
WRITTEN = Path(__file__).parents[1] / "written"
SHARED = Path(os.environ.get("PRESS_AUDIT_SHARED", CORPUS.parents[2] / "shared"))
ARTICLES = SHARED / "wild" / "articles.jsonl"
BATCHES = Path(__file__).parents[1] / "wild"
GOLD = ".gold.json"


@dataclass(frozen=True, slots=True)
class Mention:
    """A figure in its role in an annotated claim; it stands somewhere between ``start`` and ``end`` of the text."""

    role: str
    value: Decimal
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Annotation:
    """A claim as annotated; one that is ``optional`` counts neither way."""

    kind: str
    members: tuple[Mention, ...]
    holds: bool
    optional: bool = False


@dataclass(frozen=True, slots=True)
class Case:
    """A release with the values of its figures, as often as they are mentioned, and its claims."""

    name: str
    text: str
    figures: tuple[Decimal, ...]
    claims: tuple[Annotation, ...]


def corpus() -> tuple[Case, ...]:
    """The releases that come with the project, and those of the shared corpus that are not among them."""
    ours = tuple(folder(CORPUS))
    names = {case.name for case in ours}
    return ours + tuple(case for case in folder(SHARED / "corpus") if case.name not in names)


def written() -> tuple[Case, ...]:
    """Releases of offices with invented figures, each batch by a writer who had not seen how any is read."""
    return tuple(folder(WRITTEN))


def wild() -> tuple[Case, ...]:
    """Articles as they were printed, from the shared folder; none where there is no such folder."""
    gold = {_name(path): path for path in sorted((SHARED / "wild" / "gold").glob(f"*{GOLD}"))}
    texts = {article["id"]: _text(article) for article in _articles()} if gold else {}
    return tuple(_case(name, texts[name], path) for name, path in gold.items() if name in texts)


def fresh() -> tuple[Case, ...]:
    """The articles of ``tests/wild``: their annotations are in the project, their texts in the shared folder only."""
    texts = {article["id"]: _text(article) for article in _articles()} if ARTICLES.exists() else {}
    batches = (json.loads(path.read_text("utf-8")) for path in sorted(BATCHES.glob("batch-*.json")))
    noted = ((name, note) for batch in batches for name, note in batch.items() if name in texts)
    return tuple(Case(name, texts[name], _values(note), _claims(note)) for name, note in noted)


def _values(note: Mapping[str, Any]) -> tuple[Decimal, ...]:
    return tuple(Decimal(value) for *_, value in note["figures"])


def _claims(note: Mapping[str, Any]) -> tuple[Annotation, ...]:
    return tuple(
        Annotation(
            claim["kind"],
            tuple(Mention(role, Decimal(value), start, end) for role, start, end, value in claim["members"]),
            claim["holds"],
            claim.get("optional", False),
        )
        for claim in note["claims"]
    )


def folder(path: Path) -> Iterator[Case]:
    """The cases in a folder: ``NAME.txt`` beside ``NAME.gold.json``."""
    for gold in sorted(path.glob(f"*{GOLD}")):
        text = gold.with_name(f"{_name(gold)}.txt")
        if text.exists():
            yield _case(_name(gold), text.read_text("utf-8"), gold)


def _articles() -> Iterator[Mapping[str, str]]:
    with ARTICLES.open(encoding="utf-8") as lines:
        yield from map(json.loads, lines)


def _text(article: Mapping[str, str]) -> str:
    """Headline, empty line, body; the headline is left out where the body opens with it."""
    title, body = (article.get("title") or "").strip(), article["text"].strip()
    return body if body.startswith(title) else f"{title}\n\n{body}"


def _name(path: Path) -> str:
    return path.name.removesuffix(GOLD)


def _case(name: str, text: str, path: Path) -> Case:
    gold = json.loads(path.read_text("utf-8"))
    figures = tuple(Decimal(figure["value"]) for figure in gold["figures"])
    return Case(name, text, figures, tuple(_annotation(claim, text) for claim in gold["claims"]))


def _annotation(claim: Mapping[str, Any], text: str) -> Annotation:
    members = tuple(_mention(member, text) for member in claim["members"])
    return Annotation(claim["kind"], members, claim["holds"], claim.get("optional", False))


def _mention(member: Mapping[str, str], text: str) -> Mention:
    """The quote of a member occurs once in the text."""
    start = text.index(member["quote"])
    return Mention(member["role"], Decimal(member["value"]), start, start + len(member["quote"]))
