"""Totals of runs of figures, found by arithmetic."""

from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence
from decimal import Decimal

from pipeline.claims.arithmetic import meets
from pipeline.claims.context import Context
from pipeline.claims.lists import LONGEST, Parts, rows

REACH = 14  # figures between two parts that stand apart
APART = 6  # as many pairs stand apart for one that stands together
NEAREST = 3  # totals of one value, those nearest to the parts
Hit = tuple[int, Parts, int]  # the total, its parts, and how far they were sought


def hits(ctx: Context) -> Iterator[Hit]:
    """Every total with a run of figures that add up to it, as far as rounding allows; and how far it was sought."""
    order = sorted(range(len(ctx.figures)), key=lambda i: ctx.value[i])
    values = [ctx.value[i] for i in order]
    for row in rows(ctx):
        for a in range(len(row) - 1):
            yield from _runs(ctx, values, order, row[a : a + LONGEST])
    yield from _apart(ctx, values, order)


def _runs(ctx: Context, values: list[Decimal], order: list[int], row: Parts) -> Iterator[Hit]:
    """Totals of the runs that begin a row."""
    total, slack = ctx.part[row[0]], ctx.high[row[0]] - ctx.value[row[0]]
    for b in range(1, len(row)):
        if not ctx.addable(row[0], row[b]):
            return
        total, slack = total + ctx.part[row[b]], slack + ctx.high[row[b]] - ctx.value[row[b]]
        for t in _totals(ctx, values, order, total, slack, row[: b + 1]):
            yield t, row[: b + 1], 1


def _apart(ctx: Context, values: list[Decimal], order: list[int]) -> Iterator[Hit]:
    """Totals of two parts that do not follow each other; they must be large, for chance would find the small ones."""
    for a in range(len(ctx.figures)):
        for b in range(a + 1, min(len(ctx.figures), a + REACH)):
            if ctx.value[a] and ctx.value[b] and ctx.alike(a, b):
                slack = ctx.high[a] - ctx.value[a] + ctx.high[b] - ctx.value[b]
                for t in _totals(ctx, values, order, ctx.value[a] + ctx.value[b], slack, (a, b)):
                    yield t, (a, b), APART


def _totals(
    ctx: Context, values: list[Decimal], order: list[int], total: Decimal, slack: Decimal, parts: Parts
) -> list[int]:
    """The figures that may be this total, by value."""
    wide = slack + total / 200 if slack or ctx.figures[parts[0]].scale > 1 else Decimal(0)
    start = bisect_left(values, total - wide)
    if start == len(values) or values[start] > total + wide:
        return []
    near = order[start : bisect_right(values, total + wide)]
    if len(near) > NEAREST:
        near = sorted(near, key=lambda t: abs(t - parts[0]))[:NEAREST]
    return [t for t in near if _fits(ctx, t, parts)]


def _fits(ctx: Context, t: int, parts: Parts) -> bool:
    return t not in parts and ctx.addable(t, parts[0]) and tells(ctx, t, parts) and agrees(ctx, t, parts)


def agrees(ctx: Context, t: int, parts: Parts) -> bool:
    """Whether some values that the figures stand for add up."""
    return meets(made(ctx.least, parts), made(ctx.most, parts), ctx.low[t], ctx.high[t])


def made(sizes: Sequence[Decimal], parts: Parts) -> Decimal:
    """What the parts come to."""
    return sum(map(sizes.__getitem__, parts), Decimal(0))


def tells(ctx: Context, t: int, parts: Parts) -> bool:
    """Whether it tells anything that they add up: two parts at least, and none lost in the rounding of the total."""
    if sum(ctx.value[p] > 0 for p in parts) < 2 or ctx.figures[t].kind == "index":
        return False
    coarse = ctx.high[t] - ctx.value[t]
    return not (coarse and any(0 < ctx.value[p] < coarse for p in parts))
