"""Sums: a total and the list that makes it up, found by arithmetic and by words and layout."""

import re
from bisect import bisect_left, bisect_right
from collections import Counter
from collections.abc import Iterator
from dataclasses import replace
from decimal import Decimal
from functools import cache
from itertools import islice, pairwise
from math import log10

from pipeline.claims.arithmetic import meets
from pipeline.claims.context import Context
from pipeline.claims.layout import BLOCK, COLON, COMMA, ITEM, STOP, WORDS
from pipeline.claims.lists import LONGEST, Parts, columns, extends, longest, natural, rest, rows
from pipeline.claims.reading import Reading
from pipeline.claims.slips import odds as slip_odds
from pipeline.language import Language

PEOPLE = "person"  # the class of units of classes.toml whose members are told by what they are
REACH = 14  # figures between two parts that stand apart
APART = 6  # as many pairs stand apart for one that stands together
NEAREST = 3  # totals of one value, those nearest to the parts
NAMED = 3  # totals that the words before a list name again, the last ones
SMALL = Decimal(20)  # totals up to this always need words
EXPLICIT = 1.4  # decades of a link that words or brackets make
FAMILY = 1.2  # decades for a sum that its neighbours repeat
NESTED = 1.5  # decades against a list of two lists that are summed themselves
SURE = 0.9  # decades for total, announcement and list without a gap
Hit = tuple[int, Parts, int]


# -- by arithmetic -----------------------------------------------------------------------------------------------------


def hits(ctx: Context) -> Iterator[Hit]:
    """Every total with a run of figures that add up to it, as far as rounding allows; and how far it was sought."""
    order = sorted(range(len(ctx.figures)), key=lambda i: ctx.value[i])
    values = [ctx.value[i] for i in order]
    for row in rows(ctx):
        for a in range(len(row) - 1):
            yield from _runs(ctx, values, order, row[a : a + LONGEST])
    yield from _apart(ctx, values, order)


def _runs(ctx: Context, values: list[Decimal], order: list[int], row: Parts) -> Iterator[Hit]:
    """Totals of the runs that begin a row."""
    total, slack = _weight(ctx, row[0])
    for b in range(1, len(row)):
        if not ctx.addable(row[0], row[b]):
            return
        value, loose = _weight(ctx, row[b])
        total, slack = total + value, slack + loose
        yield from ((t, row[: b + 1], 1) for t in _totals(ctx, values, order, total, slack, row[: b + 1]))


def _weight(ctx: Context, i: int) -> tuple[Decimal, Decimal]:
    return ctx.value[i] * ctx.times[i], ctx.high[i] - ctx.value[i]


def _apart(ctx: Context, values: list[Decimal], order: list[int]) -> Iterator[Hit]:
    """Totals of two parts that do not follow each other; they must be large, for chance would find the small ones."""
    for a in range(len(ctx.figures)):
        for b in range(a + 1, min(len(ctx.figures), a + REACH)):
            if ctx.value[a] and ctx.value[b] and ctx.alike(a, b):
                slack = ctx.high[a] - ctx.value[a] + ctx.high[b] - ctx.value[b]
                found = _totals(ctx, values, order, ctx.value[a] + ctx.value[b], slack, (a, b))
                yield from ((t, (a, b), APART) for t in found)


def _totals(
    ctx: Context, values: list[Decimal], order: list[int], total: Decimal, slack: Decimal, parts: Parts
) -> Iterator[int]:
    """The figures that may be this total, by value."""
    wide = slack + total / 200 if slack or ctx.figures[parts[0]].scale > 1 else Decimal(0)
    near = order[bisect_left(values, total - wide) : bisect_right(values, total + wide)]
    if len(near) > NEAREST:
        near = sorted(near, key=lambda t: abs(t - parts[0]))[:NEAREST]
    yield from (t for t in near if _fits(ctx, t, parts))


def _fits(ctx: Context, t: int, parts: Parts) -> bool:
    return t not in parts and ctx.addable(t, parts[0]) and _tells(ctx, t, parts) and agrees(ctx, t, parts)


