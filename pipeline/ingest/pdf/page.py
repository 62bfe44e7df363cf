"""What stands on a page of a PDF: lines of words with their boxes, and the rules that are drawn between them.

Lengths are points from the corner below left. Lines come in the order of the file, which is that of reading in what
word processors and browsers write.
"""

import re
from array import array
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from functools import reduce
from itertools import chain
from typing import NamedTuple

LINE = re.compile("[^\r\n\ufffe]+\ufffe?")  # PDFium joins what a hyphen parts, and leaves this sign of it
WORD = re.compile(r"\S+")
GAP = 1.2  # sizes of the type: a wider gap between words parts columns
MARKS = {"\uf0b7": "•", "\uf0a7": "▪", "\uf0d8": "➢", "\uf076": "❖", "\uf0fc": "✓"}  # of symbol fonts
THIN = 3.0  # a path that is thinner is a rule
DOT = 8.0  # and one that is smaller both ways, left of a line, its bullet


class Bounds(NamedTuple):
    left: float
    bottom: float
    right: float
    top: float

    def around(self, other: "Bounds") -> "Bounds":
        return Bounds(
            min(self.left, other.left),
            min(self.bottom, other.bottom),
            max(self.right, other.right),
            max(self.top, other.top),
        )

    @property
    def middle(self) -> float:
        return (self.bottom + self.top) / 2


class Word(NamedTuple):
    """A word: the index ``at`` of its first character on the page, and its line box, as high as the type is.

    ``edges`` are the boxes of its characters end to end, four numbers each: a fifth of the memory of tuples.
    """

    text: str
    at: int
    edges: Sequence[float]
    bounds: Bounds

    def box(self, first: int, last: int) -> Bounds:
        """The box around these of its characters, the last exclusive."""
        left, bottom, right, top = (self.edges[4 * first + side : 4 * last : 4] for side in range(4))
        return Bounds(min(left), min(bottom), max(right), max(top))

    @property
    def size(self) -> float:
        return self.bounds.top - self.bounds.bottom


@dataclass(frozen=True, slots=True)
class Segment:
    """Words in a row that nothing parts; ``line`` is the number of its line in the file, ``mark`` a bullet drawn."""

    words: tuple[Word, ...]
    bounds: Bounds
    size: float
    line: int
    page: int = 0
    mark: str = ""

    @property
    def text(self) -> str:
        return " ".join(word.text for word in self.words)


@dataclass(frozen=True, slots=True)
class Rules:
    """Upright and level lines: (x, bottom, top) and (y, left, right)."""

    upright: tuple[tuple[float, float, float], ...] = ()
    level: tuple[tuple[float, float, float], ...] = ()


def words(text: str, boxes: Sequence[Bounds | None], line_box: Callable[[int], Bounds]) -> Iterator[list[Word]]:
    """The words of each line of a page, given the box of each character (None for those made up), and its line box."""
    for match in LINE.finditer(text):
        line = [*_words(match, boxes, line_box)]
        if line:
            yield line


def _words(line: re.Match[str], boxes: Sequence[Bounds | None], line_box: Callable[[int], Bounds]) -> Iterator[Word]:
    for word in WORD.finditer(line[0]):
        start = line.start() + word.start()
        known = [box for box in boxes[start : start + len(word[0])] if box]
        if known:
            found = [box or known[0] for box in boxes[start : start + len(word[0])]]
            yield _word(word[0], start, found, line_box(start))


def _word(text: str, at: int, boxes: Sequence[Bounds], line: Bounds) -> Word:
    left, right = min(box.left for box in boxes), max(box.right for box in boxes)
    return Word(text, at, array("f", chain.from_iterable(boxes)), Bounds(left, line.bottom, right, line.top))


def segments(lines: Iterable[list[Word]], rules: Rules, dots: Sequence[Bounds], page: int) -> Iterator[Segment]:
    """The lines cut where a gap or a rule parts their words; a bullet or number is no column of its own."""
    for number, line in enumerate(lines):
        parts = [*_parts(line, rules)]
        if len(parts) == 2 and _is_mark(parts[0]):
            parts = [[*parts[0], *parts[1]]]
        for part in parts:
            bounds = reduce(Bounds.around, (word.bounds for word in part))
            mark = "•" if any(_beside(dot, bounds) for dot in dots) else ""
            shown = tuple(word._replace(text=MARKS.get(word.text, word.text)) for word in part)
            yield Segment(shown, bounds, _size(part), number, page, mark)


def within(segment: Segment, part: Sequence[Word]) -> Segment:
    """Some of the words of a segment as one of its own."""
    return replace(segment, words=tuple(part), bounds=reduce(Bounds.around, (word.bounds for word in part)))


def _parts(line: Sequence[Word], rules: Rules) -> Iterator[list[Word]]:
    part = [line[0]]
    for word in line[1:]:
        before, after = part[-1].bounds, word.bounds
        gap = after.left - before.right
        if gap > GAP * _size(part) or gap < -_size(part) or (gap > 0 and _parted(before, after, rules)):
            yield part
            part = []
        part.append(word)
    yield part


def _parted(before: Bounds, after: Bounds, rules: Rules) -> bool:
    return any(
        before.right - 1 <= x <= after.left + 1 and bottom < before.middle < top for x, bottom, top in rules.upright
    )


def _size(part: Sequence[Word]) -> float:
    return max(word.size for word in part) or 10.0


def _is_mark(part: Sequence[Word]) -> bool:
    text = part[0].text
    return len(part) == 1 and (text in (*MARKS, *"•▪➢❖✓–-o") or (text[-1] in ".)" and len(text.strip("().")) <= 2))


def _beside(dot: Bounds, line: Bounds) -> bool:
    return line.left - 30 < dot.left < line.left and line.bottom - 2 <= dot.middle <= line.top + 2


def drawn(paths: Iterator[Bounds]) -> tuple[Rules, tuple[Bounds, ...]]:
    """The rules that these paths draw, the edges of boxes among them, and the dots."""
    upright, level, dots = set(), set(), []
    for left, bottom, right, top in paths:
        width, height = right - left, top - bottom
        if width < DOT and height < DOT and width > 1 and height > 1:
            dots.append(Bounds(left, bottom, right, top))
        if height > DOT:
            upright |= {(round(x, 1), bottom, top) for x in ((left,) if width < THIN else (left, right))}
        if width > DOT:
            level |= {(round(y, 1), left, right) for y in ((bottom,) if height < THIN else (bottom, top))}
    return Rules(tuple(sorted(upright)), tuple(sorted(level))), tuple(dots)
