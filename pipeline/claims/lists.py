"""Lists of figures: where words and layout begin and end them, and the columns that stand in them."""

from collections import defaultdict
from collections.abc import Iterator

from pipeline.claims.context import Context
from pipeline.claims.layout import COLON, COMMA, ITEM, STOP

Parts = tuple[int, ...]

LONGEST = 16  # parts of one list
STRIDES = (1, 2, 3)  # figures told of each row of a list: now, before, and the difference


def extends(ctx: Context, first: int, i: int) -> bool:
    """Whether figure i carries on the list that figure ``first`` began."""
    gap, lay, cue = ctx.layout.since[i], ctx.layout, ctx.cue
    if gap & cue.cause and set(lay.gaps[i].partition(COMMA)[2]) & cue.cause:
        return False  # a clause of its own, and not the reason for the figure before
    breaks = gap & cue.breaks
    if not breaks:
        return True
    if breaks == {STOP} and (gap & cue.onward or (i - first > 1 and lay.gaps[i].rpartition(STOP)[2][:1] in cue.rest)):
        return True
    return ITEM in gap and lay.group[i] == lay.group[first] and not gap & cue.compare


def natural(ctx: Context, first: int) -> tuple[Parts, ...]:
    """The lists that begin with this figure, as the layout ends them: at an "and", the rest, the end of a clause."""
    found = ctx.lists.get(first)
    if found is None:
        found = ctx.lists[first] = tuple(_natural(ctx, first))
    return found


def _natural(ctx: Context, first: int) -> Iterator[Parts]:
    lay, parts, closed = ctx.layout, [first], False
    if rest(ctx, first):
        return  # "18 lainnya" ends a list
    depth = lay.depth[first]
    for i in range(first + 1, min(len(ctx.figures), first + 2 * LONGEST)):
        if not extends(ctx, first, i) or lay.depth[i] < depth:
            break
        if lay.depth[i] > depth or not ctx.addable(first, i) or _beside(ctx, first, i) or ctx.rate[i] > ctx.rate[first]:
            continue
        if _is_total_row(ctx, i):
            break
        parts.append(i)
        closed = closes(ctx, i)
        if closed or lay.near[i] & ctx.cue.rest:
            yield tuple(parts)
        if lay.near[i] & ctx.cue.rest:
            return
    if len(parts) >= 2 and not closed:
        yield tuple(parts)


def bracketed(ctx: Context, t: int, first: int) -> bool:
    """Whether a bracket opens the list, and the figure stands outside of it."""
    return "(" in ctx.layout.gaps[first] and ctx.layout.depth[first] > ctx.layout.depth[t]


def closes(ctx: Context, i: int) -> bool:
    """Whether an "and" leads to the figure: it is the last of a list."""
    return bool(ctx.layout.since[i] & ctx.cue.joint - {COMMA})


def _is_total_row(ctx: Context, i: int) -> bool:
    """Whether a row of a list calls its figure the total: "- Total: 12"."""
    row = ctx.layout.gaps[i].rpartition(ITEM)
    return bool(row[1]) and COLON in row[2] and not ctx.cue.total.isdisjoint(row[2])


def head(ctx: Context, first: int) -> int:
    """The figure right before a list; not the percentage that says it in another way, nor the target of it.

    "262 klien (109,2 persen). Rinciannya ...", "9 perkara atau 150 persen dari target 6 perkara. Terdiri dari ...".
    """
    told = first > 1 and ctx.share[first - 2] == first - 1 and ctx.unit[first] != "%"
    before = first - 2 if told else first - 1
    reached = reached_of(ctx, before) if before > 0 else None
    return before if reached is None else reached


def reached_of(ctx: Context, t: int) -> int | None:
    """What was reached, where the figure is the target of it: "122 klien dari target 100 klien"."""
    lay = ctx.layout
    if not lay.near[t] & ctx.cue.goal:
        return None
    before = next((k for k in range(t - 1, max(-1, t - 3), -1) if ctx.unit[k] != "%"), None)
    beside = before is not None and lay.sentence[before] == lay.sentence[t] and ctx.alike(before, t)
    return before if beside else None


def longest(ctx: Context, first: int) -> Parts:
    """The longest list that begins with this figure."""
    return max(natural(ctx, first), key=len, default=(first,))


def _beside(ctx: Context, first: int, i: int) -> bool:
    """Whether figure i says the figure before it in another unit: "27 kasus/38 orang"."""
    return ctx.layout.gaps[i][-1:] == "/" and not ctx.alike(first, i) and bool(ctx.alike(first, i - 1))


def columns(ctx: Context, parts: Parts) -> Iterator[Parts]:
    """The list itself, and where it alternates between two units ("9 kasus/12 orang"), the figures of either."""
    yield parts
    for first in (0, 1):
        column = tuple(p for p in parts if ctx.unit[p] == ctx.unit[parts[first]])
        stride = len(parts) // len(column)
        if len(column) > 1 < stride and column == parts[first::stride]:
            yield column


def rows(ctx: Context) -> set[Parts]:
    """Rows of figures that may be the parts of something: the columns and runs of each list and paragraph."""
    lay = ctx.layout
    found: dict[tuple[object, ...], list[int]] = defaultdict(list)
    plain: dict[tuple[int, bool], list[int]] = defaultdict(list)
    nth: dict[int, int] = defaultdict(int)
    for i, unit in enumerate(ctx.unit):
        group, deep = lay.group[i], lay.depth[i] > 0
        found[group, "unit", unit].append(i)
        found[group, "depth", deep, unit == "%"].append(i)
        found[group, "both", unit, deep].append(i)
        if not ctx.rate[i]:
            found[group, "no rate", unit].append(i)
        plain[group, unit == "%"].append(i)
        if lay.document.blocks[lay.block[i]].kind == "item":
            found[group, "item", nth[lay.block[i]]].append(i)
            nth[lay.block[i]] += 1
        for near in lay.before[i][-2:]:
            found[group, "word", near, unit == "%"].append(i)
    apart = (some for row in plain.values() for some in strided(tuple(row)))
    return {row for row in (*map(tuple, found.values()), *apart) if len(row) >= 2}


def strided(row: Parts) -> Iterator[Parts]:
    """Every second figure of a row, and every third."""
    return (row[o::stride] for stride in STRIDES[1:] for o in range(stride))


def scattered(ctx: Context) -> set[Parts]:
    """Rows of figures over all paragraphs of a release, for lists told a sentence each: of one unit, or of one word."""
    found: dict[str, list[int]] = defaultdict(list)
    named: dict[tuple[str, str], list[int]] = defaultdict(list)
    for i, unit in enumerate(ctx.unit):
        if not ctx.rate[i]:
            found[unit].append(i)
            for word in {ctx.figures[i].unit, *ctx.topics[i]}:
                named[unit, word].append(i)
    by_unit = (some for row in map(tuple, found.values()) for some in (row, *strided(row)))
    return {row for row in (*by_unit, *map(tuple, named.values())) if len(row) > 2}


def rest(ctx: Context, i: int) -> bool:
    """Whether the figure is what is left of a whole: "sisanya 5", "5 lainnya"."""
    return bool((ctx.layout.near[i] | set(ctx.layout.ahead(i, 3))) & ctx.cue.rest)


def called_rest(ctx: Context, i: int) -> bool:
    """As ``rest``, by the words of the figure alone: not "5, sisanya 7" of the 5."""
    lay, rests = ctx.layout, ctx.cue.rest
    return not rests.isdisjoint(lay.gaps[i][-3:]) or bool(lay.ahead_until(i, 3, ",.;¶") & rests)