def agrees(ctx: Context, t: int, parts: Parts) -> bool:
    """Whether some values that the figures stand for add up."""
    low = sum((ctx.low[p] * ctx.times[p] for p in parts), Decimal(0))
    high = sum((ctx.high[p] * ctx.times[p] for p in parts), Decimal(0))
    return meets(low, high, ctx.low[t], ctx.high[t])


def _tells(ctx: Context, t: int, parts: Parts) -> bool:
    """Whether it tells anything that they add up: two parts at least, and none lost in the rounding of the total."""
    if sum(ctx.value[p] > 0 for p in parts) < 2 or ctx.figures[t].kind == "index":
        return False
    coarse = ctx.high[t] - ctx.value[t]
    return not (coarse and any(0 < ctx.value[p] < coarse for p in parts))


def _families(found: list[Hit]) -> Counter[Parts]:
    """How many sums of two have each shape: the rows of a hidden table add up side by side."""
    pairs = {(t, parts) for t, parts, _ in found if len(parts) == 2 and max(t, *parts) - min(t, *parts) > 2}
    return Counter(_shape(t, parts) for t, parts in pairs)


def _shape(t: int, parts: Parts) -> Parts:
    """Where the parts stand, seen from the total."""
    return tuple(p - t for p in parts)


# -- evidence of words and layout, in decades --------------------------------------------------------------------------


def evidence(ctx: Context, t: int, parts: Parts) -> float:
    """How strongly words and layout say that these parts make up this total; blind to the values."""
    least = min(_kindred(ctx, t, p, parts[0]) for p in parts)
    score = 0.5 if least == 2 else 0.2 if least == 1 else -0.7
    score += _link(ctx, t, parts) + _closing(ctx, parts) + _run(ctx, parts)
    score += (1.4 if t == parts[0] - 1 else 0.8) * _complementary(ctx, parts) + 1.2 * _remainder(ctx, parts)
    score -= 0.6 * (t > parts[-1] and bool(set(ctx.layout.gaps[t]) & ctx.cue.move))
    score -= 1.0 * _one_list(ctx, t, parts) + 1.0 * _of_another(ctx, t, parts[0]) + 1.2 * _amid(ctx, t, parts[0])
    return score - 1.5 * _breaks_announced(ctx, t, parts)


def _breaks_announced(ctx: Context, t: int, parts: Parts) -> bool:
    """Whether the parts are some of the list that is announced right behind the total, and some from elsewhere."""
    first = t + 1
    if first not in parts or not _announces(ctx, t):
        return False
    return parts not in {column for whole in natural(ctx, first) for column in columns(ctx, whole)}


def _announces(ctx: Context, t: int) -> bool:
    """Whether words or a bracket right behind the figure announce its list."""
    lay, first = ctx.layout, t + 1
    told = bool(lay.near[first] & ctx.cue.consists) or _taken_up(ctx, t, first)
    return told or ("(" in lay.gaps[first] and lay.depth[first] > lay.depth[t])


def _kindred(ctx: Context, t: int, p: int, first: int) -> int:
    """As ``alike``, but people may be split into any sort of them, and a total that is detailed into any sort of it.

    "34 orang, terdiri dari 11 pasien dan 23 pendamping", "30 bibit, dengan rincian 18 jati dan 12 mahoni".
    """
    unit, own = ctx.unit[t], ctx.unit[p] == ctx.figures[p].unit
    if ctx.alike(t, p) or ctx.figures[p].kind != "count" or not own:
        return ctx.alike(t, p)
    detailed = unit == ctx.figures[t].unit and bool(ctx.layout.near[first] & ctx.cue.details)
    return int(unit == PEOPLE or detailed)


def _of_another(ctx: Context, t: int, first: int) -> bool:
    """Whether the list is announced right behind another figure that may be its total."""
    head, lay = first - 1, ctx.layout
    if head < 0 or t == head or not ctx.alike(head, first) or _named(ctx, t, first):
        return False
    opened = "(" in lay.gaps[first] and lay.depth[first] > lay.depth[head]
    return opened or (bool(set(lay.gaps[first]) & ctx.cue.consists) and _same_subject(ctx, head, first))


