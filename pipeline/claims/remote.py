"""Percentages told far from their part or their whole: of all figures, the pair that speaks most for itself."""

from bisect import bisect_right
from collections.abc import Iterator
from decimal import Decimal
from math import log10
from typing import NamedTuple

from pipeline.claims import percents
from pipeline.claims.arithmetic import HUNDRED
from pipeline.claims.context import Context
from pipeline.claims.reading import Reading

TELLING = 2  # digits of a percentage, at least, that no two figures have by chance
LIKELY = 1.4  # decades of words of a reading that is as likely as not
# Decades, fitted by logistic regression to 1,700 pairs for 400 percentages that nothing nearer explains, in 450
# annotated texts; the pairs are those that make the percentage, rounded or not.
WEIGHTS = {
    "decade of pairs": -0.8, "decade of digits": 0.4, "decade of distance": -0.7, "part in its sentence": -1.0,
    "part there or before": 1.4, "part moves": -1.0, "percentage moves": -1.0, "goal": 0.9, "known whole": 0.5,
    "part of its sum": 0.5, "said in another way": 1.7, "whole behind": -0.8, "part with a percentage": -0.65,
}  # fmt: skip
_UNLIKELY = -1.0  # decades of any such pair
Pair = tuple[int, int]  # the whole and the part


class _Told(NamedTuple):
    """What is known: wholes of other percentages, totals with parts, and figures told in percent as well."""

    wholes: frozenset[int]
    sums: frozenset[Pair]
    joined: dict[int, int]


def read(ctx: Context, accepted: list[Reading], accused: list[Reading]) -> Iterator[Reading]:
    """The part and the whole of each percentage that no other reading explains or accuses, where one pair is likely."""
    open_ones = _unexplained(ctx, [*accepted, *accused])
    if not open_ones:
        return
    told = _told(ctx, accepted)
    order = sorted((i for i, unit in enumerate(ctx.unit) if unit != "%" and ctx.value[i]), key=ctx.value.__getitem__)
    values = [ctx.value[i] for i in order]
    for p in open_ones:
        pairs = list(_pairs(ctx, p, order, values))
        several = len({(ctx.value[w], ctx.value[a]) for w, a in pairs})
        scored = [(_weight(ctx, p, pair, told) + WEIGHTS["decade of pairs"] * log10(several), pair) for pair in pairs]
        likely, (w, a) = max(scored, default=(-1.0, (0, 0)))
        if likely > 0:
            members = ("whole", w), ("part", a), ("percent", p)
            yield Reading("percent", "percent.remote", members, LIKELY + likely, 0.0, True)


def _unexplained(ctx: Context, read: list[Reading]) -> list[int]:
    told = {i for r in read for i in r.indices("percent", "delta")}
    open_ones = (p for p, unit in enumerate(ctx.unit) if unit == "%" and p not in told)
    return [p for p in open_ones if ctx.digits(p) >= TELLING and ctx.low[p] > 0]


def _told(ctx: Context, accepted: list[Reading]) -> _Told:
    wholes = (i for r in accepted if r.kind in ("percent", "target") for i in r.indices("whole", "target"))
    sums = ((r.indices("total")[0], p) for r in accepted if r.kind == "sum" for p in r.indices("part"))
    return _Told(frozenset(wholes), frozenset(sums), dict(percents.joined(ctx)))


def _pairs(ctx: Context, p: int, order: list[int], values: list[Decimal]) -> Iterator[Pair]:
    """Every whole and part that make the percentage as they are written: what may be rounded to it makes too many."""
    for a in order:
        part = ctx.value[a] * HUNDRED
        near = order[bisect_right(values, part / ctx.high[p]) : bisect_right(values, part / ctx.low[p])]
        yield from ((w, a) for w in near if w != a)


def _weight(ctx: Context, p: int, pair: Pair, told: _Told) -> float:
    """Decades for this whole and part, but for how many pairs there are."""
    w, a = pair
    lay, cue = ctx.layout, ctx.cue
    wide = ctx.high[p] - ctx.low[p]
    seen = {
        "decade of digits": log10(max(1.0, float(ctx.value[p] / wide))) if wide else 3.0,
        "decade of distance": log10(abs(w - p)),
        "part in its sentence": lay.sentence[p] == lay.sentence[a],
        "part there or before": lay.sentence[p] - lay.sentence[a] in (0, 1),
        "part moves": bool(lay.near[a] & cue.turn),
        "percentage moves": bool(lay.near[p] & cue.turn),
        "goal": bool(lay.near[w] & cue.goal),
        "known whole": w in told.wholes,
        "part of its sum": (w, a) in told.sums,
        "said in another way": told.joined.get(p) == a,
        "whole behind": w > p,
        "part with a percentage": any(b == a and q != p for q, b in told.joined.items()),
    }
    return _UNLIKELY + sum(WEIGHTS[name] * float(size) for name, size in seen.items())


__all__ = ["read"]
