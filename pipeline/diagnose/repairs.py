"""Corrections of one figure that make a claim hold, with how plausible each is by the slip that it undoes."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from decimal import ROUND_CEILING, ROUND_FLOOR, Decimal
from itertools import filterfalse

from pipeline import kinds
from pipeline.diagnose.reckoned import Case, around, left_out, reckoned
from pipeline.diagnose.slips import Slips, origins
from pipeline.intervals import Interval, is_empty, slack
from pipeline.language import Language
from pipeline.notation import numeral
from pipeline.records import Check, Claim, Figure, Member
from pipeline.units import aligned

LEFT_OUT = "left-out"
TELLING = {"cut-off", "to-by"}  # ways of reckoning that hardly any other figure would fit
RECKONED = {"cut-off", "to-by", "wrong-base", "recomputed"}  # slips of whoever works out a figure, not of who types it
_HALF = Decimal("0.5")  # two ways: the mark one place too far left or right


@dataclass(frozen=True, slots=True)
class Candidate:
    """A figure with another value: the slip that this undoes, and how plausible that is (no probability: it ranks)."""

    figure: Figure
    value: Decimal
    slip: str
    plausibility: Decimal


def candidates(
    check: Check, language: Language, slips: Slips, echoes: Mapping[str, int], figures: Sequence[Figure] = ()
) -> Iterator[Candidate]:
    """Every figure of the claim with the values that would make it hold: those one slip away, and the computed one.

    For each figure the values in the middle of those that round to what is written come first.
    ``echoes`` says how often a row of digits stands in the text, ``figures`` are all of it.
    """
    claim = aligned(check.claim, language)
    others = around(check.claim, figures)
    result, seen = kinds.KINDS[claim.kind].result, set[str]()
    for written, member in zip(check.claim.members, claim.members, strict=True):
        if written.figure.figure_id in seen:
            continue
        seen.add(written.figure.figure_id)
        factor = slips.result if member.role in result else Decimal(1)
        for span in filterfalse(is_empty, kinds.needed(claim, member.role, member.figure)):
            how = reckoned(Case(claim, member, span, others))
            if _telling(how, claim):
                yield Candidate(written.figure, _meant(span, written.figure), how, slips.odds[how] * factor)
            found = _of_figure(written, _in_digits(span, member), factor, slips, echoes)
            yield from (_named(c, check, slips, how) for c in found)
    yield from (Candidate(f, f.value, LEFT_OUT, slips.odds[LEFT_OUT]) for f in left_out(check.claim, others))


def _telling(how: str, claim: Claim) -> bool:
    """Whether it explains the value however often the text has the digits: what is reckoned wrong is repeated so."""
    return how in TELLING or (how == "wrong-base" and claim.kind == "change")


def _named(candidate: Candidate, check: Check, slips: Slips, how: str) -> Candidate:
    """A computed value by what it is: that of another mention, or what a slip of reckoning explains."""
    if candidate.slip != "recomputed":
        return candidate
    copied = any(f.value == candidate.value for f in check.claim.figures())
    slip = "copied" if copied else how or "recomputed"
    return replace(
        candidate, slip=slip, plausibility=candidate.plausibility * slips.odds[slip] / slips.odds["recomputed"]
    )


def _in_digits(span: Interval, member: Member) -> tuple[Decimal, Decimal]:
    """The needed values in units of the last digit, widened by what the figure stands for as it is written."""
    figure = member.figure
    (below, above), unit = slack(figure), kinds.quantum(figure)
    return (span.low - above) / unit, (span.high + below) / unit


def _of_figure(
    member: Member, bounds: tuple[Decimal, Decimal], factor: Decimal, slips: Slips, echoes: Mapping[str, int]
) -> Iterator[Candidate]:
    figure, (low, high) = member.figure, bounds
    digits = _digits(figure)
    factor *= (slips.words if _in_words(figure) else Decimal(1)) / _echo(digits, echoes, 1, slips)
    unit = kinds.quantum(figure)
    plain = numeral(figure).isdigit() and figure.scale == 1
    explained = sorted(_explained(digits, low, high, plain), key=lambda each: _off_centre(each[0], low, high))
    for units, (slip, share) in explained:
        plausibility = slips.odds[slip] * share * factor * _echo(str(units), echoes, 0, slips)
        if slip in ("extra", "missing") and _is_grouped(figure, units):
            plausibility *= slips.grouped
        yield Candidate(figure, units * unit, slip, plausibility)


def _meant(span: Interval, figure: Figure) -> Decimal:
    """What a computed value should be, as the figure is written: the middle, or the end of a span that is open."""
    ends = [end for end in (span.low, span.high) if end.is_finite()] or [figure.value]
    return kinds.as_written(sum(ends, Decimal(0)) / len(ends), figure)


def _explained(digits: str, low: Decimal, high: Decimal, plain: bool) -> Iterator[tuple[int, tuple[str, Decimal]]]:
    """The values in reach of one slip, a moved mark or another scale word among them, and the computed one."""
    found = {units: how for units, how in origins(digits, plain).items() if low <= units <= high}
    if not plain:
        found |= {u: how for u, how in _moved(int(digits)) if low <= u <= high and u not in found}
    centre = _centre(low, high)
    if centre is not None and centre not in found and centre != int(digits):
        found[centre] = ("recomputed", Decimal(1))
    return iter(found.items())


def _moved(units: int) -> Iterator[tuple[int, tuple[str, Decimal]]]:
    for places in (1, 2, 3, 6):
        slip = "scale" if places in (3, 6) else "mark"
        yield units * 10**places, (slip, _HALF)
        if units % 10**places == 0:
            yield units // 10**places, (slip, _HALF)


def _off_centre(units: int, low: Decimal, high: Decimal) -> Decimal:
    """How far from the middle of the needed values, which what is written most likely was rounded from."""
    return abs(units - (low + high) / 2) if low.is_finite() and high.is_finite() else Decimal(0)


def _centre(low: Decimal, high: Decimal) -> int | None:
    """The whole number in the middle of the needed ones, if there is one and they have both ends."""
    if not (low.is_finite() and high.is_finite()) or high < 0:
        return None
    middle = int(((low + high) / 2).to_integral_value(ROUND_FLOOR))
    lowest = int(low.to_integral_value(ROUND_CEILING))
    return max(middle, lowest, 0) if max(middle, lowest, 0) <= high else None


def _digits(figure: Figure) -> str:
    """The digits as written; those of its value where it is written in words."""
    written = "".join(filter(str.isdigit, numeral(figure)))
    return written or str(int(figure.value / kinds.quantum(figure)))


def _in_words(figure: Figure) -> bool:
    """Whether the figure is a number in words, or has them in brackets behind it: "3 (tiga)"."""
    return not numeral(figure) or "(" in figure.text


def _is_grouped(figure: Figure, units: int) -> bool:
    """Whether marks between digits would betray one too many or too few, before or after the correction."""
    return not numeral(figure).isdigit() or len(numeral(figure)) <= 3 < len(str(units))


def _echo(digits: str, echoes: Mapping[str, int], itself: int, slips: Slips) -> Decimal:
    """How much likelier the digits are for standing elsewhere in the text, the figure itself left out."""
    if echoes.get(digits, 0) <= itself:
        return Decimal(1)
    return next((factor for least, factor in slips.echo if len(digits) >= least), Decimal(1))
