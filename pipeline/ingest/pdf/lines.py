"""Lines as they are kept until all pages are read: their text and numbers, without the objects of words and signs."""

import re
from array import array
from collections.abc import Iterable, Iterator, Sequence
from itertools import chain, groupby, pairwise
from pickle import dumps, loads
from typing import NamedTuple
from zlib import compress, decompress

from pipeline.ingest.pdf.page import Bounds, Segment
from pipeline.records import CellPosition

TOKEN = re.compile(r"\w+(?:[.,/:]\w+)*|\S")  # a figure and the marks around it have boxes of their own
KEPT = 5  # numbers of a token: where it begins on the page, and its box in tenths of a point
FAST = 1  # of nine levels of packing


class Line(NamedTuple):
    """A line of text, or a cell; ``number`` counts the lines of its page from the top, ``right`` ends its column.

    ``first`` is the width of its first word, ``space`` of its narrowest blank; ``tokens`` are where those of its text
    stand, as so many numbers each.
    """

    text: str
    bounds: Bounds
    size: float
    page: int
    mark: str
    first: float
    space: float
    tokens: Sequence[int]
    number: int = 0
    right: float = 0.0
    cell: CellPosition | None = None


class Packed(Iterable[Line]):
    """Lines that can be gone through again, packed page by page: as objects they take seven times the memory."""

    def __init__(self, lines: Iterable[Line]) -> None:
        self._pages = [compress(dumps(page), FAST) for page in by_page(lines)]

    def __iter__(self) -> Iterator[Line]:
        for page in self._pages:
            yield from loads(decompress(page))


def by_page(lines: Iterable[Line]) -> Iterator[list[Line]]:
    """The lines of each page."""
    return ([*page] for _, page in groupby(lines, key=lambda line: line.page))


def kept(segment: Segment, right: float = 0.0, cell: CellPosition | None = None) -> Line:
    """A segment in a column that ends here, or in a cell, as a line."""
    first = segment.words[0].bounds
    return Line(
        segment.text,
        segment.bounds,
        segment.size,
        segment.page,
        segment.mark,
        first.right - first.left,
        _space(segment),
        array("i", chain.from_iterable(_tokens(segment))),
        right=right,
        cell=cell,
    )


def _space(segment: Segment) -> float:
    gaps = (b.bounds.left - a.bounds.right for a, b in pairwise(segment.words))
    return min((gap for gap in gaps if gap > 0), default=0.25 * segment.size)


def _tokens(segment: Segment) -> Iterator[tuple[int, ...]]:
    for word in segment.words:
        for token in TOKEN.finditer(word.text):
            left, bottom, right, top = word.box(*token.span())
            tenths = round(10 * left), round(10 * bottom), round(10 * right), round(10 * top)
            yield word.at + token.start(), *tenths
