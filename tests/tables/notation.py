"""How the claims of a table are noted: a line each in NAME.claims beside NAME.md, with cells as in a spreadsheet.

    sum B6:D6 = B2:D5            the cells of row 6 are the totals of the cells above them
    sum B9 = B4 + B8             or of those that are named
    percent C2:C6 = B2:B6 / B6   part over whole
    change D2:D6 E2:E6 = B2:B6 > C2:C6   difference and percentage, or one of both, from old to new
    average B6 = B2:B5
    same B6 = "412 kasus"        what the text around the table says of a cell
    wrong sum C6 = C2:C5         one of these claims that does not hold
    maybe sum ...                a careful reader may say it or leave it

``2!B6`` is a cell of the second table, ``b6`` the second figure of a cell: "215 (17,2%)". Where the result is a row or
column of cells, there is a claim for each, and so are the ranges beside it read; empty cells are left out.
"""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from pipeline import audit
from pipeline.records import Audit, Check

CASES = Path(__file__).parent / "corpus"
RANGE = re.compile(r"(?:(\d)!)?([A-Za-z])(\d+)(?::([A-Za-z])(\d+))?")

SECOND = 26  # columns from the first figure of a cell to its second

Cell = tuple[int, int, int]  # table, row, column; a span of the text is table 0
Key = tuple[str, frozenset[tuple[str, Cell]]]


@dataclass(frozen=True)
class Case:
    """A table in its text with what is to be read in it: each claim, whether it holds, and those that are optional."""

    name: str
    text: str
    claims: Mapping[Key, bool]
    optional: frozenset[Key]


@cache
def cases() -> tuple[Case, ...]:
    return tuple(_case(path) for path in sorted(CASES.glob("*.md")))


def _case(path: Path) -> Case:
    text = path.read_text("utf-8")
    figures = set(placed(audit(text)).values())
    held: dict[Key, bool] = {}
    optional: set[Key] = set()
    for line in filter(None, path.with_suffix(".claims").read_text("utf-8").splitlines()):
        first, _, rest = line.partition(" ")
        keys = set(_keys(rest if first in ("wrong", "maybe") else line, text, figures))
        assert keys, f"{path.name}: {line}: no such cells"
        optional |= keys if first == "maybe" else set()
        held |= dict.fromkeys(keys, first != "wrong")
    return Case(path.stem, text, held, frozenset(optional))


def _cells(at: str) -> list[Cell]:
    found = RANGE.fullmatch(at)
    assert found, at
    table, first, top, last, bottom = found.groups()
    columns = range(_column(first), _column(last or first) + 1)
    return [(int(table or 1), row, column) for row in range(int(top), int(bottom or top) + 1) for column in columns]


def _column(letter: str) -> int:
    return ord(letter.upper()) - 64 + SECOND * letter.islower()


def _keys(line: str, text: str, figures: set[Cell]) -> Iterator[Key]:
    left, _, right = line.partition(" = ")
    kind, *results = left.split()
    if kind == "same":
        span = text.index(right.strip('"'))
        inside = [cell for cell in figures if not cell[0] and span <= cell[1] < span + len(right)]
        yield "restatement", frozenset([("value", _cells(results[0])[0]), ("value", inside[0])])
        return
    terms, names = _terms(kind, right)
    vector = _cells(results[0])
    told = [(_cells(at), role) for at, role in zip(results, _results(kind, results, text), strict=True)]
    for n, cell in enumerate(vector):
        members = [(role, cells[n]) for cells, role in told]
        members += [(name, c) for term, name in zip(terms, names, strict=True) for c in _beside(term, cell, vector)]
        held = [(role, c) for role, c in members if c in figures]
        if {c for _, c in members[: len(told)]} & figures and len(held) > 2 - (kind == "percent"):
            yield kind, frozenset(held)


def _terms(kind: str, right: str) -> tuple[list[str], list[str]]:
    mark, names = {"percent": (" / ", ["part", "whole"]), "change": (" > ", ["old", "new"])}.get(kind, (" + ", []))
    terms = right.split(mark)
    return terms, names or [{"sum": "part", "average": "item"}[kind]] * len(terms)


def _results(kind: str, results: list[str], text: str) -> list[str]:
    if kind == "change":
        return ["delta", "percent"] if len(results) == 2 else ["change"]
    return [{"sum": "total", "percent": "percent", "average": "mean"}[kind]]


def _beside(term: str, cell: Cell, vector: list[Cell]) -> list[Cell]:
    """The cells of a range that belong to this cell of the result."""
    cells = _cells(term)
    for axis in (1, 2):
        along = {c[axis] for c in vector}
        if len(along) > 1 and {c[axis] for c in cells} == along:
            return [c for c in cells if c[axis] == cell[axis]]
    return cells


def placed(audited: Audit) -> dict[str, Cell]:
    """Where each figure stands: its cell, or its offset in the text. The second figure of a cell is 26 columns on."""
    places: dict[str, Cell] = {}
    for figure in audited.figures:
        block = next(b for b in audited.document.blocks if b.start <= figure.start < b.end)
        at = (block.cell.table, block.cell.row, block.cell.column) if block.cell else (0, figure.start, 0)
        places[figure.figure_id] = (*at[:2], at[2] + SECOND) if at in places.values() else at
    return places


def read(audited: Audit) -> dict[Key, Check]:
    """The claims with a cell of a table in them; a restatement for each pair."""
    places, found = placed(audited), {}
    for check in audited.checks:
        members = [(m.role, places[m.figure.figure_id]) for m in check.claim.members]
        if any(cell[0] for _, cell in members):
            found[check.claim.kind, frozenset(_told(check, members))] = check
    return found


def _told(check: Check, members: list[tuple[str, Cell]]) -> list[tuple[str, Cell]]:
    """A change that is told by one figure is noted as such."""
    results = [role for role, _ in members if role in ("delta", "percent")]
    alone = check.claim.kind == "change" and len(results) == 1
    return [("change" if alone and role in results else role, cell) for role, cell in members]
