"""The sentences of a finding as a terminal shows them, with marks under the figures and their roles."""

from collections.abc import Iterable, Iterator, Sequence
from itertools import accumulate, groupby, takewhile
from typing import NamedTuple

from click import style
from rich.cells import cell_len

from pipeline.report.marks import Mark, apart, sentences
from pipeline.text import position, visible

WIDTH = 88  # columns of the text: with what stands before it, it fits into a hundred
TAB = "    "


class Row(NamedTuple):
    """A stretch of the text that fits into a row, and the line it is of."""

    number: int
    start: int
    end: int


class Piece(NamedTuple):
    column: int
    text: str
    colour: str


def frame(text: str, starts: tuple[int, ...], marks: Iterable[Mark], colour: str) -> Iterator[str]:
    """The sentences around the marks, row by row; ``title`` is the role of a mark, ``focus`` what it is all about.

    ``starts`` are the ``line_starts`` of the text.
    """
    kept = apart(marks)
    rows = [row for start, end in sentences(text, kept) for row in _rows(text, starts, start, end)]
    gutter, told = max((len(str(row.number)) for row in rows), default=0) + 2, 0
    for marked, some in groupby(rows, lambda row: any(_cut(mark, row) for mark in kept)):
        shown = list(some)
        if not marked and len(shown) > 1:  # sentences without any mark, or much before the first one
            yield f"{'':{gutter}} | …"
            continue
        for row in shown:
            number, told = "" if row.number == told else str(row.number), row.number
            yield f"{number:>{gutter}} | {_shown(text[row.start : row.end])}".rstrip()
            yield from (f"{'':{gutter}} | {line}" for line in _below(text, row, kept, colour))


def _rows(text: str, starts: tuple[int, ...], start: int, end: int) -> Iterator[Row]:
    """``text[start:end]`` in rows: by its lines, and long ones between words."""
    first, last = position(starts, start)[0], position(starts, end)[0]
    for line in range(first, last + 1):
        low = max(start, starts[line - 1])
        high = min(end, starts[line] - 1) if line < len(starts) else end
        while low < high:
            cut = _room(text, low, high)
            yield Row(line, low, cut)
            low = cut


def _room(text: str, start: int, end: int) -> int:
    """Where the row that begins at ``start`` ends: behind a blank if there is one, inside a word if not."""
    widths = accumulate(cell_len(_shown(character)) for character in text[start:end])
    most = start + max(1, sum(1 for _ in takewhile(lambda width: width <= WIDTH, widths)))
    return end if most >= end else text.rfind(" ", start, most) + 1 or most


def _shown(text: str) -> str:
    return visible(text).replace("\t", TAB)


def _cut(mark: Mark, row: Row) -> bool:
    return mark.start < row.end and row.start < mark.end


def _below(text: str, row: Row, marks: Sequence[Mark], colour: str) -> Iterator[str]:
    """The marks with their words beside them, where these fit, or below them."""
    marks = [mark for mark in marks if _cut(mark, row)]
    edges = [_edges(text, row, mark) for mark in marks]
    lines: list[list[Piece]] = [[]]
    following = (*(left for left, _ in edges[1:]), 2 * WIDTH)
    for (left, right), limit, mark in zip(edges, following, marks, strict=False):
        own = colour if mark.focus else "bright_black"
        words = mark.title if row.start <= mark.start else ""
        lines[0].append(Piece(left, ("^" if mark.focus else "-") * (right - left), own))
        if words and right + 1 + cell_len(words) < limit:
            lines[0].append(Piece(right + 1, words, own))
        elif words:
            _free(lines, left).append(Piece(left, words, own))
    return (_drawn(line) for line in lines if line)


def _edges(text: str, row: Row, mark: Mark) -> tuple[int, int]:
    """The columns in the row between which a mark stands, from 0."""
    left = cell_len(_shown(text[row.start : max(mark.start, row.start)]))
    return left, max(left + 1, cell_len(_shown(text[row.start : min(mark.end, row.end)].rstrip())))


def _free(lines: list[list[Piece]], column: int) -> list[Piece]:
    """The first line below the marks that has room from this column on."""
    for line in lines[1:]:
        if _end(line[-1]) < column:
            return line
    lines.append([])
    return lines[-1]


def _end(piece: Piece) -> int:
    return piece.column + cell_len(piece.text)


def _drawn(pieces: Sequence[Piece]) -> str:
    line, end = "", 0
    for piece in pieces:
        line += " " * (piece.column - end) + style(piece.text, fg=piece.colour)
        end = _end(piece)
    return line
