"""Restatements: one measure, said twice or more."""

from bisect import bisect_left
from collections import Counter, defaultdict
from collections.abc import Iterator
from decimal import Decimal
from math import log10

from pipeline.claims.context import Context
from pipeline.claims.reading import Members, Reading

COMMON = 4  # a word beside more figures than this tells little
MENTIONS = 6  # of one value, those before a figure that it is held against
LINES, LONG = 3, 120  # lines that a headline has, at most, and characters of each
CONVERTED = 1.5  # decades for one figure that says another in its own unit


def read(ctx: Context) -> Iterator[Reading]:
    """Pairs of figures that say one thing twice."""
    common, pairs = commonness(ctx), sorted(_pairs(ctx))
    partners = Counter(i for pair in pairs for i in pair)
    for i, j in pairs:
        if not _defines(ctx, i, j):
            rule = "restatement.equal" if ctx.value[i] == ctx.value[j] else "restatement.rounded"
            words = evidence(ctx, i, j, common) + _ALONE * (headline(ctx, i) and partners[i] == 1)
            yield Reading("restatement", rule, members(i, j), words, _chance(ctx, i, j), True)


def repeated(ctx: Context) -> set[int]:
    """The figures that another one tells again, equal or rounded."""
    return {i for pair in _pairs(ctx) for i in pair}


def _pairs(ctx: Context) -> set[tuple[int, int]]:
    return {pair for pair in (*_same(ctx), *_rounded(ctx)) if comparable(ctx, *pair) or _percent_left_out(ctx, *pair)}


def members(i: int, j: int) -> Members:
    return ("value", i), ("value", j)


def comparable(ctx: Context, i: int, j: int) -> bool:
    """Whether two figures may say one measure: of one unit, or with a unit left out."""
    return bool(ctx.alike(i, j)) and (ctx.unit[i] == "%") == (ctx.unit[j] == "%")


def _percent_left_out(ctx: Context, i: int, j: int) -> bool:
    """Whether one of two equal decimals has no unit, and the other is a percentage: "turun jadi 8,37"."""
    bare = {ctx.unit[i], ctx.unit[j]} == {"", "%"} and ctx.value[i] == ctx.value[j]
    return bare and all(ctx.figures[k].decimals for k in (i, j))


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


# -- evidence ----------------------------------------------------------------------------------------------------------

# Decades of evidence, fitted by logistic regression to all pairs of equal figures in 360 annotated texts.
_HEADLINE, _BACK, _NAMED, _SHARED, _PERIOD, _SPELT = 0.8, 1.1, 0.5, 0.5, 0.45, 0.9
_ALONE, _QUOTED, _LABEL, _LISTED, _RANGE, _GOAL = 1.0, 0.6, -1.0, -1.2, -1.0, -1.0
_ROW_BEHIND, _ROW_BEFORE, _RATE = -1.3, -0.6, -0.2
_SAME_SENTENCE, _SAID_AGAIN, _BESIDE = -1.6, 2.1, 0.8
_DIGIT, _FEW, _EQUAL, _AMONG = 0.95, -0.65, 0.85, -1.0  # _AMONG: for each decade of figures in the release
_CHANCE = -1.35


def evidence(ctx: Context, i: int, j: int, common: Counter[str]) -> float:
    """How strongly the words say that both figures are one measure; blind to the values."""
    lay, cue = ctx.layout, ctx.cue
    score = (
        _HEADLINE * headline(ctx, i) + _BACK * points_back(ctx, j) + _SPELT * any(not ctx.written[k] for k in (i, j))
    )
    score += _SHARED * shared(ctx, i, j, common) + _rows(ctx, i, j)
    for gap in (lay.since[i], lay.since[j]):
        score += _NAMED * bool(gap & cue.back) + _RATE * bool(gap & cue.rate)
    if lay.sentence[i] == lay.sentence[j]:
        again = bool(set(lay.between(i, j)) & cue.same)
        score += _SAME_SENTENCE + _SAID_AGAIN * again + CONVERTED * converted(ctx, i, j)
    score += _BESIDE * company(ctx, i, j) + _QUOTED * in_quotation(ctx, j) + _LABEL * _one_label(ctx, i, j)
    score += _LISTED * (lay.group[i] == lay.group[j] and lay.block[i] != lay.block[j])
    score += _RANGE * (ctx.ranges(i) or ctx.ranges(j)) + _GOAL * (_is_goal(ctx, i) != _is_goal(ctx, j))
    return score + _PERIOD * (ctx.figures[i].period == ctx.figures[j].period != "")


