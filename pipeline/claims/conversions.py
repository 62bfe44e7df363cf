"""Amounts told in two currencies, and the rate of exchange that binds them: "US$ 27,4 miliar atau Rp 446,1 triliun"."""

from collections.abc import Iterator
from decimal import Decimal

from pipeline.claims.context import Context
from pipeline.claims.layout import ENDS
from pipeline.claims.products import chance, members
from pipeline.claims.reading import Reading
from pipeline.intervals import agree, of, times

HERE, ELSEWHERE = 2.6, 2.0  # decades of words where the rate stands in the same sentence, or only in the release
FAR = Decimal(4)  # times what it should be: an amount further off is of something else
WRONG = 0.5  # decades for an amount that differs from what its rate makes of it
_RULE = "product.conversion"


def read(ctx: Context) -> Iterator[Reading]:
    """Each amount with its rate and what it comes to, where the release names one rate only, or one beside it."""
    rates = [i for i in range(len(ctx.figures)) if _is_rate(ctx, i)]
    for one, other in _pairs(ctx, rates) if rates else ():
        rate = _rate_of(ctx, rates, one, other)
        if rate is not None:
            yield from _reading(ctx, rate, one, other)


def _is_rate(ctx: Context, i: int) -> bool:
    """Whether the words before a sum of money call it a rate of exchange."""
    return ctx.figures[i].kind == "money" and bool(ctx.layout.near[i] & ctx.cue.exchange) and ctx.figures[i].scale == 1


def _pairs(ctx: Context, rates: list[int]) -> Iterator[tuple[int, int]]:
    """Neighbours of one sentence in two currencies, of which one says the other; none of them a rate."""
    for j in range(1, len(ctx.figures)):
        i, lay = j - 1, ctx.layout
        money = ctx.figures[i].kind == ctx.figures[j].kind == "money" and ctx.unit[i] != ctx.unit[j]
        said = lay.since[j] & ctx.cue.same and not lay.since[j] & ENDS
        if money and said and i not in rates and j not in rates:
            yield i, j


def _rate_of(ctx: Context, rates: list[int], i: int, j: int) -> int | None:
    """The rate in the sentence of an amount, or else the only one of the release."""
    here = [
        r
        for r in rates
        if ctx.layout.sentence[r] == ctx.layout.sentence[j] and ctx.unit[r] in (ctx.unit[i], ctx.unit[j])
    ]
    values = {ctx.value[r] for r in here or rates}
    return (here or rates)[0] if len(values) == 1 else None


def _reading(ctx: Context, rate: int, i: int, j: int) -> Iterator[Reading]:
    """The amount in the currency of the rate is the result."""
    base, result = (i, j) if ctx.unit[rate] == ctx.unit[j] else (j, i)
    if ctx.unit[rate] != ctx.unit[result]:
        return
    figures = ctx.figures
    made, told = times(of(figures[rate]), of(figures[base])), of(figures[result])
    words = HERE if ctx.layout.sentence[rate] == ctx.layout.sentence[j] else ELSEWHERE
    roles = members(rate, base, result)
    if agree(made, told):
        yield Reading("product", _RULE, roles, words, chance(figures[rate], figures[base], figures[result]), True)
        return
    off = figures[rate].value * figures[base].value / figures[result].value if figures[result].value else FAR
    if 1 / FAR < off < FAR:
        yield Reading("product", _RULE, roles, words, WRONG, False)
