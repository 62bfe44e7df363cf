"""An old and a new value with their difference, its percentage of the old value, or both.

The difference is written without a sign; the verb gives the direction. Of percentages, the difference is in points.
"""

from decimal import Decimal

from pipeline.intervals import ANY, Interval, magnitude, meet, minus, of, over, scaled, times, together, total
from pipeline.kinds._kind import INCONSISTENT, UNDECIDED, Kind, Verdict, judged, one
from pipeline.kinds._product import HUNDRED, ratio_agrees
from pipeline.records import Claim, Figure

_HUNDRED = Interval(HUNDRED, HUNDRED)


def _verdict(claim: Claim) -> Verdict:
    old, new = one(claim, "old"), one(claim, "new")
    verdicts = [_by_delta(old, new, d) for d in claim.role("delta")]
    verdicts += [_by_percent(old, new, p) for p in claim.role("percent")]
    return max(verdicts, key=lambda v: (v.status == INCONSISTENT, v.status == UNDECIDED))


def _by_delta(old: Figure, new: Figure, delta: Figure) -> Verdict:
    o, n, d = together((old, new, delta))
    return judged(d, magnitude(minus(n, o)), delta, abs(new.value - old.value))


def _by_percent(old: Figure, new: Figure, percent: Figure) -> Verdict:
    if _in_points(old, new, percent):
        return _by_delta(old, new, percent)
    if not old.value:
        return Verdict(UNDECIDED, percent)
    p, (o, n) = of(percent, True), together((old, new))
    grown = times(o, _grown(p, new.value >= old.value))
    return judged(grown, scaled(n, HUNDRED), percent, abs(new.value - old.value) * HUNDRED / old.value)


def _in_points(old: Figure, new: Figure, percent: Figure) -> bool:
    """Whether "up 5 per cent" is said for points: loose, but no error of arithmetic."""
    return old.kind == "percent" and _by_delta(old, new, percent).status != INCONSISTENT


def _grown(percent: Interval, up: bool) -> Interval:
    """What a hundred becomes."""
    return total((_HUNDRED, percent)) if up else minus(_HUNDRED, percent)


def _needed(claim: Claim, role: str, figure: Figure) -> tuple[Interval, ...]:
    old, new = one(claim, "old"), one(claim, "new")
    o, n = together((old, new))
    change = magnitude(minus(n, o))
    if role in ("delta", "percent"):
        return (change if role == "delta" or old.kind == "percent" else over(scaled(change, HUNDRED), o),)
    ways = {"up": (True,), "down": (False,)}.get(claim.direction, (True, False))
    return tuple(meet(_from_delta(claim, role, o, n, up), _from_percent(claim, role, o, n, up)) for up in ways)


def _from_delta(claim: Claim, role: str, old: Interval, new: Interval, up: bool) -> Interval:
    deltas = together((one(claim, "old"), one(claim, "new"), *claim.role("delta")))[2:]
    if not deltas:
        return ANY
    return total((old, deltas[0])) if up and role == "new" else _down(role, old, new, deltas[0], up)


def _down(role: str, old: Interval, new: Interval, delta: Interval, up: bool) -> Interval:
    if role == "new":
        return minus(old, delta)
    return minus(new, delta) if up else total((new, delta))


def _from_percent(claim: Claim, role: str, old: Interval, new: Interval, up: bool) -> Interval:
    percents = [of(p, True) for p in claim.role("percent")]
    if not percents:
        return ANY
    grown = _grown(percents[0], up)
    return over(times(old, grown), _HUNDRED) if role == "new" else over(scaled(new, HUNDRED), grown)


def _formula(claim: Claim, figure: Figure) -> str:
    points = figure in claim.role("delta") or _in_points(one(claim, "old"), one(claim, "new"), figure)
    return "ABS({new}-{old})" if points else "100*ABS({new}-{old})/{old}"


def agrees(
    old: Decimal, new: Decimal, delta: Decimal | None, percent: Decimal | None = None, half: Decimal = HUNDRED
) -> bool:
    """Whether the difference is ``delta`` and its percentage of old rounds to ``percent``, within ``half``."""
    change = abs(new - old)
    return delta in (None, change) and (percent is None or ratio_agrees(old, change, percent, half))


_ROLES = {"old": (1, 1), "new": (1, 1), "delta": (0, 1), "percent": (0, 1)}
KIND = Kind("change", _ROLES, _verdict, _needed, agrees, frozenset({"delta", "percent"}), _formula)
