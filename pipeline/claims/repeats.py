"""Restatements: one measure, said twice or more."""

import re
from bisect import bisect_left
from collections import Counter, defaultdict
from collections.abc import Iterator
from decimal import Decimal
from itertools import combinations
from math import log10

from pipeline.claims.context import Context
from pipeline.claims.layout import ENDS
from pipeline.claims.reading import Reading
from pipeline.claims.slips import one_slip

COMMON = 4  # a word beside more figures than this tells little
MENTIONS = 6  # of one value, those before a figure that it is held against
NEAR = 60  # figures among which a mistyped repetition is sought
CONVERTED = 1.5  # decades for one figure that says another in its own unit
INDEX = 3  # words that two mentions of one index share
AROUND = 90  # characters before a figure that may name what it is of
_WORD = re.compile(r"[^\W\d_]{3,}")


def read(ctx: Context) -> Iterator[Reading]:
    """Pairs of figures that say one thing twice, or would but for a slip."""
    common = Counter(w for i in range(len(ctx.figures)) for w in ctx.layout.words(i))
    for i, j in sorted({*_same(ctx), *_rounded(ctx)}):
        if _comparable(ctx, i, j) and not _defines(ctx, i, j):
            rule = "restatement.equal" if ctx.value[i] == ctx.value[j] else "restatement.rounded"
            yield Reading("restatement", rule, _members(i, j), evidence(ctx, i, j, common), _chance(ctx, i, j), True)
    yield from _slips(ctx, common)


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


def _slips(ctx: Context, common: Counter[str]) -> Iterator[Reading]:
    """Two figures, one slip away from each other, that words call the same."""
    found: dict[int, list[Reading]] = defaultdict(list)
    for i, j in _close(ctx):
        words = likeness(ctx, i, j, common) + _ALONE * (headline(ctx, i) and ctx.value.count(ctx.value[i]) == 1)
        reading = Reading("restatement", "restatement.slip", _members(i, j), words, _slip(ctx, i, j), False)
        found[i].append(reading)
        found[j].append(reading)
    for i, mine in found.items():
        yield from (r for r in mine if r.indices()[0] == i and all(_beats(ctx, r, found[k]) for k in r.indices()))


def _close(ctx: Context) -> Iterator[tuple[int, int]]:
    """Pairs one slip apart that may be one measure."""
    said, small = Counter(ctx.value), _in_small_letters(ctx)
    for i in range(len(ctx.figures)):
        for j in range(i + 1, min(len(ctx.figures), i + NEAR)):
            if (
                _near(ctx, i, j)
                and not said[ctx.value[i]] > 1 < said[ctx.value[j]]
                and not _told_apart(ctx, i, j, small)
            ):
                yield i, j


def _beats(ctx: Context, r: Reading, rivals: list[Reading]) -> bool:
    """Whether no other value is nearly as likely meant: a price that moves is not one that is mistyped."""
    mine = {ctx.value[i] for i in r.indices()}
    return all(r.score - other.score >= _CLEAR for other in rivals if {ctx.value[i] for i in other.indices()} != mine)


def _near(ctx: Context, i: int, j: int) -> bool:
    """Whether one slip lies between two figures of two digits or more, written alike and of one unit."""
    f, g = ctx.figures[i], ctx.figures[j]
    if (f.decimals, f.scale, f.bound, g.bound) != (g.decimals, g.scale, "exact", "exact") or not _comparable(ctx, i, j):
        return False
    return min(ctx.digits(i), ctx.digits(j)) > 1 and one_slip(ctx.written[i], ctx.written[j])


def _told_apart(ctx: Context, i: int, j: int, small: frozenset[str]) -> bool:
    """Whether words say that it is not one measure: another time, another name, a mean, a ranking."""
    lay, cue = ctx.layout, ctx.cue
    if lay.sentence[i] == lay.sentence[j]:
        return True
    if len({p for k in (i, j) if (p := ctx.figures[k].period).isdigit()}) == 2:
        return True
    one, other = lay.near[i], lay.near[j]
    if (one | other) & (cue.old - cue.source) or any(
        bool(one & group) != bool(other & group) for group in (cue.rank, cue.mean)
    ):
        return True
    return _other_names(ctx, i, j, small)


def _other_names(ctx: Context, i: int, j: int, small: frozenset[str]) -> bool:
    """Whether both sentences name somebody or some place, and none in common; a headline has capitals all over."""
    if headline(ctx, i):
        return False
    one, other = _names(ctx, i) - small, _names(ctx, j) - small
    return bool(one and other) and not one & other


