"""Targets, subsets, averages and products."""

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterator
from decimal import Decimal
from functools import cache
from math import log10

from pipeline.claims import arithmetic, percents
from pipeline.claims.context import Context
from pipeline.claims.cues import cues
from pipeline.claims.frames import Match
from pipeline.claims.layout import BLOCK, STOP, vocabulary
from pipeline.claims.reading import Reading
from pipeline.claims.slips import digits as _d2, odds as _so
def slip_odds(needs):
    n=list(needs)
    return _so(n, max(len(_d2(f.value,f)) for f,_ in n))

from pipeline.claims.lists import natural
from pipeline.language import Language

TIER = {"strong": 2.2, "weak": 1.0}


@cache
def _sets(language: Language) -> dict[str, frozenset[str]]:
    sign = vocabulary(language).sign
    pick = lambda *names: frozenset(sign[n] for n in names)
    return {"mean": pick("mean"), "per": pick("per"), "change": pick("up", "down"), "barrier": pick("barrier"), "from": pick("from"), "so": pick("so", "or", "total")}


def targets(ctx: Context, found: list[Match]) -> Iterator[Reading]:
    for m in found:
        r = m.roles
        if m.frame.kind != "target" or not {"target", "achieved"} <= r.keys():
            continue
        t, a, p = r["target"], r["achieved"], r.get("percent")
        if not ctx.alike(t, a) or t == a:
            continue
        if p is not None and "%" in (ctx.unit[t],):
            p = None
        members = [("target", t), ("achieved", a)] + ([("percent", p)] if p is not None else [])
        holds = p is None or arithmetic.share(ctx, t, a, p)
        odds = 0.5 if p is None else percents.chance(ctx, p, 2) if holds else percents.slip(ctx, t, a, p)
        yield Reading("target", m.frame.id, tuple(members), TIER[m.frame.tier], odds, holds)


def subsets(ctx: Context, found: list[Match], accepted: list[Reading]) -> Iterator[Reading]:
    """Parts of a whole that are named alone: framed, marked "di antaranya", taken from a topic, or ranked."""
    totals = {p: r.indices("total")[0] for r in accepted if r.kind == "sum" for p in r.indices("part")}
    seen: set[tuple[int, int]] = set()
    for w, p, rule, words in [*_framed(ctx, found), *_among(ctx, totals), *_taken(ctx), *_ranked(ctx, accepted, totals)]:
        if w == p or (w, p) in seen or "%" in (ctx.unit[w], ctx.unit[p]) or not ctx.addable(w, p) or "index" in (ctx.figures[w].kind, ctx.figures[p].kind):
            continue
        seen.add((w, p))
        moved = any(ctx.layout.near[i] & _sets(ctx.language)["change"] for i in (w, p))
        holds = ctx.value[p] <= ctx.value[w]
        fit = {2: 0.2, 1: 0.0, 0: -0.6}[ctx.alike(w, p)]
        yield Reading("subset", f"subset.{rule}", (("whole", w), ("part", p)), words + fit - 1.5 * moved, 0.8 if holds else 0.0, holds)


def _framed(ctx: Context, found: list[Match]) -> Iterator[tuple[int, int, str, float]]:
    for m in found:
        if m.frame.kind != "subset":
            continue
        w, p, rule = m.roles["whole"], m.roles["part"], m.frame.id.removeprefix("subset.")
        if rule == "whole-part-positive" and set(ctx.layout.between(w, p)) & _sets(ctx.language)["from"]:
            continue
        if "positive" in rule and not (ctx.figures[w].kind == "count" and ctx.alike(w, p)):
            continue
        if set(ctx.layout.gaps[w]) & cues(ctx.language).among:
            continue
        yield w, p, rule, TIER[m.frame.tier]


def _among(ctx: Context, totals: dict[int, int]) -> Iterator[tuple[int, int, str, float]]:
    """The figure that "di antaranya" stands behind or before, of the last figure of its unit, or the total that that is a part of."""
    lay, mark = ctx.layout, cues(ctx.language).among
    for p in range(1, len(ctx.figures)):
        ahead = re.split("[,.¶NP]", lay.signs[lay.place[p] + 1 : lay.place[p] + 4])[0]
        before = set(lay.gaps[p][3:] if lay.gaps[p][:1] != "," else lay.gaps[p]) & mark
        if not set(ahead) & mark and not before:
            continue
        w = next((k for k in range(p - 1, max(-1, p - 6), -1) if ctx.alike(k, p) == 2 and lay.sentence[p] - lay.sentence[k] <= 2), None)
        w = w if w is not None else next((k for k in range(p - 1, max(-1, p - 3), -1) if ctx.alike(k, p) and lay.sentence[p] - lay.sentence[k] <= 1), None)
        if w is None:
            continue
        whole = totals.get(w, w) if totals.get(w, w) != p else w
        yield whole, p, "among", 2.2
        if before:
            yield from ((whole, q, "among-list", 1.4) for run in natural(ctx, p) for q in run[1:])


