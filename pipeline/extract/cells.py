"""Figures in the cells of tables: what they are of stands in their headings."""

import re
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from dataclasses import replace

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


class _Table:
    """The figures of one table."""

    def __init__(self, grid: Grid, figures: Sequence[Figure], document: Document, language: Language) -> None:
        self.grid, self.document, self.language = grid, document, language
        self.starts, self.read = [f.start for f in figures], figures
        texts = {at: document.text[block.start : block.end] for at, block in grid.cells.items()}
        self.numbers = {at: list(NUMBER.finditer(text)) for at, text in texts.items()}
        self.texts = texts
        self.fine = {column.at: self._has_decimals(column) for column in grid.columns}
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
        value, decimals = read_digits(re.sub(r"\s", "", number[0]), fine=self._is_fine(column, unit))
        figure = Figure("", start, end, number[0], value * unit.scale, decimals, unit.scale, unit.name, "count")
        whole = figure.value.to_integral_value()
        kind = (
            unit.kind
            if unit.kind not in ("", "count")
            else "index"
            if decimals or self._is_level(column, unit)
            else "count"
        )
        value = whole if unit.scale > 1 and whole == figure.value else figure.value
        return self._headed(replace(figure, kind=kind, value=value), row, column)

    def _headed(self, figure: Figure, row: Line, column: Line) -> Figure:
        period = column.period or row.period
        return replace(figure, label=row.name, measure=column.name, period=period, section=self.section)

    # -- marks in numbers

    def _column(self, column: Line) -> list[str]:
        return [n[0] for row in self.grid.rows for n in self.numbers.get((row.at, column.at), ())[:1]]

    def _has_decimals(self, column: Line) -> bool:
        """Whether a comma in a column is that of decimals: not where all of them stand before three digits."""
        commas = [n for n in self._column(column) if "," in n]
        return not all(_IN_THOUSANDS.fullmatch(n) for n in commas)

    def _is_fine(self, column: Line, unit: Unit) -> bool:
        """Whether one comma before three digits is that of decimals, as among other decimals or dots."""
        dotted = any("." in n and "," not in n for n in self._column(column))
        return self.fine[column.at] or dotted or unit.kind == "percent"

    def _is_level(self, column: Line, unit: Unit) -> bool:
        """Whether most of a column without a unit has decimals: levels, whose whole ones are rounded, and no counts."""
        read = [read_digits(re.sub(r"\s", "", n), fine=self._is_fine(column, unit)) for n in self._column(column)]
        return 2 * sum(decimals > 0 for _, decimals in read) > len(read)
