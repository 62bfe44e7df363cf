"""How well slips are found in somebody's own releases: each is planted alone where a claim holds, and looked for."""

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from functools import partial
from itertools import chain, islice, zip_longest
from random import Random
from typing import Any

from pipeline.bench.plant import Scales, Spot, every, planted, readings
from pipeline.extract import extract
from pipeline.kinds import CONSISTENT, INCONSISTENT, verdict
from pipeline.language import Language
from pipeline.notation import NUMBER, scales
from pipeline.records import Audit, Block, Check, Claim, Document, Figure, Finding
from pipeline.run import audit
from pipeline.text import line_starts, position
from pipeline.units import aligned


@dataclass(frozen=True, slots=True)
class Slip:
    """A number written wrong: ``before`` became ``after`` at ``start`` of the release, which breaks a claim.

    ``kind`` and ``role`` are of that claim, ``name`` says what sort of slip it is, ``was`` is the value before.
    """

    audited: Audit
    kind: str
    role: str
    name: str
    start: int
    before: str
    after: str
    was: Decimal

    @property
    def end(self) -> int:
        return self.start + len(self.after)

    def __str__(self) -> str:
        place = ":".join(map(str, self.place()))
        return f"{place}: {self.before} became {self.after} ({self.name}), {self.role} of a {self.kind}"

    def place(self) -> tuple[str, int, int]:
        """The file, the line and the column."""
        document = self.audited.document
        return (document.source, *position(line_starts(document.text), self.start))


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of a slip: whether a finding points at it, whether the first correction named is what stood there,
    and how many findings point elsewhere and were not there before."""

    slip: Slip
    found: bool
    mended: bool
    false: int

    def __str__(self) -> str:
        end = "found, first repair right" if self.mended else "found" if self.found else "missed"
        return f"{self.slip}: {end}" + (f", {self.false} falsely reported" if self.false else "")


def slips(audits: Iterable[Audit], language: Language, seed: int, count: int) -> tuple[Slip, ...]:
    """At most ``count`` slips, taken from one release after the other; the same for the same releases and seed."""
    in_each = (_in(audited, language, Random(f"{seed} {audited.document.doc_id}")) for audited in audits)
    in_turn = chain.from_iterable(zip_longest(*in_each))
    return tuple(islice((slip for slip in in_turn if slip), count))


def _in(audited: Audit, language: Language, rng: Random) -> Iterator[Slip]:
    blamed = {figure.figure_id for c in audited.checks if c.status == INCONSISTENT for figure in c.claim.figures()}
    holding = [c for c in audited.checks if c.status == CONSISTENT]
    words = scales(language)
    spots = [spot for n, check in enumerate(holding) for spot in _spots(n, check.claim, words, blamed)]
    return planted(spots, rng, every(words), partial(_slip, audited, holding, language), words)


def _spots(number: int, claim: Claim, scales: Scales, blamed: set[str]) -> Iterator[Spot]:
    for place, member in enumerate(claim.members):
        figure = member.figure
        found = list(NUMBER.finditer(figure.text))
        if len(found) == 1 and figure.figure_id not in blamed:
            written = found[0][0] + _scale_word(figure, found[0].end(), scales)
            if figure.value in readings(written, scales):
                yield Spot(number, place, figure.start + found[0].start(), written)


def _scale_word(figure: Figure, end: int, scales: Scales) -> str:
    blank, word = figure.text[end : end + 1], figure.text[end + 1 :].split(" ")[0]
    return f" {word}" if figure.scale > 1 and blank == " " and word.lower() in scales else ""


def _slip(
    audited: Audit, holding: Sequence[Check], language: Language, spot: Spot, name: str, after: str
) -> Slip | None:
    """The slip, if the claim no longer holds with it, and it is not read as what was meant: 1,711 people are 1.711."""
    claim = holding[spot.claim].claim
    member = claim.members[spot.member]
    changed = _rewritten(member.figure, after, scales(language))
    members = tuple(replace(m, figure=changed) if m.figure == member.figure else m for m in claim.members)
    if verdict(aligned(replace(claim, members=members), language)).status != INCONSISTENT:
        return None
    slip = Slip(audited, claim.kind, member.role, name, spot.start, spot.written, after, member.figure.value)
    there = (f for f in extract(mistyped(slip), language) if f.start < slip.end and f.end > slip.start)
    return None if any(figure.value == slip.was for figure in there) else slip


def _rewritten(figure: Figure, after: str, scales: Scales) -> Figure:
    digits, _, word = after.partition(" ")
    (value,), (bare,) = readings(after, scales), readings(digits)
    exponent = bare.as_tuple().exponent
    decimals = max(-exponent, 0) if isinstance(exponent, int) else 0
    return replace(figure, value=value, decimals=decimals, scale=int(scales[word.lower()]) if word else 1)


def tried(slips: Iterable[Slip], language: Language) -> Iterator[Outcome]:
    """What the audit makes of each slip, as soon as it is done."""
    return (_outcome(slip, audit(mistyped(slip), language)) for slip in slips)


def mistyped(slip: Slip) -> Document:
    """The release with this slip."""
    document = slip.audited.document
    behind = slip.start + len(slip.before)
    moved = partial(_moved, after=slip.start, by=len(slip.after) - len(slip.before))
    text = document.text[: slip.start] + slip.after + document.text[behind:]
    return replace(document, text=text, blocks=tuple(map(moved, document.blocks)))


def _moved(block: Block, after: int, by: int) -> Block:
    start, end = (at + by if at > after else at for at in (block.start, block.end))
    return replace(block, start=start, end=end)


def _outcome(slip: Slip, audited: Audit) -> Outcome:
    before = {finding.finding_id for finding in slip.audited.findings}
    checks = audited.by_claim()
    new = [f for f in audited.findings if f.severity != "note" and f.finding_id not in before]
    hits = [finding for finding in new if _points_at(slip, finding, checks.get(finding.claim_id))]
    return Outcome(slip, bool(hits), any(_mends(slip, finding) for finding in hits), len(new) - len(hits))


def _points_at(slip: Slip, finding: Finding, check: Check | None) -> bool:
    spans = [(finding.start, finding.end), *((f.start, f.end) for f in (check.claim.figures() if check else ()))]
    return any(start < slip.end and end > slip.start for start, end in spans)


def _mends(slip: Slip, finding: Finding) -> bool:
    return any(
        repair.value == slip.was and repair.figure.start < slip.end and repair.figure.end > slip.start
        for repair in finding.repairs[:1]
    )


COUNTS: Mapping[str, Callable[[Outcome], int]] = {
    "planted": lambda _: 1,
    "found": lambda outcome: outcome.found,
    "missed": lambda outcome: not outcome.found,
    "first repair right": lambda outcome: outcome.mended,
    "falsely reported": lambda outcome: outcome.false,
}
BY: Mapping[str, Callable[[Outcome], str]] = {
    "kind of claim": lambda outcome: outcome.slip.kind,
    "kind of slip": lambda outcome: outcome.slip.name,
}


def counts(outcomes: Iterable[Outcome]) -> dict[str, int]:
    """How many were planted, found, missed, put right by the first repair, and falsely reported."""
    total: Counter[str] = Counter()
    for outcome in outcomes:
        total.update({name: int(count(outcome)) for name, count in COUNTS.items()})
    return {name: total[name] for name in COUNTS}


def groups(outcomes: Sequence[Outcome]) -> dict[str, dict[str, dict[str, int]]]:
    """The same by kind of claim and by kind of slip."""
    return {
        by: {key: counts(o for o in outcomes if key_of(o) == key) for key in sorted(set(map(key_of, outcomes)))}
        for by, key_of in BY.items()
    }


def table(outcomes: Sequence[Outcome]) -> Iterator[str]:
    """Both as lines for a reader."""
    yield from _rows("all", {"": counts(outcomes)})
    for by, rows in groups(outcomes).items():
        yield from ("", *_rows(by, rows))


def _rows(head: str, rows: Mapping[str, Mapping[str, int]]) -> Iterator[str]:
    widths = {name: max(len(name), 7) for name in COUNTS}
    yield f"{head:16}" + "".join(f"  {name:>{width}}" for name, width in widths.items())
    for key, row in rows.items():
        yield f"{key:16}" + "".join(f"  {row[name]:>{width}}" for name, width in widths.items())


def data(outcomes: Sequence[Outcome]) -> dict[str, Any]:
    """Both for programs, with every slip."""
    return {"all": counts(outcomes), **groups(outcomes), "slips": [_datum(outcome) for outcome in outcomes]}


def _datum(outcome: Outcome) -> dict[str, Any]:
    slip = outcome.slip
    source, line, column = slip.place()
    place = {"source": source, "line": line, "column": column, "before": slip.before, "after": slip.after}
    what = {"kind of claim": slip.kind, "role": slip.role, "kind of slip": slip.name}
    return (
        place | what | {"found": outcome.found, "first repair right": outcome.mended, "falsely reported": outcome.false}
    )
