"""Changes: an old and a new value, and the difference or percentage that is stated."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal
from itertools import combinations
from math import log10

from pipeline.claims import arithmetic
from pipeline.claims.context import Context
from pipeline.claims.frames import Match
from pipeline.claims.layout import STOP, YEAR
from pipeline.claims.reading import TIERS, Reading
from pipeline.claims.slips import Needs, around, slipped
from pipeline.claims.slips import odds as slip_odds

BACK, FORTH, WIDE = 14, 8, 40  # figures around a difference among which its ends are sought; for one of six digits
NEAR, FAR = 5, 9  # sentences around it, and around one of four digits or more
FEW = 5  # a percentage of so few is a manner of speaking
SPREAD = 40  # a percentage that many values would give says nothing of a slip
SIZE = Decimal(20)  # times its old value, at most, where no slip explains a change that is wrong
MANY = 20  # differences of one release: among so many, three figures in four agree by chance
SCALE = Decimal(1000)  # between a scale word and the next
BONUS = 0.9  # decades for a slip: few of the edits of a percentage matter


@dataclass(frozen=True, slots=True)
class Ends:
    """The figures (by index) of one change; delta or percent may be missing."""

    old: int
    new: int
    delta: int | None
    percent: int | None

    def members(self) -> tuple[tuple[str, int], ...]:
        roles = (("old", self.old), ("new", self.new), ("delta", self.delta), ("percent", self.percent))
        return tuple((role, i) for role, i in roles if i is not None)

    def distinct(self) -> bool:
        """Whether each figure has one role only."""
        return len({i for _, i in self.members()}) == len(self.members())


def read(ctx: Context, found: list[Match]) -> Iterator[Reading]:
    """Changes that words frame, that arithmetic finds beside a verb, or of which three figures in four agree."""
    framed = _framed(ctx, found)
    for ends, (tier, rule) in framed.items():
        if not _otherwise(ctx, ends):
            yield from _reading(ctx, rule, ends, tier, tries=2)
    firm = {e.delta for e, (tier, _) in framed.items() if tier == TIERS["strong"] and not agrees(ctx, e)}
    told = list(_deltas(ctx))
    for delta, percent in told:
        near = _around(ctx, delta, percent)
        if delta is not None and percent is not None and len(told) < MANY:
            yield from _three_of_four(ctx, near, delta, percent)
        for ends in _pairs(ctx, near, delta, percent):
            if ends not in framed:
                words = _words(ctx, ends) - 1.5 * (delta is not None and delta in firm)
                yield from _reading(ctx, "change.adds-up", ends, words, _tries(ends))


# -- framed ------------------------------------------------------------------------------------------------------------


def _framed(ctx: Context, found: list[Match]) -> dict[Ends, tuple[float, str]]:
    """The changes that frames read, each by its strongest frame."""
    framed: dict[Ends, tuple[float, str]] = {}
    for m in found:
        if m.frame.kind == "change" and {"old", "new"} <= m.roles.keys():
            ends = _completed(ctx, _ends(ctx, m.roles))
            tier = TIERS[m.frame.tier]
            if ends.distinct() and fits(ctx, ends) and not _misread(ctx, ends, m.frame.id):
                framed[ends] = max(framed.get(ends, (0.0, "")), (tier, m.frame.id))
    return framed


def _ends(ctx: Context, roles: Mapping[str, int]) -> Ends:
    """The figures in their roles; a difference in per cent, between ends that are none, is the percentage."""
    old, new = roles["old"], roles["new"]
    if "difference" not in roles:
        return Ends(old, new, roles.get("delta"), roles.get("percent"))
    told, twin = roles["difference"], roles.get("twin")
    return Ends(old, new, twin, told) if ctx.unit[told] == "%" != ctx.unit[old] else Ends(old, new, told, twin)


def _completed(ctx: Context, ends: Ends) -> Ends:
    """With the percentage that says the difference in another way, before it or behind: "3 persen atau 5 kasus"."""
    if ends.delta is None or ends.percent is not None:
        return ends
    before = ends.delta - 1
    twin = before if before >= 0 and _twin(ctx, before) == ends.delta else _twin(ctx, ends.delta)
    return ends if twin is None or twin in (ends.old, ends.new) else Ends(ends.old, ends.new, ends.delta, twin)


def _misread(ctx: Context, ends: Ends, rule: str) -> bool:
    """Whether the words before a figure give it another role than the frame does."""
    told = [i for i in (ends.delta, ends.percent) if i is not None]
    moved = any(_led_by_verb(ctx, i) for i in told)
    if rule.startswith("change.new-") and _called_old(ctx, ends.new, moved):
        return True
    chained = rule.startswith("change.old-")  # "menjadi 19 pada 2021, lalu turun 4 menjadi 15"
    if (not chained and _led_to(ctx, ends.old)) or any(ctx.ranges(i) for i in (ends.old, ends.new)):
        return True
    if told and not moved and not any(ctx.layout.since[i] & ctx.cue.same for i in told):
        return True
    if ctx.unit[ends.old] == "%" and ends.delta is not None and not _led_by_verb(ctx, ends.delta):
        return True
    return _moves(ctx, ends)


def _moves(ctx: Context, ends: Ends) -> bool:
    """Whether a verb of change leads to one of the ends: then it is a difference itself."""
    return _led_by_verb(ctx, ends.old) or _led_by_verb(ctx, ends.new)


def _called_old(ctx: Context, i: int, moved: bool) -> bool:
    """Whether words call the figure old: "from" further off may tell where it comes from, "panen dari sawah 12 ton"."""
    called = ctx.layout.near[i] & (ctx.cue.old - ctx.cue.new)
    origin = moved and called <= ctx.cue.source and not called & set(ctx.layout.gaps[i][-2:])
    return bool(called) and not origin


def _led_to(ctx: Context, i: int) -> bool:
    """Whether the last word for an old or a new value before the figure calls it new: "dibanding Mei ke angka 12".

    "Dibanding anggaran tahun ini 12" is old nevertheless: this year's value is what a plan is compared with.
    """
    told = [sign for sign in ctx.layout.gaps[i].rpartition(STOP)[2] if sign in ctx.cue.old | ctx.cue.new]
    compared = told[-2:-1] and told[-2] in ctx.cue.than and told[-1] not in ctx.cue.to
    return bool(told) and told[-1] in ctx.cue.new and not compared


def _otherwise(ctx: Context, ends: Ends) -> bool:
    """Whether the percentage is right for another new value of the sentence: then the frame took the wrong one."""
    if ends.delta is not None or ends.percent is None or agrees(ctx, ends):
        return False
    p, lay = ends.percent, ctx.layout
    others = (
        k for k in range(max(0, p - 8), min(len(ctx.figures), p + 6)) if lay.sentence[p] - lay.sentence[k] in (0, 1)
    )
    tried = (Ends(ends.old, k, None, p) for k in others if k not in (ends.old, ends.new, p))
    return any(fits(ctx, e) and agrees(ctx, e) for e in tried)


# -- by arithmetic -----------------------------------------------------------------------------------------------------


def _deltas(ctx: Context) -> Iterator[tuple[int | None, int | None]]:
    """Each figure behind a verb of change, with the figure that says the same in percent or in number."""
    for i in range(len(ctx.figures)):
        if _led_by_verb(ctx, i):
            twin = _twin(ctx, i)
            yield (twin, i) if ctx.unit[i] == "%" else (i, twin)
            if ctx.unit[i] == "%" and twin is None:
                yield i, None


def _led_by_verb(ctx: Context, i: int) -> bool:
    """Whether a verb of change leads straight to the figure, and announces no other value on the way."""
    gap = ctx.layout.gaps[i]
    last = max((k for k, sign in enumerate(gap) if sign in ctx.cue.move), default=None)
    return last is not None and not set(gap[last:]) & ctx.cue.cut


def _twin(ctx: Context, i: int) -> int | None:
    """The figure right behind that says a difference in the other way: "5 kasus (3 persen)"."""
    j = i + 1
    if j == len(ctx.figures) or (ctx.unit[i] == "%") == (ctx.unit[j] == "%") or not ctx.layout.near[i] & ctx.cue.turn:
        return None
    gap = ctx.layout.gaps[j]
    same = ctx.cue.same.intersection(gap)
    cut = ctx.cue.cut.intersection(re.sub(f",(?=[{''.join(ctx.cue.same)}])", "", gap))  # "kuota, atau naik 120 persen"
    return j if same and not cut else None


def _around(ctx: Context, delta: int | None, percent: int | None) -> list[int]:
    """The figures near a difference that may be its ends."""
    anchor = _anchor(delta, percent)
    reach = 4 * FAR if ctx.digits(anchor) > 5 else FAR if ctx.digits(anchor) > 3 else NEAR
    lay, last = ctx.layout, min(len(ctx.figures), anchor + FORTH)
    back = WIDE if delta is not None and ctx.digits(anchor) > 5 else BACK
    window = (i for i in range(max(0, anchor - back), last) if i not in (delta, percent) and ctx.value[i])
    return [i for i in window if abs(lay.sentence[i] - lay.sentence[anchor]) <= reach]


def _anchor(delta: int | None, percent: int | None) -> int:
    found = delta if delta is not None else percent
    assert found is not None
    return found


def _pairs(ctx: Context, near: list[int], delta: int | None, percent: int | None) -> Iterator[Ends]:
    """Old and new values of which difference and percentage are right, and in the direction that the verb says."""
    down = _direction(ctx, _anchor(delta, percent)) == "down"
    free = _either_way(ctx, delta, percent)
    if percent is not None:  # of a percentage there are only points
        near = [i for i in near if ctx.unit[i] != "%"]
    for old, new in _both_ways(ctx, near):
        right_way = free or (ctx.value[new] < ctx.value[old]) == down
        if right_way and arithmetic.change(ctx, old, new, delta, percent):
            ends = Ends(old, new, delta, percent)
            if fits(ctx, ends) and _pointed(ctx, ends):
                yield ends


def _both_ways(ctx: Context, near: list[int]) -> Iterator[tuple[int, int]]:
    """Every two figures that may be values of one thing, either as the old one."""
    for a, b in combinations(near, 2):
        if ctx.alike(a, b):
            yield b, a
            yield a, b


def _either_way(ctx: Context, delta: int | None, percent: int | None) -> bool:
    return bool(ctx.layout.near[_anchor(delta, percent)] & ctx.cue.shift)


def _pointed(ctx: Context, ends: Ends) -> bool:
    """Percentages change into each other only where words say which is which: a list of rates is no change."""
    near, cue = ctx.layout.near, ctx.cue
    if ctx.unit[ends.old] != "%":
        return True
    return bool(near[ends.old] & cue.old or near[ends.new] & cue.new) and not _moves(ctx, ends)


def _three_of_four(ctx: Context, near: list[int], delta: int, percent: int) -> Iterator[Reading]:
    """Difference and percentage of one change where three figures agree and the fourth is a slip away."""
    sign = -1 if _direction(ctx, delta) == "down" else 1
    for old, new in _both_ways(ctx, near):
        ends = Ends(old, new, delta, percent)
        if _moves(ctx, ends) or _is_new(ctx, old, delta, percent):
            continue
        if ctx.addable(old, delta) and _one_is_off(ctx, ends, sign):
            apart = max(abs(ctx.layout.sentence[e] - ctx.layout.sentence[delta]) for e in (old, new))
            far = 0.01 * (abs(old - delta) + abs(new - delta))
            yield from _reading(ctx, "change.three-of-four", ends, 2.3 - 0.22 * apart - far, 6)


def _is_new(ctx: Context, i: int, delta: int, percent: int) -> bool:
    """Whether the figure is what a difference right behind it led to: "39.160 per kg, turun 220 atau 0,56 persen"."""
    return i == min(delta, percent) - 1 and not ctx.layout.near[i] & ctx.cue.old


def _one_is_off(ctx: Context, ends: Ends, sign: int) -> bool:
    """Whether all figures of a change but one agree, and that one is mistyped."""
    v, delta, percent = ctx.value, ends.delta, ends.percent
    assert delta is not None and percent is not None
    moved, before = (v[ends.new] - v[ends.old]) * sign, v[ends.new] - sign * v[delta]
    if _percent_of(ctx, v[delta], v[ends.old], percent) and slipped(ctx, ends.new, v[ends.old] + sign * v[delta]):
        return True
    if _percent_of(ctx, v[delta], before, percent) and slipped(ctx, ends.old, before):
        return True
    right = _percent_of(ctx, moved, v[ends.old], percent)
    if right or moved <= 0:
        return moved > 0 and slipped(ctx, delta, moved)
    meant = (moved * 100 / v[ends.old]).quantize(ctx.ulp(percent))
    return moved == v[delta] and slipped(ctx, percent, meant)


def _percent_of(ctx: Context, delta: Decimal, old: Decimal, percent: int) -> bool:
    """Whether a difference is this percentage of the old value, as rounded."""
    return old > 0 and ctx.low[percent] <= delta * 100 / old < ctx.high[percent]


# -- evidence ----------------------------------------------------------------------------------------------------------


def agrees(ctx: Context, ends: Ends) -> bool:
    """Whether the change is right, as rounded."""
    return arithmetic.change(ctx, ends.old, ends.new, ends.delta, ends.percent)


def fits(ctx: Context, ends: Ends) -> bool:
    """Whether the units can belong together: points for percentages, else one unit."""
    if not ctx.alike(ends.old, ends.new) or (ends.percent is not None and ctx.unit[ends.percent] != "%"):
        return False
    if ctx.unit[ends.old] == "%":
        points = ends.delta is not None and (
            ctx.unit[ends.delta] == "%" or ctx.figures[ends.delta].unit in ctx.cue.points
        )
        return ends.percent is None and (ends.delta is None or points)
    if ends.delta is None or ctx.figures[ends.delta].unit in ctx.cue.points:
        return True
    return ctx.addable(ends.delta, ends.old) or ctx.addable(ends.delta, ends.new)


def _direction(ctx: Context, i: int) -> str:
    near = ctx.layout.near[i]
    return "up" if near & ctx.cue.up else "down" if near & ctx.cue.down else ""


def _words(ctx: Context, ends: Ends) -> float:
    """How the words around a difference name its ends."""
    lay, cue, anchor = ctx.layout, ctx.cue, _anchor(ends.delta, ends.percent)
    score = 1.0 + 0.5 * bool(lay.near[ends.old] & cue.old) + 0.4 * bool(lay.near[ends.new] & cue.new)
    for end in (ends.old, ends.new):
        score += 0.2 * (YEAR in lay.gaps[end]) - 0.2 * min(9, abs(lay.sentence[end] - lay.sentence[anchor]))
    score += 0.04 * (ctx.digits(ends.old) + ctx.digits(ends.new))
    return score - 0.4 * (not ctx.alike(ends.old, anchor) and ctx.unit[anchor] != "%")


def _tries(ends: Ends) -> int:
    anchor = _anchor(ends.delta, ends.percent)
    return 2 + abs(anchor - ends.old) + abs(anchor - ends.new)


def _reading(ctx: Context, rule: str, ends: Ends, words: float, tries: int) -> Iterator[Reading]:
    """The reading of these ends, turned round where the verb says so; none where it holds against its verb."""
    anchor = ends.delta if ends.delta is not None else ends.percent
    direction = _direction(ctx, anchor) if anchor is not None else ""
    holds = agrees(ctx, ends)
    if holds and direction and (ctx.value[ends.new] > ctx.value[ends.old]) != (direction == "up"):
        ends = Ends(ends.new, ends.old, ends.delta, ends.percent)
        if not agrees(ctx, ends):
            return
    odds = _chance(ctx, ends, tries) if holds else _slip(ctx, ends)
    if not holds and not _accusable(ctx, ends, odds):
        return
    yield Reading("change", rule, ends.members(), words, odds, holds, direction)


def _accusable(ctx: Context, ends: Ends, slip: float) -> bool:
    """Whether a change that is wrong is worth a question."""
    if ends.delta is None and ctx.value[ends.old] <= FEW:
        return False
    return slip > 0 or (_of_that_size(ctx, ends) and _comparable(ctx, ends)) or _misscaled(ctx, ends)


def _misscaled(ctx: Context, ends: Ends) -> bool:
    """Whether the percentage is right but for the scale word of one end: "775.667 juta" for 775.667."""
    if ends.percent is None or not ctx.value[ends.old]:
        return False
    ratio = ctx.value[ends.new] / ctx.value[ends.old]
    scaled = (ratio * SCALE, ratio / SCALE, ratio * SCALE * SCALE, ratio / SCALE / SCALE)
    return any(_percent_of(ctx, abs(r - 1), Decimal(1), ends.percent) for r in scaled)


def _comparable(ctx: Context, ends: Ends) -> bool:
    """Whether both ends are written alike and of one size, as the same thing at two times is."""
    f, g = ctx.figures[ends.old], ctx.figures[ends.new]
    ratio = ctx.value[ends.new] / ctx.value[ends.old] if ctx.value[ends.old] else SIZE
    return bool(f.unit and g.unit) and 1 / SIZE < ratio < SIZE


def _of_that_size(ctx: Context, ends: Ends) -> bool:
    """Whether a difference that is wrong is at least of the size of the right one; else it belongs elsewhere."""
    moved, told = abs(ctx.value[ends.new] - ctx.value[ends.old]), ends.delta
    return told is None or moved < 2 * ctx.value[told] < 4 * moved


def _slip(ctx: Context, ends: Ends) -> float:
    needs = _needs(ctx, ends)
    return slip_odds(ctx, needs, ctx.digits(needs[0][0]), BONUS) if needs else 0.0


def _chance(ctx: Context, ends: Ends, tries: int) -> float:
    """Decades against chance: the digits of difference and percentage, over the pairs that lay nearer."""
    told = [i for i in (ends.delta, ends.percent) if i is not None]
    return sum(log10(max(1.0, float(ctx.value[i] / _width(ctx, ends, i)))) for i in told) - log10(tries)


def _width(ctx: Context, ends: Ends, i: int) -> Decimal:
    """How far apart the values are that a difference or percentage might have had."""
    own = max(ctx.high[i] - ctx.low[i], ctx.ulp(i))
    if i == ends.percent:
        return own
    loose = sum((ctx.high[e] - ctx.low[e] for e in (ends.old, ends.new)), Decimal(0))
    return max(own, loose, arithmetic.grain(ctx, (ends.old, ends.new, i)))


def _needs(ctx: Context, ends: Ends) -> Needs:
    """The values that one figure would need for the change to be right."""
    needs: Needs = []
    if ends.delta is not None:
        needs += _needs_of_delta(ctx, ends, ends.delta)
    if ends.percent is not None and ctx.value[ends.old] > 0:
        needs += _needs_of_percent(ctx, ends, ends.percent)
    return needs


def _needs_of_delta(ctx: Context, ends: Ends, delta: int) -> Needs:
    v, unit = ctx.value, ctx.ulp(delta)
    moved = abs(v[ends.new] - v[ends.old])
    ends_by_sign = [(ends.new, v[ends.old] + s * v[delta]) for s in (1, -1)]
    ends_by_sign += [(ends.old, v[ends.new] - s * v[delta]) for s in (1, -1)]
    if unit <= max(ctx.ulp(ends.old), ctx.ulp(ends.new)):
        return [(delta, moved), *ends_by_sign]
    near = (need for i, meant in ends_by_sign for need in around(ctx, i, meant, unit / 2, SPREAD))
    return [(delta, (moved / unit).quantize(Decimal(1)) * unit), *ends_by_sign, *near]


def _needs_of_percent(ctx: Context, ends: Ends, percent: int) -> Needs:
    v, step = ctx.value, ctx.ulp(percent)
    needs = [(percent, (abs(v[ends.new] - v[ends.old]) * 100 / v[ends.old]).quantize(step))]
    if ends.delta is None:
        for ratio in (1 + v[percent] / 100, 1 - v[percent] / 100):
            if ratio > 0:
                needs += around(ctx, ends.new, v[ends.old] * ratio, v[ends.old] * step / 200, SPREAD)
                needs += around(ctx, ends.old, v[ends.new] / ratio, v[ends.new] * step / 200 / ratio / ratio, SPREAD)
    return needs