def _link(ctx: Context, t: int, parts: Parts) -> float:
    """How the words join total and list."""
    first, last = parts[0], parts[-1]
    if t > last:
        lead = set(ctx.layout.gaps[t])
        return (1.7 if lead & ctx.cue.total else 0.9 if lead & ctx.cue.same else 0.1) + 0.4 * (t == last + 1)
    if t > first:
        return 1.4 if len(parts) == 2 and rest(ctx, last) and ctx.layout.near[t] & ctx.cue.source else -2.0
    lead, head = _lead(ctx, t, first), set(ctx.layout.gaps[t])
    score = _announcement(ctx, t, first, lead) - 1.0 * bool(lead & ctx.cue.rank)
    score += 0.4 * bool(lead & ctx.cue.back) + 0.4 * bool(head & ctx.cue.total) + 0.3 * bool(head & ctx.cue.source)
    return score


def _lead(ctx: Context, t: int, first: int) -> set[str]:
    """The signs that lead to the list, those before a figure of another unit included: "27 kasus/38 orang"."""
    lay, lead = ctx.layout, set(ctx.layout.near[first])
    if first - 1 > t and lay.sentence[first - 1] == lay.sentence[first] and not ctx.alike(first - 1, first):
        lead |= lay.near[first - 1]
    return lead | {COLON} if COLON + BLOCK + ITEM in lay.gaps[first] else lead


def _announcement(ctx: Context, t: int, first: int, lead: set[str]) -> float:
    near = t == first - 1
    if lead & ctx.cue.among and COLON not in lead:
        return 0.6
    if ITEM in lead and in_item(ctx, t):
        return 0.3
    if ITEM in lead and not near and ctx.layout.group[t] != ctx.layout.group[first]:
        return 0.5
    if lead & ctx.cue.consists or (COLON in lead and ITEM in lead):
        return 2.0 if _same_subject(ctx, t, first) else 0.6
    if "(" in lead and ctx.layout.depth[first] > ctx.layout.depth[t]:
        return 2.0 if near else 0.8
    if ITEM in lead or COLON in lead or lead & ctx.cue.each:
        return 1.5
    if near and _taken_up(ctx, t, first):
        return 1.5
    return 0.8 if near else 0.3


def _taken_up(ctx: Context, t: int, first: int) -> bool:
    """Whether the total is named again to be split: "dari 79 itu, 28 ..., 34 ... dan 17"."""
    gap = ctx.layout.gaps[first]
    return bool(ctx.layout.near[t] & ctx.cue.source and set(gap) & ctx.cue.that) and STOP not in gap


def in_item(ctx: Context, i: int) -> bool:
    """Whether the figure stands in an item of a list itself."""
    signs, place = ctx.layout.signs, ctx.layout.place[i]
    return signs[signs.rfind(BLOCK, 0, place) + 1] == ITEM


def _same_subject(ctx: Context, t: int, first: int) -> bool:
    """Whether a sentence that lists parts speaks of the total before it: it has no subject of its own, or the same."""
    _, stop, rest_of_gap = ctx.layout.gaps[first].rpartition(STOP)
    subject = re.split(f"[{''.join(ctx.cue.consists)}]", rest_of_gap)[0]
    if not stop or WORDS not in subject or set(subject) & ctx.cue.back:
        return True
    return bool(ctx.layout.lead[first] & {*ctx.layout.before[t], *ctx.layout.after[t], ctx.figures[t].unit})


def _closing(ctx: Context, parts: Parts) -> float:
    """How the list ends: at "and", with the rest, where nothing carries it on; a list cut short counts against."""
    lay, last = ctx.layout, parts[-1]
    score = 0.4 * bool(set(lay.gaps[last]) & ctx.cue.joint - {COMMA})
    score += (1.4 if len(parts) == 2 else 1.0) * rest(ctx, last)
    ends = last + 1 == len(ctx.figures) or not extends(ctx, parts[0], last + 1)
    if ends or lay.depth[last + 1] < lay.depth[last]:
        return score + 0.3
    cut_short = ctx.alike(last, last + 1) == 2 and lay.depth[last + 1] == lay.depth[last]
    return score - (1.5 if set(lay.gaps[parts[0]]) & ctx.cue.consists else 0.6) * cut_short


