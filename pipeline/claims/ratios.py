"""Percentages: a part, its whole, and the share that is stated."""

import re
from collections.abc import Iterator
from decimal import Decimal
from functools import cache
from math import log10

from pipeline.claims.context import Context
from pipeline.claims.frames import Match
from pipeline.claims.layout import BLOCK, STOP, vocabulary
from pipeline.claims.reading import Reading, slip_odds
from pipeline.language import Language

TIER = {"strong": 2.2, "weak": 1.0}
HUNDRED = Decimal(100)


@cache
def _sets(language: Language) -> dict[str, frozenset[str]]:
    sign = vocabulary(language).sign
    return {
        "joint": frozenset({sign["or"], "("}),
        "change": frozenset({sign["up"], sign["down"]}),
        "from": frozenset({sign["from"]}),
        "that": frozenset({sign["that"]}),
        "of": frozenset({sign["from"], sign["than"], sign["ofthat"]}),
        "aim": frozenset({sign["target"]}),
        "mean": frozenset({sign["mean"], sign["per"]}),
    }


def agrees(ctx: Context, whole: int, part: int, percent: int) -> bool:
    """Whether some part of some whole, as rounded, is some percentage that is written so."""
    low, high = ctx.low[percent], ctx.high[percent]
    if ctx.low[whole] <= 0:
        return False
    least = ctx.low[part] * HUNDRED / ctx.high[whole]
    most = ctx.high[part] * HUNDRED / ctx.low[whole]
    if least == most:
        return low <= least < high
    return least < high and low < most


def _odds(ctx: Context, percent: int, tries: int) -> float:
    ulp = ctx.high[percent] - ctx.low[percent]
    return log10(max(1.0, float(ctx.value[percent] / ulp))) - log10(tries)


def _slip(ctx: Context, whole: int, part: int, percent: int) -> float:
    """A slip in the percentage (to every value it may round to) or in one of the counts."""
    if not ctx.value[whole] or not ctx.value[percent]:
        return 0.0
    step = Decimal(1).scaleb(-ctx.figures[percent].decimals)
    exact = ctx.value[part] * HUNDRED / ctx.value[whole]
    needs = [(ctx.figures[percent], exact.quantize(step))]
    for index, meant in (
        (part, ctx.value[percent] * ctx.value[whole] / HUNDRED),
        (whole, ctx.value[part] * HUNDRED / ctx.value[percent]),
    ):
        figure = ctx.figures[index]
        unit = Decimal(figure.scale).scaleb(-figure.decimals)
        spread = max(1, int(meant / unit * step / 2 / ctx.value[percent]))
        base = int(meant / unit)
        if spread <= 60:
            needs += [(figure, (base + k) * unit) for k in range(-spread, spread + 2)]
    return slip_odds_many(needs)


def slip_odds_many(needs: list[tuple]) -> float:
    """As slip_odds, where several values of one figure would do: the more of them, the less it says."""
    from pipeline.claims.reading import _digits, one_slip

    tries = sum(11 * len(_digits(f.value, f)) for f in {id(f): f for f, _ in needs}.values())
    found, most = False, 0
    for figure, meant in needs:
        written = _digits(figure.value, figure)
        found = found or one_slip(written, _digits(meant, figure))
    first = needs[0][0]
    most = len(_digits(first.value, first))
    return max(0.1, most + 0.3 - log10(tries / 4)) if found and tries else 0.0


def _pairs(ctx: Context) -> Iterator[tuple[int, int, float]]:
    """Each percentage with the figures that it may be the share of, and how closely the words join them."""
    for p in range(len(ctx.figures)):
        if ctx.unit[p] == "%":
            for i in range(max(0, p - 9), min(len(ctx.figures), p + 4)):
                if ctx.unit[i] != "%" and i != p:
                    yield p, i, _joined(ctx, p, i)


def joined(ctx: Context) -> Iterator[tuple[int, int]]:
    """Each percentage right behind a figure that it says in another way: "12 orang atau 3 persen", "12 (3%)"."""
    words, lay = _sets(ctx.language), ctx.layout
    for p in range(1, len(ctx.figures)):
        gap = set(lay.gap(p))
        if ctx.unit[p] == "%" and ctx.unit[p - 1] != "%" and gap & words["joint"] and not gap & ({STOP, BLOCK} | words["change"]):
            if not set(lay.gap(p - 1).rpartition(STOP)[2]) & words["change"]:
                yield p, p - 1


def named_whole(ctx: Context, p: int) -> bool:
    """Whether words behind a percentage name what it is of: "2,78 persen dari PDB"."""
    ahead = ctx.layout.signs[ctx.layout.place[p] + 1 :][:6]
    return bool(re.match(f"[w)]?[{''.join(_sets(ctx.language)['of'])}]w", ahead))


