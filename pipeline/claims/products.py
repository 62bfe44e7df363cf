"""Products: a rate times a base, where words name the rate or the digits leave no doubt."""

from bisect import bisect_left, bisect_right
from collections.abc import Iterator
from decimal import Decimal
from math import log10

from pipeline.claims.context import Context
from pipeline.claims.reading import Members, Reading
from pipeline.intervals import ANY, agree, half_unit, of, times
from pipeline.records import Figure

REACH = 8  # figures between rate and base
LEAST = Decimal(20)  # results below this are found by chance
TRIES = 60  # triples that a figure could be the result of
LESS, MORE = Decimal("0.98"), Decimal("1.02")  # times the product: a result, as far as rounding may reach


def read(ctx: Context) -> Iterator[Reading]:
    """Triples of figures, in their own units, with rate times base = result."""
    value = [f.value for f in ctx.figures]
    usable = [i for i in range(len(value)) if ctx.unit[i] != "%" and value[i] > 1]
    order = sorted((i for i in usable if value[i] >= LEAST), key=lambda i: value[i])
    values = [value[i] for i in order]
    most = 2 * max(values, default=Decimal(0))
    for k, rate in enumerate(usable):
        for base in usable[k + 1 : bisect_right(usable, rate + REACH)]:
            exact = value[rate] * value[base]
            if exact < most:
                near = order[bisect_left(values, exact * LESS) : bisect_right(values, exact * MORE)]
                if near:
                    yield from _results(ctx, rate, base, near)
                    yield from _results(ctx, base, rate, near)


def _results(ctx: Context, rate: int, base: int, near: list[int]) -> Iterator[Reading]:
    others = [result for result in near if result not in (rate, base)]
    made = times(of(ctx.figures[rate]), of(ctx.figures[base])) if others else ANY
    for result in others:
        if agree(made, of(ctx.figures[result])):
            odds = chance(ctx.figures[rate], ctx.figures[base], ctx.figures[result])
            words = _words(ctx, rate, base, result)
            yield Reading("product", "product.rate", members(rate, base, result), words, odds, True)


def members(rate: int, base: int, result: int) -> Members:
    """The figures of a product with their roles."""
    return ("rate", rate), ("base", base), ("result", result)


def _words(ctx: Context, rate: int, base: int, result: int) -> float:
    """How the words name the rate ("per gram", beside so many gram) and the result."""
    lay, cue, figures = ctx.layout, ctx.cue, ctx.figures
    named = bool((lay.since[rate] | set(lay.ahead(rate, 3))) & (cue.rate | cue.mean))
    score = (
        0.9 * named + 0.8 * (named and figures[base].unit in lay.after[rate]) + 0.5 * bool(lay.since[result] & cue.so)
    )
    kindred = ctx.alike(rate, result) == 2 and not ctx.alike(base, result)
    score += 0.5 if kindred else -0.4
    return score - 0.1 * (abs(result - rate) + abs(result - base) - 3)


def chance(rate: Figure, base: Figure, result: Figure) -> float:
    """Decades against chance: the result over what it may be off, or over its last digit where it is spot on."""
    unit, exact = Decimal(result.scale).scaleb(-result.decimals), rate.value * base.value
    if abs(exact - result.value) * 2 < unit:
        wide = unit
    else:
        wide = max(2 * (half_unit(rate) * base.value + half_unit(base) * rate.value), unit)
    return log10(max(1.0, float(result.value / wide))) - log10(TRIES)