def _run(ctx: Context, parts: Parts) -> float:
    """What speaks against a list: verbs of change, sentences between its parts, parts left out."""
    even = len(parts) > 2 and len({q - p for p, q in pairwise(parts)}) == 1
    score = sum(_step(ctx, p, q, 0.1 if even else 0.6) for p, q in pairwise(parts))
    return max(score - 1.2 * any(is_difference(ctx, p) for p in parts), -2.5)


def _step(ctx: Context, p: int, q: int, hole: float) -> float:
    lay, cue = ctx.layout, ctx.cue
    gap = set(lay.between(p, q)) if q - p < 4 else set(lay.gaps[q])
    score = 1.5 * (lay.depth[p] > 0 and ")" in lay.between(p, q) and ctx.unit[p] != "%")
    score += 0.8 * bool(gap & cue.compare) + 0.5 * bool(gap & cue.aim) + 0.6 * bool(set(lay.gaps[q][-3:]) & cue.source)
    score += 0.3 * (ITEM not in gap and lay.sentence[q] != lay.sentence[p])
    skipped = q - p > 1 and any(ctx.alike(k, q) == 2 and lay.depth[k] == lay.depth[q] for k in range(p + 1, q))
    return -score - hole * skipped


def is_difference(ctx: Context, i: int) -> bool:
    """Whether a verb of change stands right before the figure."""
    return bool(set(ctx.layout.gaps[i].rpartition(STOP)[2].rpartition(COMMA)[2]) & ctx.cue.move)


@cache
def _pair_words(language: Language) -> tuple[tuple[frozenset[str], frozenset[str]], ...]:
    return tuple((frozenset(p["one"]), frozenset(p["other"])) for p in language.data["pairs"]["pair"])


def _complementary(ctx: Context, parts: Parts) -> bool:
    """Whether two parts bear two words that leave nothing out: men and women."""
    if len(parts) != 2:
        return False
    a, b = (_own_words(ctx, p) for p in parts)
    return any((a & x and b & y) or (a & y and b & x) for x, y in _pair_words(ctx.language))


def _own_words(ctx: Context, p: int) -> frozenset[str]:
    """The words that may name a part: beside it, and from the start of its sentence if it is the first figure there."""
    lay = ctx.layout
    opens = p == 0 or lay.sentence[p - 1] != lay.sentence[p]
    return lay.words(p) | (lay.lead[p] if opens else frozenset())


def _remainder(ctx: Context, parts: Parts) -> bool:
    """Whether one of two parts is what is left between the other and the total: a deficit, a surplus."""
    return len(parts) == 2 and any(set(ctx.layout.gaps[p]) & ctx.cue.balance for p in parts)


def _one_list(ctx: Context, t: int, parts: Parts) -> bool:
    """Whether total and parts stand in one plain list, where nothing marks the total."""
    cue, first, last = ctx.cue, min(t, *parts), max(t, *parts)
    marks = cue.consists | cue.total | cue.rest | cue.source | cue.balance | {"(", COLON, STOP}
    if set(ctx.layout.between(first, last)) & marks:
        return False
    return all(set(ctx.layout.gaps[i]) & cue.joint and extends(ctx, first, i) for i in range(first + 1, last + 1))


def _in_list(ctx: Context, t: int, first: int) -> bool:
    """Whether the supposed total is just the figure before in the same list."""
    if t != first - 1 or ctx.layout.near[t] & ctx.cue.source or not extends(ctx, t, first):
        return False
    return bool(set(ctx.layout.gaps[first]) & (ctx.cue.joint | {ITEM}))


