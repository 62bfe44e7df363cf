"""Restatements: one measure, said twice or more."""

from bisect import bisect_left
from collections import Counter, defaultdict
from collections.abc import Iterator
from decimal import Decimal
from itertools import combinations
from math import log10

from pipeline.claims.context import Context
from pipeline.claims.reading import Reading
from pipeline.claims.slips import EDITS, one_slip

COMMON = 4  # a word beside more figures than this tells little
MENTIONS = 6  # of one value, those before a figure that it is held against
NEAR = 60  # figures among which a mistyped repetition is sought
CONVERTED = 1.5  # decades for one figure that says another in its own unit
INDEX = 3  # words that two mentions of one index share


def read(ctx: Context) -> Iterator[Reading]:
    """Pairs of figures that say one thing twice, or would but for a slip."""
    common = Counter(w for i in range(len(ctx.figures)) for w in ctx.layout.words(i))
    twins: set[int] = set()
    for i, j in sorted({*_same(ctx), *_rounded(ctx)}):
        if _comparable(ctx, i, j):
            twins |= {i, j}
            rule = "restatement.equal" if ctx.value[i] == ctx.value[j] else "restatement.rounded"
            yield Reading("restatement", rule, _members(i, j), evidence(ctx, i, j, common), _chance(ctx, i, j), True)
    yield from _slips(ctx, twins, common)


def _members(i: int, j: int) -> tuple[tuple[str, int], ...]:
    return ("value", i), ("value", j)


def _comparable(ctx: Context, i: int, j: int) -> bool:
    return bool(ctx.alike(i, j)) and (ctx.unit[i] == "%") == (ctx.unit[j] == "%")


def _same(ctx: Context) -> Iterator[tuple[int, int]]:
    """Figures of one value, each with the last ones before it."""
    mentions: dict[Decimal, list[int]] = defaultdict(list)
    for i, value in enumerate(ctx.value):
        yield from ((k, i) for k in mentions[value][-MENTIONS:])
        mentions[value].append(i)


def _rounded(ctx: Context) -> Iterator[tuple[int, int]]:
    """Figures with those that they round or cut off."""
    order = sorted(range(len(ctx.figures)), key=lambda i: ctx.value[i])
    values = [ctx.value[i] for i in order]
    for i in order:
        step = ctx.ulp(i)
        if ctx.high[i] > ctx.low[i]:
            fine = order[bisect_left(values, ctx.value[i] - step / 2) : bisect_left(values, ctx.value[i] + step)][
                :MENTIONS
            ]
            yield from ((min(i, j), max(i, j)) for j in fine if ctx.value[j] != ctx.value[i] and _finer(ctx, j, step))


def _finer(ctx: Context, j: int, step: Decimal) -> bool:
    return ctx.high[j] == ctx.low[j] or ctx.ulp(j) < step


# -- mistyped ----------------------------------------------------------------------------------------------------------


def _slips(ctx: Context, twins: set[int], common: Counter[str]) -> Iterator[Reading]:
    """A figure that nothing repeats, one slip away from another that words call the same."""
    makes = Counter((f.unit, f.decimals) for f in ctx.figures)
    manner = [(f.decimals, f.scale, f.kind, f.bound) for f in ctx.figures]
    for i, f in enumerate(ctx.figures):
        if i in twins or f.bound != "exact" or ctx.digits(i) < (2 if headline(ctx, i) else 3):
            continue
        lone = bool(f.unit) and makes[f.unit, f.decimals] == 2
        like = (j for j in range(i + 1, min(len(ctx.figures), i + NEAR)) if manner[j] == manner[i])
        near = [j for j in like if _near(ctx, i, j)]
        if len({ctx.value[j] for j in near}) > 1:
            continue  # a price that moves, not one that is mistyped
        for j in near:
            if (lone or headline(ctx, i) or _points_back(ctx, j)) and _one_thing(ctx, i, j):
                words = evidence(ctx, i, j, common) + 1.0 * lone
                odds = ctx.digits(i) - log10(EDITS * ctx.digits(i))
                yield Reading("restatement", "restatement.slip", _members(i, j), words, odds, False)


def _one_thing(ctx: Context, i: int, j: int) -> bool:
    """Whether two figures that differ are of one thing: two words in common, or the same digits in another order."""
    if ctx.layout.sentence[i] == ctx.layout.sentence[j]:
        return False
    shared = (ctx.layout.words(i) | ctx.layout.lead[i]) & (ctx.layout.words(j) | ctx.layout.lead[j])
    return len(shared - ctx.plain) >= (1 if headline(ctx, i) else 2) or _same_digits(ctx, i, j)


