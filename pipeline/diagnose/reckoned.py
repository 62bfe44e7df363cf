"""Slips of reckoning: by which other way a figure comes out as it is written. The first that does so is told."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from decimal import ROUND_FLOOR, Decimal

from pipeline import kinds
from pipeline.intervals import Interval
from pipeline.kinds import CONSISTENT
from pipeline.records import Claim, Figure, Member

NEAR = 30  # other figures on either side among which one may have been taken by mistake
LEAST = 10  # a value below stands everywhere


@dataclass(frozen=True, slots=True)
class Case:
    """A figure that does not fit its claim: the values that would (``needed``), and the figures of the text around."""

    claim: Claim
    member: Member
    needed: Interval
    others: Sequence[Figure]

    def role(self, name: str) -> Figure:
        return self.claim.role(name)[0]


def reckoned(case: Case) -> str:
    """The name of the slip by which the figure came about, empty where none is known."""
    return next((name for name, happened in SLIPS.items() if happened(case)), "")


def around(claim: Claim, figures: Sequence[Figure]) -> Sequence[Figure]:
    """The figures of the text near those of a claim, without them; ``figures`` in the order of the text."""
    own = {f.figure_id for f in claim.figures()}
    places = [k for k, f in enumerate(figures) if f.figure_id in own]
    if not places:
        return ()
    near = figures[max(0, places[0] - NEAR) : places[-1] + NEAR + 1]
    return tuple(f for f in near if f.figure_id not in own)


def left_out(claim: Claim, others: Sequence[Figure]) -> Sequence[Figure]:
    """The figures of the text that fill what a list lacks of its total, each as one more part."""
    if claim.kind != "sum":
        return ()
    total, parts = claim.role("total")[0], claim.role("part")
    lack = total.value - sum((p.value for p in parts), Decimal(0))
    alike = {total.unit, *(p.unit for p in parts)}
    return tuple(f for f in others if f.value == lack >= LEAST and f.unit in alike)


def _percent_of(case: Case, whole: Figure, part: Figure) -> bool:
    """Whether the percentage, as it is written, is that of this part in this whole."""
    roles = (("whole", whole), ("part", part), ("percent", case.member.figure))
    share = Claim("", "percent", "", tuple(Member(role, figure) for role, figure in roles), "", Decimal(1))
    return kinds.verdict(share).status == CONSISTENT


def _to_by(case: Case) -> bool:
    """The new value in percent of the old one, told as the change: "up 292 per cent", which is up to 292 per cent."""
    changed = case.claim.kind == "change" and case.member.role == "percent"
    return changed and _percent_of(case, case.role("old"), case.role("new"))


def _wrong_base(case: Case) -> bool:
    """The percentage of another whole of the text, or a change in percent of the new value."""
    if case.member.role != "percent":
        return False
    if case.claim.kind == "change":
        old, new, told = case.role("old"), case.role("new"), case.claim.role("delta")
        return _percent_of(case, new, told[0] if told else replace(new, value=abs(new.value - old.value)))
    if case.claim.kind != "percent":
        return False
    whole, part = case.role("whole"), case.role("part")
    return any(f.unit == whole.unit and f.value >= part.value and _percent_of(case, f, part) for f in case.others)


def _cut_off(case: Case) -> bool:
    """A computed value that was cut off instead of rounded."""
    if case.member.role not in kinds.KINDS[case.claim.kind].result or case.needed.low == case.needed.high:
        return False
    unit = kinds.quantum(case.member.figure)
    least, most = ((end / unit).to_integral_value(ROUND_FLOOR) for end in (case.needed.low, case.needed.high))
    return least <= case.member.figure.value / unit <= most


def _sibling(case: Case) -> bool:
    """A value that stands in another row, or is that of another year."""
    figure = case.member.figure
    return figure.value >= LEAST and any(f.value == figure.value and f.unit == figure.unit for f in case.others)


SLIPS: Mapping[str, Callable[[Case], bool]] = {
    "to-by": _to_by,
    "cut-off": _cut_off,
    "wrong-base": _wrong_base,
    "sibling": _sibling,
}