def _amid(ctx: Context, t: int, first: int) -> bool:
    """Whether the supposed total stands in the middle of a list, with like figures of it on both sides."""
    if t == 0 or not _in_list(ctx, t, first) or ctx.alike(t - 1, t) < 2 or ctx.alike(t, first) < 2:
        return False
    return bool(set(ctx.layout.gaps[t]) & ctx.cue.joint) and extends(ctx, t - 1, t)


def _explicit(ctx: Context, t: int, parts: Parts) -> bool:
    """Whether words or brackets say that the list makes up the total; a bare neighbour says nothing."""
    lay = ctx.layout
    if len(parts) == 2 and any(set(lay.gaps[p]) & ctx.cue.each and lay.depth[p] == lay.depth[t] for p in parts):
        return False
    closed = rest(ctx, parts[-1]) and t < parts[-1] and not _in_list(ctx, t, parts[0])
    return closed or _complementary(ctx, parts) or _said(ctx, t, parts) >= EXPLICIT


def _said(ctx: Context, t: int, parts: Parts) -> float:
    """The part of the link that announces a complete list; "dari jumlah itu" announces none."""
    return _announcement(ctx, t, parts[0], _lead(ctx, t, parts[0])) if t < parts[0] else _link(ctx, t, parts)


def _too_small(ctx: Context, t: int, parts: Parts) -> bool:
    """Whether a small total lacks the words that it needs: chance finds two and three in every text."""
    if ctx.value[t] > SMALL:
        return False
    if ctx.layout.block[t] != ctx.layout.block[parts[0]]:
        return _link(ctx, t, parts) < EXPLICIT and not _named(ctx, t, parts[0])
    beside = t == parts[0] - 1 and not set(ctx.layout.gaps[parts[0]]) & ctx.cue.breaks
    return not beside and not _explicit(ctx, t, parts)


# -- distance ----------------------------------------------------------------------------------------------------------


def _distance(ctx: Context, t: int, parts: Parts) -> tuple[int, int]:
    """Like figures and ends of sentences between total and list."""
    near, far = (t, parts[0]) if t < parts[0] else (parts[-1], t)
    if near >= far:
        return 0, 0
    between = ctx.layout.between(near, far)
    stops = between.count(STOP) + between.count(BLOCK) - (ITEM in between)
    return sum(bool(ctx.alike(k, t)) for k in range(near + 1, far)), max(0, stops)


def _far(ctx: Context, t: int, parts: Parts) -> float:
    """What distance between total and list counts against them; where the list names its total again, little."""
    likes, stops = _distance(ctx, t, parts)
    far = 0.4 * likes + 0.4 * max(0, stops - 1)
    return min(far, 0.3) if _named(ctx, t, parts[0]) else far


def _named(ctx: Context, t: int, first: int) -> bool:
    """Whether the words that lead to the list name the total again: "Kecelakaan pelayaran terdiri atas ..."."""
    return t < first and len(frozenset(w for w in ctx.topic(t) if len(w) > 3) & ctx.layout.lead[first]) >= 2


def _chance(ctx: Context, t: int, parts: Parts, tries: int) -> float:
    """Decades against chance: the span of the total over its last digit, and over the totals that lay nearer."""
    width = max(ctx.high[t] - ctx.low[t], sum(ctx.high[p] - ctx.low[p] for p in parts), ctx.ulp(t))
    likes, _ = _distance(ctx, t, parts)
    return log10(max(1.0, float(ctx.value[t] / width))) - log10(2 * (1 + likes) * tries)


# -- readings ----------------------------------------------------------------------------------------------------------


def read(ctx: Context) -> Iterator[Reading]:
    """All sums that words, layout or arithmetic propose, each with its evidence."""
    seen: set[tuple[int, Parts]] = set()
    found = list(hits(ctx))
    families, whole = _families(found), {parts for _, parts, _ in found}
    for t, parts, tries in found:
        if (t, parts) not in seen and not _too_small(ctx, t, parts):
            seen.add((t, parts))
            r = _adds_up(ctx, t, parts, tries, families)
            yield replace(r, words=r.words - NESTED * _nested(parts, whole))
    for t, parts in _listed(ctx):
        if (t, parts) not in seen and _may_be_said(ctx, t, parts):
            seen.add((t, parts))
            yield listed(ctx, t, parts, "sum.list", evidence(ctx, t, parts) - _far(ctx, t, parts))


