"""Rows and columns of a table of a PDF: from its rules where they part the cells, or else from the gaps.

A column ends in an interval: at a rule, or anywhere in the gap that most rows leave there.
"""

from bisect import bisect_right
from collections.abc import Iterator, Sequence
from itertools import groupby, pairwise

from pipeline.ingest.pdf.page import FIGURE, Rules, Segment, Word, ruled, within
from pipeline.records import CellPosition

RULED = 0.6  # of the gaps between cells have a rule where rules make the columns
SPACE = 0.4  # of the size of the type: a wider gap may be more than a blank
WIDEST = 0.6  # of the size of the type: the blank of a typewriter
WIDER = 1.5  # and is, where it is so many times as wide as the least one beside it
OVER = 0.2  # of the size of the type: lines that reach so far into each other are of one row

LEAST = 3  # rows of a table without rules and figures

Row = Sequence[Segment]
Edge = tuple[float, float]
Span = tuple[int, int]  # first and last column, or row, from 0
Cells = list[tuple[Span, Segment]]  # of a line


def edges(run: Sequence[Row], rules: Rules) -> list[Edge]:
    """Where one column ends and the next begins, from left to right; empty where the rows do not agree on any."""
    left = min(segment.bounds.left for row in run for segment in row)
    right = max(segment.bounds.right for row in run for segment in row)
    if by_rules(run, rules):
        return [(x, x) for x in _apart([x for x, _, _ in rules.upright if left + 2 < x < right - 2])]
    several = [row for row in run if len(row) > 1]
    figures = [row for row in several if any(FIGURE.fullmatch(segment.text) for segment in row[1:])]
    if not figures and len(several) < LEAST:
        return []
    return agreed([[(low, high) for low, high, _ in gaps(row)] for row in (figures if len(figures) > 1 else several)])


def by_rules(run: Sequence[Row], rules: Rules) -> bool:
    """Whether rules make the columns."""
    between = [gap for row in run for gap in gaps(row)]
    return sum(ruled(gap, rules) for gap in between) >= RULED * len(between)


def gaps(row: Row) -> Iterator[tuple[float, float, float]]:
    """Left, right and height of what is between the segments of a row."""
    for before, after in pairwise(row):
        if before.bounds.right < after.bounds.left:
            yield before.bounds.right, after.bounds.left, before.bounds.middle


def _apart(lines: Sequence[float]) -> list[float]:
    """Lines that are not two of one border."""
    kept: list[float] = []
    for line in sorted(lines):
        if not kept or line - kept[-1] > 4:
            kept.append(line)
    return kept


def agreed(rows: Sequence[Sequence[Edge]]) -> list[Edge]:
    """The gaps that rows have in common; on both sides of each are columns that some rows fill together."""
    stops = sorted({x for row in rows for gap in row for x in gap})
    support = {(low, high): sum(_within((low, high), row) is not None for row in rows) for low, high in pairwise(stops)}
    least, enough = 2 if len(rows) > 3 else 1, 0.3 * len(rows)
    kept: list[Edge] = []
    for edge in sorted(support, key=lambda each: (-support[each], each)):
        shared = support[edge] >= max(least, enough) and edge[1] - edge[0] > 1
        if shared and all(any(_parted_by(edge, [other], row) for row in rows) for other in kept):
            kept = sorted([*kept, edge])
    while weak := _weakest(kept, rows, least):
        kept.remove(weak)
    return kept


def _within(edge: Edge, row: Sequence[Edge]) -> Edge | None:
    """The gap of a row that an edge lies in."""
    return next((gap for gap in row if gap[0] <= edge[0] and edge[1] <= gap[1]), None)


def _parted_by(edge: Edge, others: Sequence[Edge], row: Sequence[Edge]) -> bool:
    """Whether a row has something on both sides of an edge before the others come."""
    gap = _within(edge, row)
    return gap is not None and all(_within(other, row) != gap for other in others)


def _weakest(kept: Sequence[Edge], rows: Sequence[Sequence[Edge]], least: int) -> Edge | None:
    """The edge between two columns that hardly any row fills both."""
    beside = {edge: [*kept[max(at - 1, 0) : at], *kept[at + 1 : at + 2]] for at, edge in enumerate(kept)}
    both = {edge: sum(_parted_by(edge, others, row) for row in rows) for edge, others in beside.items()}
    weak = min(both, key=lambda each: both[each], default=None)
    return weak if weak and both[weak] < least else None


