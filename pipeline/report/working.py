"""The working of a check as rows of a table and bars of a chart."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from decimal import Decimal

from pipeline.records import Check, Figure, Member
from pipeline.report.wording import Wording

_RESULTS = ("total", "percent", "delta", "mean", "result")  # roles that say what can be computed from the others
_WIDTH = 1000  # of a chart, in its own units


@dataclass(frozen=True, slots=True)
class Row:
    """A row of a working: words, value, unit; ``figure`` where the value is one of the text; ``kind`` for its looks."""

    words: str
    value: str
    unit: str = ""
    figure: Figure | None = None
    kind: str = "member"


@dataclass(frozen=True, slots=True)
class Segment:
    x: int
    width: int


@dataclass(frozen=True, slots=True)
class Bar:
    """One bar of a chart: its words, its value as shown, and the segments that it is made of."""

    words: str
    value: str
    segments: tuple[Segment, ...]
    kind: str


def rows(check: Check, wording: Wording) -> tuple[Row, ...]:
    """The working: every figure of the claim, what follows from them, what the text says, and the difference."""
    stated = stated_member(check)
    members = [_row(member, wording) for member in check.claim.members if member is not stated]
    if check.working:
        return (*_explained(check, wording),)
    return (*members, *_results(check, stated, wording))


def stated_member(check: Check) -> Member | None:
    """The member whose value the check compares with what was computed."""
    if check.stated is None:
        return None
    return next(
        (m for m in check.claim.members if m.role in _RESULTS and abs(m.figure.value) == abs(check.stated)), None
    )


def _row(member: Member, wording: Wording, words: str = "") -> Row:
    figure = member.figure
    role = words or wording.word("roles", member.role)
    if member.times > 1:
        role = wording.say("working", "times", times=member.times, role=role)
    named = f"{role} · {figure.label}" if figure.label else role
    return Row(named, figure.text, _unit(figure), figure)


def _unit(figure: Figure) -> str:
    return "" if figure.unit.lower() in figure.text.lower() else figure.unit


def _explained(check: Check, wording: Wording) -> Iterator[Row]:
    """The lines that the kind wrote, those of a figure leading to it; the figures that it left out come first."""
    unused = list(check.claim.members)
    lines = []
    for words, value in check.working:
        member = next((m for m in unused if m.figure.text == value), None)
        if member:
            unused.remove(member)
        figure = member.figure if member else None
        lines.append(Row(words, value, _unit(figure) if figure else "", figure, "member" if figure else "result"))
    yield from (_row(member, wording) for member in unused)
    yield from lines


def _results(check: Check, stated: Member | None, wording: Wording) -> Iterator[Row]:
    unit = _unit(stated.figure) if stated else ""
    # Without a figure that is computed from the others (said twice, a part above its whole) the members say it all.
    if stated and check.expected is not None:
        yield Row(wording.word("working", "expected"), wording.number(check.expected), unit, kind="sum")
        role = wording.word("roles", stated.role)
        yield replace(_row(stated, wording, wording.say("working", "stated_as", role=role)), kind="stated")
    if check.difference:
        yield Row(wording.word("working", "difference"), wording.signed(check.difference), unit, kind="difference")


def bars(check: Check, wording: Wording) -> tuple[Bar, ...]:
    """A chart of a breakdown or a change that does not hold; empty for others and where a value is below nought."""
    drawn = {"sum": _sum_bars, "change": _change_bars}.get(check.claim.kind)
    if check.status != "inconsistent" or drawn is None or check.stated is None or check.expected is None:
        return ()
    raw = tuple(drawn(check, wording))
    edges = [edge for _, _, spans, _ in raw for span in spans for edge in span]
    if not edges or min(edges) < 0 or max(edges) == 0:
        return ()
    scale = _WIDTH / max(edges)
    return tuple(Bar(words, value, _segments(spans, scale), kind) for words, value, spans, kind in raw)


Spans = tuple[tuple[Decimal, Decimal], ...]
Raw = tuple[str, str, Spans, str]


def _segments(spans: Spans, scale: Decimal) -> tuple[Segment, ...]:
    return tuple(Segment(int(low * scale), max(1, int((high - low) * scale))) for low, high in spans if high > low)


def _sum_bars(check: Check, wording: Wording) -> Iterator[Raw]:
    at, spans = Decimal(0), []
    for part in check.claim.role("part"):
        spans.append((at, at + part.value))
        at += part.value
    yield wording.word("chart", "parts"), wording.number(at), tuple(spans), "parts"
    stated = check.stated or Decimal(0)
    yield wording.word("working", "stated"), wording.number(stated), ((Decimal(0), stated),), "stated"


def _change_bars(check: Check, wording: Wording) -> Iterator[Raw]:
    olds, news, deltas = (check.claim.role(role) for role in ("old", "new", "delta"))
    if not olds or not news:
        return
    old, new = olds[0].value, news[0].value
    yield wording.word("roles", "old"), wording.number(old), ((Decimal(0), old),), "parts"
    yield wording.word("roles", "new"), wording.number(new), ((Decimal(0), new),), "parts"
    for delta in deltas[:1]:
        said = old + delta.value if new >= old else old - delta.value
        span = (min(old, said), max(old, said))
        yield wording.word("roles", "delta"), wording.number(delta.value), (span,), "stated"
