"""A total and all its parts: the parts add up to it."""

from collections.abc import Iterable
from decimal import Decimal

from pipeline.intervals import Interval
from pipeline.kinds import _linear
from pipeline.kinds._kind import Kind, Verdict, one
from pipeline.records import Claim, Figure


def _verdict(claim: Claim) -> Verdict:
    return _linear.verdict(one(claim, "total"), claim.role("part"), 1)


def _needed(claim: Claim, role: str, figure: Figure) -> tuple[Interval, ...]:
    parts = claim.role("part")
    if role == "total":
        return (_linear.needed_whole(parts, 1),)
    return (_linear.needed_part(one(claim, "total"), parts, 1, figure),)


def _formula(claim: Claim, figure: Figure) -> str:
    return "SUM({part})"


def agrees(total: Decimal, parts: Iterable[Decimal]) -> bool:
    """Whether the parts add up to the total."""
    return sum(parts) == total


KIND = Kind("sum", {"total": (1, 1), "part": (2, None)}, _verdict, _needed, agrees, frozenset({"total"}), _formula)