def _may_be_said(ctx: Context, t: int, parts: Parts) -> bool:
    """Whether a list may stand for a sum as it is: it adds up and is not too small, or words say that it must."""
    if agrees(ctx, t, parts):
        return _tells(ctx, t, parts) and not _too_small(ctx, t, parts)
    if not of_that_size(ctx, t, parts) or not _of_one_make(ctx, t, parts) or not _whole_list(ctx, t, parts):
        return False
    called = t > parts[-1] and bool(ctx.layout.near[t] & ctx.cue.total)
    return (ctx.unit[t] != "%" or called) and _explicit(ctx, t, parts)


def _nested(parts: Parts, whole: set[Parts]) -> bool:
    """Whether the list falls into two that have totals of their own: then those are its parts."""
    return any(parts[:k] in whole and parts[k:] in whole for k in range(2, len(parts) - 1))


def _of_one_make(ctx: Context, t: int, parts: Parts) -> bool:
    """Whether total and parts are written alike, and none of them says the total, or the only other part, again."""
    values, figures = [ctx.value[p] for p in parts], ctx.figures
    if ctx.value[t] in values or (len(parts) == 2 and values[0] == values[1]):
        return False
    return (figures[t].decimals > 0) == any(figures[p].decimals > 0 for p in parts) or figures[t].kind == "money"


def _whole_list(ctx: Context, t: int, parts: Parts) -> bool:
    """Whether nothing before the list belongs to it, and its total, if it comes after, is in the same paragraph."""
    first = parts[0]
    if t > parts[-1] and BLOCK in ctx.layout.between(parts[-1], t):
        return False
    before = first - 1
    return before < 0 or before == t or not ctx.alike(before, first) or not extends(ctx, before, first)


def _adds_up(ctx: Context, t: int, parts: Parts, tries: int, families: Counter[Parts]) -> Reading:
    odds = _chance(ctx, t, parts, tries)
    far = _far(ctx, t, parts) / 2 if ctx.digits(t) < 4 else 0.0
    if len(parts) > 3 and parts == longest(ctx, parts[0]):
        far = min(far, 1.0)
    family = FAMILY * (odds > 1.5 and families[_shape(t, parts)] > 1)
    return Reading("sum", "sum.adds-up", _members(t, parts), evidence(ctx, t, parts) - far + family, odds, True)


def _listed(ctx: Context) -> Iterator[tuple[int, Parts]]:
    """Lists as the layout ends them, each with the figures that may be their total."""
    for first in range(len(ctx.figures)):
        for whole in natural(ctx, first):
            for parts in columns(ctx, whole):
                yield from ((t, parts) for t in _heads(ctx, parts) if t not in parts)
    yield from _complements(ctx)
    yield from _remainders(ctx)
    yield from _called(ctx)


def _complements(ctx: Context) -> Iterator[tuple[int, Parts]]:
    """Two neighbours that leave nothing out, and the figure before: "131 klien. Rawat jalan 96; rawat inap 35"."""
    lay, counted = ctx.layout, [f.kind not in ("index", "percent") for f in ctx.figures]
    for t, p, q in zip(range(len(counted)), range(1, len(counted)), range(2, len(counted)), strict=False):
        near = lay.block[t] == lay.block[p] and lay.sentence[p] == lay.sentence[q]
        if near and counted[p] and ctx.alike(t, p) and ctx.alike(p, q) and _complementary(ctx, (p, q)):
            yield t, (p, q)