def _names(ctx: Context, i: int) -> set[str]:
    """The words with a capital around a figure, in small letters."""
    lay, f = ctx.layout, ctx.figures[i]
    first = next((k for k in range(lay.place[i], 0, -1) if lay.signs[k - 1] in ENDS), 0)
    start = max(lay.offset[first], f.start - AROUND)
    around = _WORD.findall(lay.document.text, start, f.end + AROUND // 2)
    return {word.lower() for word in around[1:] if word[0].isupper()}


def _in_small_letters(ctx: Context) -> frozenset[str]:
    """The words of the release that it also writes in small letters: with a capital they are no names."""
    return frozenset(word for word in _WORD.findall(ctx.layout.document.text) if word[0].islower())


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

# Decades of evidence, fitted by logistic regression to all pairs of equal figures in 121 annotated texts.
_HEADLINE, _BACK, _NAMED, _SHARED, _PERIOD = 0.9, 0.75, 0.5, 0.45, 0.4
_SAME_SENTENCE, _SAID_AGAIN, _RATE, _MOVE = -0.85, 1.2, -0.45, -0.25
_DIGIT, _FEW, _EQUAL, _AMONG = 0.7, -0.4, 0.65, -1.15  # _AMONG: for each decade of figures in the release
CHANCE = -0.35
# The same of figures one slip apart: pairs in 1,480 texts against slips planted in them.
_TOP, _ALONE, _TAKEN_UP, _ALIKE, _TIME, _UNIT, _RATED = 1.0, 1.1, 1.65, 0.5, 0.55, 0.2, -0.27
_CLEAR = 0.6  # decades before the next value that might be meant
_SWAPPED, _LOST, _LONG, _CROWD, _UNLIKELY = 1.2, 0.5, 0.4, -1.15, -0.65


def evidence(ctx: Context, i: int, j: int, common: Counter[str]) -> float:
    """How strongly the words say that both figures are one measure; blind to the values."""
    lay, cue = ctx.layout, ctx.cue
    score = _HEADLINE * headline(ctx, i) + _BACK * _points_back(ctx, j)
    score += _SHARED * min(3, sum(common[w] <= COMMON for w in lay.words(i) & lay.words(j)))
    for k in (i, j):
        gap = set(lay.gaps[k])
        score += _NAMED * bool(gap & cue.back) + _RATE * bool(gap & cue.rate) + _MOVE * bool(gap & cue.move)
    if lay.sentence[i] == lay.sentence[j]:
        score += (
            _SAME_SENTENCE + _SAID_AGAIN * bool(set(lay.between(i, j)) & cue.same) + CONVERTED * _converted(ctx, i, j)
        )
    return score + _PERIOD * (ctx.figures[i].period == ctx.figures[j].period != "")


def _chance(ctx: Context, i: int, j: int) -> float:
    """Decades against two figures agreeing by chance: their digits, against the number of figures that might."""
    digits = min(3, _significant(ctx, i), _significant(ctx, j))
    score = CHANCE + _DIGIT * digits + _FEW * (ctx.value[i] < 10) + _EQUAL * (ctx.value[i] == ctx.value[j])
    return score + _AMONG * log10(len(ctx.figures))


def likeness(ctx: Context, i: int, j: int, common: Counter[str]) -> float:
    """How strongly the words say that two figures that differ are one measure; blind to the values."""
    lay, cue = ctx.layout, ctx.cue
    score = _TOP * headline(ctx, i) + _TAKEN_UP * _points_back(ctx, j) + _UNIT * (ctx.alike(i, j) == 2)
    score += _ALIKE * min(3, sum(common[w] <= COMMON for w in lay.words(i) & lay.words(j)))
    for gap in (set(lay.gaps[i]), set(lay.gaps[j])):
        score += _NAMED * bool(gap & cue.back) + _RATED * (bool(gap & cue.rate) + bool(gap & cue.move))
    score += _TIME * (ctx.figures[i].period == ctx.figures[j].period != "")
    return score + _UNLIKELY + _CROWD * log10(len(ctx.figures))


def _slip(ctx: Context, i: int, j: int) -> float:
    """Decades for a slip: figures that differ by nature seldom differ by an exchange or by a digit too many."""
    a, b = ctx.written[i], ctx.written[j]
    return _SWAPPED * (sorted(a) == sorted(b)) + _LOST * (len(a) != len(b)) + _LONG * (len(a) > 2)


def _converted(ctx: Context, i: int, j: int) -> bool:
    """Whether one figure says the other in another unit: "5.899 gram atau 5,9 kilogram"."""
    return _in_two_units(ctx, i, j) and j == i + 1 and bool(set(ctx.layout.gaps[j]) & ctx.cue.same)


def _in_two_units(ctx: Context, i: int, j: int) -> bool:
    return ctx.figures[i].unit != ctx.figures[j].unit and ctx.factor[i] != ctx.factor[j]


def _defines(ctx: Context, i: int, j: int) -> bool:
    """Whether a unit is told by another, and nothing is measured: "1.000 gram atau 1 kilogram"."""
    return _in_two_units(ctx, i, j) and _significant(ctx, i) == _significant(ctx, j) == 1


def headline(ctx: Context, i: int) -> bool:
    """Whether the figure stands in the headline."""
    return ctx.layout.block[i] == 0 and ctx.layout.document.blocks[0].kind == "heading"


def _points_back(ctx: Context, j: int) -> bool:
    """Whether the words say that the figure was named before: "ke-436 orang itu"."""
    return bool(ctx.layout.ahead_until(j, 3, ",.NP(") & ctx.cue.back)


def _significant(ctx: Context, i: int) -> int:
    figure, digits = ctx.figures[i], ctx.written[i] or str(int(ctx.value[i]))
    return len(digits) if figure.decimals or figure.value < 100 else len(digits.rstrip("0")) or 1
