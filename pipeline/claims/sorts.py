"""Whether the parts of a list are of the sort of its total, so that they can be added."""

from decimal import Decimal

from pipeline.claims.arithmetic import HUNDRED
from pipeline.claims.breakdown import kindred, opposed, summed_up
from pipeline.claims.context import Context
from pipeline.claims.lists import Parts, head
from pipeline.claims.opposites import complementary

OFF = Decimal("0.02")  # of its total: a list of several sorts is off by no more


def of_one_sort(ctx: Context, t: int, parts: Parts) -> bool:
    """Whether all parts can be added; percentages add up only where words call it a total."""
    called = summed_up(ctx, t, parts)
    if ctx.unit[t] == "%" and not called:
        return False
    added = all(ctx.addable(p, parts[0]) for p in parts) and not _two_columns(ctx, parts)
    one_sort = all(kindred(ctx, t, p, parts[0]) for p in parts) and _alike(ctx, t, parts)
    return added and (one_sort or any(test(ctx, t, parts) for test in _SORTS))


def _two_columns(ctx: Context, parts: Parts) -> bool:
    """Whether the figures are told by twos, each of another unit: "57 bus dengan 2.127 orang, 51 dengan 2.518"."""
    one, other = ({ctx.unit[p] for p in parts[side::2]} for side in (0, 1))
    return len(parts) > 3 and len(one) == len(other) == 1 and one != other


def _mostly_detailed(ctx: Context, t: int, parts: Parts) -> bool:
    """Whether most parts of a detailed list are of the sort of its total: "kapal 296, bencana 163, kebakaran 82"."""
    alike = sum(bool(ctx.alike(t, p)) for p in parts)
    return t == head(ctx, parts[0]) and 2 * alike > len(parts) > 2 and bool(ctx.layout.near[parts[0]] & ctx.cue.details)


def _nearly_all_sorts(ctx: Context, t: int, parts: Parts) -> bool:
    """Whether a list of several sorts, announced right behind its total, makes nearly that: no chance among large ones.

    "1.312 tempat, terdiri dari 640 kios, 415 warung, 182 gudang dan 73 lapak".
    """
    told = t == head(ctx, parts[0]) and len(parts) > 2 and bool(ctx.layout.since[parts[0]] & ctx.cue.consists)
    made, total = ctx.made(parts)[0], ctx.value[t]
    return told and total >= HUNDRED and abs(made - total) <= total * OFF


def _each_of_two(ctx: Context, t: int, parts: Parts) -> bool:
    """Whether what is counted is told for both sides: "2.374 lembar, masing-masing pria 1.359 dan wanita 1.015"."""
    each = bool(ctx.layout.since[parts[0]] & ctx.cue.each)
    return t == head(ctx, parts[0]) and each and complementary(ctx, parts)


_SORTS = (_mostly_detailed, _nearly_all_sorts, _each_of_two, opposed)


def _alike(ctx: Context, t: int, parts: Parts) -> bool:
    """Whether the parts are of the unit of the total, or in one sentence: not 26 prisons, and 105 prisoners in one."""
    own = [ctx.alike(t, p) for p in parts]
    return all(own) or not any(own) or ctx.layout.sentence[parts[0]] == ctx.layout.sentence[parts[-1]]
