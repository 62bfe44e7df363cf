"""A part of a whole with its percentage: part / whole, rounded as the percentage is written, is the percentage."""

from pipeline.intervals import Interval
from pipeline.kinds import _product
from pipeline.kinds._kind import Kind, Verdict, one
from pipeline.records import Claim, Figure


def _verdict(claim: Claim) -> Verdict:
    return _product.ratio(one(claim, "percent"), one(claim, "part"), one(claim, "whole"))


def _needed(claim: Claim, role: str, figure: Figure) -> tuple[Interval, ...]:
    return (_product.needed_in_ratio(one(claim, "percent"), one(claim, "part"), one(claim, "whole"), figure),)


def _formula(claim: Claim, figure: Figure) -> str:
    return "100*{part}/{whole}"


_ROLES = {"whole": (1, 1), "part": (1, 1), "percent": (1, 1)}
KIND = Kind("percent", _ROLES, _verdict, _needed, _product.ratio_agrees, frozenset({"percent"}), _formula)
