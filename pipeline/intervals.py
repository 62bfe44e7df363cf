"""Intervals of exact decimals: all values that a figure, rounded as it is written, may stand for.

The rule is that of statcheck (Nuijten and Epskamp, *Behav. Res. Methods* 48, 2016): a "2,0" is anything that rounds
to it, from half a unit of its last digit below (included) to half a unit above (excluded). Where a release is declared
to cut off, it is anything from 2,0 up to 2,1 (excluded).
"""

from collections.abc import Iterable, Sequence
from decimal import Decimal
from typing import NamedTuple

from pipeline.records import Figure

ZERO = Decimal(0)
INFINITY = Decimal("Infinity")
# "About" is 5 % on both sides; "nearly" is up to a tenth below.
ABOUT = Decimal("0.05")
NEARLY = Decimal("0.1")
# "about 1.200" is a round figure, "about 3.051" is not and says no more than 3.051.
ROUND_DIGITS = 2


class Interval(NamedTuple):
    """All values from ``low`` to ``high``, without an end that is open; empty where ``low`` lies above ``high``."""

    low: Decimal
    high: Decimal
    low_open: bool = False
    high_open: bool = False


ANY = Interval(-INFINITY, INFINITY)


def exactly(value: Decimal) -> Interval:
    """The interval of this value alone."""
    return Interval(value, value)


def half_unit(figure: Figure, rounded: bool = False) -> Decimal:
    """Half a unit of the last digit as written; nought for a plain whole figure that is not ``rounded``."""
    if figure.scale == 1 and not figure.decimals:
        return Decimal("0.5") if rounded or figure.rounded or figure.kind == "percent" else ZERO
    return Decimal(figure.scale).scaleb(-figure.decimals) / 2


def slack(figure: Figure, rounded: bool = False) -> tuple[Decimal, Decimal]:
    """How far below and above it as written the value of the figure may lie: cut off, it is never below."""
    half = half_unit(figure, rounded)
    return (ZERO, 2 * half) if figure.cut else (half, half)


def of(figure: Figure, rounded: bool = False) -> Interval:
    """All values that the figure stands for, by its digits and by the words that widen it (its ``bound``)."""
    value, (below, above) = figure.value, slack(figure, rounded)
    if figure.bound == "exact":
        return Interval(value - below, value + above, False, True) if above else Interval(value, value)
    return _widened(figure, Interval(value - below, value + above, False, bool(above)))


def _widened(figure: Figure, written: Interval) -> Interval:
    if figure.bound == "at_least":
        return written._replace(high=INFINITY)
    if figure.bound == "at_most":
        return written._replace(low=min(written.low, figure.value * (1 - NEARLY)))
    if not is_round(figure.value):
        return written
    around = abs(figure.value) * ABOUT
    return Interval(min(written.low, figure.value - around), max(written.high, figure.value + around))


def is_round(value: Decimal) -> bool:
    """Whether the value has no more than two digits before its noughts."""
    return len(value.normalize().as_tuple().digits) <= ROUND_DIGITS


def together(figures: Sequence[Figure]) -> list[Interval]:
    """The intervals of figures that are compared: a level without decimals is rounded where its like here have them.

    A price of "24" beside one of "24,50" is rounded, and so are "55 points" between levels of one decimal; a count is
    exact always.
    """
    fine = {f.unit for f in figures if f.decimals and f.kind != "percent"}
    return [of(f, bool(fine) and (f.unit in fine or f.kind == "measure") and f.kind != "count") for f in figures]


def total(intervals: Iterable[Interval]) -> Interval:
    """Every total that the parts allow."""
    low = high = ZERO
    low_open = high_open = False
    for part in intervals:
        low, high = low + part.low, high + part.high
        low_open, high_open = low_open or part.low_open, high_open or part.high_open
    return Interval(low, high, low_open, high_open)


def minus(a: Interval, b: Interval) -> Interval:
    """Every difference a - b; a side on which one has no end has none."""
    return Interval(
        -INFINITY if b.high == INFINITY else a.low - b.high,
        INFINITY if a.high == INFINITY else a.high - b.low,
        a.low_open or b.high_open,
        a.high_open or b.low_open,
    )


def magnitude(a: Interval) -> Interval:
    """Every value without its sign."""
    if a.low >= 0:
        return a
    if a.high <= 0:
        return Interval(-a.high, -a.low, a.high_open, a.low_open)
    return Interval(ZERO, max(-a.low, a.high), False, a.low_open and a.high_open)


def scaled(a: Interval, factor: Decimal | int) -> Interval:
    """Every value times a factor above nought."""
    return Interval(a.low * factor, a.high * factor, a.low_open, a.high_open)


def times(a: Interval, b: Interval) -> Interval:
    """Every product of values of two intervals; the values below nought are left out, since no figure is one."""
    a, b = positive(a), positive(b)
    return Interval(
        _product(a.low, b.low), _product(a.high, b.high), a.low_open or b.low_open, a.high_open or b.high_open
    )


def over(a: Interval, b: Interval) -> Interval:
    """Every quotient of values of two intervals without those below nought, to 28 digits; by nought it has no end."""
    a, b = positive(a), positive(b)
    return Interval(
        ZERO if b.high == INFINITY else a.low / b.high if b.high else INFINITY,
        a.high / b.low if b.low and a.high != INFINITY else INFINITY,
        a.low_open or b.high_open,
        a.high_open or b.low_open,
    )


def positive(a: Interval) -> Interval:
    """The values from nought up."""
    return a if a.low >= 0 else Interval(ZERO, a.high, False, a.high_open)


def _product(a: Decimal, b: Decimal) -> Decimal:
    return a * b if a and b else ZERO  # nought times no end is nought here: the other figure decides


def meet(a: Interval, b: Interval) -> Interval:
    """The values that lie in both."""
    low, low_open = max((a.low, a.low_open), (b.low, b.low_open))
    high, high_closed = min((a.high, not a.high_open), (b.high, not b.high_open))
    return Interval(low, high, low_open, not high_closed)


def is_empty(a: Interval) -> bool:
    """Whether no value lies in it."""
    return a.low > a.high or (a.low == a.high and (a.low_open or a.high_open))


def agree(a: Interval, b: Interval) -> bool:
    """Whether some value lies in both; intervals that only touch at an open end have none."""
    if a.low > b.high or b.low > a.high:
        return False
    if a.low == b.high and (a.low_open or b.high_open):
        return False
    return not (b.low == a.high and (b.low_open or a.high_open))


def contains(a: Interval, value: Decimal) -> bool:
    """Whether the value lies in it."""
    return (a.low < value or (a.low == value and not a.low_open)) and (
        value < a.high or (a.high == value and not a.high_open)
    )
