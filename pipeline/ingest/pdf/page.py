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

from pipeline.ingest.assemble import raised

LINE = re.compile("[^\r\n\ufffe]+\ufffe?")  # PDFium joins what a hyphen parts, and leaves this sign of it
WORD = re.compile(r"\S+")
GAP = 1.2  # sizes of the type: a wider gap between words parts columns
BETWEEN_FIGURES = 0.9  # likewise between figures, of which text seldom has two in a row; in Courier they are 0.8 apart
FIGURE = re.compile(r"[-–+(]?(?:Rp\.?\s?)?\d(?:[\d.,]*\d)?\s?%?\)?")
MARKS = {"\uf0b7": "•", "\uf0a7": "▪", "\uf0d8": "➢", "\uf076": "❖", "\uf0fc": "✓"}  # of symbol fonts
BLANK = 0.1  # sizes of the type: words with less between them are one
HIGH = 0.4  # of a line: where digits above it begin; those on it begin at a fifth
SMALL = 0.95  # of the usual size: the type of notes
MARK = re.compile("[⁰¹²³⁴⁵⁶⁷⁸⁹]+$")
THIN = 3.0  # a path that is thinner is a rule
BACKGROUND = (0.8, 0.3)  # of width and height of a page: a larger box is what the page stands on
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
        edges = self.edges[4 * first : 4 * last]
        return Bounds(min(edges[::4]), min(edges[1::4]), max(edges[2::4]), max(edges[3::4]))

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


def joined(lines: Iterable[list[Word]]) -> Iterator[list[Word]]:
    """The lines, put together where what is set above the line has broken them."""
    before: list[Word] = []
    for line in lines:
        if before and not _beside_each_other(before[-1], line[0]):
            yield before
            before = []
        for word in line:
            before[-1:] = _set(before[-1], word) if before else [word]
    if before:
        yield before


def _set(last: Word, word: Word) -> list[Word]:
    """Two words that follow each other, as one where they touch and one of them is set above the line."""
    if not _beside_each_other(last, word):
        return [last, word]
    last, word = _lifted(last, word.bounds), _lifted(word, last.bounds)
    glued = word.bounds.left - last.bounds.right < BLANK * max(word.size, last.size)
    return [_one(last, word)] if glued else [last, word]


def noted(lines: Sequence[list[Word]]) -> Iterator[list[Word]]:
    """The lines, the numbers before notes in small type set above the line as they are where the text has them."""
    sizes = {found[0]: word.size for line in lines for word in line if (found := MARK.search(word.text))}
    for line in lines:
        mark = raised(line[0].text)
        small = line[0].size < SMALL * sizes.get(mark, 0.0)
        yield [line[0]._replace(text=mark), *line[1:]] if small and len(line) > 1 else line


def _beside_each_other(last: Word, first: Word) -> bool:
    """Whether one of them is smaller or above the line, and the second goes on where the first ends."""
    larger, smaller = (last, first) if last.size > first.size else (first, last)
    if smaller.size >= SMALL * larger.size and not MARK.search(last.text):
        return False
    high = larger.bounds.bottom < smaller.bounds.middle < larger.bounds.top + larger.size / 2
    return high and -BLANK * larger.size < first.bounds.left - last.bounds.right < GAP * larger.size


def _lifted(word: Word, line: Bounds) -> Word:
    """A word beside a line that is larger, its digits as they are above that line."""
    if word.size >= line.top - line.bottom:
        return word
    boxes = [Bounds(*word.edges[at : at + 4]) for at in range(0, len(word.edges), 4)]
    return word._replace(text=_shown(word.text, boxes, line))


def _one(word: Word, other: Word) -> Word:
    """Two words that touch."""
    larger = word if word.size >= other.size else other
    left, right = word.bounds.left, other.bounds.right
    bounds = Bounds(left, larger.bounds.bottom, right, larger.bounds.top)
    return Word(word.text + other.text, word.at, array("f", [*word.edges, *other.edges]), bounds)


def _words(line: re.Match[str], boxes: Sequence[Bounds | None], line_box: Callable[[int], Bounds]) -> Iterator[Word]:
    for word in WORD.finditer(line[0]):
        start = line.start() + word.start()
        found = boxes[start : start + len(word[0])]
        if known := next(filter(None, found), None):
            yield _word(word[0], start, [box or known for box in found], line_box(start))


def _word(text: str, at: int, boxes: Sequence[Bounds], line: Bounds) -> Word:
    lefts, _, rights, _ = zip(*boxes, strict=True)
    bounds = Bounds(min(lefts), line.bottom, max(rights), line.top)
    return Word(_shown(text, boxes, line), at, array("f", chain.from_iterable(boxes)), bounds)


