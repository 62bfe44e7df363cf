"""Sums: a total and the list that makes it up, found by arithmetic and by words and layout."""

import re
from bisect import bisect_left, bisect_right
from collections import Counter, defaultdict
from collections.abc import Iterator
from decimal import Decimal
from functools import cache
from math import log10

from pipeline.claims.context import Context
from pipeline.claims.cues import cues
from pipeline.claims.layout import BLOCK, COLON, ITEM, STOP, WORDS
from pipeline.claims.reading import Reading, slip_odds
from pipeline.language import Language

Parts = tuple[int, ...]

LONGEST = 16  # parts of one list
REACH = 14  # figures between two parts that stand apart
SMALL = Decimal(20)  # totals up to this always need words


# -- candidates by arithmetic ------------------------------------------------------------------------------------------


def _rows(ctx: Context) -> Iterator[Parts]:
    """Rows of figures that may be the parts of something: the columns and runs of each list and paragraph."""
    lay, rows = ctx.layout, defaultdict(list)
    nth: dict[int, int] = defaultdict(int)
    plain: dict[tuple, list[int]] = defaultdict(list)
    for i in range(len(ctx.figures)):
        group, unit, deep = lay.group[i], ctx.unit[i], lay.depth[i] > 0
        rows[group, "unit", unit].append(i)
        rows[group, "depth", deep, unit == "%"].append(i)
        rows[group, "class", unit, deep].append(i)
        plain[group, unit == "%"].append(i)
        if lay.document.blocks[lay.block[i]].kind == "item":
            rows[group, "item", nth[lay.block[i]]].append(i)
            nth[lay.block[i]] += 1
        for near in lay.before[i][-2:]:
            rows[group, "word", near, unit == "%"].append(i)
    for key, row in plain.items():
        for stride in (2, 3):
            for offset in range(stride):
                rows[*key, stride, offset] = row[offset::stride]
    yield from {tuple(row) for row in rows.values() if len(row) >= 2}


def small(ctx: Context, t: int, parts: Parts) -> bool:
    """Whether a small total lacks the words that it needs: chance finds two and three in every text."""
    if ctx.value[t] > SMALL:
        return False
    if ctx.layout.block[t] != ctx.layout.block[parts[0]]:
        return _link(ctx, t, parts) < 1.4
    beside = t == parts[0] - 1 and not set(ctx.layout.gap(parts[0])) & cues(ctx.language).breaks
    return not beside and not _explicit(ctx, t, parts)


def hits(ctx: Context) -> Iterator[tuple[int, Parts, int]]:
    """Every total with a run of figures that add up to it, as far as rounding allows; and how far afield it was sought."""
    order = sorted(range(len(ctx.figures)), key=lambda i: ctx.value[i])
    values = [ctx.value[i] for i in order]
    for row in _rows(ctx):
        for a in range(len(row) - 1):
            total, slack = ctx.value[row[a]] * ctx.times[row[a]], ctx.high[row[a]] - ctx.value[row[a]]
            for b in range(a + 1, min(len(row), a + LONGEST)):
                if not ctx.addable(row[a], row[b]):
                    break
                total += ctx.value[row[b]] * ctx.times[row[b]]
                slack += ctx.high[row[b]] - ctx.value[row[b]]
                yield from ((t, row[a : b + 1], 1) for t in _near(ctx, values, order, total, slack, row[a : b + 1]))
    yield from _apart(ctx, values, order)


def _apart(ctx: Context, values: list[Decimal], order: list[int]) -> Iterator[tuple[int, Parts, int]]:
    """Totals of two parts that do not follow each other; they must be large, for chance would find the small ones."""
    for a in range(len(ctx.figures)):
        for b in range(a + 1, min(len(ctx.figures), a + REACH)):
            total = ctx.value[a] + ctx.value[b]
            if ctx.alike(a, b) and ctx.value[a] and ctx.value[b]:
                slack = ctx.high[a] - ctx.value[a] + ctx.high[b] - ctx.value[b]
                yield from ((t, (a, b), 6) for t in _near(ctx, values, order, total, slack, (a, b)))