def heading(above: Row, run: Sequence[Row], found: Sequence[Edge]) -> list[Segment]:
    """The line above as the row of headings that it is, where each edge between columns falls between its words."""
    right = max(s.bounds.right for row in run for s in row)
    top = max(s.bounds.top for row in run for s in row)
    if len(above) != 1 or above[0].bounds.right > right + above[0].size or above[0].bounds.bottom - top > above[0].size:
        return []
    if len(above[0].words) == len(found) + 1 and above[0].bounds.right > found[-1][1]:
        return [within(above[0], [word]) for word in above[0].words]
    parts: dict[int, list[Word]] = {}
    middles = [sum(edge) / 2 for edge in found]
    for word in above[0].words:
        first, last = (bisect_right(middles, x) for x in (word.bounds.left, word.bounds.right))
        if first != last:
            return []
        parts.setdefault(first, []).append(word)
    return [within(above[0], part) for part in parts.values()] if len(parts) == len(found) + 1 else []


def cells(run: Sequence[Row], found: Sequence[Edge], rules: Rules) -> Iterator[tuple[CellPosition, Segment]]:
    """The segments of a table with their places in it."""
    lines = [_placed(_cut(row, found), found) for row in run]
    rows = [[cell for line in group for cell in line] for group in _rows(lines, rules)]
    taken = {
        (at, column) for at, row in enumerate(rows) for (first, last), _ in row for column in range(first, last + 1)
    }
    frame = _Frame(rules, found, rows)
    for at, row in enumerate(rows):
        for span, segment in row:
            (top, bottom), (first, last) = frame.reach(at, span, taken)
            yield CellPosition(0, top + 1, first + 1, bottom - top + 1, last - first + 1), segment


def _cut(row: Row, found: Sequence[Edge]) -> list[Segment]:
    """The segments cut where an edge falls into a gap that is more than a blank."""
    gaps = [edge for edge in found if edge[0] < edge[1]]  # at rules they are cut already
    return [part for segment in row for part in _parted(segment, gaps)]


def _parted(segment: Segment, found: Sequence[Edge]) -> Iterator[Segment]:
    cuts = set()
    between = [after.bounds.left - before.bounds.right for before, after in pairwise(segment.words)]
    blank = min(between, default=0.0) if len(between) > 1 else WIDEST * segment.size
    for low, high in found:
        gaps = [
            (after.bounds.left - before.bounds.right, at)
            for at, (before, after) in enumerate(pairwise(segment.words), start=1)
            if before.bounds.right < high + 1 and after.bounds.left > low - 1
        ]
        width, at = max(gaps, default=(0.0, 0))
        if width > max(SPACE * segment.size, WIDER * blank):
            cuts.add(at)
    for first, last in pairwise([0, *sorted(cuts), len(segment.words)]):
        yield within(segment, segment.words[first:last])


def _placed(row: Sequence[Segment], found: Sequence[Edge]) -> Cells:
    """The segments of a line with their columns; what hangs in a gap is over both columns, unless one is taken."""
    if len(row) == len(found) + 1:
        return [((at, at), segment) for at, segment in enumerate(row)]
    spans = [_span(segment, found) for segment in row]
    firm = {column for first, last in spans if first <= last for column in range(first, last + 1)}
    return [
        ((first, last) if first <= last else _hung(last, first, firm, segment), segment)
        for (first, last), segment in zip(spans, row, strict=True)
    ]


def _span(segment: Segment, found: Sequence[Edge]) -> Span:
    """First and last column; the first is the greater where it lies in the gap between both."""
    first = sum(low <= segment.bounds.left + 1 for low, _ in found)
    last = sum(high < segment.bounds.right - 1 for _, high in found)
    inside = [at for at, (low, high) in enumerate(found) if low < segment.bounds.left and segment.bounds.right < high]
    return (inside[0] + 1, inside[0]) if inside else (first, last)


def _hung(before: int, after: int, taken: set[int], segment: Segment) -> Span:
    either = (after,) if FIGURE.fullmatch(segment.text) else (before, after)
    free = [column for column in either if column not in taken]
    return (free[0], free[-1]) if free else (before, after)