def _called(ctx: Context) -> Iterator[tuple[int, Parts]]:
    """A total of percentages that words call so, with those of the paragraph: "(17%) ... (12%). Keduanya 29%"."""
    lay = ctx.layout
    for t in range(2, len(ctx.figures)):
        if ctx.unit[t] == "%" and lay.near[t] & ctx.cue.total:
            like = [
                p for p in range(max(0, t - 2 * LONGEST), t) if lay.group[p] == lay.group[t] and ctx.alike(p, t) == 2
            ]
            like = [p for p in like if lay.depth[p] == lay.depth[like[-1]]]
            if len(like) > 1:
                yield t, tuple(like)


def _remainders(ctx: Context) -> Iterator[tuple[int, Parts]]:
    """A part, its whole and what is left: "5 kasus dari 12 kasus. Sisanya 7"."""
    for last in range(2, len(ctx.figures)):
        if rest(ctx, last):
            whole = next(
                (t for t in (last - 1, last - 2) if ctx.layout.near[t] & ctx.cue.source and ctx.alike(t, last)), 0
            )
            part = next((p for p in range(whole - 1, max(-1, whole - 4), -1) if ctx.alike(p, whole)), None)
            if part is not None:
                yield whole, (part, last)


def _heads(ctx: Context, parts: Parts) -> Iterator[int]:
    """The figures that may be the total of this list: before it, nearest first, named again, or just behind it."""
    first, last, lay = parts[0], parts[-1], ctx.layout
    fit = [t for t in range(len(ctx.figures)) if ctx.addable(t, first) and ctx.figures[t].kind != "index"]
    before = [t for t in fit if first - 12 < t < first and lay.depth[t] <= lay.depth[first]]
    yield from before[:-5:-1]
    named = (t for t in reversed(fit) if first - 40 <= t < first - 1 and _named(ctx, t, first))
    yield from islice(named, NAMED)
    yield from (t for t in fit if last < t <= last + 3)


def listed(ctx: Context, t: int, parts: Parts, rule: str, words: float) -> Reading:
    """A sum that was read without its arithmetic."""
    holds = agrees(ctx, t, parts)
    if holds:
        return Reading("sum", rule, _members(t, parts), words, _chance(ctx, t, parts, 1), True)
    scale = max(ctx.digits(i) for i in (t, *parts))
    words += SURE * _announced(ctx, t, parts)
    return Reading("sum", rule, _members(t, parts), words, slip_odds(ctx, _needs(ctx, t, parts), scale), False)


def of_that_size(ctx: Context, t: int, parts: Parts) -> bool:
    """Whether a list that does not add up is at least of the size of its total; an announced one may be further off."""
    made = sum(ctx.value[p] * ctx.times[p] for p in parts)
    sure = _announced(ctx, t, parts) or _summed_up(ctx, t, parts)
    far = 2 if not sure else 12 if slip_odds(ctx, _needs(ctx, t, parts), 0) else 4
    return made <= far * ctx.value[t] <= far * far * made


def _needs(ctx: Context, t: int, parts: Parts) -> list[tuple[int, Decimal]]:
    """The values that one figure would need for the list to add up."""
    off = sum(ctx.value[p] * ctx.times[p] for p in parts) - ctx.value[t]
    return [(t, ctx.value[t] + off), *((p, ctx.value[p] - off) for p in parts)]


def _announced(ctx: Context, t: int, parts: Parts) -> bool:
    """Whether total, announcing words and list follow each other without a gap."""
    first, lead = parts[0], set(ctx.layout.gaps[parts[0]])
    told = bool(lead & ctx.cue.consists) or _taken_up(ctx, t, first)
    sure = t == first - 1 and (told or ("(" in lead and _complementary(ctx, parts)))
    return sure and all(_kindred(ctx, t, p, parts[0]) for p in parts)


def _summed_up(ctx: Context, t: int, parts: Parts) -> bool:
    """Whether the same sentence calls the next figure behind a list its total."""
    gap = set(ctx.layout.gaps[t])
    return t == parts[-1] + 1 and bool(gap & ctx.cue.total) and not gap & {STOP, BLOCK}


def _members(t: int, parts: Parts) -> tuple[tuple[str, int], ...]:
    return ("total", t), *(("part", p) for p in parts)
