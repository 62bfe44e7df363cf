"""Finds the tables in a column of a page, with rules and without: segments side by side, line below line."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import dropwhile, pairwise

from pipeline.ingest.pdf.grid import by_rules, cells, edges, gaps, heading
from pipeline.ingest.pdf.page import FIGURE, Rules, Segment, is_mark, ruled, with_mark
from pipeline.records import CellPosition

LEAST = 2  # lines side by side of a table


@dataclass(frozen=True, slots=True)
class Table:
    """A table: its segments with their places, and which of the segments of the page lie in it, the first one first."""

    taken: tuple[int, ...]
    cells: tuple[tuple[CellPosition, Segment], ...]


def tables(segments: Sequence[Segment], rules: Rules) -> Iterator[Table]:
    """The tables of a column from top to bottom; their number is 0."""
    order = {id(segment): at for at, segment in enumerate(segments)}
    rows = in_rows(segments)
    for run in filter(None, (_framed(run, rules) for run in _runs(rows, rules))):
        near = _near([segment for row in run for segment in row], rules)
        if found := edges(run, near):
            above = next((row for row, following in pairwise(rows) if following is run[0]), [])
            head = heading(above, run, found)
            taken = sorted(order[id(each)] for row in ((above, *run) if head else run) for each in row)
            yield Table(tuple(taken), tuple(cells([head, *run] if head else run, found, near)))


def _framed(run: list[list[Segment]], rules: Rules) -> list[list[Segment]]:
    """The rows without those above and below the rules, where rules make the columns."""

    def outside(row: list[Segment]) -> bool:
        return not (any(ruled(gap, rules) for gap in gaps(row)) if len(row) > 1 else _boxed(row[0], rules))

    if not by_rules(run, rules):
        return run
    rest = [*dropwhile(outside, run)]
    return [*dropwhile(outside, rest[::-1])][::-1]


def in_rows(segments: Sequence[Segment]) -> list[list[Segment]]:
    """What stands side by side, from top to bottom and left to right."""
    rows: list[list[Segment]] = []
    for segment in sorted(segments, key=lambda each: -each.bounds.middle):
        last = rows[-1][0].bounds if rows else None
        if last and last.bottom <= segment.bounds.middle <= last.top:
            rows[-1].append(segment)
        else:
            rows.append([segment])
    return [sorted(row, key=lambda each: each.bounds.left) for row in rows]


def marked(segments: Sequence[Segment], rules: Rules) -> list[Segment]:
    """The segments, each item of a list with its number, which is no column of its own."""
    marks = {
        id(row[1]): row[0]
        for row in in_rows(segments)
        if len(row) == 2 and is_mark(row[0]) and not any(ruled(gap, rules) for gap in gaps(row))
    }
    numbers = {id(mark) for mark in marks.values()}
    whole = [with_mark(marks[id(each)], each) if id(each) in marks else each for each in segments]
    return [each for each, before in zip(whole, segments, strict=True) if id(before) not in numbers]


def _runs(rows: Sequence[list[Segment]], rules: Rules) -> Iterator[list[list[Segment]]]:
    """Rows of several segments that follow each other, enough of them; a cell of two lines has a row of one there."""
    return (run for run in _groups(rows, rules) if sum(len(row) > 1 for row in run) >= LEAST or _of_figures(run))


def _of_figures(run: Sequence[list[Segment]]) -> bool:
    """Whether this is one row of figures behind a label: what is left of a table on another page."""
    row = max(run, key=len, default=[])
    return len(row) > 2 and all(FIGURE.fullmatch(segment.text) for segment in row[1:])


def _groups(rows: Sequence[list[Segment]], rules: Rules) -> Iterator[list[list[Segment]]]:
    run: list[list[Segment]] = []
    for row, following in pairwise([*rows, []]):
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
    alike = segment.size < 1.1 * max(each.size for each in above)
    return not _boxed(above[0], rules) and alike and (len(below) > 1 or _hangs(segment, above))


def _boxed(segment: Segment, rules: Rules) -> bool:
    """Whether upright rules stand on both sides of it, as around a cell."""
    box = segment.bounds
    sides = [x for x, bottom, top in rules.upright if bottom < box.middle < top]
    return any(x <= box.left + 1 for x in sides) and any(x >= box.right - 1 for x in sides)


def _hangs(segment: Segment, row: Sequence[Segment]) -> bool:
    """Whether a lone segment is the next line of a cell: close below, and begins where it does."""
    above = [each for each in row if abs(each.bounds.left - segment.bounds.left) < 3]
    return bool(above) and above[0].bounds.bottom - segment.bounds.top < 0.5 * segment.size


def _near(inside: Sequence[Segment], rules: Rules) -> Rules:
    """The rules that reach into the table."""
    low, high = min(s.bounds.bottom for s in inside), max(s.bounds.top for s in inside)
    left, right = min(s.bounds.left for s in inside), max(s.bounds.right for s in inside)
    upright = [u for u in rules.upright if u[1] < high and u[2] > low and left - 20 < u[0] < right + 20]
    level = [each for each in rules.level if low - 20 < each[0] < high + 20 and each[1] < right and each[2] > left]
    return Rules(tuple(upright), tuple(level))
