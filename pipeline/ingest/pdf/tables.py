"""Finds the tables on a page of a PDF, with rules and without: segments side by side, line below line."""

from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from statistics import median

from pipeline.ingest.pdf.page import Rules, Segment, Word, within
from pipeline.records import CellPosition

PROSE = 25  # characters: two columns of longer lines are text
LEAST = 2  # lines side by side of a table


@dataclass(frozen=True, slots=True)
class Table:
    """A table: its segments with their rows and columns, and which of the page's lie in it, the first of them first."""

    taken: tuple[int, ...]
    cells: tuple[tuple[CellPosition, Segment], ...]


def tables(segments: Sequence[Segment], rules: Rules) -> Iterator[Table]:
    """The tables of a page from top to bottom; their number is 0."""
    order = {id(segment): at for at, segment in enumerate(segments)}
    rows = _rows(segments)
    for run in _runs(rows, rules):
        if not _prose(run, order):
            inside = [segment for row in run for segment in row]
            near = _near(inside, rules)
            above = next((row for row, following in pairwise(rows) if following is run[0]), [])
            head = _head(above, inside, _edges(run, near))
            taken = sorted(order[id(each)] for each in (*inside, *(above if head else ())))
            yield Table(tuple(taken), tuple(_cells([head, *run] if head else run, near)))


def by_column(segments: Sequence[Segment], rules: Rules) -> list[Segment]:
    """The segments in the order of reading: text in columns that the file has line by line is put column by column."""
    order = {id(segment): at for at, segment in enumerate(segments)}
    ordered = [*segments]
    for run in _runs(_rows(segments), rules):
        if _prose(run, order):
            slots = sorted(order[id(segment)] for row in run for segment in row)
            middle = median(row[-1].bounds.left for row in run if len(row) > 1)
            inside = [segment for row in run for segment in row]
            columns = sorted(inside, key=lambda each: (each.bounds.left >= middle - each.size, -each.bounds.middle))
            for slot, segment in zip(slots, columns, strict=True):
                ordered[slot] = segment
    return ordered


def _head(above: Sequence[Segment], inside: Sequence[Segment], edges: Sequence[float]) -> list[Segment]:
    """The line above as the row of headings that it is, where each edge between columns falls between its words."""
    right, top = max(s.bounds.right for s in inside), max(s.bounds.top for s in inside)
    if len(above) != 1 or above[0].bounds.right > right + above[0].size or above[0].bounds.bottom - top > above[0].size:
        return []
    if len(above[0].words) == len(edges) + 1:
        return [within(above[0], [word]) for word in above[0].words]
    columns: dict[int, list[Word]] = {}
    for word in above[0].words:
        first, last = (bisect_right(edges, x) for x in (word.bounds.left, word.bounds.right))
        if first != last:
            return []
        columns.setdefault(first, []).append(word)
    return [within(above[0], part) for part in columns.values()] if len(columns) == len(edges) + 1 else []


def _rows(segments: Sequence[Segment]) -> list[list[Segment]]:
    """What stands side by side, from top to bottom and left to right."""
    rows: list[list[Segment]] = []
    for segment in sorted(segments, key=lambda each: -each.bounds.middle):
        last = rows[-1][0].bounds if rows else None
        if last and last.bottom <= segment.bounds.middle <= last.top:
            rows[-1].append(segment)
        else:
            rows.append([segment])
    return [sorted(row, key=lambda each: each.bounds.left) for row in rows]


def _runs(rows: Sequence[list[Segment]], rules: Rules) -> Iterator[list[list[Segment]]]:
    """Rows of several segments that follow each other, enough of them; a cell of two lines has a row of one there."""
    return (run for run in _groups(rows, rules) if sum(len(row) > 1 for row in run) >= LEAST)


def _groups(rows: Sequence[list[Segment]], rules: Rules) -> Iterator[list[list[Segment]]]:
    run: list[list[Segment]] = []
    for row, following in zip(rows, [*rows[1:], []], strict=True):
        inside = len(row) > 1 or _boxed(row[0], rules) or (run and _between(row[0], run[-1], following, rules))
        if run and (not inside or _far(run[-1], row)):
            yield run
            run = []
        if inside:
            run.append(row)
    yield run


