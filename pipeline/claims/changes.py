"""Changes: an old and a new value, and the difference or percentage that is stated."""

from collections.abc import Iterator
from decimal import Decimal
from functools import cache
from math import log10

from pipeline.claims.context import Context
from pipeline.claims.frames import Match
from pipeline.claims.layout import BLOCK, STOP, YEAR, vocabulary
from pipeline.claims.ratios import slip_odds_many
from pipeline.claims.reading import Reading, one_slip
from pipeline.claims.reading import _digits as _written
from pipeline.language import Language
from pipeline.records import Figure

TIER = {"strong": 2.2, "weak": 1.0}


@cache
def _sets(language: Language) -> dict[str, frozenset[str]]:
    sign = vocabulary(language).sign
    pick = lambda *names: frozenset(sign[n] for n in names)
    return {
        "up": pick("up"),
        "down": pick("down"),
        "verb": pick("up", "down", "gap"),
        "old": pick("from", "than", "prior"),
        "new": pick("to", "now"),
        "joint": pick("or") | {"("},
        "cut": pick("from", "than", "to", "prior") | {STOP, BLOCK, ","},
    }


def _difference(ctx: Context, old: int, new: int) -> tuple[Decimal, Decimal]:
    """Least and most of new - old, without its sign."""
    low, high = ctx.low[new] - ctx.high[old], ctx.high[new] - ctx.low[old]
    return (low, high) if low >= 0 else (-high, -low) if high <= 0 else (Decimal(0), max(-low, high))


def _meets(low: Decimal, high: Decimal, least: Decimal, most: Decimal) -> bool:
    if low == high:
        return least <= low <= most if least == most else least <= low < most
    return low < most and least < high if least != most else low <= least <= high


def agrees(ctx: Context, old: int, new: int, delta: int | None, percent: int | None) -> bool:
    """Whether difference and percentage, as rounded, follow from some old and new value."""
    low, high = _difference(ctx, old, new)
    if delta is not None and not _meets(low, high, ctx.low[delta], ctx.high[delta]):
        return False
    if percent is not None:
        if ctx.low[old] <= 0:
            return False
        a, b = low * 100 / ctx.high[old], high * 100 / ctx.low[old]
        if low == high and ctx.low[old] == ctx.high[old]:
            return ctx.low[percent] <= a < ctx.high[percent]
        return a < ctx.high[percent] and ctx.low[percent] < b
    return True


def _otherwise(ctx: Context, old: int, new: int, delta: None, percent: int) -> bool:
    """Whether the percentage is right for another new value of the sentence: then the frame took the wrong one."""
    if not _fits(ctx, old, new, delta, percent) or agrees(ctx, old, new, delta, percent):
        return False
    here = ctx.layout.sentence[percent]
    others = (k for k in range(max(0, percent - 8), min(len(ctx.figures), percent + 6)) if here - ctx.layout.sentence[k] in (0, 1))
    return any(k not in (old, new, percent) and _fits(ctx, old, k, None, percent) and agrees(ctx, old, k, None, percent) for k in others)


def _moved(ctx: Context, i: int) -> bool:
    """Whether a verb of change stands right before the figure: then it is a difference itself."""
    gap = ctx.layout.gap(i).rpartition(STOP)[2].rpartition(",")[2]
    return bool(set(gap) & _sets(ctx.language)["verb"]) and not set(gap) & (_sets(ctx.language)["old"] | _sets(ctx.language)["new"])


def _digits(ctx: Context, i: int | None) -> float:
    if i is None:
        return 0.0
    ulp = max(ctx.high[i] - ctx.low[i], Decimal(ctx.figures[i].scale).scaleb(-ctx.figures[i].decimals))
    return log10(max(1.0, float(ctx.value[i] / ulp)))


