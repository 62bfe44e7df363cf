"""A rate, what it is applied to, and the result: rate x base = result, each rounded as written."""

from decimal import Decimal

from pipeline.intervals import Interval
from pipeline.kinds import _product
from pipeline.kinds._kind import Kind, Verdict, one
from pipeline.kinds._product import factors
from pipeline.records import Claim, Figure


def _verdict(claim: Claim) -> Verdict:
    return _product.product(one(claim, "rate"), one(claim, "base"), one(claim, "result"))


def _needed(claim: Claim, role: str, figure: Figure) -> tuple[Interval, ...]:
    return (_product.needed_in_product(one(claim, "rate"), one(claim, "base"), one(claim, "result"), figure),)


def _formula(claim: Claim, figure: Figure) -> str:
    return "{rate}*{base}"


def agrees(rate: Decimal, base: Decimal, result: Decimal) -> bool:
    """Whether rate times base is the result."""
    return rate * base == result


_ROLES = {"rate": (1, 1), "base": (1, 1), "result": (1, 1)}
KIND = Kind("product", _ROLES, _verdict, _needed, agrees, frozenset({"result"}), _formula)

__all__ = ["KIND", "factors"]
