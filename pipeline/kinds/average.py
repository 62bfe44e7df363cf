"""A mean and its items. The mean is a computed value: also without decimals it is rounded."""

from collections.abc import Sequence
from decimal import Decimal

from pipeline.intervals import Interval
from pipeline.kinds import _linear
from pipeline.kinds._kind import Kind, Verdict, one
from pipeline.records import Claim, Figure


def _verdict(claim: Claim) -> Verdict:
    items = claim.role("item")
    return _linear.verdict(one(claim, "mean"), items, len(items), rounded=True)


def _needed(claim: Claim, role: str, figure: Figure) -> tuple[Interval, ...]:
    items = claim.role("item")
    if role == "mean":
        return (_linear.needed_whole(items, len(items)),)
    return (_linear.needed_part(one(claim, "mean"), items, len(items), figure, rounded=True),)


def _formula(claim: Claim, figure: Figure) -> str:
    return "AVERAGE({item})"


def agrees(mean: Decimal, items: Sequence[Decimal], half: Decimal) -> bool:
    """Whether the mean of the items rounds to ``mean``, whose last digit has a unit of twice ``half``."""
    return -half * len(items) <= sum(items) - mean * len(items) < half * len(items)


KIND = Kind("average", {"mean": (1, 1), "item": (2, None)}, _verdict, _needed, agrees, frozenset({"mean"}), _formula)