def _slip(ctx: Context, old: int, new: int, delta: int | None, percent: int | None) -> float:
    f, v = ctx.figures, ctx.value
    needs, direct = [], abs(v[new] - v[old])
    if delta is not None:
        sign = 1 if v[new] >= v[old] else -1
        needs = [(f[delta], direct), (f[new], v[old] + sign * v[delta]), (f[old], v[new] - sign * v[delta])]
        needs += [(f[new], v[old] - sign * v[delta]), (f[old], v[new] + sign * v[delta])]
    if percent is not None and v[old] > 0:
        step = Decimal(1).scaleb(-f[percent].decimals)
        needs.append((f[percent], (direct * 100 / v[old]).quantize(step)))
        if delta is None and f[new].scale == 1:
            for s in (1, -1):
                ratio = 1 + s * v[percent] / 100
                unit = Decimal(1).scaleb(-f[new].decimals)
                spread = max(1, int(v[old] * step / 200 / unit))
                if spread < 40:
                    base = (v[old] * ratio).quantize(unit)
                    needs += [(f[new], base + k * unit) for k in range(-spread, spread + 1)]
                if ratio > 0:
                    base = (v[new] / ratio).quantize(unit)
                    spread = max(1, int(base * step / 200 / ratio / unit))
                    if spread < 40:
                        needs += [(f[old], base + k * unit) for k in range(-spread, spread + 1)]
    return slip_odds_many(needs) if needs else 0.0


def _direction(ctx: Context, i: int) -> str:
    words, gap = _sets(ctx.language), set(ctx.layout.gap(i))
    return "up" if gap & words["up"] else "down" if gap & words["down"] else ""


def _deltas(ctx: Context) -> Iterator[tuple[int | None, int | None]]:
    """Each figure behind a verb of change, with the figure that says the same in percent or in number."""
    words, lay = _sets(ctx.language), ctx.layout
    for i in range(len(ctx.figures)):
        gap = lay.gap(i)
        if not set(gap) & words["verb"] or _cut(gap, words["verb"], words["cut"]):
            continue
        j = i + 1
        twin = None
        if j < len(ctx.figures) and set(lay.gap(j)) & words["joint"] and not set(lay.gap(j)) & words["cut"]:
            if (ctx.unit[i] == "%") != (ctx.unit[j] == "%") and _direction(ctx, i):
                twin = j
        if ctx.unit[i] == "%":
            yield twin, i
            if twin is None:
                yield i, None
        else:
            yield i, twin


def _cut(gap: str, verbs: frozenset[str], others: frozenset[str]) -> bool:
    """Whether a sentence ends, or another value is announced, between the verb and the figure."""
    last = max(k for k, s in enumerate(gap) if s in verbs)
    return any(s in others for s in gap[last:])


def read(ctx: Context, found: list[Match]) -> Iterator[Reading]:
    framed: dict[tuple, tuple[float, str]] = {}
    words = _sets(ctx.language)
    for m in found:
        r = m.roles
        if m.frame.kind != "change" or not {"old", "new"} <= r.keys():
            continue
        key = (r["old"], r["new"], r.get("delta"), r.get("percent"))
        if len({k for k in key if k is not None}) == sum(k is not None for k in key):
            framed[key] = max(framed.get(key, (0.0, "")), (TIER[m.frame.tier], m.frame.id))
    for key, (tier, rule) in framed.items():
        if rule.startswith("change.new-") and set(ctx.layout.gap(key[1])) & words["old"] - words["new"]:
            continue
        if key[2] is None and key[3] is not None and _otherwise(ctx, *key):
            continue
        if _fits(ctx, *key) and not (tier < 2 and any(_moved(ctx, i) for i in key[:2])):
            yield _reading(ctx, rule, *key, words=tier, tries=2)
    lay = ctx.layout
    firm = {k for key, (tier, _) in framed.items() if tier > 2 and not (_fits(ctx, *key) and agrees(ctx, *key)) for k in key[2:3] if k is not None}
    for delta, percent in _deltas(ctx):
        anchor = delta if delta is not None else percent
        near = [i for i in range(max(0, anchor - 14), min(len(ctx.figures), anchor + 8)) if i not in (delta, percent)]
        near = [i for i in near if abs(lay.sentence[i] - lay.sentence[anchor]) <= (9 if ctx.digits[anchor] > 3 else 5)]
        if delta is not None and percent is not None:
            yield from _partial(ctx, near, delta, percent)
        for new in near:
            for old in near:
                if old == new or not ctx.alike(old, new) or (old, new, delta, percent) in framed:
                    continue
                if not ctx.value[old] or not ctx.value[new] or _against(ctx, old, new, anchor):
                    continue
                if _fits(ctx, old, new, delta, percent) and agrees(ctx, old, new, delta, percent):
                    yield _reading(ctx, "change.adds-up", old, new, delta, percent, _words(ctx, old, new, anchor) - 1.0 * (anchor in firm), 2 + abs(anchor - old) + abs(anchor - new))


