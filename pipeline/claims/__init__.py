"""Which figures must agree: words read, arithmetic chooses, only strong readings accuse."""

from dataclasses import replace
from decimal import Decimal

from pipeline import kinds
from pipeline.claims import (
    averages,
    changes,
    conversions,
    identities,
    indices,
    mislisted,
    mistyped,
    named,
    outcomes,
    percents,
    products,
    rates,
    remote,
    repeats,
    rescaled,
    siblings,
    subsets,
    sums,
    targets,
)
from pipeline.claims.context import Context, context
from pipeline.claims.frames import matches
from pipeline.claims.layout import Layout
from pipeline.claims.reading import Reading
from pipeline.claims.resolve import enough, resolve
from pipeline.language import Language
from pipeline.records import Claim, Member
from pipeline.units import aligned

STRETCH = 100  # figures that are read together; a release of two pages has forty
CUE = 120  # characters of the words between two figures that a reader is shown
SURE = 2.0  # decades of words from which a reading that holds is called strong


def infer(layout: Layout, language: Language) -> tuple[Claim, ...]:
    """The claims of a release, in the order of their figures."""
    ctx = context(layout, language)
    chosen = sorted(resolve(_all_readings(ctx)), key=lambda r: (r.members, r.kind))
    return tuple(_claim(ctx, n, r) for n, r in enumerate(chosen, 1))


def _all_readings(ctx: Context) -> list[Reading]:
    """The readings of a release; a long one is read in stretches that overlap by half, so that time is linear."""
    count = len(ctx.figures)
    if count <= STRETCH:
        return readings(ctx)
    found = {}
    for first in range(0, count - STRETCH // 2, STRETCH // 2):
        for r in readings(ctx.stretch(first, min(count, first + STRETCH))):
            members = tuple((role, i + first) for role, i in r.members)
            if enough(r):
                r = r._replace(members=members, anchors=frozenset(i + first for i in r.anchors))
            found[r.kind, members] = r
    return list(found.values())


def readings(ctx: Context) -> list[Reading]:
    """All that may be read: by words and arithmetic first, then what the best of that says about its neighbours."""
    found = list(matches(ctx.layout, ctx.language))
    first = [_valued(ctx, r) for r in (
        *sums.read(ctx), *identities.read(ctx), *percents.read(ctx, found), *changes.read(ctx, found),
        *repeats.read(ctx), *mistyped.read(ctx), *named.read(ctx), *rescaled.read(ctx), *targets.read(ctx, found),
        *averages.read(ctx), *products.read(ctx), *rates.read(ctx), *conversions.read(ctx), *outcomes.read(ctx),
    )]  # fmt: skip
    accepted = resolve(r for r in first if r.holds)
    rows = list(siblings.read(ctx, accepted))
    more = [
        *subsets.read(ctx, found, accepted),
        *rows,
        *mislisted.read(ctx, accepted),
        *indices.read(ctx, [*accepted, *rows]),
    ]
    accused = [r for r in (*first, *more) if not r.holds and enough(r)]
    return first + [_valued(ctx, r) for r in (*more, *remote.read(ctx, accepted, accused))]


def _valued(ctx: Context, reading: Reading) -> Reading:
    """With what only readings that may stand are asked for."""
    if not enough(reading):
        return reading
    values = tuple(sorted((role, ctx.value[i]) for role, i in reading.members))
    return reading._replace(values=values, anchors=frozenset(reading.indices("percent", "delta", "mean")))


def _claim(ctx: Context, number: int, r: Reading) -> Claim:
    members = tuple(Member(role, ctx.figures[i], _times(ctx, r, role, i)) for role, i in r.members)
    name = f"{ctx.layout.document.doc_id}#C{number:03d}"
    tier = "strong" if not r.holds or r.words >= SURE else "weak"
    claim = Claim(name, r.kind, r.rule, members, tier, _confidence(r), r.direction, _cue(ctx, r))
    return replace(claim, tier="weak") if r.holds and tier == "strong" and not _holds(ctx, claim) else claim


def _holds(ctx: Context, claim: Claim) -> bool:
    """Whether the verdict agrees with the search that the claim holds; only what was read as wrong may accuse."""
    return kinds.verdict(aligned(claim, ctx.language)).status != kinds.INCONSISTENT


def _times(ctx: Context, r: Reading, role: str, i: int) -> int:
    return ctx.times[i] if r.kind == "sum" and role == "part" else 1


def _confidence(r: Reading) -> Decimal:
    """From the decades of evidence, one is 0.9: at most 0.99 for what holds, 0.95 for what accuses."""
    most = 2.0 if r.holds else 1.3
    return Decimal(str(round(1 - 10 ** -max(0.0, min(r.score, most)), 2)))


def _cue(ctx: Context, r: Reading) -> str:
    """The words between the first two figures in the order of the text, by which they were joined; the last of many."""
    first, second = sorted(r.indices())[:2]
    figures, text = ctx.figures, ctx.layout.document.text
    words = " ".join(text[figures[first].end : figures[second].start].split())
    nearest = words if len(words) <= CUE else words[-CUE:].partition(" ")[2]
    return nearest.strip(' ,.;:()"“”')


__all__ = ["infer"]