def _near(ctx: Context, values: list[Decimal], order: list[int], total: Decimal, slack: Decimal, parts: Parts) -> Iterator[int]:
    """The figures that may be this total, by value."""
    if not total:
        return
    wide = slack + total / 200 if slack or ctx.figures[parts[0]].scale > 1 else Decimal(0)
    for k in range(bisect_left(values, total - wide), bisect_right(values, total + wide)):
        t = order[k]
        if t not in parts and ctx.addable(t, parts[0]) and agrees(ctx, t, parts):
            yield t


def agrees(ctx: Context, t: int, parts: Parts) -> bool:
    """Whether some values that the figures stand for add up, and no part is lost in the rounding of the total."""
    if sum(ctx.value[p] > 0 for p in parts) < 2 or ctx.figures[t].kind == "index":
        return False
    if ctx.high[t] > ctx.value[t] and any(0 < ctx.value[p] < ctx.high[t] - ctx.value[t] for p in parts):
        return False
    low = sum(ctx.low[p] * ctx.times[p] for p in parts)
    high = sum(ctx.high[p] * ctx.times[p] for p in parts)
    if low == high and ctx.low[t] == ctx.high[t]:
        return low == ctx.value[t]
    return low < ctx.high[t] and ctx.low[t] < high


# -- candidates by layout ----------------------------------------------------------------------------------------------


def _extends(ctx: Context, first: int, i: int) -> bool:
    """Whether figure i carries on the list that figure ``first`` began."""
    gap, lay, cue = set(ctx.layout.gap(i)), ctx.layout, cues(ctx.language)
    if not gap & cue.breaks:
        return True
    if gap & cue.breaks == {STOP} and gap & cue.onward:
        return True
    return ITEM in gap and lay.group[i] == lay.group[first] and not gap & cue.compare


def natural(ctx: Context, first: int) -> Iterator[Parts]:
    """The lists that begin with this figure, as the layout ends them: at an "and", at the end of the clause or the items."""
    cue, lay, parts = cues(ctx.language), ctx.layout, [first]
    closed = False
    for i in range(first + 1, min(len(ctx.figures), first + 2 * LONGEST)):
        if not _extends(ctx, first, i) or lay.depth[i] < lay.depth[first]:
            break
        if lay.depth[i] > lay.depth[first] or not ctx.addable(first, i):
            continue
        if not ctx.alike(first, i) and ctx.alike(first, i - 1) and lay.signs[lay.place[i] - 1] in "/":
            continue
        parts.append(i)
        closed = bool(set(lay.gap(i)) & cue.joint - {","})
        if closed:
            yield tuple(parts)
    if len(parts) >= 2 and not closed:
        yield tuple(parts)


def _columns(ctx: Context, parts: Parts) -> Iterator[Parts]:
    """The list itself, and the figures in it of the unit of its first or second."""
    yield parts
    for unit in {ctx.unit[parts[0]], ctx.unit[parts[1]]}:
        column = tuple(p for p in parts if ctx.unit[p] == unit)
        if 2 <= len(column) < len(parts):
            yield column


def _heads(ctx: Context, parts: Parts) -> Iterator[int]:
    """The figures that may be the total of this list: before it, nearest first, or just behind it."""
    first, last, lay = parts[0], parts[-1], ctx.layout
    found = 0
    for t in range(first - 1, max(-1, first - 12), -1):
        if ctx.addable(t, first) and lay.depth[t] <= lay.depth[first]:
            yield t
            found += 1
            if found == 4:
                break
    yield from (t for t in range(max(0, first - 40), first - 1) if _named(ctx, t, first) and ctx.addable(t, first))
    yield from (t for t in range(last + 1, min(len(ctx.figures), last + 4)) if ctx.addable(t, last))


