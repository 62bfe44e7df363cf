"""A table seen along its columns, or along its rows: the same forms are sought both ways."""

import re
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from pipeline.grid import PERCENT, SHARE, Grid, Line
from pipeline.records import Document, Figure

Place = tuple[int, int]  # a line and a cross, each by its place among them

_MINUS = re.compile(r"\W*[-–−]\W*\d|\(\s*[\d.,]+\s*\)$")


@dataclass(frozen=True, slots=True)
class View:
    """Lines that are held against each other where others cross them; ``below`` are figures written below nought."""

    lines: tuple[Line, ...]
    crosses: tuple[Line, ...]
    figures: Mapping[Place, Figure]
    below: frozenset[str]

    def turned(self) -> "View":
        """The same table with rows for columns."""
        return View(self.crosses, self.lines, {(b, a): f for (a, b), f in self.figures.items()}, self.below)


def views(grid: Grid, figures: Sequence[Figure], document: Document) -> tuple[View, View]:
    """The table with its columns as lines, and with its rows; shares in brackets are a column behind their own."""
    inside: dict[Place, list[Figure]] = defaultdict(list)
    starts = sorted((block.start, block.end, at) for at, block in grid.cells.items())
    mine = [f for f in figures if grid.start <= f.start < grid.end]
    k = 0
    for figure in mine:
        while k < len(starts) and starts[k][1] <= figure.start:
            k += 1
        if k < len(starts) and starts[k][0] <= figure.start:
            inside[starts[k][2]].append(figure)
    lines: list[Line] = []
    placed: dict[Place, Figure] = {}
    rows = {row.at: n for n, row in enumerate(grid.rows)}
    for column in grid.columns:
        cells = {rows[r]: found for (r, c), found in inside.items() if c == column.at}
        placed |= {(len(lines), r): found[0] for r, found in cells.items()}
        lines.append(column)
        if shares := {r: found[1] for r, found in cells.items() if len(found) == 2 and found[1].kind == "percent"}:
            placed |= {(len(lines), r): figure for r, figure in shares.items()}
            lines.append(replace(column, role=SHARE, unit=PERCENT))
    below = {f.figure_id for (r, c), found in inside.items() for f in found if _below(grid, (r, c), document)}
    view = View(tuple(lines), grid.rows, dict(sorted(placed.items())), frozenset(below))
    return view, view.turned()


def _below(grid: Grid, at: Place, document: Document) -> bool:
    """Whether a cell writes its value below nought: with a minus, or in brackets as accounts do."""
    block = grid.cells[at]
    return _MINUS.match(document.text, block.start, block.end) is not None
