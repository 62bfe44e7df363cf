"""Products that words name: so much for each of something, so many of them, and what that makes."""

from collections.abc import Iterator
from decimal import Decimal
from functools import cache

from pipeline.claims.context import Context
from pipeline.claims.layout import STOP
from pipeline.claims.products import chance, members
from pipeline.claims.reading import Reading
from pipeline.claims.slips import odds as slip_odds
from pipeline.intervals import agree, times
from pipeline.kinds.product import factors
from pipeline.language import Language
from pipeline.records import Figure

NAMED = 2.5  # decades of words for a rate, what it is for, and a result of its unit
SURE = 0.5  # and for a result that follows from both in one sentence
FAR = 40  # figures before a rate among which so many of something are counted
AHEAD = 3  # figures behind a rate, at most, to its result
_RULE = "product.named"


@cache
def _each(language: Language) -> frozenset[str]:
    """The words that lead to what a rate is for: "per", "setiap"."""
    return frozenset(language.data["words"]["per"]["words"])


def read(ctx: Context) -> Iterator[Reading]:
    """Each rate with the figures that count what it is for, and those that may be the result."""
    for rate in (i for i in range(len(ctx.figures)) if ctx.unit[i] != "%"):
        for noun in _nouns(ctx, rate):
            bases = list(_bases(ctx, rate, noun))
            for result in _results(ctx, rate):
                yield from _readings(ctx, rate, [b for b in bases if b != result], result)


def _nouns(ctx: Context, rate: int) -> set[str]:
    """What a figure is told for: "Rp 900 per surat", "tiap orang Rp 2 juta", "satu gram dipakai lima orang"."""
    each, lay = _each(ctx.language), ctx.layout
    named = {
        words[k + 1] for words in (lay.before[rate], lay.after[rate]) for k in range(len(words) - 1) if words[k] in each
    }
    before = ctx.figures[rate - 1] if rate and lay.sentence[rate - 1] == lay.sentence[rate] else None
    if before and (before.value == 1 or lay.since[rate] & ctx.cue.each):
        named.add(before.unit)
    return named - {"", ctx.figures[rate].unit}


def _bases(ctx: Context, rate: int, noun: str) -> Iterator[int]:
    """The figures that count this noun, the nearest first."""
    near = sorted(range(max(0, rate - FAR), min(len(ctx.figures), rate + AHEAD)), key=lambda b: abs(b - rate))
    for b in near:
        counted = ctx.figures[b].unit.lower() == noun or noun in ctx.layout.after[b][:2]
        if b != rate and counted and ctx.unit[b] != "%" and ctx.figures[b].value > 1 and not ctx.rate[b]:
            yield b


def _results(ctx: Context, rate: int) -> Iterator[int]:
    """The figures that a rate may lead to: of its unit or class, in its sentence or the next one."""
    lay = ctx.layout
    for r in range(max(0, rate - 1), min(len(ctx.figures), rate + 1 + AHEAD)):
        near = lay.sentence[r] - lay.sentence[rate] in (0, 1) and lay.block[r] == lay.block[rate]
        if r != rate and near and ctx.alike(r, rate) and not ctx.rate[r] and ctx.value[r] > ctx.value[rate]:
            yield r


def _readings(ctx: Context, rate: int, bases: list[int], result: int) -> Iterator[Reading]:
    """The product with each base of which it is right; else the nearest, where a slip explains it."""
    figures = ctx.figures
    right = [b for b in bases if _makes(figures[rate], figures[b], figures[result])]
    if right:
        odds = chance(figures[rate], figures[right[0]], figures[result])
        yield Reading("product", _RULE, members(rate, right[0], result), NAMED, odds, True)
    elif bases and _follows(ctx, rate, bases, result):
        slip = slip_odds(ctx, _needs(ctx, rate, bases[0], result), ctx.digits(result))
        if slip:
            yield Reading("product", _RULE, members(rate, bases[0], result), NAMED + SURE, slip, False)


def _makes(rate: Figure, base: Figure, result: Figure) -> bool:
    r, b, made = factors(rate, base, result)
    return agree(times(r, b), made)


def _follows(ctx: Context, rate: int, bases: list[int], result: int) -> bool:
    """Whether the result is the only figure of its unit behind the rate, and the base the only one near it."""
    lay = ctx.layout
    near = [b for b in bases if 0 <= lay.sentence[rate] - lay.sentence[b] <= 1 and lay.block[b] == lay.block[rate]]
    rivals = [r for r in _results(ctx, rate) if r > rate and lay.sentence[r] == lay.sentence[rate]]
    led = STOP not in lay.between(rate, result) and not lay.near[result] & (ctx.cue.aim | ctx.cue.compare)
    return near == bases[:1] and rivals == [result] and led


def _needs(ctx: Context, rate: int, base: int, result: int) -> list[tuple[int, Decimal]]:
    """The values that one of the figures would need for the product to be right."""
    v, unit = ctx.value, ctx.ulp(result)
    made = (v[rate] * v[base] / unit).quantize(Decimal(1)) * unit
    return [(result, made), (base, v[result] / v[rate]), (rate, v[result] / v[base])]


__all__ = ["read"]
