"""Percentages: a part, its whole, and the share that is stated."""

import re
from bisect import bisect_left, bisect_right
from collections import Counter
from collections.abc import Iterator
from decimal import Decimal
from math import log10

from pipeline.claims import arithmetic
from pipeline.claims.breakdown import taken_from
from pipeline.claims.context import Context
from pipeline.claims.frames import Match
from pipeline.claims.layout import ENDS
from pipeline.claims.reading import TIERS, Members, Reading
from pipeline.claims.slips import around
from pipeline.claims.slips import odds as slip_odds

NAMED = 1.6  # decades for a whole that is named by words alone
FEW = 10  # a share of so few is a manner of speaking
NEAREST = 6  # wholes that are held against a part and its percentage
VOTE = 0.3  # decades for each neighbour in a list that is a share of the same whole
VOTERS = 4  # neighbours that count
SPREAD = 60  # a part or whole that so many values could be says nothing of a slip
BONUS = 0.9  # decades for a slip: few of the edits of three figures matter
BACK, FORTH = 9, 4  # figures around a percentage among which its part is sought
LESS, MORE = Decimal("0.6"), Decimal("1.7")  # times what the part makes of it: a whole, as far as rounding may reach
Framed = dict[tuple[int, int, int], tuple[float, str]]
Joined = list[tuple[int, int]]  # percentages, each with the figure that it says in another way
ANOTHER = 1.0  # decades against a whole right before the percentage, which says that figure in another way
Sizes = tuple[list[Decimal], list[int]]


def read(ctx: Context, found: list[Match]) -> Iterator[Reading]:
    """Percentages with part and whole: framed by words, named, a slip away, or found by arithmetic beside a part."""
    framed = _framed(ctx, found)
    for (w, a, p), (words, rule) in framed.items():
        if accusable(ctx, w, a) or arithmetic.share(ctx, w, a, p):
            yield reading(ctx, rule, w, a, p, words, 2)
    told = list(joined(ctx))
    for w, a, p, shared in _by_name(ctx):
        plain = shared > 1 and not _of_another(ctx, told, w, p)
        if (w, a, p) not in framed and (plain or arithmetic.share(ctx, w, a, p)):
            yield reading(ctx, "percent.named-whole", w, a, p, NAMED + 0.3 * min(shared, 2) + 0.2, 2)
    yield from _slips(ctx, told)
    sizes = _sizes(ctx)
    sought = [r for p, a in _pairs(ctx) for r in _wholes(ctx, p, a, framed, sizes)]
    votes = Counter(_shape(ctx, r) for r in sought)
    for r in sought:
        others = min(votes[_shape(ctx, r)] - 1, VOTERS)
        yield r._replace(words=r.words + VOTE * others) if others else r


def _shape(ctx: Context, r: Reading) -> tuple[int, int, int]:
    """The list, the whole, and where the part stands from its percentage: rows of a list are alike in all three."""
    (_, w), (_, a), (_, p) = r.members
    return ctx.layout.group[p], w, a - p


def _framed(ctx: Context, found: list[Match]) -> Framed:
    framed: Framed = {}
    for m in found:
        if m.frame.kind != "percent" or not {"whole", "part", "percent"} <= m.roles.keys():
            continue
        w, a, p = key = (m.roles["whole"], m.roles["part"], m.roles["percent"])
        if (
            w != a
            and ctx.unit[p] == "%"
            and "%" not in (ctx.unit[w], ctx.unit[a])
            and not (_changes(ctx, p) or _changes(ctx, a) or ctx.layout.depth[w] > ctx.layout.depth[a])
        ):
            words = TIERS[m.frame.tier] + (0.3 if ctx.alike(w, a) else -0.8)
            framed[key] = max(framed.get(key, (0.0, "")), (words, m.frame.id))
    return framed


def _changes(ctx: Context, i: int) -> bool:
    """Whether a verb of change stands before the figure: then it is no share, or no part."""
    return bool(ctx.layout.near[i] & ctx.cue.turn)


# -- by words ----------------------------------------------------------------------------------------------------------


def joined(ctx: Context) -> Iterator[tuple[int, int]]:
    """Each percentage right behind a figure that it says in another way: "12 orang atau 3 persen", "12 (3%)"."""
    for p in range(1, len(ctx.figures)):
        gap = ctx.layout.since[p]
        told = ctx.unit[p] == "%" != ctx.unit[p - 1] and gap & ctx.cue.same and not gap & (ENDS | ctx.cue.turn)
        if told and not _changes(ctx, p - 1) and not of_a_change(ctx, p):
            yield p, p - 1


