"""Averages: a mean, and the run of figures beside it that it is the mean of."""

from collections.abc import Iterator
from decimal import Decimal
from math import log10

from pipeline.claims.arithmetic import meets
from pipeline.claims.context import Context
from pipeline.claims.lists import closes
from pipeline.claims.reading import Reading
from pipeline.claims.slips import odds as slip_odds

REACH = 8  # figures beside a mean
NEAR = 2  # sentences beside it
LISTED = 3  # items, at least, that are listed behind a mean
UNFIT = 3.0  # decades against a run that can't accuse
Items = tuple[int, ...]


def read(ctx: Context) -> Iterator[Reading]:
    """Every figure called a mean, with every run of figures beside it."""
    for mean in range(len(ctx.figures)):
        if ctx.layout.near[mean] & ctx.cue.mean and not ctx.layout.near[mean] & ctx.cue.above:
            yield from (_reading(ctx, mean, items) for items in _runs(ctx, mean))


def _runs(ctx: Context, mean: int) -> Iterator[Items]:
    """Runs of figures on either side, the nearest first."""
    lay, count = ctx.layout, len(ctx.figures)
    for side in (range(mean - 1, max(-1, mean - REACH - 1), -1), range(mean + 1, min(count, mean + REACH + 1))):
        run: list[int] = []
        for i in side:
            if not ctx.alike(i, mean) or abs(lay.sentence[i] - lay.sentence[mean]) > NEAR:
                break
            run.append(i)
            if len(run) >= 2:
                yield tuple(sorted(run))


def _reading(ctx: Context, mean: int, items: Items) -> Reading:
    words, holds = _words(ctx, mean, items), _agrees(ctx, mean, items)
    members = (("mean", mean), *(("item", i) for i in items))
    if holds:
        return Reading("average", "average.mean", members, words, _chance(ctx, mean, items), True)
    slip = slip_odds(ctx, [(mean, _exact(ctx, items).quantize(ctx.ulp(mean)))], ctx.digits(mean))
    fit = _fits(ctx, mean, items, slip)
    index = 0.8 * (ctx.figures[mean].kind == "index" and ctx.figures[mean].decimals > 0)
    words -= 0.8 * _goes_on(ctx, mean, items) + UNFIT * (not (fit and _told_together(ctx, mean, items)))
    return Reading("average", "average.mean", members, words, slip + index, False)


def _exact(ctx: Context, items: Items) -> Decimal:
    return sum((ctx.value[i] for i in items), Decimal(0)) / len(items)


def _agrees(ctx: Context, mean: int, items: Items) -> bool:
    """Whether the mean, rounded as it is written, is that of the items; a mean is always rounded."""
    half = ctx.ulp(mean) / 2
    low, high = (sum(side[i] for i in items) / len(items) for side in (ctx.low, ctx.high))
    return meets(Decimal(low), Decimal(high), ctx.value[mean] - half, ctx.value[mean] + half)


def _words(ctx: Context, mean: int, items: Items) -> float:
    """How close the run stands, and how much its figures are like the mean."""
    values = [ctx.value[i] for i in items]
    score = 1.3 + 0.5 * (min(abs(mean - i) for i in items) == 1)
    score += 0.5 * all(ctx.figures[i].decimals == ctx.figures[mean].decimals for i in items)
    score += 0.3 * ctx.of_one_unit((mean, *items))
    return score - 1.0 * (not min(values) <= ctx.value[mean] <= max(values))


def _chance(ctx: Context, mean: int, items: Items) -> float:
    """Decades against chance: the spread of the items over the last digit of the mean."""
    values = [ctx.value[i] for i in items]
    return log10(max(1.0, float((max(values) - min(values)) / ctx.ulp(mean))))


def _fits(ctx: Context, mean: int, items: Items, slip: float) -> bool:
    """Whether a mean that is wrong could be meant: all alike, and it lies among them or is a slip away."""
    figures, values = [ctx.figures[i] for i in (*items, mean)], [ctx.value[i] for i in items]
    among = figures[-1].decimals > 0 and min(values) <= ctx.value[mean] <= max(values)
    return len({(f.decimals, f.unit) for f in figures}) == 1 and (slip > 0.2 or among)


def _told_together(ctx: Context, mean: int, items: Items) -> bool:
    """Whether the items are listed in front of their mean, or to the end behind: no range, none called the highest."""
    lay, cue = ctx.layout, ctx.cue
    if lay.sentence[items[0]] != lay.sentence[items[-1]] or (items[0] > mean and not _listed_behind(ctx, mean, items)):
        return False
    if any(ctx.ranges(i) or lay.near[i] & cue.rank for i in items):
        return False
    return not any(lay.since[i] & (cue.move | cue.than | cue.mean) for i in items[1:])


def _listed_behind(ctx: Context, mean: int, items: Items) -> bool:
    """Whether several are listed right behind the mean, to the end: "Rata-rata 88,5. Mei 87, Juni 88 dan Juli 90,5"."""
    return len(items) >= LISTED and items[0] == mean + 1 and closes(ctx, items[-1])


def _goes_on(ctx: Context, mean: int, items: Items) -> bool:
    """Whether more figures of the same make stand beside these: then the run is cut short."""
    beyond = items[0] - 1 if items[0] < mean else items[-1] + 1
    if not 0 <= beyond < len(ctx.figures) or ctx.layout.sentence[beyond] != ctx.layout.sentence[items[0]]:
        return False
    return ctx.alike(beyond, mean) == 2 and ctx.figures[beyond].decimals == ctx.figures[mean].decimals
