"""The columns of text of a page, each as a page of its own: side by side are long lines, with a gutter between them."""

from collections.abc import Sequence
from itertools import groupby, pairwise

from pipeline.ingest.pdf.grid import agreed
from pipeline.ingest.pdf.page import Rules, Segment, ruled
from pipeline.ingest.pdf.tables import in_rows

PROSE = 25  # characters: two columns of longer lines are text
APART = 2  # rows of two long lines, where the file has one column after the other
MIXED = 4  # and where it has them line by line


def columns(segments: Sequence[Segment], rules: Rules) -> list[Sequence[Segment]]:
    """The segments of a page in the order of reading, in parts that no gutter runs through."""
    order = {id(segment): at for at, segment in enumerate(segments)}
    rows = in_rows(segments)
    pairs = [pair for row in rows for pair in pairwise(row) if _prose(*pair, rules)]
    found = max(agreed([[(left.bounds.right, right.bounds.left)] for left, right in pairs]), default=None)
    if not found:
        return [segments]
    x = sum(found) / 2
    beside = [pair for pair in pairs if pair[0].bounds.right <= x <= pair[1].bounds.left]
    last, first = max(order[id(left)] for left, _ in beside), min(order[id(right)] for _, right in beside)
    if len(beside) < (APART if last < first else MIXED):
        return [segments]
    split = {id(left) for left, _ in beside}

    def inside(row: Sequence[Segment]) -> bool:
        sides = [(segment.bounds.right <= x, segment.bounds.left >= x) for segment in row]
        if not all(left or right for left, right in sides):
            return False
        if last < first:
            return all(
                order[id(s)] < first if left else order[id(s)] > last for s, (left, _) in zip(row, sides, strict=True)
            )
        return any(id(segment) in split for segment in row) or len(row) == 1

    parts: list[Sequence[Segment]] = []
    for within, group in groupby(rows, key=inside):
        found_rows = [segment for row in group for segment in row]
        if within and any(id(segment) in split for segment in found_rows):
            for side in (True, False):
                half = [segment for segment in found_rows if (segment.bounds.right <= x) == side]
                ordered = sorted(half, key=lambda each: order[id(each)] if last < first else -each.bounds.middle)
                parts += columns(ordered, rules)
        else:
            parts.append(sorted(found_rows, key=lambda each: order[id(each)]))
    return parts


def _prose(left: Segment, right: Segment, rules: Rules) -> bool:
    """Whether these are two lines of text rather than two cells."""
    gap = left.bounds.right, right.bounds.left, left.bounds.middle
    return min(len(left.text), len(right.text)) > PROSE and gap[0] < gap[1] and not ruled(gap, rules)