def of_a_change(ctx: Context, p: int) -> bool:
    """Whether it says a difference told before what that is compared with: "naik 5 dibanding 40 atau 12,5 persen"."""
    compared = ctx.layout.near[p - 1] & (ctx.cue.than | ctx.cue.prior)
    return p > 1 and bool(compared) and _changes(ctx, p - 2) and ctx.layout.sentence[p - 2] == ctx.layout.sentence[p]


def named_whole(ctx: Context, p: int) -> bool:
    """Whether words behind a percentage name what it is of: "2,78 persen dari PDB"."""
    of = "".join(ctx.cue.source | ctx.cue.than | ctx.cue.back)
    return bool(re.match(f"[w)]?[{of}]w", ctx.layout.ahead(p, 6)))


def _by_name(ctx: Context) -> Iterator[tuple[int, int, int, int]]:
    """Percentages whose whole is named: "12 (3 persen) dari penerima", "dari pagu tersebut 12 atau 3 persen"."""
    for p, part in joined(ctx):
        said = _said(ctx, p, part)
        shared = {w: _shared(ctx, w, part, said) for w in range(p) if w != part} if said else {}
        best = max(shared, key=lambda w: (shared[w], w), default=None)
        if best is not None and shared[best]:
            yield best, part, p, max(shared[best], 2 * taken_from(ctx, best, part))


def _shared(ctx: Context, w: int, part: int, said: frozenset[str]) -> int:
    """How many words name figure w; the unit that it counts, where the part counts another, is as good as two."""
    unit = ctx.figures[w].unit
    if ctx.alike(w, part):
        return len(ctx.topic(w) & said)
    return 2 + len(ctx.topic(w) & said) if unit in said and ctx.addable(w, part) else 0


def _said(ctx: Context, p: int, part: int) -> frozenset[str]:
    """The words that name the whole: those behind the percentage, or those that the part is taken from."""
    if named_whole(ctx, p):
        return frozenset(ctx.layout.after[p])
    near = ctx.layout.near[part]
    return ctx.layout.lead[part] if near & ctx.cue.source and near & ctx.cue.that else frozenset()


# -- by arithmetic -----------------------------------------------------------------------------------------------------


def _pairs(ctx: Context) -> Iterator[tuple[int, int]]:
    """Each percentage with the figures that it may be the share of."""
    for p in range(len(ctx.figures)):
        if ctx.unit[p] == "%":
            nearby = range(max(0, p - BACK), min(len(ctx.figures), p + FORTH))
            yield from ((p, i) for i in nearby if ctx.unit[i] != "%")


def _closeness(ctx: Context, p: int, i: int) -> float:
    """How closely the words join a percentage and a part."""
    between, apart = set(ctx.layout.between(p, i)), abs(p - i)
    stops = bool(between & ENDS)
    if apart == 1:
        score = (-0.3 if _changes(ctx, i) else 1.2) if between & ctx.cue.same and not stops else 0.6 - 0.5 * stops
    else:
        score = 0.2 - 0.15 * (apart - 2) - 0.3 * stops
    return score - 2.0 * _changes(ctx, i) - 2.2 * _changes(ctx, p) - 0.4 * (i > p)


def _wholes(ctx: Context, p: int, a: int, framed: Framed, sizes: Sizes) -> Iterator[Reading]:
    """The figures of which the part is this percentage, nearest first."""
    values, order = sizes
    exact = ctx.value[a] * 100 / ctx.value[p] if ctx.value[p] else Decimal(0)
    near = order[bisect_left(values, exact * LESS) : bisect_right(values, exact * MORE)]
    fit = (w for w in near if w != a and (w, a, p) not in framed and arithmetic.share(ctx, w, a, p))
    for w in sorted(fit, key=lambda w: abs(w - a))[:NEAREST]:
        tries = 2 * max(0, abs(p - a) - 1) + abs(w - a)
        words = _closeness(ctx, p, a) + _whole_words(ctx, w, a, p)
        yield reading(ctx, "percent.adds-up", w, a, p, words, tries)


def _sizes(ctx: Context) -> Sizes:
    """The figures that may be a whole, by value."""
    order = sorted((i for i, unit in enumerate(ctx.unit) if unit != "%"), key=lambda i: ctx.value[i])
    return [ctx.value[i] for i in order], order


