"""What the heading of a line may mean: which other lines it totals, averages, shares or compares."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from pipeline.claims.grid.view import View
from pipeline.grid import AVERAGE, CHANGE, PART, RATE, REST, SHARE, TOTAL, Line

NEAR = 8  # lines on either side of one among which its base is sought
SHORTEST, LONGEST = 2, 12  # lines of a total of the last few before it
SUMMED = (PART, REST)
DERIVED = (SHARE, CHANGE, AVERAGE, RATE)  # crosses whose figures are not added up


@dataclass(frozen=True, slots=True)
class Slot:
    """A figure of a claim: its role, its line, and for each cross the one to take it from (its own without any)."""

    role: str
    line: int
    across: tuple[int | None, ...] | None = None


@dataclass(frozen=True, slots=True)
class Shape:
    """A claim that is made at every cross.

    ``likely``: the headings alone leave little else to be meant; ``nested``: a total of totals.
    """

    kind: str
    rule: str
    line: int
    slots: tuple[Slot, ...]
    likely: bool = False
    nested: bool = False


def shapes(view: View, line: int) -> Iterator[Shape]:
    """All that a line may be to the others, the likeliest first."""
    forms = {TOTAL: _totals, AVERAGE: _averages, SHARE: _shares, CHANGE: _changes, REST: _rests}
    role = view.lines[line].role
    if role in forms:
        yield from forms[role](view, line)
    elif role == PART and line in (0, len(view.lines) - 1):
        yield from _unnamed(view, line)


# -- totals and means --------------------------------------------------------------------------------------------------


def _totals(view: View, line: int) -> Iterator[Shape]:
    plain = view.lines[line].plain
    for n, parts in enumerate(_distinct(view, line)):
        nested = any(view.lines[k].role == TOTAL for k in parts)
        yield replace(_sum(line, parts), likely=plain and not n, nested=nested)


def _sum(line: int, parts: Sequence[int]) -> Shape:
    return Shape("sum", "sum.table", line, (Slot("total", line), *(Slot("part", p) for p in parts)))


def _distinct(view: View, line: int) -> list[tuple[int, ...]]:
    """The lists of lines that one may total, each once."""
    return [parts for parts in dict.fromkeys(_windows(view, line)) if len(parts) > 1]


def _averages(view: View, line: int) -> Iterator[Shape]:
    for parts in _distinct(view, line):
        yield Shape("average", "average.table", line, (Slot("mean", line), *(Slot("item", p) for p in parts)))


def _unnamed(view: View, line: int) -> Iterator[Shape]:
    """The first or last line as the total of all others, though no word says so."""
    others = tuple(k for k, each in enumerate(view.lines) if each.role in SUMMED and k != line)
    if len(others) > 1:
        yield replace(_sum(line, others), rule="sum.table-unnamed")


def _windows(view: View, line: int) -> Iterator[tuple[int, ...]]:
    """The lines that one may total: of its group, those since the last total, totals, all before it, or behind it."""
    lines, own = view.lines, view.lines[line]
    leaves = [k for k, each in enumerate(lines) if each.role in SUMMED]
    totals = [k for k, each in enumerate(lines) if each.role == TOTAL and k != line]
    if own.level < len(own.heads) - 1:
        yield tuple(k for k in leaves if lines[k].heads[-1:] == own.heads[-1:] and len(lines[k].heads) > 1)
    before = [k for k in totals if k < line] if leaves else []
    since = [k for k in leaves if max(before, default=-1) < k < line]
    behind = [k for k in leaves if line < k < min((k for k in totals if k > line), default=len(lines))]
    if len(own.heads) > 1:
        yield tuple(k for k in leaves if lines[k].heads[:-1] == own.heads[:-1])
    yield from (tuple(since), tuple(sorted([*before, *since])), tuple(k for k in leaves if k < line))
    yield from (tuple(behind), tuple(k for k in totals if k > line and leaves), tuple(k for k in leaves if k > line))
    yield tuple(k for k in leaves if k != line)
    yield from (tuple(since[-n:]) for n in range(min(LONGEST, len(since)), SHORTEST - 1, -1))
    yield from (tuple(behind[:n]) for n in range(SHORTEST, min(LONGEST, len(behind)) + 1))
    yield tuple(before)


# -- shares ------------------------------------------------------------------------------------------------------------


def _shares(view: View, line: int) -> Iterator[Shape]:
    for base in _bases(view, line):
        for across in _wholes(view):
            slots = (Slot("whole", base, across), Slot("part", base), Slot("percent", line))
            yield Shape("percent", "percent.table-share", line, slots)
    for part in _bases(view, line):
        for whole in _bases(view, line):
            if part != whole:
                slots = (Slot("whole", whole), Slot("part", part), Slot("percent", line))
                yield Shape("percent", "percent.table-ratio", line, slots)
    if any(each.role == CHANGE for each in view.lines):  # "Selisih", and its "Persen"
        yield from _changes(view, line)


def _wholes(view: View) -> Iterator[tuple[int | None, ...]]:
    """For each cross the one that holds the whole: one total for all, that of its own group, the first or the last."""
    totals = [k for k, each in enumerate(view.crosses) if each.role == TOTAL]
    count = len(view.crosses)
    yield from ((total,) * count for total in reversed(totals))
    if len(totals) > 1:
        yield tuple(next((t for t in totals if t >= k), None) for k in range(count))
    yield from ((k,) * count for k in sorted({0, count - 1}) if k not in totals)


def _bases(view: View, line: int) -> list[int]:
    """The lines near one that it may be reckoned from, nearest first, those of its group before the others."""
    others = (k for k, each in enumerate(view.lines) if each.role in (PART, TOTAL, REST) and abs(k - line) <= NEAR)
    return sorted(others, key=lambda k: (not _grouped(view.lines[k], view.lines[line]), abs(k - line), k))


def _grouped(one: Line, other: Line) -> bool:
    return len(one.heads) > 1 and one.heads[:-1] == other.heads[:-1]


# -- changes and rests -------------------------------------------------------------------------------------------------


def _changes(view: View, line: int) -> Iterator[Shape]:
    """A difference or its percentage: of an earlier and a later line, or of a left and a right one."""
    role = "percent" if view.lines[line].unit.kind == "percent" else "delta"
    ends = (PART, TOTAL, REST, SHARE, AVERAGE, RATE)
    near = [k for k, each in enumerate(view.lines) if each.role in ends and abs(k - line) <= NEAR]
    alike = ((a, b) for a in near for b in near if a != b and _alike(view.lines[a], view.lines[b]))
    pairs = sorted(alike, key=lambda pair: _unlikely(view, line, *pair))
    for n, (old, new) in enumerate(pairs):
        slots = (Slot("old", old), Slot("new", new), Slot(role, line))
        likely = not n and view.lines[line].plain and len(pairs) == 2  # there and back
        yield Shape("change", "change.table", line, slots, likely)


def _alike(one: Line, other: Line) -> bool:
    """Whether both are percentages, or neither is."""
    return (one.role == SHARE) == (other.role == SHARE)


def _unlikely(view: View, line: int, old: int, new: int) -> tuple[bool, bool, int, int]:
    """How far two lines are from being the ones that a change compares."""
    first, last = view.lines[old], view.lines[new]
    backward = first.period > last.period if first.period and last.period else old > new
    return backward, not (_grouped(first, last) or not first.heads[1:]), abs(old - new), abs(new - line)


def _rests(view: View, line: int) -> Iterator[Shape]:
    bases = _bases(view, line)
    likely = view.lines[line].plain and len(bases) == 2
    for whole in bases:
        for part in bases:
            if part != whole and part < line:
                slots = (Slot("total", whole), Slot("part", part), Slot("part", line))
                yield Shape("sum", "sum.table-rest", line, slots, likely and whole < part)
