"""The ends of a change with what is told of it, and what speaks for reading them so."""

from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from math import log10

from pipeline.claims import arithmetic
from pipeline.claims.arithmetic import THOUSAND
from pipeline.claims.context import Context
from pipeline.claims.layout import COMMA, STOP, WORDS, YEAR
from pipeline.claims.reading import Members, Reading
from pipeline.claims.slips import Needs, around
from pipeline.claims.slips import odds as slip_odds

POINTS = 0.5  # decades for a difference in points, of which a release has few
TWICE = 1  # sentences that count against ends of a difference that is told in number and percent
DRAWN = 0.9  # decades for a difference that is drawn from the former value right before it
YEARS = 0.4  # decades for ends whose years stand in order
FEW = 5  # a percentage of so few is a manner of speaking
SPREAD = 40  # a percentage that many values would give says nothing of a slip
SIZE = Decimal(20)  # times its old value, at most, where no slip explains a change that is wrong
TOLD = 1.0  # decades of a percentage that is right, or is of the new value, against chance
SCALED = 2.0  # decades for a difference that is right but for its scale word
BONUS = 0.9  # decades for a slip: few of the edits of a percentage matter


@dataclass(frozen=True, slots=True)
class Ends:
    """The figures (by index) of one change; delta or percent may be missing."""

    old: int
    new: int
    delta: int | None
    percent: int | None

    def members(self) -> Members:
        roles = (("old", self.old), ("new", self.new), ("delta", self.delta), ("percent", self.percent))
        return tuple((role, i) for role, i in roles if i is not None)

    def distinct(self) -> bool:
        """Whether each figure has one role only."""
        return len({i for _, i in self.members()}) == len(self.members())


def agrees(ctx: Context, ends: Ends) -> bool:
    """Whether the change is right, as rounded."""
    return arithmetic.change(ctx, ends.old, ends.new, ends.delta, ends.percent)


def fits(ctx: Context, ends: Ends) -> bool:
    """Whether the units can belong together: points for percentages, else one unit."""
    if not comparable(ctx, ends.old, ends.new, ends.delta, ends.percent):
        return False
    if ends.percent is not None and ctx.unit[ends.percent] != "%":
        return False
    if ctx.unit[ends.old] == "%":
        points = ends.delta is not None and (
            ctx.unit[ends.delta] == "%" or ctx.figures[ends.delta].unit in ctx.cue.points
        )
        return ends.percent is None and (ends.delta is None or points)
    if ends.delta is None or ctx.figures[ends.delta].unit in ctx.cue.points:
        return True
    return ctx.addable(ends.delta, ends.old) or ctx.addable(ends.delta, ends.new)


def comparable(ctx: Context, old: int, new: int, delta: int | None, percent: int | None) -> bool:
    """Whether two figures may be one thing at two times; of a change told in both ways, cases may be patients."""
    told_twice = delta is not None and percent is not None
    return bool(ctx.alike(old, new)) or (told_twice and ctx.figures[old].kind == ctx.figures[new].kind == "count")


def direction_of(ctx: Context, i: int) -> str:
    """What the verb before a figure says: up, down, or nothing; of a percentage, "inflation" says it, too."""
    near, cue, percent = ctx.layout.near[i], ctx.cue, ctx.unit[i] == "%"
    if near & cue.up or (percent and near & cue.dearer):
        return "up"
    return "down" if near & cue.down or (percent and near & cue.cheaper) else ""


def words_of(ctx: Context, ends: Ends) -> float:
    """How the words around a difference name its ends."""
    lay, cue, anchor = ctx.layout, ctx.cue, anchor_of(ends.delta, ends.percent)
    reach = TWICE if ends.delta is not None and ends.percent is not None else 9
    score = 1.0 + 0.5 * bool(lay.near[ends.old] & cue.old) + 0.4 * bool(lay.near[ends.new] & cue.new)
    for end in (ends.old, ends.new):
        score += 0.2 * (YEAR in lay.gaps[end]) - 0.2 * min(reach, abs(lay.sentence[end] - lay.sentence[anchor]))
    score += DRAWN * _drawn(ctx, ends.old, anchor)
    score += POINTS * (ends.delta is not None and ctx.figures[ends.delta].unit in cue.points)
    score += 0.04 * (ctx.digits(ends.old) + ctx.digits(ends.new)) + YEARS * in_order(ctx, ends)
    return score - 0.4 * (not ctx.alike(ends.old, anchor) and ctx.unit[anchor] != "%")


def _drawn(ctx: Context, old: int, anchor: int) -> bool:
    """Whether a difference is drawn from the former value right before it: "Tahun lalu 38 kasus. Jadi naik 9"."""
    cue = ctx.cue
    drawn = ctx.layout.since[anchor] & (cue.hence | cue.same | cue.to)
    return old == anchor - 1 and bool(drawn and ctx.layout.near[old] & cue.prior)


def in_order(ctx: Context, ends: Ends) -> int:
    """1 where the old value is of an earlier year than the new one, -1 where it is of a later one, 0 without years."""
    old, new = (ctx.figures[i].period for i in (ends.old, ends.new))
    return (new > old) - (new < old) if old.isdigit() and new.isdigit() else 0


def tries_of(ends: Ends) -> int:
    """Among how many figures the ends were sought."""
    anchor = anchor_of(ends.delta, ends.percent)
    return 2 + abs(anchor - ends.old) + abs(anchor - ends.new)


