"""The columns of text of a page, each as a page of its own: long lines on both sides of a gutter."""

from collections.abc import Iterator, Sequence
from itertools import chain, dropwhile, groupby, pairwise

from pipeline.ingest.pdf.grid import agreed
from pipeline.ingest.pdf.page import Rules, Segment, ruled
from pipeline.ingest.pdf.tables import in_rows

PROSE = 25  # characters: two columns of longer lines are text
APART = 2  # such lines on both sides, where the file has one column after the other
MIXED = 4  # and where it has them line by line

Row = list[Segment]


def columns(segments: Sequence[Segment], rules: Rules) -> Iterator[Sequence[Segment]]:
    """The segments of a page in the order of reading, in parts that no gutter runs through."""
    rows = in_rows(segments)
    x = _gutter(rows, rules)
    order = {id(segment): at for at, segment in enumerate(segments)}
    parts = [
        part for _, group in groupby(rows, key=lambda row: _crossed(row, x)) for part in _split([*group], x, order)
    ]
    if not any(len(part) > 1 for part in parts):
        yield segments
        return
    for part in parts:
        for side in part:
            yield from columns(side, rules) if len(part) > 1 else [side]


def _gutter(rows: Sequence[Row], rules: Rules) -> float:
    """The middle of the gap that most long lines have beside them."""
    gaps = [(a.bounds.right, b.bounds.left) for row in rows for a, b in pairwise(row) if _beside(a, b, rules)]
    middles = [sum(gap) / 2 for gap in agreed([[gap] for gap in gaps])]
    return max(middles, key=lambda x: sum(low < x < high for low, high in gaps), default=0.0)


def _beside(left: Segment, right: Segment, rules: Rules) -> bool:
    """Whether a line of text stands beside something else, with no rule between."""
    gap = left.bounds.right, right.bounds.left, left.bounds.middle
    return (_prose(left) or _prose(right)) and gap[0] < gap[1] and not ruled(gap, rules)


def _prose(segment: Segment) -> bool:
    return len(segment.text) > PROSE


def _crossed(row: Row, x: float) -> bool:
    return any(segment.bounds.left < x < segment.bounds.right for segment in row)


def _split(rows: list[Row], x: float, order: dict[int, int]) -> Iterator[list[list[Segment]]]:
    """Rows in up to three parts: what is above the columns, both columns, what is below them."""

    def in_file(segment: Segment) -> int:
        return order[id(segment)]

    def is_left(segment: Segment) -> bool:
        return segment.bounds.right <= x

    def fits(row: Row) -> bool:
        if apart:
            return all(in_file(each) < first if is_left(each) else in_file(each) > last for each in row)
        return any(map(_prose, row))

    lines = [segment for segment in chain(*rows) if _prose(segment)]
    left, right = ([segment for segment in lines if is_left(segment) == side] for side in (True, False))
    last, first = max(map(in_file, left), default=0), min(map(in_file, right), default=0)
    apart = last < first
    if _crossed(rows[0], x) or min(len(left), len(right)) < (APART if apart else MIXED):
        yield [sorted(chain(*rows), key=in_file)]
        return
    below = len([*dropwhile(lambda row: not fits(row), reversed(rows))])
    above = len(rows) - len([*dropwhile(lambda row: not fits(row), rows)])
    if above:
        yield [sorted(chain(*rows[:above]), key=in_file)]
    inside = sorted(chain(*rows[above:below]), key=in_file if apart else lambda each: -each.bounds.middle)
    yield [[segment for segment in inside if is_left(segment) == side] for side in (True, False)]
    if below < len(rows):
        yield [sorted(chain(*rows[below:]), key=in_file)]
