"""Kinds in which a figure, so many times over, is the total of others."""

from pipeline.intervals import ZERO, Interval, minus, of, scaled, together, total
from pipeline.kinds._kind import Verdict, judged
from pipeline.records import Figure


def verdict(whole: Figure, parts: tuple[Figure, ...], times: int, rounded: bool = False) -> Verdict:
    """Whether ``times`` the whole is the total of the parts; ``rounded`` says that a whole without decimals is."""
    first, *rest = together((whole, *parts))
    stated = scaled(of(whole, True) if rounded else first, times)
    return judged(stated, total(rest), whole, sum((p.value for p in parts), ZERO) / times)


def needed_whole(parts: tuple[Figure, ...], times: int) -> Interval:
    """What the whole would have to be."""
    return _share(total(together(parts)), times)


def needed_part(whole: Figure, parts: tuple[Figure, ...], times: int, part: Figure, rounded: bool = False) -> Interval:
    """What this part would have to be; a part that counts several times has its share of what the others leave."""
    others = [p for p in parts if p is not part]
    first, *rest = together((whole, *others))
    left = minus(scaled(of(whole, True) if rounded else first, times), total(rest))
    return _share(left, len(parts) - len(others))


def _share(a: Interval, times: int) -> Interval:
    return Interval(a.low / times, a.high / times, a.low_open, a.high_open)