def in_quotation(ctx: Context, j: int) -> bool:
    """Whether somebody is quoted with the figure: what is said there was told before."""
    document, block = ctx.layout.document, ctx.layout.block[j]
    before = document.text[document.blocks[block].start : ctx.figures[j].start]
    return before.count("“") > before.count("”") or before.count('"') % 2 == 1


def _is_goal(ctx: Context, i: int) -> bool:
    """Whether the last word for a target or an achievement that leads to a figure calls it a target."""
    told = [sign for sign in ctx.layout.gaps[i] if sign in ctx.cue.aim]
    return bool(told) and told[-1] in ctx.cue.goal


def _one_label(ctx: Context, i: int, j: int) -> bool:
    """Whether the same words name both figures, as they name rows of two lists."""
    return bool(ctx.figures[i].label) and ctx.figures[i].label == ctx.figures[j].label


def commonness(ctx: Context) -> Counter[str]:
    """Beside how many figures each word stands."""
    return Counter(w for i in range(len(ctx.figures)) for w in ctx.layout.words(i))


def shared(ctx: Context, i: int, j: int, common: Counter[str]) -> int:
    """How many rare words both figures have beside them; more than three say no more."""
    return min(3, sum(common[w] <= COMMON for w in ctx.layout.words(i) & ctx.layout.words(j)))


def _rows(ctx: Context, i: int, j: int) -> float:
    """What it counts against two figures that they stand in the same words: each row of a list has its own figure."""
    before, after = ctx.layout.before, ctx.layout.after
    behind = len(after[i]) > 2 and after[i][:3] == after[j][:3]
    return _ROW_BEHIND * behind + _ROW_BEFORE * (len(before[i]) > 1 and before[i][-2:] == before[j][-2:])


def _chance(ctx: Context, i: int, j: int) -> float:
    """Decades against two figures agreeing by chance: their digits, against the number of figures that might."""
    digits = min(3, significant(ctx, i), significant(ctx, j))
    score = _CHANCE + _DIGIT * digits + _FEW * (ctx.value[i] < 10) + _EQUAL * (ctx.value[i] == ctx.value[j])
    return score + _AMONG * log10(len(ctx.figures))


def converted(ctx: Context, i: int, j: int) -> bool:
    """Whether one figure says the other in another unit: "5.899 gram atau 5,9 kilogram"."""
    return _in_two_units(ctx, i, j) and j == i + 1 and bool(ctx.layout.since[j] & ctx.cue.same)


def _in_two_units(ctx: Context, i: int, j: int) -> bool:
    return ctx.figures[i].unit != ctx.figures[j].unit and ctx.factor[i] != ctx.factor[j]


def _defines(ctx: Context, i: int, j: int) -> bool:
    """Whether a unit is told by another, and nothing is measured: "1.000 gram atau 1 kilogram"."""
    return _in_two_units(ctx, i, j) and significant(ctx, i) == significant(ctx, j) == 1


def company(ctx: Context, i: int, j: int) -> int:
    """On how many sides the next figure of the sentence is the same for both: "0,20 persen ke level 8.353"."""
    return sum(one is not None and one == _beside(ctx, j, step) for step in (-1, 1) for one in [_beside(ctx, i, step)])


def _beside(ctx: Context, i: int, step: int) -> tuple[Decimal, str] | None:
    k, lay = i + step, ctx.layout
    if not 0 <= k < len(ctx.figures) or lay.sentence[k] != lay.sentence[i]:
        return None
    return ctx.value[k], ctx.unit[k]


def headline(ctx: Context, i: int) -> bool:
    """Whether the figure stands in the headline: the first line, or one of the few that follow it like it."""
    blocks, block = ctx.layout.document.blocks, ctx.layout.block[i]
    if blocks[0].kind != "heading" or block >= LINES:
        return False
    lines = (ctx.layout.document.text[b.start : b.end].rstrip() for b in blocks[1 : block + 1])
    return all(0 < len(line) < LONG and line[-1] not in '.:;,?!”"' for line in lines)


def points_back(ctx: Context, j: int) -> bool:
    """Whether the words say that the figure was named before: "ke-436 orang itu"."""
    return bool(ctx.layout.ahead_until(j, 3, ",.NP(") & ctx.cue.back)


def significant(ctx: Context, i: int) -> int:
    figure, digits = ctx.figures[i], ctx.written[i] or str(int(ctx.value[i]))
    return len(digits) if figure.decimals or figure.value < 100 else len(digits.rstrip("0")) or 1
