"""What a kind of claim is, and how one computed value is held against the one that is stated."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from decimal import ROUND_DOWN, ROUND_HALF_UP, Decimal

from pipeline.intervals import Interval, agree
from pipeline.records import Claim, Figure

CONSISTENT = "consistent"
INCONSISTENT = "inconsistent"
UNDECIDED = "undecided"


@dataclass(frozen=True, slots=True)
class Verdict:
    """What the arithmetic says of a claim: its status, and the ``figure`` that was held against ``expected``.

    ``figure`` and ``expected`` are None where the kind computes nothing. ``exact`` is what was expected before it was
    rounded as the figure is written. ``remark`` is "cut-off" where the stated value is the expected one cut off instead
    of rounded.
    """

    status: str
    figure: Figure | None = None
    expected: Decimal | None = None
    remark: str = ""
    exact: Decimal | None = None

    @property
    def stated(self) -> Decimal | None:
        """The value as the text states it."""
        return self.figure.value if self.figure else None

    @property
    def difference(self) -> Decimal | None:
        """Stated less expected."""
        return self.figure.value - self.expected if self.figure and self.expected is not None else None


@dataclass(frozen=True, slots=True)
class Kind:
    """A kind of claim, one file each.

    ``roles`` gives how many figures a role takes, at least and at most (None: any number). ``verdict`` judges a claim.
    ``needed`` gives the values that a figure of the claim would have to stand for if the others are right: an interval,
    or two where a change may have gone either way.
    ``agrees`` is the same arithmetic on plain numbers that are exact, for a search that asks thousands of times.
    ``result`` names the roles that a writer computes from the others.
    ``formula`` is what a figure of a claim should be, as a spreadsheet has it, with the cells of a role in its braces.
    """

    name: str
    roles: Mapping[str, tuple[int, int | None]]
    verdict: Callable[[Claim], Verdict]
    needed: Callable[[Claim, str, Figure], tuple[Interval, ...]]
    agrees: Callable[..., bool]
    result: frozenset[str]
    formula: Callable[[Claim, Figure], str]


def judged(stated: Interval, computed: Interval, figure: Figure, value: Decimal) -> Verdict:
    """The verdict on a figure whose interval, maybe times a factor, is held against a computed one.

    ``value`` is what the other figures give; beside a rounded figure it is told rounded likewise.
    """
    expected = value if stated.low == stated.high else as_written(value, figure)
    if agree(stated, computed):
        return Verdict(CONSISTENT, figure, expected, exact=value)
    cut = "cut-off" if as_written(value, figure, ROUND_DOWN) == figure.value else ""
    return Verdict(INCONSISTENT, figure, value if expected == figure.value else expected, cut, value)


def quantum(figure: Figure) -> Decimal:
    """One unit of the last digit as written."""
    return Decimal(figure.scale).scaleb(-figure.decimals)


def as_written(value: Decimal, figure: Figure, rounding: str = "") -> Decimal:
    """The value with the scale and the decimals of a figure; a half goes up, as a press office rounds, or is cut."""
    written = value / figure.scale if figure.scale != 1 else value
    rounding = rounding or (ROUND_DOWN if figure.cut else ROUND_HALF_UP)
    return written.quantize(_EXPONENT[figure.decimals], rounding) * figure.scale


_EXPONENT = [Decimal(1).scaleb(-decimals) for decimals in range(29)]


def one(claim: Claim, role: str) -> Figure:
    """The figure in a role that takes one; LookupError says which is missing."""
    for member in claim.members:
        if member.role == role:
            return member.figure
    raise LookupError(f"claim {claim.claim_id} of kind {claim.kind} has no {role}")