def _taken(ctx: Context) -> Iterator[tuple[int, int, str, float]]:
    """"Dari rawat jalan itu, 205": of the figure whose words are named again."""
    lay, cue = ctx.layout, cues(ctx.language)
    for p in range(1, len(ctx.figures)):
        gap = lay.gaps[p].rpartition(STOP)[2].rpartition(BLOCK)[2]
        if not set(gap) & cue.back:
            continue
        if set(gap) & cue.source:
            shared = {k: len(topic(ctx, k) & lay.lead[p] - ctx.plain) for k in range(p) if ctx.addable(k, p)}
            w = max((k for k, n in shared.items() if n), key=lambda k: (shared[k], k), default=None)
        else:
            w = None
        if w is not None:
            yield w, p, "of-that", 1.8


def _ranked(ctx: Context, accepted: list[Reading], totals: dict[int, int]) -> Iterator[tuple[int, int, str, float]]:
    """The first of a ranking: parts of what their neighbour is a share of, or of the topic that the words name, or the headline."""
    lay, cue = ctx.layout, cues(ctx.language)
    of = {i: r.indices("whole")[0] for r in accepted if r.kind == "percent" for i in r.indices("part")}
    named = [i for r in accepted if r.kind == "restatement" for i in r.indices()]
    used: set[int] = set()
    for first in range(len(ctx.figures)):
        lead = lay.signs[max(0, lay.place[first] - 12) : lay.place[first]].rpartition(STOP)[2]
        if not set(lead) & cue.rank or first in totals or first in used or ctx.unit[first] == "%":
            continue
        run = max(natural(ctx, first), key=len, default=(first,))
        used |= set(run)
        whole = of.get(first)
        if whole is None:
            whole = _topical(ctx, first, run, named)
        if whole is not None and max(ctx.value[k] for k in run) <= ctx.value[whole]:
            yield from ((whole, q, "ranked", 1.2) for q in run if q not in of and q not in totals)


def _topical(ctx: Context, first: int, run: tuple[int, ...], named: list[int]) -> int | None:
    """The whole of a ranking: the figure whose words the ranking repeats, else the largest that is told twice."""
    lay = ctx.layout
    larger = [k for k in range(first) if ctx.alike(k, first) and ctx.value[k] >= sum(ctx.value[q] for q in run) and lay.sentence[k] != lay.sentence[first]]
    shared = {k: len(topic(ctx, k) & lay.lead[first] - ctx.plain) for k in larger}
    best = max(larger, key=lambda k: (shared[k], k), default=None)
    if best is not None and shared[best] >= 1:
        return best
    return max((k for k in larger if k in named), key=lambda k: ctx.value[k], default=None)


def topic(ctx: Context, i: int) -> frozenset[str]:
    """The words that name what a figure counts."""
    return frozenset(x for x in ctx.layout.before[i] + ctx.layout.after[i] if len(x) > 2)


def averages(ctx: Context) -> Iterator[Reading]:
    """A mean and the run of figures beside it that it is the mean of; the mean is rounded as it is written."""
    words, lay = _sets(ctx.language), ctx.layout
    for m in range(len(ctx.figures)):
        if not lay.near[m] & words["mean"]:
            continue
        half = Decimal(ctx.figures[m].scale).scaleb(-ctx.figures[m].decimals) / 2
        for items in _windows(ctx, m):
            low, high = sum(ctx.low[i] for i in items) / len(items), sum(ctx.high[i] for i in items) / len(items)
            holds = low < ctx.value[m] + half and ctx.value[m] - half < high if low != high else ctx.value[m] - half <= low < ctx.value[m] + half
            members = (("mean", m), *(("item", i) for i in items))
            values = [ctx.value[i] for i in items]
            score = 1.3 + 0.5 * (min(abs(m - i) for i in items) == 1)
            score += 0.5 * all(ctx.figures[i].decimals == ctx.figures[m].decimals for i in items)
            score += 0.3 * all(ctx.alike(i, m) == 2 for i in items) - 1.0 * (not min(values) <= ctx.value[m] <= max(values))
            if holds:
                odds = log10(max(1.0, float((max(values) - min(values)) / half / 2)))
            else:
                step = Decimal(ctx.figures[m].scale).scaleb(-ctx.figures[m].decimals)
                exact = sum(values) / len(items)
                odds = slip_odds([(ctx.figures[m], exact.quantize(step))])
                strong = odds > 0.2 or (ctx.figures[m].decimals > 0 and min(values) <= ctx.value[m] <= max(values))
                score -= 3.0 * (not strong or len({ctx.figures[i].decimals for i in (*items, m)}) > 1 or len({ctx.figures[i].unit for i in (*items, m)}) > 1)
                odds += 0.8 * (ctx.figures[m].decimals > 0 and abs(exact - ctx.value[m]) < max(values) - min(values) and ctx.figures[m].kind == "index")
                score -= 0.8 * _goes_on(ctx, m, items)
            yield Reading("average", "average.mean", members, score, odds, holds)


