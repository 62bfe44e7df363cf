"""Holds what a run reads against what is annotated: precision and recall, false alarms, and a record for each rule."""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from itertools import combinations
from typing import TypeVar

from pipeline.records import Audit, Check, Claim, Finding
from tests.score.cases import Annotation, Case
from tests.score.plant import Planted

Roles = tuple[tuple[str, Decimal], ...]
Key = tuple[str, Roles]
T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Measure:
    """``right`` of what was ``said``, ``found`` of what is ``there``; shares are per cent, and 100 of nothing."""

    right: int = 0
    said: int = 0
    found: int = 0
    there: int = 0

    def __add__(self, other: "Measure") -> "Measure":
        return Measure(
            self.right + other.right, self.said + other.said, self.found + other.found, self.there + other.there
        )

    @property
    def precision(self) -> Decimal:
        return percent(self.right, self.said)

    @property
    def recall(self) -> Decimal:
        return percent(self.found, self.there)

    @property
    def f1(self) -> Decimal:
        both = self.precision + self.recall
        return 2 * self.precision * self.recall / both if both else Decimal(0)


def percent(part: int, whole: int) -> Decimal:
    """Per cent, exact to 28 digits; 100 of nothing."""
    return Decimal(100 * part) / whole if whole else Decimal(100)


def overlap(said: Counter[T], there: Counter[T]) -> Measure:
    """Each thing counts as often as it occurs on both sides."""
    both = (said & there).total()
    return Measure(both, said.total(), both, there.total())


@dataclass(frozen=True, slots=True)
class Read:
    """A claim as it is scored, of a run or of an annotation; ``broken``: it is said not to hold."""

    kind: str
    roles: Roles
    broken: bool
    optional: bool = False
    rule: str = ""

    def known_by(self) -> tuple[Key, ...]:
        """Kind, roles and values; a restatement by each pair of its mentions."""
        if self.kind == "restatement":
            values = [value for _, value in self.roles]
            return tuple((self.kind, tuple(("value", v) for v in sorted(pair))) for pair in combinations(values, 2))
        return ((self.kind, tuple(sorted(self.roles))),)

    def same_fault(self, other: "Read") -> bool:
        """Whether it accuses what ``other`` has as a fault: the same kind, and two values shared, or all if fewer."""
        mine, others = (Counter(value for _, value in read.roles) for read in (self, other))
        return self.kind == other.kind and (mine & others).total() >= min(2, others.total())


def of_run(check: Check) -> Read:
    kind, roles = _scored(check.claim.kind, _members(check.claim))
    return Read(kind, roles, check.status == "inconsistent", rule=check.claim.rule)


def of_case(claim: Annotation) -> Read:
    kind, roles = _scored(claim.kind, tuple((m.role, m.value) for m in claim.members))
    return Read(kind, roles, not claim.holds, claim.optional)


def _members(claim: Claim) -> Roles:
    return tuple((m.role, m.figure.value) for m in claim.members for _ in range(m.times))


def _scored(kind: str, roles: Roles) -> tuple[str, Roles]:
    """A target with a percentage is scored as a percentage: which of the two it is called is a matter of taste."""
    if kind == "target" and any(role == "percent" for role, _ in roles):
        names = {"target": "whole", "achieved": "part"}
        return "percent", tuple((names.get(role, role), value) for role, value in roles)
    return kind, roles


@dataclass(frozen=True, slots=True)
class Gold:
    """What is annotated: the keys of all claims that count, those that count neither way, and the faults."""

    keys: Counter[Key]
    spare: frozenset[Key]
    faults: tuple[Read, ...]


def gold(case: Case) -> Gold:
    reads = [of_case(claim) for claim in case.claims]
    keys = Counter(key for read in reads if not read.optional for key in read.known_by())
    spare = {key for read in reads if read.optional for key in read.known_by()}
    return Gold(keys, frozenset(spare - set(keys)), tuple(r for r in reads if r.broken and not r.optional))


@dataclass(frozen=True, slots=True)
class Record:
    """How often a rule fired and was right: where the figures agree (or cannot decide), and where they do not."""

    agreed: int = 0
    agreed_right: int = 0
    accused: int = 0
    accused_right: int = 0

    def __add__(self, other: "Record") -> "Record":
        return Record(
            self.agreed + other.agreed,
            self.agreed_right + other.agreed_right,
            self.accused + other.accused,
            self.accused_right + other.accused_right,
        )


Rules = Mapping[str, Record]


def merged(all_rules: Iterable[Rules]) -> dict[str, Record]:
    total: dict[str, Record] = {}
    for rules in all_rules:
        for rule, record in rules.items():
            total[rule] = total.get(rule, Record()) + record
    return dict(sorted(total.items()))