def _by_name(ctx: Context) -> Iterator[tuple[int, int, int, int]]:
    """Percentages whose whole is named by words alone: "12 (3 persen) dari seluruh penerima", "dari pagu tersebut 12 atau 3 persen"."""
    for p, part in joined(ctx):
        said = frozenset(ctx.layout.after[p]) if named_whole(ctx, p) else ctx.layout.lead[part] if _taken(ctx, part) else frozenset()
        for w in range(p - 1, -1, -1):
            if w != part and said and ctx.alike(w, part) and (shared := _topic(ctx, w) & said - ctx.plain):
                yield w, part, p, len(shared)
                break


def _topic(ctx: Context, i: int) -> frozenset[str]:
    return frozenset(x for x in ctx.layout.before[i] + ctx.layout.after[i] if len(x) > 3)


def _taken(ctx: Context, part: int) -> bool:
    """Whether a part is taken from something named before: "dari pagu tersebut"."""
    words, gap = _sets(ctx.language), ctx.layout.gap(part).rpartition(STOP)[2].rpartition(BLOCK)[2]
    return bool(set(gap) & words["from"]) and bool(set(gap) & words["that"])


def _joined(ctx: Context, p: int, i: int) -> float:
    words, lay = _sets(ctx.language), ctx.layout
    first, last = min(i, p), max(i, p)
    near = set(lay.between(first, last))
    stops = bool(near & {STOP, BLOCK})
    if last == first + 1:
        score = 1.2 if near & words["joint"] and not stops else 0.6 - 0.5 * stops
    else:
        score = 0.2 - 0.15 * (last - first - 2) - 0.3 * stops
    score -= 2.0 * bool(set(lay.gap(i).rpartition(STOP)[2]) & words["change"])
    score -= 1.5 * bool(set(lay.gap(p).rpartition(STOP)[2]) & words["change"])
    return score - 0.4 * (i > p)


def _whole_words(ctx: Context, whole: int, part: int, percent: int) -> float:
    """How the words make this figure the whole: after "from", near, of the same unit."""
    words, lay = _sets(ctx.language), ctx.layout
    score = {2: 0.4, 1: 0.2, 0: -0.6}[ctx.alike(whole, part)]
    if set(lay.gap(whole)) & words["from"]:
        score += 0.4
    if whole < part:
        score -= 0.06 * min(part - whole - 1, 15)
    else:
        near = set(lay.between(percent, whole)) if percent < whole else set()
        score += 0.3 if near & words["from"] and whole == percent + 1 else -0.1 * min(whole - part, 15)
    if abs(lay.sentence[whole] - lay.sentence[percent]) <= 1:
        score += 0.2
    return score


def read(ctx: Context, found: list[Match]) -> Iterator[Reading]:
    """Percentages with part and whole: framed by words, or found by arithmetic beside a part."""
    framed = {}
    for m in found:
        if m.frame.kind == "percent" and {"whole", "part", "percent"} <= m.roles.keys():
            key = (m.roles["whole"], m.roles["part"], m.roles["percent"])
            framed[key] = max(framed.get(key, (0.0, "")), (TIER[m.frame.tier], m.frame.id))
    for w, a, p, shared in _by_name(ctx):
        if (w, a, p) not in framed:
            framed[w, a, p] = (1.6 + 0.3 * min(shared, 2), "percent.named-whole")
    for (w, a, p), (tier, rule) in framed.items():
        if ctx.unit[p] == "%" and "%" not in (ctx.unit[w], ctx.unit[a]) and w != a:
            yield reading(ctx, rule, w, a, p, tier + (0.3 if ctx.alike(w, a) else -0.8), 2)
    yield from _slips(ctx, framed)
    for p, a, joined in _pairs(ctx):
        tries = 2 * max(0, abs(p - a) - 1)
        ranked = sorted((i for i in range(len(ctx.figures)) if ctx.unit[i] != "%" and i != a), key=lambda i: abs(i - a))
        for w in ranked:
            tries += 1
            if agrees(ctx, w, a, p) and (w, a, p) not in framed:
                yield reading(ctx, "percent.adds-up", w, a, p, joined + _whole_words(ctx, w, a, p), tries)


def _slips(ctx: Context, framed: dict) -> Iterator[Reading]:
    """A part and its percentage that would be of a figure near by, but for one slip."""
    for p, a in joined(ctx):
        near = [w for w in range(max(0, p - 14), min(len(ctx.figures), p + 4)) if w != a and ctx.alike(w, a) and ctx.value[w] > 0]
        if any(agrees(ctx, w, a, p) for w in near):
            continue
        for w in near:
            if (w, a, p) not in framed and (odds := _slip(ctx, w, a, p)) > 0.1:
                words = 1.0 + _whole_words(ctx, w, a, p)
                yield Reading("percent", "percent.slip", (("whole", w), ("part", a), ("percent", p)), words, odds - log10(len(near)), False)


def reading(ctx: Context, rule: str, w: int, a: int, p: int, words: float, tries: int) -> Reading:
    holds = agrees(ctx, w, a, p)
    odds = _odds(ctx, p, tries) if holds else _slip(ctx, w, a, p)
    if set(ctx.layout.gap(p)) & _sets(ctx.language)["change"] and rule != "percent.adds-up":
        words -= 1.2
    return Reading("percent", rule, (("whole", w), ("part", a), ("percent", p)), words, odds, holds)