def _goes_on(ctx: Context, m: int, items: tuple[int, ...]) -> bool:
    """Whether more figures of the same make stand beside these: then the run is cut short."""
    beyond = items[0] - 1 if items[0] < m else items[-1] + 1
    return 0 <= beyond < len(ctx.figures) and ctx.alike(beyond, m) == 2 and ctx.figures[beyond].decimals == ctx.figures[m].decimals and ctx.layout.sentence[beyond] == ctx.layout.sentence[items[0]]


def _windows(ctx: Context, m: int) -> Iterator[tuple[int, ...]]:
    """Runs of figures beside the mean that it may be the mean of."""
    lay = ctx.layout
    for row in (range(m - 1, max(-1, m - 9), -1), range(m + 1, min(len(ctx.figures), m + 9))):
        run: list[int] = []
        for i in row:
            if not ctx.alike(i, m) or abs(lay.sentence[i] - lay.sentence[m]) > 2:
                break
            run.append(i)
            if len(run) >= 2:
                yield tuple(sorted(run))


def products(ctx: Context) -> Iterator[Reading]:
    """Triples with rate times base = result, where the words name a rate or the digits leave no doubt."""
    n = len(ctx.figures)
    order = sorted((i for i in range(n) if ctx.value[i] >= 20 and ctx.unit[i] != "%"), key=lambda i: ctx.value[i])
    values = [ctx.value[i] for i in order]
    for r in range(n):
        for b in range(max(0, r - 8), min(n, r + 9)):
            if b == r or "%" in (ctx.unit[r], ctx.unit[b]) or ctx.value[r] <= 1 or ctx.value[b] <= 1:
                continue
            exact = ctx.value[r] * ctx.value[b]
            for k in range(bisect_left(values, exact * Decimal("0.98")), bisect_right(values, exact * Decimal("1.02"))):
                if (x := order[k]) not in (r, b) and _multiplies(ctx, r, b, x):
                    yield _product(ctx, r, b, x)


def _multiplies(ctx: Context, r: int, b: int, x: int) -> bool:
    low, high = ctx.low[r] * ctx.low[b], ctx.high[r] * ctx.high[b]
    if low == high and ctx.low[x] == ctx.high[x]:
        return low == ctx.value[x]
    return low < ctx.high[x] and ctx.low[x] < high


def _product(ctx: Context, r: int, b: int, x: int) -> Reading:
    words, lay = _sets(ctx.language), ctx.layout
    unit = Decimal(ctx.figures[x].scale).scaleb(-ctx.figures[x].decimals)
    spot_on = abs(ctx.value[r] * ctx.value[b] - ctx.value[x]) * 2 < unit
    wide = unit if spot_on else max((ctx.high[r] * ctx.high[b] - ctx.low[r] * ctx.low[b]), ctx.high[x] - ctx.low[x], Decimal(1))
    odds = log10(max(1.0, float(ctx.value[x] / wide))) - log10(60)
    rate = _is_rate(ctx, r, words)
    score = 0.9 * rate + 0.8 * (rate and ctx.figures[b].unit in lay.after[r]) + 0.5 * bool(set(lay.gaps[x]) & words["so"])
    kindred = ctx.alike(r, x) == 2 or (ctx.unit[r] == ctx.unit[x] != "")
    score += 0.5 if kindred and not ctx.alike(b, x) else -0.4
    score -= 0.1 * (abs(x - r) + abs(x - b) - 3)
    return Reading("product", "product.rate", (("rate", r), ("base", b), ("result", x)), score, odds, True)


def _is_rate(ctx: Context, i: int, words: dict[str, frozenset[str]]) -> bool:
    lay = ctx.layout
    following = lay.signs[lay.place[i] + 1 : lay.place[i] + 4]
    return bool((set(lay.gaps[i]) | set(following)) & (words["per"] | words["mean"]))