def reading(ctx: Context, rule: str, ends: Ends, words: float, tries: int) -> Iterator[Reading]:
    """The reading of these ends, turned round where the verb says so; none where it holds against its verb."""
    anchor = ends.delta if ends.delta is not None else ends.percent
    direction = direction_of(ctx, anchor) if anchor is not None else ""
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
    few = ends.delta is None and ctx.value[ends.old] <= FEW
    if few or not (ctx.says_value(ends.old) or ctx.says_value(ends.new)):
        return False
    sized = _of_that_size(ctx, ends) and _comparable(ctx, ends)
    return slip > 0 or sized or _misscaled(ctx, ends)


def _misscaled(ctx: Context, ends: Ends) -> bool:
    """Whether the percentage is right but for the scale word of one end: "775.667 juta" for 775.667."""
    if ends.percent is None or not ctx.value[ends.old]:
        return False
    ratio = ctx.value[ends.new] / ctx.value[ends.old]
    scaled = (ratio * THOUSAND, ratio / THOUSAND, ratio * THOUSAND**2, ratio / THOUSAND**2)
    return any(percent_of(ctx, abs(r - 1), Decimal(1), ends.percent) for r in scaled)


def delta_misscaled(ctx: Context, ends: Ends) -> bool:
    """Whether the difference is right but for its scale word: "dari 31,36 juta ton ke 32,07 juta, naik 0,71 ton"."""
    if ends.delta is None or not ctx.value[ends.delta]:
        return False
    moved, loose = abs(ctx.value[ends.new] - ctx.value[ends.old]), _loose(ctx, ends)
    scaled = ((ctx.low[ends.delta] * by, ctx.high[ends.delta] * by) for by in (THOUSAND, THOUSAND**2, THOUSAND**3))
    return moved > loose and any(arithmetic.meets(moved - loose, moved + loose, *span) for span in scaled)


def _loose(ctx: Context, ends: Ends) -> Decimal:
    """How far the difference of both ends may be off for their rounding."""
    return sum((ctx.high[i] - ctx.low[i] for i in (ends.old, ends.new)), Decimal(0)) / 2


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
    """Decades for a slip; where a difference is told in both ways, the one that is right says whose it is."""
    needs = _needs(ctx, ends)
    slip = slip_odds(ctx, needs, ctx.digits(needs[0][0]), BONUS) if needs else 0.0
    slip = max(slip, SCALED) if delta_misscaled(ctx, ends) else slip
    if ends.delta is None or ends.percent is None:
        return slip
    moved, told = abs(ctx.value[ends.new] - ctx.value[ends.old]), ctx.value[ends.percent]
    sure = log10(max(1.0, float(told / _width(ctx, ends, ends.percent)))) - TOLD
    if slip and percent_of(ctx, moved, ctx.value[ends.old], ends.percent):
        return slip + max(0.0, sure)
    return max(slip, sure) if of_new_value(ctx, ends.old, ends.new, ends.delta, ends.percent) else slip


def of_new_value(ctx: Context, old: int, new: int, delta: int, percent: int) -> bool:
    """Whether a right difference is told in percent of the new value; a part of a whole is larger than that."""
    v, right = ctx.value, arithmetic.change(ctx, old, new, delta, None)
    return right and v[delta] < min(v[old], v[new]) and percent_of(ctx, v[delta], v[new], percent)


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


def percent_of(ctx: Context, delta: Decimal, old: Decimal, percent: int) -> bool:
    """Whether a difference is this percentage of the old value, as rounded."""
    return old > 0 and ctx.low[percent] <= delta * 100 / old < ctx.high[percent]


def led_by_verb(ctx: Context, i: int) -> bool:
    """Whether a verb of change leads straight to the figure, and announces no other value on the way."""
    gap, cue = ctx.layout.gaps[i], ctx.cue
    move = cue.move | cue.dearer | cue.cheaper if ctx.unit[i] == "%" else cue.move
    last = max((k for k, sign in enumerate(gap) if sign in move), default=None)
    if last is None:
        return False
    if set(gap[last:]) & (cue.cut - cue.to if gap[last] in cue.move - cue.turn else cue.cut):
        return False  # "selisih keduanya menjadi 17.083": a difference leads to no new value
    return gap.count(")", last) <= gap.count("(", last)  # a verb in a bracket speaks of what stands there


def is_difference(ctx: Context, i: int) -> bool:
    """Whether a verb of change stands right before the figure; what moves in front of "and" is the figure before."""
    move, turn = ctx.cue.move, ctx.cue.turn
    if so_much_more(ctx, i):
        return True
    if move.isdisjoint(ctx.layout.since[i]):
        return False
    clause = ctx.layout.gaps[i].rpartition(STOP)[2].rpartition(COMMA)[2]
    behind_and = clause[max(map(clause.rfind, ctx.cue.joint)) + 1 :]
    return not (move - turn).isdisjoint(clause) or not turn.isdisjoint(behind_and)


def so_much_more(ctx: Context, i: int) -> bool:
    """Whether the words behind the figure make it a difference: "16 kali lebih banyak ketimbang tahun lalu"."""
    said = ctx.layout.ahead(i, 3).lstrip(WORDS)
    return said[:1] in ctx.cue.turn and said[1:2] in ctx.cue.than


def anchor_of(delta: int | None, percent: int | None) -> int:
    """The figure that tells the change: its difference, or else its percentage."""
    found = delta if delta is not None else percent
    assert found is not None
    return found
