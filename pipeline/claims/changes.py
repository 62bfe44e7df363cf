"""Changes: an old and a new value, and the difference or percentage that is stated."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import replace
from itertools import combinations

from pipeline.claims import arithmetic
from pipeline.claims.context import Context
from pipeline.claims.ends import (
    Ends,
    agrees,
    anchor_of,
    comparable,
    delta_misscaled,
    direction_of,
    fits,
    in_order,
    led_by_verb,
    of_new_value,
    percent_of,
    reading,
    so_much_more,
    tries_of,
    words_of,
)
from pipeline.claims.frames import Match
from pipeline.claims.layout import COMMA, ENDS, STOP, WORDS
from pipeline.claims.lists import LONGEST, natural
from pipeline.claims.percents import named_whole, of_a_change
from pipeline.claims.reading import TIERS, Reading
from pipeline.claims.repeats import headline
from pipeline.claims.slips import slipped

BACK, FORTH, WIDE = 14, 8, 40  # figures around a difference among which its ends are sought; for one of five digits
NEAR, FAR = 5, 9  # sentences around it, and around one of four digits or more
SEVERAL = 11  # times the other end: further than a digit too many makes it
AWAY = 2  # sentences that ends are off, at most, where the difference tells which they are
TELLING = 3  # digits of a difference that no two figures have by chance
MANY = 20  # differences of one release: among so many, three figures in four agree by chance


def read(ctx: Context, found: list[Match]) -> Iterator[Reading]:
    """Changes that words frame, that arithmetic finds beside a verb, or of which three figures in four agree."""
    told = list(_read(ctx, found))
    yield from told
    yield from _told_twice(told)


def _told_twice(told: list[Reading]) -> Iterator[Reading]:
    """A change whose difference is told in one place and its percentage in another, as one."""
    halves: dict[str, dict[tuple[int, ...], Reading]] = {"delta": {}, "percent": {}}
    for r in sorted((r for r in told if r.holds and len(r.members) == 3), key=lambda r: r.score):
        halves[r.members[-1][0]][r.indices("old", "new")] = r
    for ends in halves["delta"].keys() & halves["percent"].keys():
        delta, percent = halves["delta"][ends], halves["percent"][ends]
        words, odds = max(delta.words, percent.words), delta.odds + max(percent.odds, 0.0)
        if delta.direction == percent.direction:
            members = (*delta.members, percent.members[-1])
            yield Reading("change", "change.told-twice", members, words, odds, True, delta.direction)


def _read(ctx: Context, found: list[Match]) -> Iterator[Reading]:
    framed = _framed(ctx, found)
    for ends, (tier, rule) in framed.items():
        if not _otherwise(ctx, ends):
            yield from reading(ctx, rule, ends, tier, tries=2)
        if ends.percent is not None and delta_misscaled(ctx, ends):  # whatever the percentage says
            yield from reading(ctx, rule, replace(ends, percent=None), tier, tries=2)
    yield from _between_shares(ctx)
    firm = {e.delta for e, (tier, _) in framed.items() if tier == TIERS["strong"] and not agrees(ctx, e)}
    told = list(_deltas(ctx))
    for delta, percent in told:
        near = _around(ctx, delta, percent)
        if delta is not None and percent is not None and len(told) < MANY:
            yield from _three_of_four(ctx, near, delta, percent)
        for ends in _pairs(ctx, near, delta, percent):
            if ends not in framed:
                words = words_of(ctx, ends) - 1.5 * (delta is not None and delta in firm)
                yield from reading(ctx, "change.adds-up", ends, words, tries_of(ends))


# -- framed ------------------------------------------------------------------------------------------------------------


def _framed(ctx: Context, found: list[Match]) -> dict[Ends, tuple[float, str]]:
    """The changes that frames read, each by its strongest frame."""
    framed: dict[Ends, tuple[float, str]] = {}
    for m in found:
        if m.frame.kind == "change" and {"old", "new"} <= m.roles.keys():
            ends = _completed(ctx, _ordered(ctx, _ends(ctx, m.roles), m.frame.id))
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


def _ordered(ctx: Context, ends: Ends, rule: str) -> Ends:
    """With the value of the earlier year as the old one, or the one that the verb makes it, where only that tells."""
    later_first = rule.startswith("change.years-") and in_order(ctx, ends) < 0
    verb = direction_of(ctx, anchor_of(ends.delta, ends.percent)) if rule.startswith("change.pair-") else ""
    against = verb and (ctx.value[ends.new] > ctx.value[ends.old]) != (verb == "up")
    return replace(ends, old=ends.new, new=ends.old) if later_first or against else ends


def _completed(ctx: Context, ends: Ends) -> Ends:
    """With the percentage that says the difference in another way, before it or behind: "3 persen atau 5 kasus"."""
    if ends.delta is None or ends.percent is not None:
        return ends
    before = ends.delta - 1
    twin = before if before >= 0 and _twin(ctx, before) == ends.delta else _twin(ctx, ends.delta)
    twin = ends.delta + 2 if twin is None and ends.delta + 2 == _loose_twin(ctx, ends.delta) else twin
    return ends if twin is None or twin in (ends.old, ends.new) else Ends(ends.old, ends.new, ends.delta, twin)


def _misread(ctx: Context, ends: Ends, rule: str) -> bool:
    """Whether the words before a figure give it another role than the frame does."""
    told = [i for i in (ends.delta, ends.percent) if i is not None]
    moved = any(led_by_verb(ctx, i) for i in told)
    if rule.startswith("change.new-") and (_called_old(ctx, ends.new, moved) or so_much_more(ctx, ends.new)):
        return True
    chained = rule.startswith("change.old-")  # "menjadi 19 pada 2021, lalu turun 4 menjadi 15"
    if (not chained and _led_to(ctx, ends.old)) or any(ctx.ranges(i) for i in (ends.old, ends.new)):
        return True
    if told and not agrees(ctx, ends) and _set_against(ctx, ends, told[0]):
        return True
    if told and not moved and not any(ctx.layout.since[i] & ctx.cue.same or _leads_on(ctx, i) for i in told):
        return True
    if ctx.unit[ends.old] == "%" and ends.delta is not None and not led_by_verb(ctx, ends.delta):
        return True
    return _moves(ctx, ends)


def _set_against(ctx: Context, ends: Ends, told: int) -> bool:
    """Whether a difference is of another thing than both ends before it: "dari 4 ke 5, sedangkan desa turun 3"."""
    last = max(ends.old, ends.new)
    return last < told and not ctx.cue.contrast.isdisjoint(ctx.layout.between(last, told))


def _leads_on(ctx: Context, i: int) -> bool:
    """Whether the words behind a difference say what it is of: "12 persen di bawah ...", "12 persen atau dari ..."."""
    said = ctx.layout.ahead(i, 3).lstrip(WORDS)
    return _beyond(ctx, i) or (said[:1] in ctx.cue.same and said[1:2] in ctx.cue.source)


def _beyond(ctx: Context, i: int) -> bool:
    """Whether the words behind a difference set it against another value: "12 persen di bawah harga acuan"."""
    return ctx.layout.ahead(i, 2).lstrip(WORDS)[:1] in ctx.cue.beyond


def _moves(ctx: Context, ends: Ends) -> bool:
    """Whether a verb of change leads to one of the ends: then it is a difference itself."""
    return led_by_verb(ctx, ends.old) or led_by_verb(ctx, ends.new)


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
    if agrees(ctx, ends):
        return False
    if ends.delta is not None and _in_parts(ctx, ends, ends.delta):
        return True
    if ends.delta is not None or ends.percent is None:
        return _of_a_list(ctx, ends)
    p, lay = ends.percent, ctx.layout
    others = (
        k for k in range(max(0, p - 8), min(len(ctx.figures), p + 6)) if lay.sentence[p] - lay.sentence[k] in (0, 1)
    )
    tried = (Ends(ends.old, k, None, p) for k in others if k not in (ends.old, ends.new, p))
    return any(fits(ctx, e) and agrees(ctx, e) and _one_way(ctx, ends, e) for e in tried)


def _one_way(ctx: Context, a: Ends, b: Ends) -> bool:
    """Whether both rise, or both fall."""
    return (ctx.value[a.new] > ctx.value[a.old]) == (ctx.value[b.new] > ctx.value[b.old])


def _in_parts(ctx: Context, ends: Ends, delta: int) -> bool:
    """Whether the difference is told in parts, of which this is the first: "5 orang di hulu dan 1 orang di hilir"."""
    moved = abs(ctx.value[ends.new] - ctx.value[ends.old])
    return any(ctx.made(parts)[0] == moved for parts in natural(ctx, delta))


def _of_a_list(ctx: Context, ends: Ends) -> bool:
    """Whether the new value is a part in the list of a total of which the difference is right."""
    heads = (k for k in range(max(0, ends.new - LONGEST), ends.new) if k != ends.old)
    right = (k for k in heads if agrees(ctx, replace(ends, new=k)) and ctx.alike(k, ends.new))
    return any(ends.new in parts for k in right for parts in natural(ctx, k + 1))


def _between_shares(ctx: Context) -> Iterator[Reading]:
    """A difference in points that is a slip off that of the two percentages right before it, told together."""
    lay = ctx.layout
    for d in range(2, len(ctx.figures)):
        if ctx.figures[d].unit not in ctx.cue.points or ctx.digits(d) < TELLING or not led_by_verb(ctx, d):
            continue
        before = [k for k in range(max(0, d - NEAR), d) if ctx.unit[k] == "%" and lay.sentence[d] - lay.sentence[k] < 2]
        down = direction_of(ctx, d) == "down"
        if len(before) == 2 and not any(led_by_verb(ctx, k) for k in before):
            old, new = sorted(before, key=lambda k: ctx.value[k], reverse=down)
            ends = Ends(old, new, d, None)
            if not agrees(ctx, ends):
                yield from (r for r in reading(ctx, "change.points", ends, TIERS["strong"], tries=2) if r.odds > 0)


# -- by arithmetic -----------------------------------------------------------------------------------------------------


def _deltas(ctx: Context) -> Iterator[tuple[int | None, int | None]]:
    """Each figure behind a verb of change, with the figure that says the same in percent or in number."""
    for i in range(len(ctx.figures)):
        if led_by_verb(ctx, i):
            twin = _twin(ctx, i)
            yield (twin, i) if ctx.unit[i] == "%" else (i, twin)
            if ctx.unit[i] == "%" and twin is None:
                yield i, None
            if ctx.unit[i] != "%" and twin is None and (loose := _loose_twin(ctx, i)) is not None:
                yield i, loose
        elif ctx.unit[i] == "%" and _beyond(ctx, i):
            yield None, i


def _twin(ctx: Context, i: int) -> int | None:
    """The figure right behind that says a difference in the other way: "5 kasus (3 persen)"."""
    j = i + 1
    if j == len(ctx.figures) or (ctx.unit[i] == "%") == (ctx.unit[j] == "%") or not ctx.layout.near[i] & ctx.cue.turn:
        return None
    gap = ctx.layout.gaps[j]
    if ctx.unit[j] == "%" and gap.replace(WORDS, "", 1) == COMMA:  # "naik 16 kali, 13,56 persen"
        return j
    same = ctx.cue.same.intersection(gap)
    cut = ctx.cue.cut.intersection(re.sub(f",(?=[{''.join(ctx.cue.same)}])", "", gap))  # "kuota, atau naik 120 persen"
    return j if same and not cut else None


def _loose_twin(ctx: Context, i: int) -> int | None:
    """A percentage that may say the difference: behind a comma and words, or behind the old value.

    "Turun 84 kasus, dalam persen 7,45", "naik Rp5 juta, yaitu naik 8 persen", "naik 5 dibanding 40 atau 12,5 persen".
    """
    j = i + 1
    if j < len(ctx.figures) and ctx.unit[j] == "%" and not set(ctx.layout.gaps[j]) & (ENDS | ctx.cue.contrast):
        return j if COMMA in ctx.layout.gaps[j] and not named_whole(ctx, j) else None
    return j + 1 if j + 1 < len(ctx.figures) and ctx.unit[j + 1] == "%" and of_a_change(ctx, j + 1) else None


def _around(ctx: Context, delta: int | None, percent: int | None) -> list[int]:
    """The figures near a difference that may be its ends."""
    anchor = anchor_of(delta, percent)
    reach = 4 * FAR if ctx.digits(anchor) > 4 else FAR if ctx.digits(anchor) > 3 else NEAR
    lay, last = ctx.layout, min(len(ctx.figures), anchor + FORTH)
    back = WIDE if delta is not None and ctx.digits(anchor) > 4 else BACK
    window = (i for i in range(max(0, anchor - back), last) if i not in (delta, percent) and _may_end(ctx, i))
    near = [i for i in window if abs(lay.sentence[i] - lay.sentence[anchor]) <= reach and not _rounds_another(ctx, i)]
    return [*near, *_further_off(ctx, near, delta, percent)]


def _may_end(ctx: Context, i: int) -> bool:
    """Whether a figure may be an end of a change: of "more than 5" nearly every difference is right."""
    return bool(ctx.value[i]) and ctx.says_value(i)


def _rounds_another(ctx: Context, i: int) -> bool:
    """Whether a headline tells roughly what the text tells exactly: changes are reckoned from that."""
    if not headline(ctx, i) or ctx.figures[i].scale == 1:
        return False
    step = ctx.ulp(i)
    finer = (k for k in range(i + 1, len(ctx.figures)) if ctx.alike(i, k) == 2 and ctx.ulp(k) < step)
    return any(abs(ctx.value[k] - ctx.value[i]) < step for k in finer)


def _further_off(ctx: Context, near: list[int], delta: int | None, percent: int | None) -> Iterator[int]:
    """The figures that one near by comes to with a difference of some digits, wherever they are told."""
    if delta is None or ctx.unit[delta] == "%":
        return
    telling, v = ctx.digits(delta) >= TELLING, ctx.value
    ends = (i for i in near if ctx.alike(i, delta))
    sure = [i for i in ends if telling or (percent is not None and percent_of(ctx, v[delta], v[i], percent))]
    made, seen = {v[i] + sign * v[delta] for i in sure for sign in (1, -1)}, {*near, delta}
    yield from (i for i, value in enumerate(v) if value in made and i not in seen and ctx.alike(i, delta))


def _pairs(ctx: Context, near: list[int], delta: int | None, percent: int | None) -> Iterator[Ends]:
    """Old and new values of which difference and percentage are right, and in the direction that the verb says."""
    down = direction_of(ctx, anchor_of(delta, percent)) == "down"
    free = _either_way(ctx, delta, percent)
    if percent is not None:  # of a percentage there are only points
        near = [i for i in near if ctx.unit[i] != "%"]
    for old, new in _both_ways(ctx, near, delta, percent):
        right_way = free or (ctx.value[new] < ctx.value[old]) == down
        if right_way and arithmetic.change(ctx, old, new, delta, percent):
            ends = Ends(old, new, delta, percent)
            if fits(ctx, ends) and _pointed(ctx, ends):
                yield ends


def _both_ways(ctx: Context, near: list[int], delta: int | None, percent: int | None) -> Iterator[tuple[int, int]]:
    """Every two figures that may be values of one thing, either as the old one."""
    for a, b in combinations(near, 2):
        if comparable(ctx, a, b, delta, percent):
            yield b, a
            yield a, b


def _either_way(ctx: Context, delta: int | None, percent: int | None) -> bool:
    anchor = anchor_of(delta, percent)
    return bool(ctx.layout.near[anchor] & ctx.cue.shift) or not led_by_verb(ctx, anchor)


def _pointed(ctx: Context, ends: Ends) -> bool:
    """Percentages change into each other only where words say which is which: a list of rates is no change."""
    near, cue = ctx.layout.near, ctx.cue
    if ctx.unit[ends.old] != "%" or _in_points(ctx, ends):
        return True
    return bool(near[ends.old] & cue.old or near[ends.new] & cue.new) and not _moves(ctx, ends)


def _in_points(ctx: Context, ends: Ends) -> bool:
    """Whether the difference is told in points, with so many digits that it is no chance: "naik 3,29 poin"."""
    told = ends.delta
    return told is not None and ctx.figures[told].unit in ctx.cue.points and ctx.digits(told) > 1


def _three_of_four(ctx: Context, near: list[int], delta: int, percent: int) -> Iterator[Reading]:
    """Difference and percentage of one change where three figures agree and the fourth is a slip away."""
    sign = -1 if direction_of(ctx, delta) == "down" else 1
    for old, new in _both_ways(ctx, near, delta, percent):
        ends = Ends(old, new, delta, percent)
        exact = ctx.digits(delta) >= TELLING and abs(ctx.value[new] - ctx.value[old]) == ctx.value[delta]
        before = _is_new(ctx, old, delta, percent) and not exact and not _comes_to(ctx, new, delta, percent)
        if _moves(ctx, ends) or before or _of_another_size(ctx, old, new):
            continue
        if ctx.addable(old, delta) and _one_is_off(ctx, ends, sign):
            yield from reading(ctx, "change.three-of-four", ends, 2.3 - _distance(ctx, ends, exact), 6)


def _of_another_size(ctx: Context, old: int, new: int) -> bool:
    """Whether two figures are so far apart that hardly one slip makes one thing at two times of them."""
    less, more = sorted((ctx.value[old], ctx.value[new]))
    return more > SEVERAL * less


def _distance(ctx: Context, ends: Ends, exact: bool) -> float:
    """What it counts against ends that they stand far off; three figures that agree to the digit are one change."""
    assert ends.delta is not None
    apart = max(abs(ctx.layout.sentence[e] - ctx.layout.sentence[ends.delta]) for e in (ends.old, ends.new))
    far = 0.01 * (abs(ends.old - ends.delta) + abs(ends.new - ends.delta))
    return 0.22 * min(apart, AWAY) if exact else 0.22 * apart + far


def _is_new(ctx: Context, i: int, delta: int, percent: int) -> bool:
    """Whether the figure is what a difference right behind it led to: "39.160 per kg, turun 220 atau 0,56 persen"."""
    return i == min(delta, percent) - 1 and not ctx.layout.near[i] & ctx.cue.old


def _comes_to(ctx: Context, i: int, delta: int, percent: int) -> bool:
    """Whether a figure is what the difference before it leads to: "naik 5 atau 8 persen, sehingga totalnya 70"."""
    lay, cue = ctx.layout, ctx.cue
    said = i == max(delta, percent) + 1 and lay.sentence[i] == lay.sentence[delta]
    return said and bool(lay.since[i] & (cue.hence | cue.to))


def _one_is_off(ctx: Context, ends: Ends, sign: int) -> bool:
    """Whether all figures of a change but one agree, and that one is mistyped."""
    v, delta, percent = ctx.value, ends.delta, ends.percent
    assert delta is not None and percent is not None
    moved, before = (v[ends.new] - v[ends.old]) * sign, v[ends.new] - sign * v[delta]
    if percent_of(ctx, v[delta], v[ends.old], percent) and slipped(ctx, ends.new, v[ends.old] + sign * v[delta]):
        return True
    if percent_of(ctx, v[delta], before, percent) and slipped(ctx, ends.old, before):
        return True
    right = percent_of(ctx, moved, v[ends.old], percent)
    if right or moved <= 0:
        return moved > 0 and slipped(ctx, delta, moved)
    if of_new_value(ctx, ends.old, ends.new, delta, percent):
        return True
    meant = (moved * 100 / v[ends.old]).quantize(ctx.ulp(percent))
    return moved == v[delta] and slipped(ctx, percent, meant)
