"""Plants typing errors: one changed figure in an annotated release in which everything holds, which then does not."""

from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from functools import partial
from itertools import islice
from random import Random

from pipeline.bench import plant
from pipeline.bench.plant import Spot, readings, typed
from pipeline.notation import NUMBER
from tests.score.cases import Annotation, Case, Mention

PER_RELEASE = 12

Values = Mapping[str, Sequence[Decimal]]


@dataclass(frozen=True, slots=True)
class Planted:
    """A release with one figure changed, in its text and in its claims; ``start`` and ``end`` mark it in the text.

    ``kind`` and ``role`` are of the claim that it breaks, ``operation`` is the slip; ``was`` is the value before.
    """

    case: Case
    kind: str
    role: str
    operation: str
    start: int
    end: int
    was: Decimal

    def described(self) -> str:
        now = self.case.text[self.start : self.end]
        return f"{self.was:f} became {now} at {self.start} ({self.operation}), {self.role} of a {self.kind}"


def clean(cases: Sequence[Case]) -> tuple[Case, ...]:
    """The releases in which every annotated claim holds."""
    return tuple(case for case in cases if all(claim.holds for claim in case.claims))


def planted(cases: Sequence[Case], seed: int) -> Iterator[Planted]:
    """At most ``PER_RELEASE`` errors in each of the clean releases; the same seed and cases give the same errors."""
    rng = Random(seed)
    for case in clean(cases):
        yield from islice(_in(case, rng), PER_RELEASE)


def _in(case: Case, rng: Random) -> Iterator[Planted]:
    spots = list(_spots(case))
    return plant.planted(spots, rng, typed, partial(_error, case, spots))


def _spots(case: Case) -> Iterator[Spot]:
    for claim, annotation in enumerate(case.claims):
        for member, mention in enumerate(annotation.members):
            numbers = NUMBER.finditer(case.text, mention.start, mention.end)
            found = [number for number in numbers if mention.value in readings(number[0])]
            if len(found) == 1:
                yield Spot(claim, member, found[0].start(), found[0][0])


def _error(case: Case, spots: Sequence[Spot], spot: Spot, operation: str, written: str) -> Planted | None:
    """The release with this figure written so, if that breaks its claim."""
    changed = _changed(case, spot, spots, written)
    if changed.claims[spot.claim].holds:
        return None
    was = case.claims[spot.claim].members[spot.member]
    kind, end = case.claims[spot.claim].kind, spot.start + len(written)
    return Planted(changed, kind, was.role, operation, spot.start, end, was.value)


def _changed(case: Case, spot: Spot, spots: Sequence[Spot], written: str) -> Case:
    """The case with this figure written so, in every claim that it is a member of."""
    (value,) = readings(written)
    places = {(other.claim, other.member) for other in spots if other.start == spot.start}
    claims = tuple(
        _restated(claim, {member for c, member in places if c == number}, value)
        for number, claim in enumerate(case.claims)
    )
    text = case.text[: spot.start] + written + case.text[spot.start + len(spot.written) :]
    return replace(case, text=text, claims=claims)


def _restated(claim: Annotation, places: set[int], value: Decimal) -> Annotation:
    if not places:
        return claim
    members = tuple(replace(m, value=value) if n in places else m for n, m in enumerate(claim.members))
    return replace(claim, members=members, holds=holds(claim.kind, members))


def holds(kind: str, members: Sequence[Mention]) -> bool:
    """Whether a claim of this kind holds for exact figures; written apart from the arithmetic that it measures."""
    values = defaultdict(list)
    for member in members:
        values[member.role].append(member.value)
    return HOLDS[kind](values)


def _rounds(exact: Decimal, stated: Decimal) -> bool:
    exponent = stated.as_tuple().exponent
    return abs(exact - stated) <= Decimal(1).scaleb(int(exponent)) / 2


def _share(part: Decimal, whole: Decimal, percent: Decimal) -> bool:
    return whole != 0 and _rounds(part * 100 / whole, percent)


def _change(m: Values) -> bool:
    if "old" not in m or "new" not in m:
        return True
    old, delta = m["old"][0], abs(m["new"][0] - m["old"][0])
    return ("delta" not in m or m["delta"][0] == delta) and ("percent" not in m or _share(delta, old, m["percent"][0]))


HOLDS: Mapping[str, Callable[[Values], bool]] = {
    "sum": lambda m: sum(m["part"]) == m["total"][0],
    "subset": lambda m: m["part"][0] <= m["whole"][0],
    "percent": lambda m: _share(m["part"][0], m["whole"][0], m["percent"][0]),
    "average": lambda m: _rounds(sum(m["item"]) / Decimal(len(m["item"])), m["mean"][0]),
    "target": lambda m: "percent" not in m or _share(m["achieved"][0], m["target"][0], m["percent"][0]),
    "change": _change,
    "restatement": lambda m: len(set(m["value"])) == 1,
    "product": lambda _: True,  # its mentions are often rounded: left alone
}
