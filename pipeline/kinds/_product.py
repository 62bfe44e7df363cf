"""Kinds in which one figure times another is a third: rate x base = result, percent x whole = a hundred parts."""

from decimal import Decimal

from pipeline.intervals import ANY, Interval, of, over, scaled, times, together
from pipeline.kinds._kind import UNDECIDED, Verdict, judged, quantum
from pipeline.records import Figure

HUNDRED = Decimal(100)


def ratio(percent: Figure, part: Figure, whole: Figure) -> Verdict:
    """Whether part / whole is the percentage. Multiplied out, so that no quotient is rounded by us.

    A percentage is a computed value: without a decimal it is rounded, whatever its unit is called.
    """
    if not whole.value:
        return Verdict(UNDECIDED, percent)
    p, (a, w) = of(percent, True), together((part, whole))
    return judged(times(p, w), scaled(a, HUNDRED), percent, part.value * HUNDRED / whole.value)


def needed_in_ratio(percent: Figure, part: Figure, whole: Figure, figure: Figure) -> Interval:
    """What one of the three would have to be."""
    p, (a, w) = of(percent, True), together((part, whole))
    if figure is percent:
        return over(scaled(a, HUNDRED), w)
    return over(times(p, w), Interval(HUNDRED, HUNDRED)) if figure is part else over(scaled(a, HUNDRED), p)


def product(rate: Figure, base: Figure, result: Figure) -> Verdict:
    """Whether rate times base is the result."""
    r, b, c = factors(rate, base, result)
    return judged(c, times(r, b), result, rate.value * base.value)


def factors(rate: Figure, base: Figure, result: Figure) -> tuple[Interval, Interval, Interval]:
    """What the three stand for; a result that can't be spot on is rounded: 5 x 3.914,62 persons are 19.573."""
    r, b, c = together((rate, base, result))
    exact = rate.value * base.value % quantum(result) == 0
    return r, b, c if exact else of(result, True)


def needed_in_product(rate: Figure, base: Figure, result: Figure, figure: Figure) -> Interval:
    """What one of the three would have to be."""
    r, b, c = factors(rate, base, result)
    if figure is result:
        return times(r, b)
    other = b if figure is rate else r
    return over(c, other) if other.high else ANY


def ratio_agrees(whole: Decimal, part: Decimal, percent: Decimal, half: Decimal) -> bool:
    """Whether part / whole rounds to the percentage, whose last digit has a unit of twice ``half``."""
    return -half * whole <= part * HUNDRED - percent * whole < half * whole