# -- evidence of words and layout --------------------------------------------------------------------------------------


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
    first = p == 0 or lay.sentence[p - 1] != lay.sentence[p]
    return lay.words(p) | (lay.lead[p] if first else frozenset())


def _link(ctx: Context, t: int, parts: Parts) -> float:
    """How the words join total and list."""
    cue, lay, first, last = cues(ctx.language), ctx.layout, parts[0], parts[-1]
    if t > last:
        lead = set(lay.gap(t))
        return (1.7 if lead & cue.total else 0.9 if lead & cue.same else 0.1) + 0.2 * (t == last + 1)
    if t > first:
        return -2.0
    lead = set(lay.gap(first))
    if first - 1 > t and lay.sentence[first - 1] == lay.sentence[first] and not ctx.alike(first - 1, first):
        lead |= set(lay.gap(first - 1))
    near = first - t == 1
    score = 0.0
    if lead & cue.consists or (COLON in lead and ITEM in lead):
        score = 2.0 if _same_subject(ctx, t, first) else 0.6
    elif lay.depth[first] > lay.depth[t] and "(" in lead:
        score = 2.0 if near else 0.8
    elif ITEM in lead or COLON in lead or lead & cue.each:
        score = 1.5
    elif near:
        score = 0.8 if not lead & cue.among else 0.6
    else:
        score = 0.3
    score += 0.4 * bool(lead & cue.back) + 0.4 * bool(set(lay.gap(t)) & cue.total) + 0.3 * bool(set(lay.gap(t)) & cue.source)
    return score - 1.0 * bool(lead & cue.rank)


def _same_subject(ctx: Context, t: int, first: int) -> bool:
    """Whether a sentence that lists parts speaks of the total before it: it has no subject of its own, or the same."""
    head, stop, rest = ctx.layout.gap(first).rpartition(STOP)
    cue = cues(ctx.language)
    subject = re.split(f"[{''.join(cue.consists)}]", rest)[0]
    if not stop or WORDS not in subject or set(subject) & cue.back:
        return True
    return bool(ctx.layout.lead[first] & frozenset(ctx.layout.before[t] + ctx.layout.after[t] + (ctx.figures[t].unit,)))


def _closing(ctx: Context, parts: Parts) -> float:
    """How the list ends: at "and", with the rest, where nothing carries it on; a list cut short counts against."""
    cue, lay, last = cues(ctx.language), ctx.layout, parts[-1]
    behind = lay.signs[lay.place[last] + 1 : lay.place[last] + 4]
    score = 0.4 * bool(set(lay.gap(last)) & cue.joint - {","})
    score += (1.4 if len(parts) == 2 else 1.0) * bool((set(lay.gap(last)) | set(behind)) & cue.rest)
    if last + 1 == len(ctx.figures) or not _extends(ctx, parts[0], last + 1) or lay.depth[last + 1] < lay.depth[last]:
        score += 0.3
    elif ctx.alike(last, last + 1) == 2 and lay.depth[last + 1] == lay.depth[last]:
        score -= 0.6
    return score


def _run(ctx: Context, parts: Parts) -> float:
    """What speaks against a list: verbs of change, sentences between its parts, parts left out."""
    cue, lay, score = cues(ctx.language), ctx.layout, 0.0
    even = len(parts) > 2 and len({q - p for p, q in zip(parts, parts[1:], strict=False)}) == 1
    for p, q in zip(parts, parts[1:], strict=False):
        gap = set(lay.between(p, q)) if q - p < 4 else set(lay.gap(q))
        score -= 0.8 * bool(gap & cue.compare) + 0.5 * bool(gap & cue.aim)
        score -= 0.6 * bool(set(lay.gap(q)[-3:]) & cue.source)
        score -= 0.3 * (ITEM not in gap and lay.sentence[q] != lay.sentence[p])
        score -= (0.1 if even else 0.6) * (q - p > 1 and any(ctx.alike(k, q) == 2 and lay.depth[k] == lay.depth[q] for k in range(p + 1, q)))
    score -= 1.2 * any(_is_difference(ctx, p) for p in parts)
    return max(score, -2.5)


