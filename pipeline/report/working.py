"""The working of a check as rows of a table and bars of a chart."""

from collections.abc import Callable, Iterator, Mapping, Sequence
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
    """The working as the check tells it, a line for each member and then the results, in the order of an addition.

    What is stated comes after what it is computed from, and between the two what was computed.
    """
    members = tuple(zip(check.working, check.claim.members, strict=False))
    stated = stated_member(check)
    given = [_row(*told, member.figure, member.figure) for told, member in members if member is not stated]
    results = check.working[len(members) :]
    if stated is None:  # said twice, or a part above its whole: the members say it all but the difference
        return (*given, *_results(results[2:], ("difference",), check, wording))
    words = next(told[0] for told, member in members if member is stated)
    computed, written, *apart = _results(results, ("sum", "stated", "difference"), check, wording)
    return (*given, computed, replace(written, words=f"{written.words} · {words}", figure=stated.figure), *apart)


def stated_member(check: Check) -> Member | None:
    """The member that the check tells results of: the one whose value was held against what was computed."""
    if check.stated is None or len(check.working) < len(check.claim.members) + 2:
        return None
    return next(
        (m for m in check.claim.members if m.role in _RESULTS and abs(m.figure.value) == abs(check.stated)), None
    )


def _row(words: str, value: str, counted: Figure, figure: Figure | None = None, kind: str = "member") -> Row:
    unit = counted.unit
    apart = value.endswith(f" {unit}") if unit else False
    return Row(words, value.removesuffix(f" {unit}") if apart else value, unit if apart else "", figure, kind)


def _results(told: Sequence[tuple[str, str]], kinds: Sequence[str], check: Check, wording: Wording) -> Iterator[Row]:
    figure = next((m.figure for m in check.claim.members if m.figure.value == check.stated), None)
    for (words, value), kind in zip(told, kinds, strict=False):
        shown = wording.sign(check.difference) + value if kind == "difference" else value
        yield _row(words, shown, figure or check.claim.members[0].figure, kind=kind)


def bars(check: Check, wording: Wording) -> tuple[Bar, ...]:
    """A chart of a breakdown or a change that does not hold; empty for others and where a value is below nought."""
    if check.status != "inconsistent" or check.claim.kind not in _DRAWN or not _one_scale(check):
        return ()
    raw = tuple(_DRAWN[check.claim.kind](check, wording))
    edges = [edge for _, _, spans, _ in raw for span in spans for edge in span]
    if not edges or min(edges) < 0 or max(edges) == 0:
        return ()
    scale = _WIDTH / max(edges)
    return tuple(Bar(words, value, _segments(spans, scale), kind) for words, value, spans, kind in raw)


def _one_scale(check: Check) -> bool:
    """Whether the values can be drawn beside each other: people are counted under many names, but grams are no kg."""
    figures = [m.figure for m in check.claim.members if m.role != "percent"]
    kinds = {figure.kind for figure in figures}
    return len({figure.unit for figure in figures}) == 1 or kinds == {"count"}


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
    stated = check.claim.role("total")[0].value
    yield wording.word("chart", "stated"), wording.number(stated), ((Decimal(0), stated),), "stated"


def _change_bars(check: Check, wording: Wording) -> Iterator[Raw]:
    olds, news = check.claim.role("old"), check.claim.role("new")
    if not olds or not news:
        return
    old, new = olds[0].value, news[0].value
    yield wording.word("chart", "old"), wording.number(old), ((Decimal(0), old),), "parts"
    yield wording.word("chart", "new"), wording.number(new), ((Decimal(0), new),), "parts"
    for told, delta in _told_differences(check, old, wording):
        said = old + delta if new >= old else old - delta
        yield wording.word("chart", "delta"), told, ((min(old, said), max(old, said)),), "stated"


def _told_differences(check: Check, old: Decimal, wording: Wording) -> Iterator[tuple[str, Decimal]]:
    """The stated difference as shown and as an amount; where only its percentage is stated, that of the old value."""
    deltas, percents = check.claim.role("delta"), check.claim.role("percent")
    if deltas:
        yield wording.number(deltas[0].value), deltas[0].value
    elif percents:
        points = check.claim.role("old")[0].kind == "percent"
        share = percents[0].value
        yield percents[0].text, share if points else old * share / 100


_DRAWN: Mapping[str, Callable[[Check, Wording], Iterator[Raw]]] = {"sum": _sum_bars, "change": _change_bars}
