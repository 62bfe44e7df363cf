"""From the lines that a reader finds in a document to its canonical text, its blocks and the way back."""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace

from pipeline.ingest import blocks
from pipeline.ingest.readers import Content
from pipeline.records import CellPosition
from pipeline.stretches import Places, Stretch

UNSEEN = "\u00ad\u200b\u200c\u200d\u2060\ufeff"  # soft hyphens, blanks of no width: between the digits of a number, too
BLANK = " \t\n\r\f\v\u2028\u2029"  # not the no-break space, which belongs to what it holds together
_WORD = f"[^{BLANK}{UNSEEN}]+"
_RUN = re.compile(f"(?P<blank>[{BLANK}]+)|(?P<unseen>[{UNSEEN}]+)|{_WORD}(?: {_WORD})*")
RAISED = str.maketrans("0123456789", "⁰¹²³⁴⁵⁶⁷⁸⁹")
_MARK = re.compile(r"[⁰¹²³⁴⁵⁶⁷⁸⁹]+\)?")
_POWER = re.compile(r"(?:\d|(?:^|[\s\d(/])[kcdmh]?m)$")  # before digits above the line: 10³, m²
WIDEST = 100  # columns that bars are put for

Written = tuple[str, Stretch | None]


@dataclass(frozen=True, slots=True)
class Piece:
    """Text of the source, and where its first character stands there (None: nowhere, we made it up).

    Each further character is the next one of the source, on the same line.
    """

    text: str
    source: Stretch | None = None


@dataclass(frozen=True, slots=True)
class Paragraph:
    """A line of a document: its pieces, which are asked for once, and what the format says of it.

    ``kind`` is as that of a block, empty where the format does not say; ``mark`` is the bullet or number that the
    format gives an item; ``apart`` whether it begins a paragraph of its own; ``cell`` where it stands in a table.
    """

    pieces: Iterable[Piece]
    kind: str = ""
    mark: str = ""
    apart: bool = True
    cell: CellPosition | None = None


def raised(text: str) -> str:
    """Text that is set above the line: its digits are no figures, but powers, or marks of notes, which are left out."""
    return text.translate(RAISED)


def _unmarked(pieces: Iterable[Piece]) -> Iterator[Piece]:
    """The pieces without the marks of notes."""
    before = ""
    for piece in pieces:
        at = 0
        for found in _MARK.finditer(piece.text):
            if not _POWER.search(before + piece.text[: found.start()]):
                yield Piece(piece.text[at : found.start()], _moved(piece.source, at))
                at = found.end()
        yield Piece(piece.text[at:], _moved(piece.source, at)) if at else piece
        before = (before + piece.text)[-4:]


def assemble(paragraphs: Iterable[Paragraph], notes: Iterable[tuple[str, str]] = ()) -> Content:
    """The content of a document; blanks in a row become one, characters that are not seen are left out.

    A table of one row or one column is a frame for the eye: its cells are paragraphs.
    """
    page = _Page()
    twice = [*paragraphs] if isinstance(paragraphs, Iterator) else paragraphs  # all are asked what tables there are
    found = blocks.whole(page.lines(unframed(twice)))
    return Content("".join(page.parts), found, page.places, tuple(notes))