def _is_difference(ctx: Context, i: int) -> bool:
    """Whether a verb of change stands right before the figure."""
    return bool(set(ctx.layout.gap(i).rpartition(STOP)[2].rpartition(",")[2]) & cues(ctx.language).move)


def evidence(ctx: Context, t: int, parts: Parts) -> float:
    """How strongly words and layout say that these parts make up this total, in decades; blind to the values."""
    cue, lay = cues(ctx.language), ctx.layout
    kinds = [ctx.alike(t, p) for p in parts]
    score = 0.5 if min(kinds) == 2 else 0.2 if min(kinds) == 1 else -0.7
    score += _link(ctx, t, parts) + _closing(ctx, parts) + _run(ctx, parts)
    score += 0.8 * _complementary(ctx, parts)
    score -= 0.6 * bool(set(lay.gap(t)) & cue.move and t > parts[-1])
    score -= 1.0 * _one_list(ctx, t, parts)
    score += 1.2 * (len(parts) == 2 and any(set(lay.gap(p)) & cue.balance for p in parts))
    return score


def _one_list(ctx: Context, t: int, parts: Parts) -> bool:
    """Whether total and parts stand in one plain list, where nothing marks the total."""
    cue, lay = cues(ctx.language), ctx.layout
    first, last = min(t, *parts), max(t, *parts)
    if set(lay.between(first, last)) & (cue.consists | cue.total | cue.rest | cue.source | cue.balance | {"(", ":", STOP}):
        return False
    return all(set(lay.gap(i)) & cue.joint and _extends(ctx, first, i) for i in range(first + 1, last + 1))


def _distance(ctx: Context, t: int, parts: Parts) -> tuple[int, int]:
    """Like figures and ends of sentences between total and list."""
    near, far = (t, parts[0]) if t < parts[0] else (parts[-1], t)
    if near >= far:
        return 9, 3
    between = ctx.layout.between(near, far)
    stops = between.count(STOP) + between.count(BLOCK) - (ITEM in between)
    return sum(bool(ctx.alike(k, t)) for k in range(near + 1, far)), max(0, stops)


def _far(ctx: Context, t: int, parts: Parts) -> float:
    """What distance between total and list counts against them."""
    likes, stops = _distance(ctx, t, parts)
    near = 0.4 * likes + 0.4 * max(0, stops - 1)
    return min(near, 0.3) if _named(ctx, t, parts[0]) else near


def _named(ctx: Context, t: int, first: int) -> bool:
    """Whether the words that lead to the list name the total again: "kecelakaan pelayaran 17 ... Kecelakaan pelayaran terdiri atas"."""
    own = frozenset(w for w in ctx.layout.before[t] + ctx.layout.after[t] if len(w) > 3)
    return t < first and len(own & ctx.layout.lead[first] - ctx.plain) >= 2


def _odds(ctx: Context, t: int, parts: Parts, tries: int) -> float:
    """Decades against chance: the span of the total over its last digit, and over the totals that lay nearer."""
    unit = Decimal(ctx.figures[t].scale).scaleb(-ctx.figures[t].decimals)
    width = max(ctx.high[t] - ctx.low[t], sum(ctx.high[p] - ctx.low[p] for p in parts), unit)
    likes, _ = _distance(ctx, t, parts)
    return log10(max(1.0, float(ctx.value[t] / width))) - log10(2 * (1 + likes) * tries)


