"""Amounts that are told again in another unit or scale, where a slip keeps one from being the other."""

from collections import defaultdict
from collections.abc import Iterator

from pipeline.claims.arithmetic import THOUSAND, meets
from pipeline.claims.context import Context
from pipeline.claims.reading import Reading
from pipeline.claims.repeats import comparable, converted, members
from pipeline.claims.slips import around, odds

SAME_AMOUNT = 2.5  # decades of words for an amount that is said again in another unit
ROUNDED = 60  # values of the finer figure, at most, that the coarser one may round
MANY_DIGITS = 5  # of a row that stands twice by no chance
BRIEF = 3  # signs between an amount and the same one in another unit


def read(ctx: Context) -> Iterator[Reading]:
    """Pairs of amounts of which one should be the other."""
    yield from _conversions(ctx)
    yield from _misscaled(ctx)


def _conversions(ctx: Context) -> Iterator[Reading]:
    """Amounts told again in another unit, where a slip keeps one from rounding the other: "5.899 gram atau 9,5 kg"."""
    for j in range(1, len(ctx.figures)):
        i = j - 1
        if _says_again(ctx, i, j) and not meets(ctx.low[i], ctx.high[i], ctx.low[j], ctx.high[j]):
            needs = [
                need for a, b in ((i, j), (j, i)) for need in around(ctx, a, ctx.value[b], ctx.ulp(b) / 2, ROUNDED)
            ]
            slip = odds(ctx, needs, min(ctx.digits(i), ctx.digits(j))) if needs else 0.0
            yield Reading("restatement", "restatement.converted", members(i, j), SAME_AMOUNT, slip, False)


def _misscaled(ctx: Context) -> Iterator[Reading]:
    """One row of digits, said in thousands and in ones: "Rp 2.335.862.884" and "Rp 2.335.862.884.000"."""
    alike: dict[str, list[int]] = defaultdict(list)
    for j, value in enumerate(ctx.value):
        digits = str(int(value)).rstrip("0")
        for i in alike[digits] if len(digits) >= MANY_DIGITS else ():
            if ctx.value[i] != value and comparable(ctx, i, j) and _by_thousands(ctx, i, j):
                yield Reading(
                    "restatement", "restatement.misscaled", members(i, j), SAME_AMOUNT, len(digits) / 2, False
                )
        alike[digits].append(j)


def _by_thousands(ctx: Context, i: int, j: int) -> bool:
    """Whether one value is a thousand, or a million and so on, of the other; in one list both may be meant."""
    less, more = sorted((ctx.value[i], ctx.value[j]))
    apart = ctx.layout.group[i] != ctx.layout.group[j] and not (ctx.rate[i] or ctx.rate[j])
    return apart and any(less * THOUSAND**k == more for k in (1, 2, 3))


def _says_again(ctx: Context, i: int, j: int) -> bool:
    """Whether nothing but such a word stands between an amount and one of its sort in another unit."""
    units = ctx.figures[i].unit and ctx.figures[j].unit and comparable(ctx, i, j)
    return bool(units) and len(ctx.layout.gaps[j]) <= BRIEF and converted(ctx, i, j)
