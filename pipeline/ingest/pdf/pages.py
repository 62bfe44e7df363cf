"""The pages of a PDF as one text: no headers and footers, tables that go on overleaf whole, footnotes at the end."""

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from itertools import groupby

from pipeline.ingest.pdf.lines import Line, Packed, by_page
from pipeline.ingest.pdf.page import FIGURE
from pipeline.language import Language
from pipeline.records import CellPosition

EDGE = 0.1  # of the height of a page, at both ends, where its header and footer stand
BRIEF = 50  # characters beside the number of a page
DIGITS = re.compile(r"\d+")
NOTE = re.compile("[⁰¹²³⁴⁵⁶⁷⁸⁹]+(?: |$)")


def as_one(lines: Iterable[Line], heights: Sequence[float], language: Language) -> Packed:
    """The lines of all pages, given with the heights of these, numbered on their page, the tables in the document."""
    inner = _without_edges(Packed(lines), heights, language)
    return Packed(_continued(_notes_last(_numbered(inner))))


def _page_numbers(language: Language) -> tuple[re.Pattern[str], re.Pattern[str]]:
    """What a number of a page looks like, and one with the word for it, which may end a line."""
    known = language.data["pages"]["numbers"]
    words, of = ("|".join(map(re.escape, known[name])) for name in ("words", "of"))
    number = rf"\d{{1,4}}(?:\s*(?:/|{of})\s*\d{{1,4}})?\W*"
    return re.compile(rf"\W*{number}"), re.compile(rf".{{,{BRIEF}}}\b(?:{words})\.?\s+{number}", re.IGNORECASE)


def _without_edges(lines: Iterable[Line], heights: Sequence[float], language: Language) -> Iterator[Line]:
    """The lines without page numbers and without what stands at the edge of page after page."""
    number, worded = _page_numbers(language)
    repeated = _repeated(lines, heights)
    for page in by_page(lines):
        edge = _Edge(page, heights)
        for line in page:
            numbered = edge.holds(line) and number.fullmatch(line.text)
            again = edge.near(line) and (_shape(line) in repeated or worded.fullmatch(line.text))
            if line.cell or not (numbered or again):
                yield line


def _repeated(lines: Iterable[Line], heights: Sequence[float]) -> set[str]:
    """What stands at the edge of a third of the pages, whatever its figures are."""
    seen = Counter[str]()
    for page in by_page(lines):
        edge = _Edge(page, heights)
        seen.update({_shape(line) for line in page if edge.near(line)})
    return {shape for shape, pages in seen.items() if pages >= max(2, len(heights) // 3)}


def _shape(line: Line) -> str:
    return DIGITS.sub("#", line.text)


class _Edge:
    """Where the header and footer of a page may stand."""

    def __init__(self, page: Sequence[Line], heights: Sequence[float]) -> None:
        height, middles = heights[page[0].page - 1], [line.bounds.middle for line in page]
        self.footer, self.header = EDGE * height, (1 - EDGE) * height
        self.last, self.first = min(middles) + 2, max(middles) - 2

    def holds(self, line: Line) -> bool:
        """Whether it is at an end of the page."""
        return not self.footer < line.bounds.middle < self.header

    def near(self, line: Line) -> bool:
        """Whether it is there, or the first or last line, wherever that is."""
        return self.holds(line) or (self.last < self.first and not self.last < line.bounds.middle < self.first)


def _numbered(lines: Iterable[Line]) -> Iterator[Line]:
    """The lines with their numbers on the page, and the tables with theirs in the document."""
    tables: dict[tuple[int, int], int] = {}
    for page in by_page(lines):
        for number, line in enumerate(page, start=1):
            cell = line.cell
            if cell:
                cell = replace(cell, table=tables.setdefault((line.page, cell.table), len(tables) + 1))
            yield line._replace(number=number, cell=cell)


def _notes_last(lines: Iterable[Line]) -> Iterator[Line]:
    """The lines, the notes at the foot of the pages behind all others: the text goes on without them."""
    notes = list[Line]()
    for page in by_page(lines):
        size = 0.0
        for line in page:
            if not line.cell and NOTE.match(line.text):
                size = line.size
            if not line.cell and abs(line.size - size) < 0.1 * size:
                notes.append(line)
            else:
                yield line
    yield from notes


def _continued(lines: Iterable[Line]) -> Iterator[Line]:
    """The lines, a table that goes on at the top of a page or column as the one that it goes on."""
    before: _Table | None = None
    for table, group in groupby(lines, key=lambda line: line.cell.table if line.cell else 0):
        if not table:
            before = None
            yield from group
            continue
        part = [*group]
        if before and before.goes_on(part):
            yield from before.longer(part)
        else:
            before = _Table(part)
            yield from part


class _Table:
    """A table that may go on: its first part, its last line, and its last row."""

    def __init__(self, part: Sequence[Line]) -> None:
        self.first, self.last, self.bottom = part, part[-1], max(map(_bottom, part))

    def goes_on(self, part: Sequence[Line]) -> bool:
        """Whether it does on another page, or above: with as many columns, and no headings but the same."""
        overleaf = part[0].page != self.last.page or part[0].bounds.bottom > self.last.bounds.top
        headed = not _figures(part, 1) and _row(part, 1) != _row(self.first, 1)
        return overleaf and _width(self.first) == _width(part) and not headed

    def longer(self, part: Sequence[Line]) -> Iterator[Line]:
        """The lines of a part below the last row, headings that are said again left out."""
        again = 0
        while _row(part, again + 1) and _row(part, again + 1) == _row(self.first, again + 1):
            again += 1
        table, on = _cell(self.last).table, self.bottom - again
        for line in part:
            if line.cell and line.cell.row > again:
                self.last = line._replace(cell=replace(line.cell, table=table, row=line.cell.row + on))
                self.bottom = max(self.bottom, _bottom(self.last))
                yield self.last


def _cell(line: Line) -> CellPosition:
    return line.cell or CellPosition(0, 0, 0)


def _bottom(line: Line) -> int:
    return _cell(line).row + _cell(line).rows - 1


def _width(lines: Sequence[Line]) -> int:
    return max(_cell(line).column + _cell(line).columns - 1 for line in lines)


def _row(lines: Sequence[Line], row: int) -> list[str]:
    return [line.text for line in lines if _cell(line).row == row]


def _figures(lines: Sequence[Line], row: int) -> bool:
    return any(FIGURE.fullmatch(text) for text in _row(lines, row))
