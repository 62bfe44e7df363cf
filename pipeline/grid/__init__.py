"""Tables as they stand on the page: which cells are headings, of what, and which hold values."""

from itertools import groupby

from pipeline.grid.headings import (
    AVERAGE,
    CHANGE,
    PART,
    PERCENT,
    RATE,
    REST,
    SHARE,
    TOTAL,
    Unit,
    measured,
    words,
)
from pipeline.grid.records import Grid, Line
from pipeline.grid.sheet import NUMBER, Sheet
from pipeline.language import Language
from pipeline.records import Document

__all__ = [
    "AVERAGE",
    "CHANGE",
    "NUMBER",
    "PART",
    "PERCENT",
    "RATE",
    "REST",
    "SHARE",
    "TOTAL",
    "Grid",
    "Line",
    "Unit",
    "grids",
    "measured",
    "words",
]


def grids(document: Document, language: Language) -> tuple[Grid, ...]:
    """The tables of a release that have values in rows under headings, in order; all others are prose in cells."""
    placed = ((n, block) for n, block in enumerate(document.blocks) if block.cell)
    found = []
    for _, cells in groupby(placed, key=lambda each: each[1].cell and each[1].cell.table):
        blocks = list(cells)
        above = document.blocks[blocks[0][0] - 1] if blocks[0][0] else None
        found.append(Sheet(document.text, [block for _, block in blocks], above, language).grid())
    return tuple(grid for grid in found if grid)