def read(ctx: Context) -> Iterator[Reading]:
    """All sums that words, layout or arithmetic propose, each with its evidence."""
    seen: set[tuple[int, Parts]] = set()
    found = list(hits(ctx))
    rows = _families(found)
    for t, parts, tries in found:
        if (t, parts) not in seen and not small(ctx, t, parts):
            seen.add((t, parts))
            far = _far(ctx, t, parts) / 2 if ctx.digits[t] < 4 else 0.0
            far = min(far, 1.0) if len(parts) > 3 and parts == max(natural(ctx, parts[0]), key=len, default=()) else far
            yield Reading("sum", "sum.adds-up", _members(t, parts), evidence(ctx, t, parts) - far + 1.2 * (rows[_shape(t, parts)] > 1 and _odds(ctx, t, parts, tries) > 1.5), _odds(ctx, t, parts, tries), True)
    for first in range(len(ctx.figures)):
        for whole in natural(ctx, first):
            for parts in _columns(ctx, whole):
                for t in _heads(ctx, parts):
                    if t not in parts and (t, parts) not in seen and ctx.figures[t].kind != "index":
                        seen.add((t, parts))
                        if not (small(ctx, t, parts) and agrees(ctx, t, parts)):
                            yield _listed(ctx, t, parts)


def _shape(t: int, parts: Parts) -> Parts:
    """Where the parts stand, seen from the total."""
    return tuple(p - t for p in parts)


def _families(found: list[tuple[int, Parts, int]]) -> Counter[Parts]:
    """How many sums have each shape: rows of a hidden table add up side by side."""
    return Counter(_shape(t, parts) for t, parts in {(t, parts) for t, parts, _ in found if len(parts) == 2 and max(t, *parts) - min(t, *parts) > 2})


def _members(t: int, parts: Parts) -> tuple[tuple[str, int], ...]:
    return ("total", t), *(("part", p) for p in parts)


def _listed(ctx: Context, t: int, parts: Parts) -> Reading:
    """A list that words and layout read, and that does not add up."""
    return listed(ctx, t, parts, "sum.list", evidence(ctx, t, parts) - _far(ctx, t, parts))


def listed(ctx: Context, t: int, parts: Parts, rule: str, words: float) -> Reading:
    """A sum that was read without its arithmetic."""
    holds = agrees(ctx, t, parts)
    off = sum(ctx.value[p] * ctx.times[p] for p in parts) - ctx.value[t]
    needs = [(ctx.figures[t], ctx.value[t] + off), *((ctx.figures[p], ctx.value[p] - off) for p in parts)]
    odds = _odds(ctx, t, parts, 1) if holds else slip_odds(needs)
    strong = (_explicit(ctx, t, parts) and ctx.unit[t] != "%") or rule != "sum.list"
    words += 0.9 * (strong and not holds and _announced(ctx, t, parts))
    return Reading("sum", rule, _members(t, parts), words, odds, holds, strong=strong)


def _announced(ctx: Context, t: int, parts: Parts) -> bool:
    """Whether total, announcing words and list follow each other without a gap, and the sum is of the size of the total."""
    sure = t == parts[0] - 1 and bool(set(ctx.layout.gap(parts[0])) & cues(ctx.language).consists)
    made = sum(ctx.value[p] * ctx.times[p] for p in parts)
    return sure and all(ctx.alike(t, p) for p in parts) and made < 10 * ctx.value[t] and ctx.value[t] < 10 * made


def _explicit(ctx: Context, t: int, parts: Parts) -> bool:
    """Whether words or brackets say that the list makes up the total; a bare neighbour says nothing."""
    cue, lay = cues(ctx.language), ctx.layout
    if any(set(lay.gap(p)) & cue.each and lay.depth[p] == lay.depth[t] and len(parts) == 2 for p in parts):
        return False
    behind = lay.signs[lay.place[parts[-1]] + 1 : lay.place[parts[-1]] + 4]
    closed = bool((set(lay.gap(parts[-1])) | set(behind)) & cue.rest) or _complementary(ctx, parts)
    return (closed and not _in_list(ctx, t, parts[0])) or _link(ctx, t, parts) >= 1.4


def _in_list(ctx: Context, t: int, first: int) -> bool:
    """Whether the supposed total is just the figure before in the same list."""
    return t == first - 1 and _extends(ctx, t, first) and bool(set(ctx.layout.gap(first)) & (cues(ctx.language).joint | {ITEM}))