def _shown(text: str, boxes: Sequence[Bounds], line: Bounds) -> str:
    """The text of a word, with what is set above the line as such."""
    high = line.bottom + HIGH * (line.top - line.bottom)
    above = [box.bottom > high for box in boxes]
    if not any(above):
        return text
    return "".join(raised(char) if up else char for char, up in zip(text, above, strict=True))


def segments(lines: Iterable[list[Word]], rules: Rules, dots: Sequence[Bounds], page: int) -> Iterator[Segment]:
    """The lines cut where a gap or a rule parts their words; a bullet or number is no column of its own."""
    for number, line in enumerate(lines):
        parts = [*_parts(line, rules)]
        if len(parts) == 2 and _is_mark(parts[0]):
            parts = [[*parts[0], *parts[1]]]
        for part in parts:
            bounds = reduce(Bounds.around, (word.bounds for word in part))
            mark = "•" if any(_beside(dot, bounds) for dot in dots) else ""
            shown = tuple(word._replace(text=MARKS[word.text]) if word.text in MARKS else word for word in part)
            yield Segment(shown, bounds, _size(part), number, page, mark)


def whole(parts: Iterable[tuple[int, Segment]]) -> Iterator[tuple[int, Segment]]:
    """Lines outside of tables, given with their places in the order of reading; wide gaps in them part nothing."""
    open_: tuple[int, Segment] | None = None
    for at, part in parts:
        if open_ and _same_line(open_[1], part):
            open_ = open_[0], within(open_[1], (*open_[1].words, *part.words))
        else:
            if open_:
                yield open_
            open_ = at, part
    if open_:
        yield open_


def _same_line(segment: Segment, other: Segment) -> bool:
    box = segment.bounds
    return segment.line == other.line and box.bottom < other.bounds.middle < box.top and box.right < other.bounds.right


def within(segment: Segment, part: Sequence[Word]) -> Segment:
    """Some of the words of a segment as one of its own."""
    return replace(segment, words=tuple(part), bounds=reduce(Bounds.around, (word.bounds for word in part)))


def _parts(line: Sequence[Word], rules: Rules) -> Iterator[list[Word]]:
    part = [line[0]]
    for word in line[1:]:
        before, after = part[-1].bounds, word.bounds
        crossed = before.right < after.left and ruled((before.right, after.left, before.middle), rules)
        if crossed or _apart(part, word):
            yield part
            part = []
        part.append(word)
    yield part


def _apart(part: Sequence[Word], word: Word) -> bool:
    """Whether there is more than a blank between these words and the next one."""
    last = part[-1]
    gap = word.bounds.left - last.bounds.right
    if 0 <= gap <= BETWEEN_FIGURES * last.size:  # as nearly always
        return False
    size, figures = _size(part), all(FIGURE.fullmatch(each.text) for each in (last, word))
    return gap > (BETWEEN_FIGURES if figures else GAP) * size or gap < -size


def ruled(gap: tuple[float, float, float], rules: Rules) -> bool:
    """Whether an upright rule stands in a gap, given as left, right and height."""
    low, high, y = gap
    return any(low - 1 <= x <= high + 1 and bottom < y < top for x, bottom, top in rules.upright)


def _size(part: Sequence[Word]) -> float:
    return max(word.size for word in part[1:] or part) or 10.0  # the first may be a number in larger type


def is_mark(segment: Segment) -> bool:
    """Whether this is the bullet or number of an item."""
    return _is_mark(segment.words)


def with_mark(mark: Segment, segment: Segment) -> Segment:
    """An item with its bullet or number."""
    return replace(segment, words=(*mark.words, *segment.words), bounds=mark.bounds.around(segment.bounds))


def _is_mark(part: Sequence[Word]) -> bool:
    text = part[0].text
    return len(part) == 1 and (text in (*MARKS, *"•▪➢❖✓–-o") or (text[-1] in ".)" and len(text.strip("().")) <= 2))


def _beside(dot: Bounds, line: Bounds) -> bool:
    return line.left - 30 < dot.left < line.left and line.bottom - 2 <= dot.middle <= line.top + 2


def drawn(paths: Iterator[Bounds], page: tuple[float, float]) -> tuple[Rules, tuple[Bounds, ...]]:
    """The rules that these paths draw on a page of this size, the edges of boxes among them, and the dots."""
    upright, level, dots = set(), set(), []
    for left, bottom, right, top in paths:
        width, height = right - left, top - bottom
        if width > BACKGROUND[0] * page[0] and height > BACKGROUND[1] * page[1]:
            continue
        if width < DOT and height < DOT and width > 1 and height > 1:
            dots.append(Bounds(left, bottom, right, top))
        if height > DOT:
            upright |= {(round(x, 1), bottom, top) for x in ((left,) if width < THIN else (left, right))}
        if width > DOT:
            level |= {(round(y, 1), left, right) for y in ((bottom,) if height < THIN else (bottom, top))}
    return Rules(tuple(sorted(upright)), tuple(sorted(level))), tuple(dots)
