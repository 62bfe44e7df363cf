"""The same measure, said twice or more: the same value, or a rounding of the most precise one.

A headline may cut off instead of rounding ("904 ribu" for 904.782): that is usual practice, and holds here only.
"""

from collections.abc import Sequence
from decimal import Decimal
from functools import reduce

from pipeline.intervals import ANY, Interval, agree, half_unit, meet, of
from pipeline.kinds._kind import CONSISTENT, INCONSISTENT, Kind, Verdict, quantum
from pipeline.records import Claim, Figure


def _precision(figure: Figure) -> Decimal:
    return half_unit(figure) if figure.bound == "exact" else figure.value


def _verdict(claim: Claim) -> Verdict:
    values = claim.role("value")
    best = _best(values)
    for figure in values:
        if figure is not best and not _same(figure, best):
            return Verdict(INCONSISTENT, figure, best.value)
    return Verdict(CONSISTENT, values[0], best.value if values[0] is not best else values[0].value)


def _best(values: Sequence[Figure]) -> Figure:
    """The most precise of them."""
    return min(values, key=_precision)


def _same(figure: Figure, best: Figure) -> bool:
    if half_unit(figure) == half_unit(best) and figure.bound == best.bound == "exact":
        return figure.value == best.value
    return agree(_loose(figure), of(best))


def _loose(figure: Figure) -> Interval:
    """All values that round to the figure, or that are cut off to it."""
    span = of(figure)
    return span._replace(high=max(span.high, figure.value + quantum(figure))) if half_unit(figure) else span


def _needed(claim: Claim, role: str, figure: Figure) -> tuple[Interval, ...]:
    others = [v for v in claim.role("value") if v is not figure]
    return (reduce(meet, (_loose(v) if half_unit(v) > half_unit(figure) else of(v) for v in others), ANY),)


def _formula(claim: Claim, figure: Figure) -> str:
    values = claim.role("value")
    return f"{{value[{values.index(_best(values))}]}}"


def agrees(one: Decimal, other: Decimal) -> bool:
    """Whether the two are the same."""
    return one == other


KIND = Kind("restatement", {"value": (2, None)}, _verdict, _needed, agrees, frozenset(), _formula)
