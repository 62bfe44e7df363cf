"""A goal and what was achieved of it. With a percentage it is a ratio; without, it holds: a goal may be missed."""

from decimal import Decimal

from pipeline.intervals import ANY, Interval
from pipeline.kinds import _product
from pipeline.kinds._kind import CONSISTENT, Kind, Verdict, one
from pipeline.records import Claim, Figure


def _verdict(claim: Claim) -> Verdict:
    if not claim.role("percent"):
        return Verdict(CONSISTENT)
    return _product.ratio(one(claim, "percent"), one(claim, "achieved"), one(claim, "target"))


def _needed(claim: Claim, role: str, figure: Figure) -> tuple[Interval, ...]:
    if not claim.role("percent"):
        return (ANY,)
    return (_product.needed_in_ratio(one(claim, "percent"), one(claim, "achieved"), one(claim, "target"), figure),)


def _formula(claim: Claim, figure: Figure) -> str:
    return "100*{achieved}/{target}"


def agrees(target: Decimal, achieved: Decimal, percent: Decimal, half: Decimal) -> bool:
    """Whether achieved / target rounds to the percentage, whose last digit has a unit of twice ``half``."""
    return _product.ratio_agrees(target, achieved, percent, half)


_ROLES = {"target": (1, 1), "achieved": (1, 1), "percent": (0, 1)}
KIND = Kind("target", _ROLES, _verdict, _needed, agrees, frozenset({"percent"}), _formula)
