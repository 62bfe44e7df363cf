"""Sums: a total and the list that makes it up, found by arithmetic and by words and layout."""

from collections import defaultdict
from collections.abc import Iterator
from math import log10

from pipeline.claims.arithmetic import grain
from pipeline.claims.breakdown import distance, evidence, explicit, remoteness, too_small
from pipeline.claims.context import Context
from pipeline.claims.footing import looks
from pipeline.claims.heads import proposed
from pipeline.claims.lists import Parts, longest
from pipeline.claims.reading import Members, Reading
from pipeline.claims.totals import Hit, agrees, hits
from pipeline.claims.unequal import announced, may_be_said, slip

FAMILY = 1.2  # decades for a sum that its neighbours repeat
ALONE, BESIDE = 1.5, 0.9  # decades against chance of the sum, or of one of its neighbours, from which it counts
CLEAR = 1.5  # decades of odds from which it does not count against a list what it looks like
NESTED = 1.5  # decades against a list of two lists that are summed themselves
UNTOLD = 0.5  # decades against a list that no words announce
SURE = 0.9  # decades for total, announcement and list without a gap
Families = dict[Parts, list[float]]


def read(ctx: Context) -> Iterator[Reading]:
    """All sums that words, layout or arithmetic propose, each with its evidence."""
    seen: set[tuple[int, Parts]] = set()
    found = list(hits(ctx))
    families, whole = _families(ctx, found), _totals(found)
    for t, parts, tries in found:
        if (t, parts) not in seen and not too_small(ctx, t, parts):
            seen.add((t, parts))
            yield _adds_up(ctx, t, parts, tries, families, NESTED * _nested(ctx, t, parts, whole))
    for t, parts in proposed(ctx):
        if (t, parts) not in seen and may_be_said(ctx, t, parts):
            seen.add((t, parts))
            yield listed(ctx, t, parts, "sum.list", evidence(ctx, t, parts) - remoteness(ctx, t, parts))


def _totals(found: list[Hit]) -> dict[Parts, set[int]]:
    """The totals of each list."""
    totals: dict[Parts, set[int]] = defaultdict(set)
    for t, parts, _ in found:
        totals[parts].add(t)
    return totals


def _families(ctx: Context, found: list[Hit]) -> Families:
    """The decades against chance of the sums of each shape: columns of a hidden table add up side by side."""
    apart = {(t, parts): tries for t, parts, tries in found if max(t, *parts) - min(t, *parts) > len(parts)}
    families: Families = defaultdict(list)
    for (t, parts), tries in apart.items():
        families[_shape(t, parts)].append(_chance(ctx, t, parts, tries))
    return families


def _shape(t: int, parts: Parts) -> Parts:
    """Where the parts stand, seen from the total."""
    return tuple(p - t for p in parts)


def _chance(ctx: Context, t: int, parts: Parts, tries: int) -> float:
    """Decades against chance: the span of the total over its last digit, and over the totals that lay nearer."""
    width = max(ctx.high[t] - ctx.low[t], sum(ctx.high[p] - ctx.low[p] for p in parts), grain(ctx, (t, *parts)))
    likes, _ = distance(ctx, t, parts)
    return log10(max(1.0, float(ctx.value[t] / width))) - log10(2 * (1 + likes) * tries)


def _nested(ctx: Context, t: int, parts: Parts, whole: dict[Parts, set[int]]) -> bool:
    """Whether the list falls into two with totals of their own, or into one and a figure: then those are its parts.

    Nor does it hold a total and its parts.
    """
    if any(parts[:k] in whole and parts[k:] in whole for k in range(2, len(parts) - 1)):
        return True
    ends = ((parts[1:], parts[0]), (parts[:-1], parts[-1]))
    if any(alone in whole.get(some, ()) and ctx.digits(alone) > 1 for some, alone in ends):
        return True
    inner = ((u, alone) for some, alone in ends for u in whole.get(some, ()) if ctx.alike(u, t) == 2)
    return any(t in whole.get((min(u, alone), max(u, alone)), ()) for u, alone in inner)


def _adds_up(ctx: Context, t: int, parts: Parts, tries: int, families: Families, less: float) -> Reading:
    odds = _chance(ctx, t, parts, tries)
    far = remoteness(ctx, t, parts) / 2 if ctx.digits(t) < 4 else 0.0
    if len(parts) > 3 and parts == longest(ctx, parts[0]):
        far = min(far, 1.0)
    like = families[_shape(t, parts)]
    family = FAMILY * (len(like) > 1 and (odds > ALONE or sorted(like)[-2] > BESIDE))
    words = evidence(ctx, t, parts) - far + family - less
    seen = looks(ctx, t, parts)
    words += seen if odds < CLEAR else max(seen, 0.0)
    return Reading("sum", "sum.adds-up", _members(t, parts), words, odds, True)


def listed(ctx: Context, t: int, parts: Parts, rule: str, words: float) -> Reading:
    """A sum that was read without its arithmetic."""
    holds = agrees(ctx, t, parts)
    if holds:
        return Reading("sum", rule, _members(t, parts), words, _chance(ctx, t, parts, 1), True)
    words += SURE * announced(ctx, t, parts) - UNTOLD * (not explicit(ctx, t, parts))
    return Reading("sum", rule, _members(t, parts), words, slip(ctx, t, parts), False)


def reading(rule: str, t: int, parts: Parts, words: float, slip: float) -> Reading:
    """A list with a slip."""
    return Reading("sum", rule, _members(t, parts), words, slip, False)


def _members(t: int, parts: Parts) -> Members:
    return ("total", t), *(("part", p) for p in parts)
