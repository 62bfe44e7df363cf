"""Figures in the cells of tables: what they are of stands in their headings."""

import re
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import NamedTuple

from pipeline.extract.numerals import read_digits
from pipeline.grid import NUMBER, Grid, Line, Unit, grids, measured
from pipeline.language import Language
from pipeline.records import Block, Document, Figure

_IN_THOUSANDS = re.compile(r"\d{1,3}(?:,\d{3})+(?:\.\d+)?")


def in_cells(figures: Sequence[Figure], document: Document, language: Language) -> tuple[Figure, ...]:
    """The figures of a release with those of its tables by rows and columns; headings and numbers of rows are none."""
    tables = grids(document, language)
    if not tables:
        return tuple(figures)
    prose = (f for f in figures if not any(grid.start <= f.start < grid.end for grid in tables))
    found = [*prose, *(f for grid in tables for f in _Table(grid, figures, document, language).figures())]
    ordered = sorted(found, key=lambda f: f.start)
    return tuple(replace(f, figure_id=f"{document.doc_id}#F{n:03d}") for n, f in enumerate(ordered, start=1))


class Style(NamedTuple):
    """How a column writes its numbers.

    ``fine``: one comma before three digits is that of decimals. ``level``: most have decimals, the others are rounded.
    """

    fine: bool
    level: bool


class _Table:
    """The figures of one table."""

    def __init__(self, grid: Grid, figures: Sequence[Figure], document: Document, language: Language) -> None:
        self.grid, self.document, self.language = grid, document, language
        self.starts, self.read = [f.start for f in figures], figures
        texts = {at: document.text[block.start : block.end] for at, block in grid.cells.items()}
        self.numbers = {at: list(NUMBER.finditer(text)) for at, text in texts.items()}
        self.texts = texts
        self.style = {column.at: self._style(column) for column in grid.columns}
        above = [b for b in document.blocks if b.kind == "heading" and b.end <= grid.start]
        self.section = document.text[above[-1].start : above[-1].end] if above else ""

    def figures(self) -> Iterator[Figure]:
        for row in self.grid.rows:
            for column in self.grid.columns:
                if block := self.grid.cells.get((row.at, column.at)):
                    yield from self._cell(row, column, block)

    def _cell(self, row: Line, column: Line, block: Block) -> Iterator[Figure]:
        """The number of a cell, and its share in brackets; what prose reads in it where there are others."""
        numbers = self.numbers[row.at, column.at]
        text = self.texts[row.at, column.at]
        if len(numbers) == 1 or (len(numbers) == 2 and "%" in text[numbers[1].end() :]):
            for n, number in enumerate(numbers):
                unit = self.grid.unit(row, column) if not n else Unit("%", "percent")
                end = numbers[n + 1].start() if n + 1 < len(numbers) else len(text)
                yield self._figure(row, column, block, number, self._told(text, number, end, unit))
        else:
            first, last = (bisect_left(self.starts, at) for at in (block.start, block.end))
            yield from (self._headed(f, row, column) for f in self.read[first:last])

    def _told(self, text: str, number: re.Match[str], end: int, headed: Unit) -> Unit:
        """The unit that a cell names itself, in front of its number or behind it; else that of its headings."""
        around = f"{text[: number.start()]} {text[number.end() : end]}"
        unit = measured(re.sub(r"[^\w%/$]+", " ", around).strip(), self.language)
        return headed if unit is None else unit if unit.kind else headed._replace(scale=unit.scale)

    def _figure(self, row: Line, column: Line, block: Block, number: re.Match[str], unit: Unit) -> Figure:
        start, end = block.start + number.start(), block.start + number.end()
        style = self.style[column.at]
        value, decimals = read_digits(_digits(number[0]), fine=style.fine or unit.kind == "percent")
        figure = Figure("", start, end, number[0], value * unit.scale, decimals, unit.scale, unit.name, "count")
        whole = figure.value.to_integral_value()
        kind = unit.kind if unit.kind not in ("", "count") else "index" if decimals or style.level else "count"
        value = whole if unit.scale > 1 and whole == figure.value else figure.value
        return self._headed(replace(figure, kind=kind, value=value), row, column)

    def _headed(self, figure: Figure, row: Line, column: Line) -> Figure:
        period = column.period or row.period
        return replace(figure, label=row.name, measure=column.name, period=period, section=self.section)

    def _style(self, column: Line) -> Style:
        """How a column writes its numbers: commas that all stand before three digits part thousands."""
        found = (self.numbers.get((row.at, column.at), ())[:1] for row in self.grid.rows)
        written = [_digits(number[0]) for numbers in found for number in numbers]
        commas = [n for n in written if "," in n]
        fine = not all(map(_IN_THOUSANDS.fullmatch, commas)) or any("." in n and "," not in n for n in written)
        decimals = sum(read_digits(n, fine=fine).decimals > 0 for n in written)
        return Style(fine, 2 * decimals > len(written))


def _digits(number: str) -> str:
    """The number without the blanks that part its thousands."""
    return re.sub(r"\s", "", number)