def _near(ctx: Context, i: int, j: int) -> bool:
    """Whether one slip lies between two figures of three significant digits or more and of one unit."""
    if ctx.figures[i].unit != ctx.figures[j].unit and not headline(ctx, i):
        return False
    if not one_slip(ctx.written[i], ctx.written[j]):
        return False
    return min(_significant(ctx, i), _significant(ctx, j)) >= 3 or _same_digits(ctx, i, j)


def _same_digits(ctx: Context, i: int, j: int) -> bool:
    return sorted(ctx.written[i]) == sorted(ctx.written[j])


def indices(ctx: Context, accepted: list[Reading]) -> Iterator[Reading]:
    """One named index with two values: "indeks ketahanan keluarga 76,69" and, elsewhere, 75,79."""
    told = {i for r in accepted for role, i in r.members if role in ("target", "mean", "item", "value", "delta")}
    free = [i for i, f in enumerate(ctx.figures) if f.kind == "index" and f.decimals and i not in told]
    pairs = [(i, j) for i, j in combinations(free[:NEAR], 2) if _one_index(ctx, i, j)]
    often = Counter(i for pair in pairs for i in pair)
    for i, j in pairs:
        if often[i] == often[j] == 1:  # a name with three values is a series
            yield Reading("restatement", "restatement.index", _members(i, j), 2.0, 1.2, False)


def _one_index(ctx: Context, i: int, j: int) -> bool:
    lay = ctx.layout
    if lay.group[i] == lay.group[j]:
        return False
    names = (lay.words(i) | lay.lead[i]) & (lay.words(j) | lay.lead[j]) - ctx.plain
    near = max(ctx.value[i], ctx.value[j]) < 2 * min(ctx.value[i], ctx.value[j])
    return len(names) >= INDEX and near and ctx.figures[i].decimals == ctx.figures[j].decimals


# -- evidence ----------------------------------------------------------------------------------------------------------


def evidence(ctx: Context, i: int, j: int, common: Counter[str]) -> float:
    """How strongly the words say that both figures are one measure; blind to the values."""
    lay, cue = ctx.layout, ctx.cue
    score = (-1.0, 0.0, 0.4)[ctx.alike(i, j)] + 1.0 * headline(ctx, i) + 0.9 * _points_back(ctx, j)
    shared = lay.own[i] & lay.own[j]
    rare = sum(common[w] <= COMMON for w in shared)  # counted first: floats added in the order of a set would differ
    score += 0.5 * min(3.0, rare + 0.4 * (len(shared) - rare))
    score += 0.3 * min(3, _topics(ctx, i, j)) - 0.3 * ((lay.depth[i] > 0) != (lay.depth[j] > 0))
    score -= sum(0.3 * bool(lay.since[k] & cue.move or lay.since[k] & cue.rate) for k in (i, j))
    if lay.sentence[i] == lay.sentence[j]:
        score += CONVERTED if _converted(ctx, i, j) else -0.3 if set(lay.between(i, j)) & cue.same else -1.0
    periods = {ctx.figures[k].period for k in (i, j)} - {""}
    return score - 0.8 * (len(periods) == 2)


def _converted(ctx: Context, i: int, j: int) -> bool:
    """Whether one figure says the other in another unit: "5.899 gram atau 5,9 kilogram"."""
    units = ctx.figures[i].unit != ctx.figures[j].unit and ctx.factor[i] != ctx.factor[j]
    return units and j == i + 1 and bool(ctx.layout.since[j] & ctx.cue.same)


def headline(ctx: Context, i: int) -> bool:
    """Whether the figure stands in the headline."""
    return ctx.layout.block[i] == 0 and ctx.layout.document.blocks[0].kind == "heading"


def _points_back(ctx: Context, j: int) -> bool:
    """Whether the words say that the figure was named before: "ke-436 orang itu"."""
    return bool(ctx.layout.ahead_until(j, 3, ",.NP(") & ctx.cue.back)


def _topics(ctx: Context, i: int, j: int) -> int:
    """How many words of its sentence name the same thing before both figures, in different places of the text."""
    lay = ctx.layout
    if lay.group[i] == lay.group[j]:
        return 0
    return len((lay.lead[i] & lay.lead[j]) - ctx.plain - lay.words(i) - lay.words(j))


def _chance(ctx: Context, i: int, j: int) -> float:
    """Significant digits that agree, over the pairs that might have by chance; round numbers are common."""
    return min(_significant(ctx, k) for k in (i, j)) - log10(4) - 0.4 * (ctx.value[i] < 10)


def _significant(ctx: Context, i: int) -> int:
    figure, digits = ctx.figures[i], ctx.written[i] or str(int(ctx.value[i]))
    return len(digits) if figure.decimals or figure.value < 100 else len(digits.rstrip("0")) or 1
