"""Sums with a slip: a list that layout ends, and a figure not far off that it would make but for one digit."""

from collections.abc import Iterator

from pipeline.claims import sums, unequal
from pipeline.claims.breakdown import evidence, explicit, kindred, remoteness
from pipeline.claims.context import Context
from pipeline.claims.footing import of_this_total
from pipeline.claims.lists import Parts, columns, extends, natural
from pipeline.claims.reading import Reading
from pipeline.claims.totals import agrees

BEFORE, BEHIND = 40, 4  # figures before a list and behind it among which its total is sought
SAID = 2.4  # decades of words from which a list that a slip explains is reported
# Decades, fitted by logistic regression: lists one slip away from a figure in 3,000 texts against 470 planted slips.
WEIGHTS = {
    "decade of words": 0.37, "decade of slip": 0.37, "announced": 0.75, "of this total": 0.33, "next sentence": 0.42,
    "likes between": -0.08, "two parts": -0.37, "parts that add up elsewhere": -0.97,
    "total of another list": -0.1, "measure": -0.99, "money": -0.7,
}  # fmt: skip
_UNLIKELY = -2.25  # decades against any such pair


def read(ctx: Context, accepted: list[Reading]) -> Iterator[Reading]:
    """Lists that make no total, with the figures of which a slip keeps them; ``accepted`` are readings that hold."""
    added = [r for r in accepted if r.kind == "sum"]
    spent = {p for r in added for p in r.indices("part")}
    whole, totals = {r.indices("part") for r in added}, {r.indices("total")[0] for r in added}
    for parts in {parts for first in range(len(ctx.figures)) for parts in _lists(ctx, first)} - whole:
        for t in _totals(ctx, parts):
            slip = unequal.slip(ctx, t, parts)
            said = _weight(ctx, t, parts, slip)
            said += WEIGHTS["parts that add up elsewhere"] * sum(p in spent for p in parts) / len(parts)
            said += WEIGHTS["total of another list"] * (t in totals)
            if said > 0:
                yield sums.reading("sum.slip", t, parts, SAID + said, slip)


def _lists(ctx: Context, first: int) -> Iterator[Parts]:
    for whole in natural(ctx, first):
        yield from (parts for parts in columns(ctx, whole) if len(parts) > 1 and ctx.unit[parts[0]] != "%")


def _totals(ctx: Context, parts: Parts) -> Iterator[int]:
    """The figures near a list that may be its total, and are not for a slip alone."""
    first, beyond = parts[0], range(parts[-1] + 1, min(len(ctx.value), parts[-1] + BEHIND))
    goes_on = first > 0 and ctx.alike(first - 1, first) and extends(ctx, first - 1, first)
    near = (first - 1,) if goes_on else (*range(max(0, first - BEFORE), first), *beyond)
    values = {ctx.value[p] for p in parts}
    sort = [t for t in near if _of_its_sort(ctx, t, parts) and ctx.value[t] not in values]
    made = min((abs(t - parts[0]) for t in sort if agrees(ctx, t, parts)), default=BEFORE + 1)
    yield from (t for t in sort if abs(t - parts[0]) < made and unequal.may_be_mistyped(ctx, t, parts))


def _of_its_sort(ctx: Context, t: int, parts: Parts) -> bool:
    """Whether a figure is of the sort and time of the parts, and no rate; behind them, words must call it total."""
    near = ctx.layout.near[t]
    if ctx.figures[t].kind != ctx.figures[parts[0]].kind or ctx.rate[t]:
        return False
    if t > parts[0] and (not near & ctx.cue.total or near & ctx.cue.source):
        return False
    if not ctx.of_one_time((t, *parts)) or 2 * sum(bool(ctx.alike(t, p)) for p in parts) < len(parts):
        return False
    return all(kindred(ctx, t, p, parts[0]) for p in parts)


def _weight(ctx: Context, t: int, parts: Parts, slip: float) -> float:
    """Decades for a slip in this sum, but for what other sums say of its figures."""
    sentence, kind = ctx.layout.sentence, ctx.figures[t].kind
    seen = {
        "decade of words": evidence(ctx, t, parts),
        "decade of slip": slip,
        "announced": explicit(ctx, t, parts),
        "of this total": of_this_total(ctx, t, parts),
        "next sentence": sentence[parts[0]] - sentence[t] == 1,
        "likes between": remoteness(ctx, t, parts),
        "two parts": len(parts) == 2,
        "measure": kind == "measure",
        "money": kind == "money",
    }
    return _UNLIKELY + sum(WEIGHTS[name] * float(size) for name, size in seen.items())


__all__ = ["read"]
