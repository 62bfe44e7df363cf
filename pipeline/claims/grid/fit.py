"""Of all that a heading may mean, what the figures bear out; and which of them may be asked about then."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal

from pipeline import kinds
from pipeline.claims.context import written
from pipeline.claims.grid.shapes import DERIVED, Shape, shapes
from pipeline.claims.grid.view import View
from pipeline.claims.slips import one_slip
from pipeline.grid import CHANGE, PART, PERCENT, Line
from pipeline.language import Language
from pipeline.records import Claim, Figure, Member
from pipeline.units import aligned

PROBES = 6  # claims of a shape that are looked at first
FEW = 2  # claims that hold, from which a line is what no word alone makes it
MANY = 3  # claims of a shape that hold, from which one that does not is asked about whatever explains it
SMALL = 10  # units of the last digit
SPREAD = 60  # a figure that so many values could be says nothing of a slip
HOLDS, ACCUSES = Decimal("0.99"), Decimal("0.95")


@dataclass(frozen=True, slots=True)
class Fit:
    """The claims that a shape makes: those that hold and say something, those that do so with any figures, others."""

    shape: Shape
    right: tuple[Claim, ...] = ()
    empty: tuple[Claim, ...] = ()
    wrong: tuple[Claim, ...] = ()


def fitted(view: View, language: Language) -> tuple[Fit, ...]:
    """What the lines of a table are to each other; what its headings say and nothing bears out is left away."""
    chosen = [fit for line in range(len(view.lines)) if (fit := _best(view, line, language))]
    return tuple(_joined(chosen, view, language))


def claims(fit: Fit) -> Iterator[Claim]:
    """The claims of a shape: those that hold, and those that may be asked about."""
    yield from (replace(claim, tier="strong", confidence=HOLDS) for claim in (*fit.right, *fit.empty))
    yield from (replace(claim, tier="strong", confidence=ACCUSES) for claim in fit.wrong if _accuses(fit, claim))


def _best(view: View, line: int, language: Language) -> Fit | None:
    """The shape of a line that most of its figures bear out, the first of several; totals go before their parts."""
    options = [fit for shape in shapes(view, line) if (fit := _fit(view, shape, language))]
    nested = (fit for fit in options if fit.shape.nested and fit.right and len(fit.right) >= len(fit.wrong))
    if fit := next(nested, None):
        return fit
    best = max(options, key=lambda fit: len(fit.right) - 2 * len(fit.wrong), default=None)
    if best is None or _borne_out(best, unnamed=view.lines[line].role == PART):
        return best
    likely = next((fit for fit in options if fit.shape.likely), None)
    return likely if likely and not likely.right and len(likely.wrong) == 1 else None


def _borne_out(fit: Fit, unnamed: bool) -> bool:
    right, wrong = len(fit.right), len(fit.wrong)
    if unnamed:
        return right >= FEW and right >= 2 * wrong
    return right >= max(1, wrong) or (right > 0 and fit.shape.likely)


def _fit(view: View, shape: Shape, language: Language) -> Fit | None:
    """How the figures bear out a shape; None where the first of them say that they do not."""
    right: list[Claim] = []
    empty: list[Claim] = []
    wrong: list[Claim] = []
    for cross, claim in _claims(view, shape):
        if kinds.verdict(aligned(claim, language)).status == kinds.CONSISTENT:
            (right if _tells(claim) else empty).append(claim)
        elif view.crosses[cross].role not in DERIVED:  # a mean of percentages is none of the means
            wrong.append(claim)
        if len(right) + len(wrong) == PROBES and len(wrong) > len(right) and not shape.likely:
            return None
    return Fit(shape, tuple(right), tuple(empty), tuple(wrong)) if right or wrong or empty else None


def _claims(view: View, shape: Shape) -> Iterator[tuple[int, Claim]]:
    made = ((cross, _claim(view, shape, cross)) for cross in range(len(view.crosses)))
    return ((cross, claim) for cross, claim in made if claim)


def _claim(view: View, shape: Shape, cross: int) -> Claim | None:
    """The claim of a shape at one cross; None where a figure is missing or there is nothing to be added."""
    if shape.kind == "sum" and not _adds(view.crosses[cross]):
        return None
    members = []
    for slot in shape.slots:
        at = cross if slot.across is None else slot.across[cross]
        figure = view.figures.get((slot.line, at)) if at is not None else None
        if figure is None and slot.role not in ("part", "item"):
            return None
        if figure is not None:
            members.append(Member(slot.role, figure))
    roles = [m.role for m in members]
    least = 2 if shape.kind in ("sum", "average") else 1
    if shape.kind != "change" and any(m.figure.figure_id in view.below for m in members):
        return None
    if sum(role in ("part", "item") for role in roles) < least and shape.kind != "change":
        return None
    return Claim("", shape.kind, shape.rule, tuple(members), "weak", HOLDS, cue=view.lines[shape.line].name)


def _adds(cross: Line) -> bool:
    """Whether the figures there are summed at all; differences without a sign may be."""
    return cross.role not in DERIVED or (cross.role == CHANGE and cross.unit != PERCENT)


def _tells(claim: Claim) -> bool:
    """Whether a claim that holds would not hold with nearly any figures."""
    if claim.kind in ("sum", "average"):
        return sum(f.value != 0 for role in ("part", "item") for f in claim.role(role)) > 1
    if claim.kind == "percent":
        return bool(claim.role("part")[0].value) and claim.role("part") != claim.role("whole")
    return any(f.value for role in ("delta", "percent") for f in claim.role(role))


def _joined(fits: Sequence[Fit], view: View, language: Language) -> Iterator[Fit]:
    """The difference and the percentage of one change as one claim."""
    ends = {fit.shape: frozenset(s.line for s in fit.shape.slots[:2]) for fit in fits if fit.shape.kind == "change"}
    told: set[Shape] = set()
    for fit in fits:
        shape = fit.shape
        pair = next((o.shape for o in fits if o is not fit and _completes(o.shape, shape, ends)), None)
        if shape in told:
            continue
        if pair:
            told.add(pair)
            lead = shape if shape.slots[2].role == "percent" else pair
            other = pair if lead is shape else shape
            both = replace(lead, slots=(*lead.slots[:2], other.slots[2], lead.slots[2]))
            fit = _fit(view, both, language) or fit
        yield fit


def _completes(one: Shape, other: Shape, ends: dict[Shape, frozenset[int]]) -> bool:
    return one.kind == other.kind == "change" and ends[one] == ends[other] and one.slots[2].role != other.slots[2].role


# -- accusations -------------------------------------------------------------------------------------------------------


def _accuses(fit: Fit, claim: Claim) -> bool:
    """Whether a claim that does not hold is asked about: its like hold, or a slip explains it alone."""
    right, wrong = len(fit.right), len(fit.wrong)
    if not _comparable(claim) or not _of_that_size(claim) or (0 < right < MANY and all(map(_small, fit.right))):
        return False
    named = fit.shape.rule == "sum.table"
    if right >= MANY and right >= 2 * wrong:
        return True
    if right >= max(1 if named else FEW, wrong):
        return _slipped(claim) or (named and _near(claim))
    return fit.shape.likely and (right > 0 or (named and wrong == 1)) and _slipped(claim)


def _small(claim: Claim) -> bool:
    """Whether a claim is of figures so small that others would agree as well."""
    return max(f.value / kinds.quantum(f) for f in claim.figures()) < SMALL


def _near(claim: Claim) -> bool:
    """Whether a total is off by no more than a quarter."""
    total, made = claim.role("total")[0].value, sum(f.value for f in claim.role("part"))
    return 4 * abs(total - made) <= total


def _comparable(claim: Claim) -> bool:
    """Whether what is added up is of one sort: no money beside people."""
    if claim.kind not in ("sum", "average"):
        return True
    return len({_sort(f) for f in claim.figures() if f.unit}) <= 1


def _sort(figure: Figure) -> str:
    """What a figure may be added to; a mean of counts has decimals and is counted still."""
    return {"measure": figure.unit, "index": "count"}.get(figure.kind, figure.kind)


def _of_that_size(claim: Claim) -> bool:
    """Whether a total that is off is larger than each of its parts, or a slip away; else it is no total."""
    if claim.kind != "sum":
        return True
    total, parts = claim.role("total")[0].value, [f.value for f in claim.role("part")]
    return (total >= max(parts) and sum(parts) <= 2 * total <= 4 * sum(parts)) or _slipped(claim)


def _slipped(claim: Claim) -> bool:
    """Whether one slip of typing in one figure explains that a claim does not hold."""
    return any(
        _slip(m.figure, span.low, span.high) for m in claim.members for span in kinds.needed(claim, m.role, m.figure)
    )


def _slip(figure: Figure, low: Decimal, high: Decimal) -> bool:
    unit = kinds.quantum(figure)
    if not (low.is_finite() and high.is_finite()) or high < low or high - low > SPREAD * unit:
        return False
    first = int(low / unit)
    values = (Decimal(n) * unit for n in range(first, int(high / unit) + 2))
    return any(one_slip(written(figure.value, figure), written(value, figure)) for value in values if value >= 0)