def _far(above: Sequence[Segment], below: Sequence[Segment]) -> bool:
    """Whether the gap is one between a table and something else."""
    size = max(segment.size for segment in above)
    return min(s.bounds.bottom for s in above) - max(s.bounds.top for s in below) > 4 * size


def _between(segment: Segment, above: Sequence[Segment], below: Sequence[Segment], rules: Rules) -> bool:
    """Whether a lone segment without a box is a part of a table without boxes: a row of one, or the rest of a cell."""
    return not _boxed(above[0], rules) and (len(below) > 1 or _hangs(segment, above))


def _boxed(segment: Segment, rules: Rules) -> bool:
    """Whether upright rules stand on both sides of it, as around a cell."""
    box = segment.bounds
    sides = [x for x, bottom, top in rules.upright if bottom < box.middle < top]
    return any(x <= box.left + 1 for x in sides) and any(x >= box.right - 1 for x in sides)


def _hangs(segment: Segment, row: Sequence[Segment]) -> bool:
    """Whether a lone segment is the second line of a cell: close below a cell of a row of several."""
    above = [each for each in row if abs(each.bounds.left - segment.bounds.left) < 3]
    return len(row) > 1 and bool(above) and above[0].bounds.bottom - segment.bounds.top < 0.5 * segment.size


def _prose(run: Sequence[list[Segment]], order: dict[int, int]) -> bool:
    """Whether this is text in columns: long lines on both sides, each column written after the other."""
    pairs = [row for row in run if len(row) == 2]
    if len(pairs) < len(run) * 0.7:
        return False
    long = all(median(len(row[side].text) for row in pairs) > PROSE for side in (0, 1))
    apart = max(order[id(row[0])] for row in pairs) < min(order[id(row[1])] for row in pairs)
    return long and (apart or len(pairs) > 3)


def _near(inside: Sequence[Segment], rules: Rules) -> Rules:
    """The rules that reach into the table."""
    low, high = min(s.bounds.bottom for s in inside), max(s.bounds.top for s in inside)
    left, right = min(s.bounds.left for s in inside), max(s.bounds.right for s in inside)
    upright = [u for u in rules.upright if u[1] < high and u[2] > low and left - 20 < u[0] < right + 20]
    level = [each for each in rules.level if low - 20 < each[0] < high + 20 and each[1] < right and each[2] > left]
    return Rules(tuple(upright), tuple(level))


def _cells(run: Sequence[list[Segment]], rules: Rules) -> Iterator[tuple[CellPosition, Segment]]:
    edges = _edges(run, rules)
    levels = sorted({round(-y, 0) for y, _, _ in rules.level})
    numbers: dict[int, int] = {}
    for at, row in enumerate(run):
        band = bisect_right(levels, -row[0].bounds.middle) if len(levels) > 2 else at
        number = numbers.setdefault(band, len(numbers) + 1)
        for segment in row:
            first, last = (bisect_right(edges, x) for x in (segment.bounds.left + 1, segment.bounds.right - 1))
            yield CellPosition(0, number, first + 1, 1, max(1, last - first + 1)), segment


def _edges(run: Sequence[list[Segment]], rules: Rules) -> list[float]:
    """Where one column ends and the next begins: at the rules, or in the gaps of the rows with most cells."""
    left = min(segment.bounds.left for row in run for segment in row)
    right = max(segment.bounds.right for row in run for segment in row)
    ruled = _apart([x for x, _, _ in rules.upright if left + 2 < x < right - 2])
    if ruled:
        return ruled
    most = max(map(len, run))
    full = [row for row in run if len(row) == most]
    ends = [max(row[at].bounds.right for row in full) for at in range(most - 1)]
    starts = [min(row[at].bounds.left for row in full) for at in range(1, most)]
    return [(end + start) / 2 for end, start in zip(ends, starts, strict=True)]


def _apart(edges: Sequence[float]) -> list[float]:
    """Edges that are not two lines of one border."""
    kept: list[float] = []
    for edge in sorted(edges):
        if not kept or edge - kept[-1] > 4:
            kept.append(edge)
    return kept
