"""Totals of runs of figures, found by arithmetic."""

from bisect import bisect_left, bisect_right
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from math import inf

from pipeline.claims.arithmetic import meets
from pipeline.claims.context import Context
from pipeline.claims.lists import LONGEST, Parts, rows, scattered

REACH = 14  # figures between two parts that stand apart
APART = 6  # as many parts stand apart for those that stand together
SCATTERED = 3  # as many rows over all paragraphs
LARGE = 4  # digits of a total that its parts, told in several paragraphs, make by no chance
NEAREST = 3  # totals of one value, those nearest to the parts
Hit = tuple[int, Parts, int]  # the total, its parts, and how far they were sought


def hits(ctx: Context) -> Iterator[Hit]:
    """Every total with a run of figures that add up to it, as far as rounding allows; and how far it was sought."""
    sizes = _sizes(ctx)
    for found, tries, least in ((rows(ctx), 1, 0), (scattered(ctx), SCATTERED, LARGE)):
        for run in (row[a : a + LONGEST] for row in found for a in range(len(row) - 1)):
            yield from (hit for hit in _runs(ctx, sizes, run, tries) if ctx.digits(hit[0]) >= least)
    yield from _apart(ctx, sizes)


@dataclass(frozen=True, slots=True)
class Sizes:
    """The figures by value, and roughly: what each adds to a sum, how far it may be off, and all values in order.

    Behind the last of those stands infinity. ``most`` is more than any total.
    """

    order: list[int]
    value: list[Decimal]
    rough: list[float]
    part: list[float]
    loose: list[float]
    most: float

    def near(self, total: float, loose: float) -> bool:
        """Whether some figure is about this total; a wider net than that of ``_totals``, and a cheap one."""
        wide, rough = loose + total / 180, self.rough
        return rough[bisect_left(rough, total - wide)] <= total + wide


def _sizes(ctx: Context) -> Sizes:
    order = sorted(range(len(ctx.figures)), key=lambda i: ctx.value[i])
    value = [ctx.value[i] for i in order]
    part = [float(v * times) for v, times in zip(ctx.value, ctx.times, strict=True)]
    loose = [float(high - v) for v, high in zip(ctx.value, ctx.high, strict=True)]
    rough = list(map(float, value))
    most = 2 * (max(rough, default=0.0) + LONGEST * max(loose, default=0.0))
    return Sizes(order, value, [*rough, inf], part, loose, most)


def _runs(ctx: Context, sizes: Sizes, row: Parts, tries: int) -> Iterator[Hit]:
    """Totals of the runs that begin a row."""
    total, loose = sizes.part[row[0]], sizes.loose[row[0]]
    for b in range(1, len(row)):
        if total > sizes.most or not ctx.addable(row[0], row[b]):
            return
        total, loose = total + sizes.part[row[b]], loose + sizes.loose[row[b]]
        if sizes.near(total, loose):
            parts = row[: b + 1]
            slack = sum((ctx.high[p] - ctx.value[p] for p in parts), Decimal(0))
            for t in _totals(ctx, sizes, ctx.made(parts)[0], slack, parts):
                yield t, parts, tries


def _apart(ctx: Context, sizes: Sizes) -> Iterator[Hit]:
    """Totals of two parts that do not follow each other; they must be large, for chance would find the small ones."""
    value, rough, loose = ctx.value, list(map(float, ctx.value)), sizes.loose
    some = [i for i, v in enumerate(value) if v]
    for k, a in enumerate(some):
        for b in some[k + 1 : bisect_left(some, a + REACH)]:
            if sizes.near(rough[a] + rough[b], loose[a] + loose[b]) and ctx.alike(a, b):
                slack = ctx.high[a] - value[a] + ctx.high[b] - value[b]
                for t in _totals(ctx, sizes, value[a] + value[b], slack, (a, b)):
                    yield t, (a, b), APART


def _totals(ctx: Context, sizes: Sizes, total: Decimal, slack: Decimal, parts: Parts) -> list[int]:
    """The figures that may be this total, by value."""
    wide = slack + total / 200 if slack or ctx.figures[parts[0]].scale > 1 else Decimal(0)
    near = sizes.order[bisect_left(sizes.value, total - wide) : bisect_right(sizes.value, total + wide)]
    if len(near) > NEAREST:
        near = sorted(near, key=lambda t: abs(t - parts[0]))[:NEAREST]
    return [t for t in near if _fits(ctx, t, parts)]


def _fits(ctx: Context, t: int, parts: Parts) -> bool:
    return t not in parts and ctx.addable(t, parts[0]) and tells(ctx, t, parts) and agrees(ctx, t, parts)


def agrees(ctx: Context, t: int, parts: Parts) -> bool:
    """Whether some values that the figures stand for add up."""
    _, low, high = ctx.made(parts)
    return meets(low, high, ctx.low[t], ctx.high[t])


def tells(ctx: Context, t: int, parts: Parts) -> bool:
    """Whether it tells anything that they add up: two parts at least, and none lost in the rounding of the others."""
    if sum([ctx.value[p] > 0 for p in parts]) < 2 or ctx.figures[t].kind == "index" or ranges(ctx, parts):
        return False
    coarse = max([ctx.high[i] - ctx.value[i] for i in (t, *parts)])
    return not (coarse and any(0 < ctx.value[p] < coarse for p in parts))


def ranges(ctx: Context, parts: Parts) -> bool:
    """Whether the two ends of a range are among the figures: they are one, not two."""
    return any(ctx.far[q] and q - 1 in parts for q in parts)
