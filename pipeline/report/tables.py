"""The hidden tables of a release: its figures in rows and columns, with each total stated and computed."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal

from pipeline.intervals import agree, together, total
from pipeline.records import Cell, Figure

Grid = dict[tuple[str, str], tuple[Cell, ...]]
Line = tuple[tuple[Cell, ...], ...]


@dataclass(frozen=True, slots=True)
class Total:
    """A total as stated and as the sum of its parts; ``agrees`` allows for the rounding that both are written with."""

    stated: Figure
    parts: tuple[Figure, ...]
    computed: Decimal
    difference: Decimal
    agrees: bool


@dataclass(frozen=True, slots=True)
class Foot:
    """A row of totals: its cells as stated and, by column, what the parts add up to."""

    name: str
    cells: Line
    totals: tuple[Total | None, ...]

    @property
    def agrees(self) -> bool:
        return all(each.agrees for each in self.totals if each)


@dataclass(frozen=True, slots=True)
class Table:
    """A hidden table: its rows by name, the rows of totals apart; ``totals`` by figure id, wherever they stand."""

    table_id: str
    columns: tuple[str, ...]
    units: tuple[str, ...]
    rows: tuple[tuple[str, Line], ...]
    foot: tuple[Foot, ...]
    totals: Mapping[str, Total]


def tables(cells: Sequence[Cell]) -> tuple[Table, ...]:
    """The hidden tables in the order of the text."""
    ids = dict.fromkeys(cell.table_id for cell in cells)
    return tuple(_table(each, [cell for cell in cells if cell.table_id == each]) for each in ids)


def _table(table_id: str, cells: Sequence[Cell]) -> Table:
    grid = _grid(cells)
    totals = _totals(cells, grid)
    columns = tuple(dict.fromkeys(cell.column for cell in cells))
    names = dict.fromkeys(cell.row for cell in cells)
    lines = [(name, tuple(grid.get((name, column), ()) for column in columns)) for name in names]
    return Table(
        table_id,
        columns,
        tuple(_unit(cells, column) for column in columns),
        rows=tuple(line for line in lines if not _all_totals(line[1])),
        foot=tuple(_foot(name, line, totals) for name, line in lines if _all_totals(line)),
        totals=totals,
    )


def _foot(name: str, line: Line, totals: Mapping[str, Total]) -> Foot:
    return Foot(name, line, tuple(totals.get(cells[0].figure.figure_id) if cells else None for cells in line))


def _grid(cells: Sequence[Cell]) -> Grid:
    grid: Grid = {}
    for cell in cells:
        place = cell.row, cell.column
        grid[place] = (*grid.get(place, ()), cell)
    return grid


def _all_totals(line: Line) -> bool:
    return all(cell.role == "total" for cells in line for cell in cells)


def _unit(cells: Sequence[Cell], column: str) -> str:
    units = {cell.figure.unit for cell in cells if cell.column == column}
    return units.pop() if len(units) == 1 else ""


def _totals(cells: Sequence[Cell], grid: Grid) -> dict[str, Total]:
    found = {}
    for cell in cells:
        parts = _parts(cell, grid) if cell.role == "total" else []
        if parts:
            found[cell.figure.figure_id] = _total(cell.figure, parts)
    return found


def _parts(whole: Cell, grid: Grid) -> list[Figure]:
    """What a total sums: the parts of its column; where the column has none, those of its row."""
    # A place said twice is one place: only its first figure counts.
    firsts = [cells[0] for cells in grid.values() if cells[0].role == "part" and _comparable(cells[0], whole)]
    column = [cell.figure for cell in firsts if cell.column == whole.column]
    return column or [cell.figure for cell in firsts if cell.row == whole.row]


def _comparable(part: Cell, whole: Cell) -> bool:
    # Kilograms are no summands of grams; people are counted under many names.
    return part.figure.unit == whole.figure.unit or "measure" not in (part.figure.kind, whole.figure.kind)


def _total(stated: Figure, parts: Sequence[Figure]) -> Total:
    computed = sum((part.value for part in parts), Decimal(0))
    whole, *rest = together((stated, *parts))
    return Total(stated, tuple(parts), computed, stated.value - computed, agree(whole, total(rest)))
