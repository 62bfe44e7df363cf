"""Intervals: what a figure stands for, and exact arithmetic with ends that are open or missing."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline import intervals
from pipeline.intervals import INFINITY, Interval
from tests.arithmetic.figures import figure

STANDS_FOR = [
    ("16", "16", "16", False),
    ("1.711 orang", "1711", "1711", False),
    ("3,86", "3.855", "3.865", True),
    ("19 %", "18.5", "19.5", True),
    ("31,418 triliun", "31417500000000", "31418500000000", True),
    ("904 ribu", "903500", "904500", True),
    ("~1.200", "1140", "1260", False),
    ("~3.051", "3051", "3051", False),
    (">900", "900", "Infinity", False),
    ("<1.000", "900", "1000", False),
    ("<2,5 juta", "2250000", "2550000", True),
]


@pytest.mark.parametrize(("text", "low", "high", "high_open"), STANDS_FOR)
def test_a_figure_stands_for_all_that_rounds_to_it(text: str, low: str, high: str, high_open: bool) -> None:
    assert intervals.of(figure(text)) == Interval(Decimal(low), Decimal(high), False, high_open)


def test_a_level_without_decimals_is_rounded_beside_one_with_decimals_but_a_count_is_not() -> None:
    level, count, _ = intervals.together([figure("24 gram"), figure("24 orang"), figure("1,50 gram")])
    assert level == Interval(Decimal("23.5"), Decimal("24.5"), False, True)
    assert count == intervals.exactly(Decimal(24))


def between(low: int | Decimal, high: int | Decimal, low_open: bool = False, high_open: bool = False) -> Interval:
    return Interval(Decimal(low), Decimal(high), low_open, high_open)


AGREE = [
    (between(1, 2), between(2, 3), True),
    (between(1, 2, False, True), between(2, 3), False),
    (between(1, 2), between(2, 3, True), False),
    (between(2, 3), between(1, 2, False, True), False),
    (between(1, 3), between(2, 2), True),
    (between(1, INFINITY), between(5, 6), True),
    (between(7, INFINITY), between(5, 6), False),
]


@pytest.mark.parametrize(("a", "b", "expected"), AGREE)
def test_intervals_that_only_touch_at_an_open_end_do_not_agree(a: Interval, b: Interval, expected: bool) -> None:
    assert intervals.agree(a, b) is expected
    assert intervals.is_empty(intervals.meet(a, b)) is not expected


numbers = st.decimals(0, 10**12, places=2)
spans = st.tuples(numbers, numbers).map(lambda ends: Interval(min(ends), max(ends)))


@given(spans, spans, st.data())
def test_what_two_values_give_lies_in_what_their_intervals_give(a: Interval, b: Interval, data: st.DataObject) -> None:
    x, y = (data.draw(st.decimals(i.low, i.high, places=2)) for i in (a, b))
    assert intervals.contains(intervals.total((a, b)), x + y)
    assert intervals.contains(intervals.minus(a, b), x - y)
    assert intervals.contains(intervals.magnitude(intervals.minus(a, b)), abs(x - y))
    assert intervals.contains(intervals.times(a, b), x * y)
    assert not y or intervals.contains(intervals.over(intervals.times(a, b), b), x)


@given(spans, spans)
def test_no_end_stays_no_end(a: Interval, b: Interval) -> None:
    endless = a._replace(high=INFINITY)
    assert intervals.total((endless, b)).high == INFINITY
    assert intervals.minus(endless, b).high == INFINITY
    assert intervals.minus(b, endless).low == -INFINITY
    assert intervals.over(b, endless).low == 0
