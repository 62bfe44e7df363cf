"""The pages of a PDF as one text: no headers and footers, tables that go on overleaf whole, footnotes at the end."""

import re
from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import groupby

from pipeline.ingest.pdf.page import FIGURE
from pipeline.ingest.pdf.reflow import Line
from pipeline.language import Language
from pipeline.records import CellPosition

EDGE = 0.1  # of the height of a page, at both ends, where its header and footer stand
BRIEF = 50  # characters beside the number of a page
DIGITS = re.compile(r"\d+")
NOTE = re.compile("[⁰¹²³⁴⁵⁶⁷⁸⁹]+(?: |$)")


def as_one(lines: Sequence[Line], heights: Sequence[float], language: Language) -> list[Line]:
    """The lines of all pages, given with the heights of these, numbered on their page, the tables in the document."""
    inner = [*_without_edges(lines, heights, *_page_numbers(language))]
    return [*_continued(_notes_last(_numbered(inner)))]


def _page_numbers(language: Language) -> tuple[re.Pattern[str], re.Pattern[str]]:
    """What a number of a page looks like, and one with the word for it, which may end a line."""
    known = language.data["pages"]["numbers"]
    words, of = ("|".join(map(re.escape, known[name])) for name in ("words", "of"))
    number = rf"\d{{1,4}}(?:\s*(?:/|{of})\s*\d{{1,4}})?\W*"
    return re.compile(rf"\W*{number}"), re.compile(rf".{{,{BRIEF}}}\b(?:{words})\.?\s+{number}", re.IGNORECASE)


def _without_edges(
    lines: Sequence[Line], heights: Sequence[float], number: re.Pattern[str], worded: re.Pattern[str]
) -> Iterator[Line]:
    """The lines without page numbers and without what stands at the edge of page after page."""
    middles = defaultdict[int, list[float]](list)
    for line in lines:
        middles[line.segment.page].append(line.segment.bounds.middle)
    ends = {page: (min(of) + 2, max(of) - 2) for page, of in middles.items()}

    def at_edge(line: Line) -> bool:
        height, middle = heights[line.segment.page - 1], line.segment.bounds.middle
        return not EDGE * height < middle < (1 - EDGE) * height

    def outermost(line: Line) -> bool:
        low, high = ends[line.segment.page]
        return low < high and not low < line.segment.bounds.middle < high

    seen = defaultdict[str, set[int]](set)
    for line in lines:
        if at_edge(line) or outermost(line):
            seen[DIGITS.sub("#", line.segment.text)].add(line.segment.page)
    least = max(2, len(heights) // 3)
    for line in lines:
        text = line.segment.text
        repeated = len(seen[DIGITS.sub("#", text)]) >= least or worded.fullmatch(text)
        numbered = at_edge(line) and number.fullmatch(text)
        if line.cell or not (numbered or (repeated and (at_edge(line) or outermost(line)))):
            yield line


def _numbered(lines: Sequence[Line]) -> list[Line]:
    """The lines with their numbers on the page, and the tables with theirs in the document."""
    tables: dict[tuple[int, int], int] = {}
    counted: Counter[int] = Counter()
    numbered = []
    for line in lines:
        page = line.segment.page
        counted[page] += 1
        cell = line.cell
        if cell:
            cell = replace(cell, table=tables.setdefault((page, cell.table), len(tables) + 1))
        numbered.append(replace(line, number=counted[page], cell=cell))
    return numbered


def _notes_last(lines: Sequence[Line]) -> list[Line]:
    """The lines, the notes at the foot of the pages behind all others: the text goes on without them."""
    text, notes = list[Line](), list[Line]()
    for _, page in groupby(lines, key=lambda line: line.segment.page):
        size = 0.0
        for line in page:
            if not line.cell and NOTE.match(line.segment.text):
                size = line.segment.size
            goes_on = not line.cell and abs(line.segment.size - size) < 0.1 * size
            (notes if goes_on else text).append(line)
    return text + notes


def _continued(lines: Sequence[Line]) -> Iterator[Line]:
    """The lines, a table that goes on at the top of a page or column as the one that it goes on."""
    before: list[Line] = []
    for table, group in groupby(lines, key=lambda line: line.cell.table if line.cell else 0):
        part = [*group]
        if table and before and _goes_on(before, part):
            part = [*_moved(part, before)]
            before += part
        else:
            before = part if table else []
        yield from part


def _goes_on(before: Sequence[Line], part: Sequence[Line]) -> bool:
    """Whether a table follows on another page, or above, has as many columns, and no headings but the same."""
    last, first = before[-1].segment, part[0].segment
    overleaf = first.page != last.page or first.bounds.bottom > last.bounds.top
    return overleaf and _width(before) == _width(part) and (_figures(part, 1) or _row(part, 1) == _row(before, 1))


def _moved(part: Sequence[Line], before: Sequence[Line]) -> Iterator[Line]:
    """The lines of a table below the rows of the one that it goes on, headings that are said again left out."""
    end = before[-1].cell
    again = 0
    while _row(part, again + 1) and _row(part, again + 1) == _row(before, again + 1):
        again += 1
    for line in part:
        if end and line.cell and line.cell.row > again:
            row = line.cell.row - again + max(_bottom(each) for each in before)
            yield replace(line, cell=replace(line.cell, table=end.table, row=row))


def _cell(line: Line) -> CellPosition:
    return line.cell or CellPosition(0, 0, 0)


def _bottom(line: Line) -> int:
    return _cell(line).row + _cell(line).rows - 1


def _width(lines: Sequence[Line]) -> int:
    return max(_cell(line).column + _cell(line).columns - 1 for line in lines)


def _row(lines: Sequence[Line], row: int) -> list[str]:
    return [line.segment.text for line in lines if _cell(line).row == row]


def _figures(lines: Sequence[Line], row: int) -> bool:
    return any(FIGURE.fullmatch(text) for text in _row(lines, row))