@dataclass(frozen=True, slots=True)
class CaseScore:
    """One release held against its annotation; ``clean``: without a fault, ``perfect``: every claim is right."""

    figures: Measure
    claims: Mapping[str, Measure]
    errors: Measure
    clean: bool
    perfect: bool
    rules: Rules
    misses: tuple[str, ...]

    @property
    def silent(self) -> bool:
        return not self.errors.said


def score(case: Case, audit: Audit) -> CaseScore:
    there, reads = gold(case), [of_run(check) for check in audit.checks]
    figures = Counter(figure.value for figure in audit.figures), Counter(case.figures)
    claims = Counter(key for read in reads for key in read.known_by() if key not in there.spare), there.keys
    accused = [read for read in reads if read.broken]
    return CaseScore(
        overlap(*figures),
        {
            kind: overlap(_of(kind, claims[0]), _of(kind, claims[1]))
            for kind in sorted({k for c in claims for k, _ in c})
        },
        _errors(accused, there.faults),
        not there.faults,
        claims[0] == claims[1],
        _rules(((read, any(map(read.same_fault, there.faults))) for read in reads), there),
        tuple(f"{case.name}: {miss}" for miss in _misses(figures, claims, accused, there.faults)),
    )


def _of(kind: str, keys: Counter[Key]) -> Counter[Key]:
    return Counter({key: times for key, times in keys.items() if key[0] == kind})


def _errors(accused: Sequence[Read], faults: Sequence[Read]) -> Measure:
    right = sum(any(read.same_fault(fault) for fault in faults) for read in accused)
    found = sum(any(read.same_fault(fault) for read in accused) for fault in faults)
    return Measure(right, len(accused), found, len(faults))


def _rules(reads: Iterable[tuple[Read, bool]], there: Gold) -> Rules:
    """The record of each rule, given for each claim whether it would be right to accuse.

    What is annotated once can be right once; what is optional is left out.
    """
    left, records = there.keys.copy(), []
    for read, fault in reads:
        keys = Counter(read.known_by())
        if read.broken:
            records.append({read.rule: Record(accused=1, accused_right=int(fault))})
        elif not there.spare.issuperset(keys):
            records.append({read.rule: Record(agreed=1, agreed_right=int(keys <= left))})
            left -= keys
    return merged(records)


def _misses(
    figures: tuple[Counter[Decimal], Counter[Decimal]],
    claims: tuple[Counter[Key], Counter[Key]],
    accused: Sequence[Read],
    faults: Sequence[Read],
) -> Iterator[str]:
    """A line for each thing that is not as annotated, faults first."""
    yield from (f"FAULT MISSED: {_shown(x)}" for x in faults if not any(read.same_fault(x) for read in accused))
    yield from (f"FALSE ALARM: {_shown(x)}" for x in accused if not any(x.same_fault(fault) for fault in faults))
    yield from (f"figure missed: {value} x{times}" for value, times in (figures[1] - figures[0]).items())
    yield from (f"figure too many: {value} x{times}" for value, times in (figures[0] - figures[1]).items())
    yield from (f"claim missed: {_key(key)}" for key in claims[1] - claims[0])
    yield from (f"claim too many: {_key(key)}" for key in claims[0] - claims[1])


def _shown(read: Read) -> str:
    return _key((read.kind, read.roles)) + (f" [{read.rule}]" if read.rule else "")


def _key(key: Key) -> str:
    return f"{key[0]}: " + ", ".join(f"{role} {value:f}" for role, value in key[1])


@dataclass(frozen=True, slots=True)
class PlantScore:
    """What became of a planted error: ``found`` where an inconsistent claim holds the changed figure; ``rank`` of the
    first repair that puts it back as it was, 0 where there is none."""

    error: Planted
    found: bool
    rank: int
    rules: Rules


def score_planted(error: Planted, audit: Audit) -> PlantScore:
    touched = [_touches(error, check) for check in audit.checks]
    reads = [of_run(check) for check in audit.checks]
    ranks = [rank for finding in audit.findings for rank in _ranks(error, finding)]
    found = any(read.broken and touches for read, touches in zip(reads, touched, strict=True))
    return PlantScore(error, found, min(ranks, default=0), _rules(zip(reads, touched, strict=True), gold(error.case)))


def _touches(error: Planted, check: Check) -> bool:
    return any(figure.start < error.end and figure.end > error.start for figure in check.claim.figures())


def _ranks(error: Planted, finding: Finding) -> Iterator[int]:
    for repair in finding.repairs:
        if repair.figure.start < error.end and repair.figure.end > error.start and repair.value == error.was:
            yield repair.rank