def _whole_words(ctx: Context, whole: int, part: int, percent: int) -> float:
    """How the words make this figure the whole: after "from", near, of the same unit."""
    lay, cue = ctx.layout, ctx.cue
    score = {2: 0.4, 1: 0.2, 0: -0.6}[ctx.alike(whole, part)] + 0.4 * bool(lay.since[whole] & cue.source)
    score -= ANOTHER * (ctx.share[whole] == percent and not lay.near[whole] & (cue.aim | cue.above))
    if whole < part:
        score -= 0.06 * min(part - whole - 1, 15)
    elif whole == percent + 1 and lay.since[whole] & cue.source:
        score += 0.3
    else:
        score -= 0.1 * min(whole - part, 15)
    return score + 0.2 * (abs(lay.sentence[whole] - lay.sentence[percent]) <= 1)


def _slips(ctx: Context, told: Joined) -> Iterator[Reading]:
    """A part and its percentage that would be of a figure near by, but for one slip."""
    for p, a in told:
        nearby = range(max(0, p - 14), min(len(ctx.figures), p + 4))
        near = [w for w in nearby if w != a and ctx.value[w] > 0 and (ctx.alike(w, a) or _just_before(ctx, w, a))]
        if ctx.digits(p) < 3 or named_whole(ctx, p) or any(arithmetic.share(ctx, w, a, p) for w in near):
            continue
        for w in (w for w in near if not _of_another(ctx, told, w, p)):
            if FEW < ctx.value[a] < ctx.value[w] and (odds := slip(ctx, w, a, p)) > 0.1:
                words = 1.0 + _whole_words(ctx, w, a, p)
                yield Reading("percent", "percent.slip", _members(w, a, p), words, odds - log10(len(near)), False)


def _just_before(ctx: Context, w: int, a: int) -> bool:
    """Whether one count follows another: "3.950 surat. Yang dilimpahkan 3.594 perkara"."""
    return w == a - 1 and ctx.figures[w].kind == ctx.figures[a].kind == "count"


def _of_another(ctx: Context, told: Joined, w: int, p: int) -> bool:
    """Whether the other percentages of the list are none of this whole: then this one is not, either."""
    group = ctx.layout.group
    rows = [(q, b) for q, b in told if q != p and b != w and group[q] == group[p] and ctx.alike(b, w)]
    return bool(rows) and not any(arithmetic.share(ctx, w, b, q) for q, b in rows)


# -- readings ----------------------------------------------------------------------------------------------------------


def accusable(ctx: Context, w: int, a: int) -> bool:
    """Whether a wrong percentage of these is worth a question: "enam dari 10" is a manner of speaking."""
    return ctx.value[w] > FEW and (ctx.value[a] <= ctx.value[w] or bool(ctx.alike(w, a)))


def reading(ctx: Context, rule: str, w: int, a: int, p: int, words: float, tries: int) -> Reading:
    """The reading of this whole, part and percentage."""
    holds = arithmetic.share(ctx, w, a, p)
    return Reading(
        "percent", rule, _members(w, a, p), words, chance(ctx, p, tries) if holds else slip(ctx, w, a, p), holds
    )


def _members(w: int, a: int, p: int) -> Members:
    return ("whole", w), ("part", a), ("percent", p)


def chance(ctx: Context, percent: int, tries: int) -> float:
    """Decades against chance: the digits of the percentage over the wholes that lay nearer."""
    wide = ctx.high[percent] - ctx.low[percent]
    return log10(max(1.0, float(ctx.value[percent] / wide))) - log10(tries)


def slip(ctx: Context, whole: int, part: int, percent: int) -> float:
    """Decades for a slip in the percentage, or (to every value that rounds right) in one of the counts."""
    v, step = ctx.value, ctx.ulp(percent)
    if not v[whole] or not v[percent]:
        return 0.0
    meant, spread = v[part] * 100 / v[whole], (ctx.high[part] - ctx.low[part]) * 100 / v[whole]
    needs = [(percent, meant.quantize(step)), *around(ctx, percent, meant, spread / 2, SPREAD)]
    for i, meant in ((part, v[percent] * v[whole] / 100), (whole, v[part] * 100 / v[percent])):
        needs += around(ctx, i, meant, meant * step / v[percent] / 2, SPREAD)
    return slip_odds(ctx, needs, ctx.digits(percent), BONUS)
