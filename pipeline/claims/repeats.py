"""Restatements: one measure, said twice or more."""

import re
from collections import Counter
from collections.abc import Iterator
from math import log10

from pipeline.claims.context import Context
from pipeline.claims.cues import cues
from pipeline.claims.reading import Reading
from pipeline.claims.slips import digits as _digits, one_slip
from pipeline.records import Figure

COMMON = 4  # a word beside more figures than this tells little


def equal(ctx: Context, i: int, j: int) -> bool:
    """Whether both say the same: equal, or the shorter one rounds or cuts off the other."""
    if ctx.value[i] == ctx.value[j]:
        return True
    wide, fine = (i, j) if ctx.high[i] - ctx.low[i] > ctx.high[j] - ctx.low[j] else (j, i)
    step = ctx.high[wide] - ctx.low[wide]
    if not step or step <= ctx.high[fine] - ctx.low[fine]:
        return False
    return ctx.low[wide] <= ctx.value[fine] < ctx.value[wide] + step


def headline(ctx: Context, i: int) -> bool:
    """Whether the figure stands in the headline."""
    return ctx.layout.block[i] == 0 and ctx.layout.document.blocks[0].kind == "heading"


def _points_back(ctx: Context, j: int) -> bool:
    """Whether the words say that the figure was named before: "ke-436 orang itu"."""
    lay, cue = ctx.layout, cues(ctx.language)
    ahead = lay.signs[lay.place[j] + 1 : lay.place[j] + 4]
    return bool(set(re.split("[,.NP(]", ahead)[0]) & cue.back)


def _shared(ctx: Context, i: int, j: int, common: Counter[str]) -> float:
    """How much the words beside both figures have in common; rare words count in full."""
    both = ctx.layout.words(i) & ctx.layout.words(j)
    return sum(1.0 if common[w] <= COMMON else 0.4 for w in both)


def _topics(ctx: Context, i: int, j: int) -> int:
    """How many words of its sentence name the same thing before both figures, in different places of the text."""
    lay = ctx.layout
    if lay.group[i] == lay.group[j]:
        return 0
    return len((lay.lead[i] & lay.lead[j]) - ctx.plain - lay.words(i) - lay.words(j))


def evidence(ctx: Context, i: int, j: int, common: Counter[str]) -> float:
    """How strongly the words say that both figures are one measure; blind to the values."""
    lay, cue = ctx.layout, cues(ctx.language)
    score = {2: 0.4, 1: 0.0, 0: -1.0}[ctx.alike(i, j)]
    score += 0.5 * min(3.0, _shared(ctx, i, j, common))
    score += 0.3 * min(3, _topics(ctx, i, j)) + 1.0 * headline(ctx, i) + 0.9 * _points_back(ctx, j)
    for k in (i, j):
        score -= 0.3 * bool(set(lay.gaps[k]) & (cue.move | cue.rate))
    if lay.sentence[i] == lay.sentence[j]:
        score -= 0.3 if set(lay.between(i, j)) & cue.same else 1.0
    score -= 0.3 * ((lay.depth[i] > 0) != (lay.depth[j] > 0))
    periods = {ctx.figures[k].period for k in (i, j)} - {""}
    return score - 0.8 * (len(periods) == 2)


def read(ctx: Context) -> Iterator[Reading]:
    """Pairs of figures that say one thing twice, or would but for a slip."""
    count = len(ctx.figures)
    twins = {i for i in range(count) for j in range(count) if i != j and ctx.alike(i, j) and equal(ctx, i, j)}
    common = Counter(w for i in range(count) for w in ctx.layout.words(i))
    mentions = Counter((ctx.figures[i].unit, ctx.figures[i].decimals) for i in range(count))
    for i in range(count):
        for j in range(i + 1, count):
            if (ctx.alike(i, j) or (headline(ctx, i) and ctx.addable(i, j))) and (ctx.unit[i] == "%") == (ctx.unit[j] == "%"):
                yield from _pair(ctx, i, j, common, mentions, twins)


def _pair(ctx: Context, i: int, j: int, common: Counter[str], mentions: Counter, twins: set[int]) -> Iterator[Reading]:
    members = (("value", i), ("value", j))
    if equal(ctx, i, j):
        rule = "restatement.equal" if ctx.value[i] == ctx.value[j] else "restatement.rounded"
        yield Reading("restatement", rule, members, evidence(ctx, i, j, common), _odds(ctx, i, j), True)
    elif i not in twins and _near(ctx, i, j):
        lone = mentions[ctx.figures[i].unit, ctx.figures[i].decimals] == 2 and bool(ctx.figures[i].unit)
        words = evidence(ctx, i, j, common) + 1.0 * lone
        if headline(ctx, i) or _points_back(ctx, j) or lone:
            size = len(_digits(ctx.figures[i].value, ctx.figures[i]))
            yield Reading("restatement", "restatement.near", members, words, size - log10(11 * size), False)


def indices(ctx: Context, accepted: list[Reading]) -> Iterator[Reading]:
    """One named index with two values: "indeks ketahanan keluarga 76,69" and, elsewhere, 75,79."""
    told = {i for r in accepted for role, i in r.members if role in ("target", "mean", "item", "value", "delta")}
    free = [i for i, f in enumerate(ctx.figures) if f.kind == "index" and f.decimals and i not in told]
    for i in free:
        for j in free:
            if i < j and ctx.layout.group[i] != ctx.layout.group[j] and _one_index(ctx, i, j):
                yield Reading("restatement", "restatement.index", (("value", i), ("value", j)), 2.0, 1.2, False)


def _one_index(ctx: Context, i: int, j: int) -> bool:
    lay = ctx.layout
    names = (lay.words(i) | lay.lead[i]) & (lay.words(j) | lay.lead[j]) - ctx.plain
    near = max(ctx.value[i], ctx.value[j]) < 2 * min(ctx.value[i], ctx.value[j])
    return len(names) >= 3 and near and ctx.figures[i].decimals == ctx.figures[j].decimals


def _near(ctx: Context, i: int, j: int) -> bool:
    """Whether one slip of the pen lies between two figures of three digits or more, written alike."""
    f, g = ctx.figures[i], ctx.figures[j]
    a, b = _digits(f.value, f), _digits(g.value, g)
    if (f.decimals, f.scale) != (g.decimals, g.scale) or (f.unit != g.unit and not headline(ctx, i)):
        return False
    return min(len(a), len(b)) >= 3 and one_slip(a, b)


def _odds(ctx: Context, i: int, j: int) -> float:
    """Significant digits that agree, over the pairs that might have by chance; round numbers are common."""
    return min(_significant(ctx.figures[k]) for k in (i, j)) - log10(4) - 0.4 * (ctx.value[i] < 10)


def _significant(figure: Figure) -> int:
    digits = _digits(figure.value, figure)
    return len(digits) if figure.decimals or figure.value < 100 else len(digits.rstrip("0")) or 1
