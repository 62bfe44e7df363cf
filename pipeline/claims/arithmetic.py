"""Quick tests of agreement for the search, by intervals; the verdict on a claim is that of its kind."""

from collections.abc import Iterable
from decimal import Decimal

from pipeline.claims.context import Context

HUNDRED = Decimal(100)
THOUSAND = Decimal(1000)  # between a scale word and the next


def meets(low: Decimal, high: Decimal, least: Decimal, most: Decimal) -> bool:
    """Whether two half-open intervals share a value; one of no width is a point."""
    if low == high:
        return low == least if least == most else least <= low < most
    return low <= least < high if least == most else low < most and least < high


def share(ctx: Context, whole: int, part: int, percent: int) -> bool:
    """Whether some part of some whole, as rounded, is some percentage that is written so."""
    return _ratio(ctx, ctx.low[part], ctx.high[part], whole, percent)


def _ratio(ctx: Context, least: Decimal, most: Decimal, whole: int, percent: int) -> bool:
    """Whether something from least to most is the percentage of the whole."""
    if ctx.low[whole] <= 0:
        return False
    low, high = least * HUNDRED / ctx.high[whole], most * HUNDRED / ctx.low[whole]
    return meets(low, high, ctx.low[percent], ctx.high[percent])


def difference(ctx: Context, old: int, new: int) -> tuple[Decimal, Decimal]:
    """Least and most of new - old, without its sign."""
    low, high = ctx.low[new] - ctx.high[old], ctx.high[new] - ctx.low[old]
    return (low, high) if low >= 0 else (-high, -low) if high <= 0 else (Decimal(0), max(-low, high))


def change(ctx: Context, old: int, new: int, delta: int | None, percent: int | None) -> bool:
    """Whether difference and percentage, as rounded, follow from some old and new value."""
    low, high = difference(ctx, old, new)
    if delta is not None and not meets(low, high, ctx.low[delta], ctx.high[delta]):
        return False
    return percent is None or _ratio(ctx, low, high, old, percent)


def grain(ctx: Context, members: Iterable[int]) -> Decimal:
    """The largest power of ten that all these figures are multiples of: round numbers agree by chance more often."""
    exponents = [int(ctx.value[i].normalize().as_tuple().exponent) for i in members if ctx.value[i]]
    return Decimal(1).scaleb(min(exponents, default=0))