def _rows(lines: Sequence[Cells], rules: Rules) -> Iterator[list[Cells]]:
    """The lines of each row: those between two level rules, unless figures stand below each other there."""
    levels = _apart([y for y, _, _ in rules.level])
    size = lines[0][0][1].size
    between = [gap for above, below in pairwise(lines) if (gap := _gap(above, below)) > -OVER * size]
    close = min(between, default=0.0) + 0.25 * size
    told = close < max(between, default=0.0)
    bands = groupby(lines, key=lambda line: bisect_right(levels, line[0][1].bounds.middle))
    for _, group in bands:
        band = [*group]
        if len(levels) > 2 and not _stacked(band):
            yield band
        else:
            yield from _by_gap(band, close, told)


def _stacked(band: Sequence[Cells]) -> bool:
    """Whether figures stand below each other."""
    figures = [{span for span, segment in line if FIGURE.fullmatch(segment.text)} for line in band]
    return any(one & other for at, one in enumerate(figures) for other in figures[at + 1 :])


def _by_gap(band: Sequence[Cells], close: float, told: bool) -> Iterator[list[Cells]]:
    """Lines that are closer than rows are, one row."""
    row = [band[0]]
    for line in band[1:]:
        # What is below it tells more than what is beside it: a cell over two rows reaches into both.
        gap = _gap(next((each for each in reversed(row) if _columns(each) & _columns(line)), row[-1]), line)
        over = -OVER * line[0][1].size
        same = gap < over or (
            gap < close if told else _rest(row, line) or (_gap(row[-1], line) < over and _again(row, line))
        )
        if same and not _stacked([*row, line]):
            row.append(line)
        else:
            yield row
            row = [line]
    yield row


def _columns(line: Cells) -> set[int]:
    return {column for (first, last), _ in line for column in range(first, last + 1)}


def _gap(above: Cells, below: Cells) -> float:
    return min(s.bounds.bottom for _, s in above) - max(s.bounds.top for _, s in below)


def _again(row: Sequence[Cells], line: Cells) -> bool:
    """Whether each cell of a line stands exactly below one of the row."""
    return {span for span, _ in line} <= {span for each in row for span, _ in each}


def _rest(row: Sequence[Cells], line: Cells) -> bool:
    """Whether a line is the second one of the cell above: a lone one that goes on in the midst of a sentence."""
    above = row[-1]
    return len(line) == 1 and len(above) > 1 and line[0][0] == above[0][0] and line[0][1].text[0].islower()


class _Frame:
    """The rules around the cells: a cell reaches as far as no rule stops it and nothing else stands there."""

    def __init__(self, rules: Rules, found: Sequence[Edge], rows: Sequence[Cells]) -> None:
        self.rules, self.edges = rules, [sum(edge) / 2 for edge in found]
        boxes = [[segment.bounds for _, segment in row] for row in rows]
        self.tops = [max(box.top for box in row) for row in boxes]
        self.bottoms = [min(box.bottom for box in row) for row in boxes]
        self.ruled = bool(found) and all(low == high for low, high in found)
        self.levelled = len(_apart([y for y, _, _ in rules.level])) > 2

    def reach(self, row: int, span: Span, taken: set[tuple[int, int]]) -> tuple[Span, Span]:
        """The rows and columns of the cell of a segment."""
        if not (self.ruled and self.levelled):
            return (row, row), span
        first, last = span
        y = (self.tops[row] + self.bottoms[row]) / 2
        while first and (row, first - 1) not in taken and not self._upright(first - 1, y):
            first -= 1
        while last < len(self.edges) and (row, last + 1) not in taken and not self._upright(last, y):
            last += 1
        top = bottom = row
        while top and self._free(top - 1, first, last, taken) and not self._level(top - 1, span):
            top -= 1
        while (
            bottom + 1 < len(self.tops) and self._free(bottom + 1, first, last, taken) and not self._level(bottom, span)
        ):
            bottom += 1
        return (top, bottom), (first, last)

    def _free(self, row: int, first: int, last: int, taken: set[tuple[int, int]]) -> bool:
        return all((row, column) not in taken for column in range(first, last + 1))

    def _upright(self, edge: int, y: float) -> bool:
        return any(abs(x - self.edges[edge]) < 4 and bottom < y < top for x, bottom, top in self.rules.upright)

    def _level(self, row: int, span: Span) -> bool:
        """Whether a rule stands below a row, in these columns."""
        high, low = self.bottoms[row], self.tops[row + 1]
        y = [level for level in self.rules.level if low - 4 <= level[0] <= high + 4 or high <= level[0] <= low]
        left = self.edges[span[0] - 1] if span[0] else None
        x = left + 4 if left is not None else self.edges[0] - 4
        return any(from_ <= x <= to for _, from_, to in y)
