"""A part of a whole whose other parts are not given: it is no more than the whole."""

from decimal import Decimal

from pipeline.intervals import INFINITY, ZERO, Interval, together
from pipeline.kinds._kind import CONSISTENT, INCONSISTENT, Kind, Verdict, one
from pipeline.records import Claim, Figure


def _verdict(claim: Claim) -> Verdict:
    part, whole = one(claim, "part"), one(claim, "whole")
    inner, outer = together((part, whole))
    if inner.low < outer.high or (inner.low == outer.high and not (inner.low_open or outer.high_open)):
        return Verdict(CONSISTENT)
    return Verdict(INCONSISTENT, part, whole.value)


def _needed(claim: Claim, role: str, figure: Figure) -> tuple[Interval, ...]:
    part, whole = together((one(claim, "part"), one(claim, "whole")))
    return (part._replace(high=INFINITY) if role == "whole" else whole._replace(low=ZERO),)


def _formula(claim: Claim, figure: Figure) -> str:
    return "{whole}"


def agrees(whole: Decimal, part: Decimal) -> bool:
    """Whether the part is no more than the whole."""
    return part <= whole


KIND = Kind("subset", {"whole": (1, 1), "part": (1, 1)}, _verdict, _needed, agrees, frozenset(), _formula)