def _fits(ctx: Context, old: int, new: int, delta: int | None, percent: int | None) -> bool:
    """Whether the units can belong together: points for percentages, else one unit."""
    if not ctx.alike(old, new) or (percent is not None and ctx.unit[percent] != "%"):
        return False
    if ctx.unit[old] == "%" and percent is not None:
        return False
    if delta is None:
        return True
    return ctx.addable(delta, old) or ctx.addable(delta, new) or (ctx.unit[old] == "%" and ctx.unit[delta] in ("poin", ""))


def _partial(ctx: Context, near: list[int], delta: int, percent: int) -> Iterator[Reading]:
    """Difference and percentage of one change where three figures agree and the fourth is a slip away."""
    sign = -1 if _direction(ctx, delta) == "down" else 1
    v, f = ctx.value, ctx.figures
    for old in near:
        if not v[old] or not ctx.addable(old, delta):
            continue
        if agrees_share(ctx, delta, old, percent):
            meant = v[old] + sign * v[delta]
            for new in near:
                if new != old and ctx.alike(new, old) and _slipped(f[new], meant):
                    yield _reading(ctx, "change.three-of-four", old, new, delta, percent, 2.0, 6)
        for new in near:
            if new == old or not v[new] or not ctx.alike(new, old):
                continue
            before = v[new] - sign * v[delta]
            if before > 0 and _slipped(f[old], before) and _share(ctx, v[delta], before, percent):
                yield _reading(ctx, "change.three-of-four", old, new, delta, percent, 2.0, 6)
            moved = (v[new] - v[old]) * sign
            if moved > 0 and (
                (_slipped(f[delta], moved) and _share(ctx, moved, v[old], percent)) or (moved == v[delta] and not _share(ctx, moved, v[old], percent))
            ):
                yield _reading(ctx, "change.three-of-four", old, new, delta, percent, 2.0, 6)


def agrees_share(ctx: Context, delta: int, old: int, percent: int) -> bool:
    return _share(ctx, ctx.value[delta], ctx.value[old], percent)


def _share(ctx: Context, delta: Decimal, old: Decimal, percent: int) -> bool:
    """Whether a difference is this percentage of the old value, as rounded."""
    return ctx.low[percent] <= delta * 100 / old < ctx.high[percent]


def _slipped(figure: Figure, meant: Decimal) -> bool:
    return one_slip(_written(figure.value, figure), _written(meant, figure))


def _against(ctx: Context, old: int, new: int, anchor: int) -> bool:
    """Whether the values go the other way than the verb says."""
    return (ctx.value[new] > ctx.value[old]) != (_direction(ctx, anchor) != "down")


def _words(ctx: Context, old: int, new: int, anchor: int) -> float:
    lay, words = ctx.layout, _sets(ctx.language)
    score = 1.0
    score += 0.5 * bool(set(lay.gap(old)) & words["old"]) + 0.4 * bool(set(lay.gap(new)) & words["new"])
    score += 0.2 * (YEAR in lay.gap(old)) + 0.2 * (YEAR in lay.gap(new))
    score -= 0.2 * (abs(lay.sentence[old] - lay.sentence[anchor]) + abs(lay.sentence[new] - lay.sentence[anchor]))
    score += 0.04 * (ctx.digits[old] + ctx.digits[new])
    return score - 0.4 * (not ctx.alike(old, anchor) and ctx.unit[anchor] != "%")


def _reading(ctx: Context, rule: str, old: int, new: int, delta: int | None, percent: int | None, words: float, tries: int) -> Reading:
    holds = agrees(ctx, old, new, delta, percent)
    direction = _direction(ctx, delta) if delta is not None else ""
    direction = direction or (_direction(ctx, percent) if percent is not None else "")
    if direction and holds and (ctx.value[new] > ctx.value[old]) != (direction == "up"):
        if agrees(ctx, new, old, delta, percent):
            old, new = new, old
        else:
            words -= 5.0
    members = [("old", old), ("new", new)]
    if delta is not None:
        members.append(("delta", delta))
    if percent is not None:
        members.append(("percent", percent))
    if delta is None and percent is None:
        holds = True
    odds = _digits(ctx, delta) + _digits(ctx, percent) - log10(tries) if holds else _slip(ctx, old, new, delta, percent)
    return Reading("change", rule, tuple(members), words, odds, holds, direction)
