"""The columns of text of a page, each as a page of its own: long lines on both sides of a gutter."""

from collections.abc import Iterator, Sequence
from itertools import chain, dropwhile, groupby, pairwise

from pipeline.ingest.pdf.grid import agreed
from pipeline.ingest.pdf.page import FIGURE, Rules, Segment, ruled
from pipeline.ingest.pdf.tables import in_rows

PROSE = 25  # characters: two columns of longer lines are text
APART = 2  # such lines on both sides, where the file has one column after the other
LEAST = 3  # rows of a label and its figures, where the gutter runs between them
MIXED = 4  # and where it has them line by line

Row = list[Segment]


def columns(segments: Sequence[Segment], rules: Rules) -> Iterator[Sequence[Segment]]:
    """The segments of a page in the order of reading, in parts that no gutter runs through."""
    rows = in_rows(segments)
    split = _Split(_gutter(rows, rules), {id(segment): at for at, segment in enumerate(segments)})
    parts = [part for _, group in groupby(rows, key=split.crossed) for part in split.parts([*group])]
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


class _Split:
    """What a gutter at ``x`` parts, given the order of the segments in the file."""

    def __init__(self, x: float, order: dict[int, int]) -> None:
        self.x, self.order = x, order

    def crossed(self, row: Row) -> bool:
        return any(segment.bounds.left < self.x < segment.bounds.right for segment in row)

    def parts(self, rows: list[Row]) -> Iterator[list[Row]]:
        """The rows as both columns, or in parts above each other where they are none."""
        left, right = ([s for s in chain(*rows) if _prose(s) and self._left(s) == side] for side in (True, False))
        last, first = max(map(self._at, left), default=0), min(map(self._at, right), default=0)
        if self.crossed(rows[0]) or min(len(left), len(right)) < APART:
            yield [sorted(chain(*rows), key=self._at)]
        elif any(table := self._over_both(rows)):
            for _, group in groupby(zip(table, rows, strict=True), key=lambda each: each[0]):
                yield from self.parts([row for _, row in group])
        elif last < first:
            yield from self._trimmed(rows, last, first)
        elif min(len(left), len(right)) < MIXED:
            yield [sorted(chain(*rows), key=self._at)]
        else:
            yield self._sides(sorted(chain(*rows), key=lambda segment: -segment.bounds.middle))

    def _trimmed(self, rows: list[Row], last: int, first: int) -> Iterator[list[Row]]:
        """The columns that the file has one after the other, what is above and below them apart."""

        def fits(row: Row) -> bool:
            return all(self._at(each) < first if self._left(each) else self._at(each) > last for each in row)

        below = len([*dropwhile(lambda row: not fits(row), reversed(rows))])
        above = len(rows) - len([*dropwhile(lambda row: not fits(row), rows)])
        if above:
            yield [sorted(chain(*rows[:above]), key=self._at)]
        yield self._sides(sorted(chain(*rows[above:below]), key=self._at))
        if below < len(rows):
            yield [sorted(chain(*rows[below:]), key=self._at)]

    def _sides(self, segments: Row) -> list[Row]:
        return [[segment for segment in segments if self._left(segment) == side] for side in (True, False)]

    def _over_both(self, rows: Sequence[Row]) -> list[bool]:
        """Which rows are of a table over the whole width: with figures on both sides of the gutter, and their heads."""
        rows_of_figures = sum(map(self._label_and_figures, rows)) >= LEAST
        table: list[bool] = []
        for row, below in reversed([*pairwise([*rows, []])]):
            sides = {self._left(each): each for each in row}
            figures = {self._left(each) for each in row if FIGURE.fullmatch(each.text)}
            both = len(sides) > 1 or any(row[0].bounds.bottom < each.bounds.top - 2 for each in below)
            known = len(figures) > 1 or (rows_of_figures and self._label_and_figures(row))
            table.append(known or (table[-1:] == [True] and both and not any(map(_prose, row))))
        return table[::-1]

    def _label_and_figures(self, row: Row) -> bool:
        """Whether the figures of a row are beyond the gutter from their label."""
        left = [segment for segment in row if self._left(segment)]
        figures = [FIGURE.fullmatch(segment.text) for segment in row if not self._left(segment)]
        return len(left) == 1 and len(figures) > 1 and all(figures)

    def _at(self, segment: Segment) -> int:
        return self.order[id(segment)]

    def _left(self, segment: Segment) -> bool:
        return segment.bounds.right <= self.x
