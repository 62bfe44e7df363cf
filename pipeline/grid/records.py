"""What is known of a table: its rows and columns with what their headings say, and its cells of values."""

from collections.abc import Mapping
from dataclasses import dataclass

from pipeline.grid.headings import NO_UNIT, PART, PERCENT, Heading, Unit
from pipeline.records import Block


@dataclass(frozen=True, slots=True)
class Line:
    """A row or a column with its headings, the outermost first; ``level`` is that which gives it its role."""

    at: int
    heads: tuple[str, ...]
    role: str = PART
    plain: bool = False
    level: int = 0
    unit: Unit = NO_UNIT
    noun: Unit = NO_UNIT
    period: str = ""

    @property
    def name(self) -> str:
        return " ".join(self.heads)


@dataclass(frozen=True, slots=True)
class Grid:
    """A table: its rows and columns of values in order, the cells of these, and what stands above it.

    ``overall`` is what its caption says of units.
    """

    number: int
    caption: str
    overall: Heading
    start: int
    end: int
    rows: tuple[Line, ...]
    columns: tuple[Line, ...]
    cells: Mapping[tuple[int, int], Block]

    def unit(self, row: Line, column: Line) -> Unit:
        """The unit of a cell: that of its column, of its row or of the caption; a percentage wherever one says so."""
        told = (column.unit, row.unit, self.overall.unit, column.noun, self.overall.noun)
        if PERCENT in told[:2]:
            return PERCENT
        named = next((unit for unit in told if unit.kind), NO_UNIT)
        scale = next((unit.scale for unit in told if unit.scale > 1), 1)
        return named if named.scale > 1 or named.kind == "measure" else named._replace(scale=scale)
