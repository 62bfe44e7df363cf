"""The cells of a table for the data package: one table for each total, so that all its parts are summed once."""

from collections.abc import Iterator, Sequence

from pipeline.claims.grid import Table
from pipeline.claims.grid.fit import Fit
from pipeline.claims.grid.shapes import DERIVED
from pipeline.claims.grid.view import View
from pipeline.grid import CHANGE, SHARE, TOTAL, Line
from pipeline.records import Cell

ROLE = {SHARE: "share", CHANGE: "change"}

Lines = tuple[tuple[int, ...], int | None]  # the lines of a table, and the one of them that is the total


def cells(tables: Sequence[Table], doc_id: str, before: int) -> Iterator[Cell]:
    """The cells of all tables, numbered after so many hidden ones; a figure may stand in several."""
    parts = ((table.columns, columns, rows) for table in tables for columns, rows in _split(table))
    for n, (view, columns, rows) in enumerate(parts, start=before + 1):
        yield from _cells(view, columns, rows, f"{doc_id}#T{n}")


def _split(table: Table) -> Iterator[tuple[Lines, Lines]]:
    view = table.columns
    for columns in _sums(table.across, view.lines, rest=True):
        yield from ((columns, rows) for rows in _sums(table.down, view.crosses, rest=False))


def _sums(fits: Sequence[Fit], lines: Sequence[Line], rest: bool) -> Iterator[Lines]:
    """The lines of each sum, with what is reckoned from them; then the others."""
    told: set[int] = set()
    for fit in (fit for fit in fits if fit.shape.kind == "sum"):
        mine = {slot.line for slot in fit.shape.slots}
        told |= mine
        whole = next(slot.line for slot in fit.shape.slots if slot.role == TOTAL)
        yield tuple(sorted(mine)), whole
    others = tuple(k for k, line in enumerate(lines) if k not in told)
    if others and (rest or not told):
        yield others, None


def _cells(view: View, columns: Lines, rows: Lines, table_id: str) -> Iterator[Cell]:
    names = _names([view.lines[k] for k in columns[0]]), _names([view.crosses[k] for k in rows[0]])
    for column, head in zip(columns[0], names[0], strict=True):
        for row, name in zip(rows[0], names[1], strict=True):
            figure, line = view.figures.get((column, row)), view.lines[column]
            total = column == columns[1] or row == rows[1]
            if figure and not (line.role in DERIVED and line.role not in ROLE and total):  # a mean is no sum
                role = ROLE.get(line.role) or ROLE.get(view.crosses[row].role) or ("total" if total else "part")
                yield Cell(figure, table_id, name, head, role)


def _names(lines: Sequence[Line]) -> list[str]:
    """The names of lines, each once."""
    names = [line.name for line in lines]
    return [name if names.count(name) == 1 else f"{name} {line.at}" for name, line in zip(names, lines, strict=True)]