class _Page:
    """The canonical text as it grows."""

    def __init__(self) -> None:
        self.parts: list[str] = []
        self.places = Places()
        self.length = 0

    def lines(self, paragraphs: Iterable[Paragraph]) -> Iterator[blocks.Line]:
        """The paragraphs as lines, each when it is written; those of one cell are one."""
        line: blocks.Line | None = None
        for paragraph in paragraphs:
            stretches = [*_stretches(_unmarked(paragraph.pieces))]
            if line and stretches and paragraph.cell and paragraph.cell == line.cell:
                text = self._write(" ", stretches)
                line = replace(line, end=self.length, text=f"{line.text} {text}")
            elif stretches:
                if line:
                    yield line
                line = self._line(_lead(line, paragraph), paragraph, stretches)
        if line:
            yield line

    def _line(self, lead: str, paragraph: Paragraph, stretches: Sequence[Written]) -> blocks.Line:
        start, text = self.length + len(lead), self._write(lead, stretches)
        apart = paragraph.apart and not paragraph.cell
        return blocks.Line(start, self.length, _kind(paragraph), text, apart, paragraph.cell)

    def _write(self, lead: str, stretches: Sequence[Written]) -> str:
        """Add a lead and what follows it, which is given back."""
        text = "".join(text for text, _ in stretches)
        self.parts += lead, text
        self.length += len(lead)
        for each, source in stretches:
            if source:
                self._place(self.length + len(each), source)
            self.length += len(each)
        return text

    def _place(self, end: int, source: Stretch) -> None:
        """Note where the text up to here stands; words that have a box of their own stay apart."""
        if not source.box and self.places and _goes_on(self.places[-1], self.length, source):
            self.places.lengthen(end)
        else:
            self.places.add(self.length, end, source)


def _goes_on(last: Stretch, start: int, source: Stretch) -> bool:
    """Whether the source goes on where the stretch ends."""
    if last.end != start or last.offset + start - last.start != source.offset:
        return False
    return (last.node, last.line, last.file, last.part) == (source.node, source.line, source.file, source.part)


def _kind(paragraph: Paragraph) -> str:
    return "cell" if paragraph.cell else paragraph.kind or ("item" if paragraph.mark else "")


def unframed(paragraphs: Iterable[Paragraph]) -> Iterator[Paragraph]:
    """The paragraphs, asked for twice, with tables alone, numbered from 1: what is a frame for the eye is none."""
    rows: dict[int, set[int]] = {}
    columns: dict[int, set[int]] = {}
    for cell in (p.cell for p in paragraphs if p.cell):
        rows.setdefault(cell.table, set()).add(cell.row)
        columns.setdefault(cell.table, set()).add(cell.column)
    real = [table for table in sorted(rows) if len(rows[table]) > 1 and len(columns[table]) > 1]
    numbers = {table: number for number, table in enumerate(real, start=1)}
    for p in paragraphs:
        number = numbers.get(p.cell.table, 0) if p.cell else 0
        yield replace(p, cell=replace(p.cell, table=number) if number else None) if p.cell else p


def _lead(before: blocks.Line | None, paragraph: Paragraph) -> str:
    """What stands before a line: a new line or a blank one with its mark, or the bars before a cell."""
    cell, other = paragraph.cell, before.cell if before else None
    if cell and other and (cell.table, cell.row) == (other.table, other.row):
        return " " + _bars(cell.column - other.column)
    mark = _bars(cell.column) if cell else f"{paragraph.mark} " if paragraph.mark else ""
    if before is None:
        return mark
    close = cell.table == other.table if cell and other else not (paragraph.apart or cell or other)
    return ("\n" if close else "\n\n") + mark


def _bars(columns: int) -> str:
    """The bars of a row as Markdown has it: text that is taken over from a report is read as the same table."""
    return "| " * max(1, min(columns, WIDEST))


def _stretches(pieces: Iterable[Piece]) -> Iterator[Written]:
    """The text in stretches that stand in the source character by character, trimmed."""
    blank: Written | None = None
    begun = False
    for piece in pieces:
        for run in _RUN.finditer(piece.text):
            if run["blank"]:
                blank = blank or (" ", _moved(piece.source, run.start()))
            elif not run["unseen"]:
                if blank and begun:
                    yield blank
                blank, begun = None, True
                yield run[0], _moved(piece.source, run.start())


def _moved(source: Stretch | None, by: int) -> Stretch | None:
    if source is None or not by:
        return source
    column = source.column + by if source.column else 0
    return replace(source, column=column, offset=source.offset + by)
