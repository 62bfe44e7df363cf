"""Rows of a hidden table: where a relation is read for one row or column, its neighbours are read the same way."""

from collections import defaultdict
from collections.abc import Iterator
from itertools import product

from pipeline.claims import arithmetic, breakdown, percents, sums, targets, unequal
from pipeline.claims.context import Context
from pipeline.claims.layout import ENDS, WORDS
from pipeline.claims.lists import Parts, natural
from pipeline.claims.reading import Reading
from pipeline.claims.resolve import FOUND

COLUMN = 3.0  # decades of words for the column beside one that adds up
ROW = 2.5  # and for the row beside others
TOLD, SURE = 0.6, 2.0  # decades of words, or against chance, at least, of the column beside it
STEPS = (1, -1, 2, -2)


def read(ctx: Context, accepted: list[Reading]) -> Iterator[Reading]:
    """What the accepted readings say about the figures beside theirs."""
    for r in accepted:
        if r.kind == "sum" and len(r.members) > 3 and r.odds > 1 and (r.words > TOLD or r.odds > SURE):
            yield from _columns(ctx, r)
    yield from _rows(ctx, accepted)
    yield from _shares(ctx, accepted)
    yield from _targets(ctx, accepted)


# -- columns -----------------------------------------------------------------------------------------------------------


def _columns(ctx: Context, r: Reading) -> Iterator[Reading]:
    """The column beside a column that adds up: its parts at one distance, its total near the other total."""
    t, parts = r.indices("total")[0], r.indices("part")
    for step in STEPS:
        column = tuple(p + step for p in parts)
        if _parallel(ctx, parts, column):
            yield from _summed(ctx, t, parts, column)


def _parallel(ctx: Context, parts: Parts, column: Parts) -> bool:
    """Whether the figures of a column follow those of another in the same way, row by row."""
    if column[0] < 0 or column[-1] >= len(ctx.figures) or set(parts) & set(column):
        return False
    if any(not ctx.alike(column[0], c) or ctx.unit[c] == "%" for c in column):
        return False
    depth = ctx.layout.depth
    return all(_together(ctx, p, c) and depth[p] == depth[parts[0]] for p, c in zip(parts, column, strict=True))


def _summed(ctx: Context, t: int, parts: Parts, column: Parts) -> Iterator[Reading]:
    for total in (t + step for step in STEPS):
        if not 0 <= total < len(ctx.figures) or total in (*parts, *column) or not ctx.alike(total, column[0]):
            continue
        if breakdown.in_item(ctx, total) and ctx.layout.group[total] == ctx.layout.group[column[0]]:
            continue
        if _together(ctx, t, total) and _of_that_size(ctx, total, column):
            yield sums.listed(ctx, total, column, "sum.sibling-column", COLUMN)


def _of_that_size(ctx: Context, t: int, parts: Parts) -> bool:
    """Whether a total is of the size of its list, or of one unit with it and a slip away."""
    told = bool(ctx.figures[t].unit) and ctx.of_one_unit((t, *parts))
    return unequal.of_that_size(ctx, t, parts) or (told and unequal.slips(ctx, t, parts))


def _together(ctx: Context, i: int, j: int) -> bool:
    """Whether no sentence ends between two figures."""
    return not set(ctx.layout.between(i, j)) & ENDS


def _rows(ctx: Context, accepted: list[Reading]) -> Iterator[Reading]:
    """The list beside a list that adds up, and the figure beside its total: "2020: 39 dan 4 ... 2021: 48 dan 3"."""
    added = [r for r in accepted if r.kind == "sum"]
    totals, lists = {r.indices("total")[0] for r in added}, {r.indices("part") for r in added}
    for r in added:
        if r.odds < 1:
            continue
        t, parts = r.indices("total")[0], r.indices("part")
        rows = [row for row in _beside(ctx, parts) if row not in lists]
        for total, row in product({t + step for step in STEPS} - totals - {*parts}, rows):
            placed = _told_alike(ctx, parts, row) or _placed_alike((t, parts), (total, row))
            if placed and _may_total(ctx, total, row):
                sibling = sums.listed(ctx, total, row, "sum.sibling-row", ROW)
                yield from [sibling] if sibling.holds or sibling.odds > 0 else []


def _placed_alike(one: tuple[int, Parts], other: tuple[int, Parts]) -> bool:
    """Whether a total next to its row has one beside it that is next to its own."""
    (t, parts), (total, row) = one, other
    return (t != parts[0] - 1 or total == row[0] - 1) and (t != parts[-1] + 1 or total == row[-1] + 1)


def _may_total(ctx: Context, total: int, row: Parts) -> bool:
    """Whether a figure is of the sort and size of what a row adds up to."""
    if total in row or not 0 <= total < len(ctx.figures) or ctx.unit[total] == "%":
        return False
    if any(ctx.layout.near[p] & ctx.cue.total for p in row):
        return False
    return all(ctx.alike(total, p) for p in row) and _of_that_size(ctx, total, row)


def _beside(ctx: Context, parts: Parts) -> Iterator[Parts]:
    """The rows next to a row: told in the same signs, or the list that layout ends right before or behind it."""
    length = parts[-1] - parts[0] + 1
    for step in (s for width in range(length, length + 3) for s in (width, -width)):
        row = tuple(p + step for p in parts)
        if row[0] >= 0 and row[-1] < len(ctx.figures) and _told_alike(ctx, parts, row):
            yield row
    if parts[-1] + 1 < len(ctx.figures):
        yield from natural(ctx, parts[-1] + 1)


def _told_alike(ctx: Context, parts: Parts, row: Parts) -> bool:
    """Whether the figures of a row follow each other in the same signs as those of another."""
    gaps = ctx.layout.gaps
    return len(parts) == len(row) and all(gaps[p] == gaps[q] for p, q in zip(parts[1:], row[1:], strict=True))


# -- rows --------------------------------------------------------------------------------------------------------------


def _shares(ctx: Context, accepted: list[Reading]) -> Iterator[Reading]:
    """Percentages beside a part: of the whole that its neighbours in the list are shares of."""
    joined = list(percents.joined(ctx))
    told = {p for r in accepted if r.rule not in FOUND or _is_joined(r, joined) for p in r.indices("percent")}
    wholes: dict[int, set[int]] = defaultdict(set)
    for r in accepted:
        for p in r.indices("percent"):
            wholes[ctx.layout.group[p]].update(r.indices("whole", "target"))
    for p, part in joined:
        if p in told or percents.named_whole(ctx, p):
            continue
        for whole in wholes[ctx.layout.group[p]] - {part}:
            if ctx.alike(whole, part) and not _of_another_time(ctx, whole, part):
                yield from _share(ctx, "percent.sibling", whole, part, p)
    yield from _shares_of_sums(ctx, accepted, joined, told)


def _of_another_time(ctx: Context, whole: int, part: int) -> bool:
    """Whether words put a part into an earlier time than its whole: "enam bulan sebelumnya 8,75 juta"."""
    return bool(ctx.layout.near[part] & ctx.cue.prior) or not ctx.of_one_time((whole, part))


def _is_joined(r: Reading, joined: percents.Joined) -> bool:
    """Whether its percentage stands right behind its part."""
    return any(pair in joined for pair in product(r.indices("percent"), r.indices("part", "achieved")))


def _shares_of_sums(
    ctx: Context, accepted: list[Reading], joined: percents.Joined, told: set[int]
) -> Iterator[Reading]:
    """Percentages beside the parts of a sum: of its total, if it has none itself and the others are."""
    for r in accepted:
        if r.kind != "sum":
            continue
        total, parts = r.indices("total")[0], r.indices("part")
        mine = [(p, part) for p, part in joined if part in parts]
        if ctx.share[total] is not None:
            continue
        for p, part in mine:
            others = [arithmetic.share(ctx, total, b, q) for q, b in mine if q != p]
            if p not in told and (any(others) or not others):
                yield from _share(ctx, "percent.of-total", total, part, p)


def _share(ctx: Context, rule: str, whole: int, part: int, p: int) -> Iterator[Reading]:
    """The percentage of this whole, if it is right or a slip away."""
    r = percents.reading(ctx, rule, whole, part, p, ROW, 3)
    if r.holds or r.odds > 0:
        yield r


def _targets(ctx: Context, accepted: list[Reading]) -> Iterator[Reading]:
    """Rows of a list of targets in which the word itself is missing or misspelt."""
    told = {i for r in accepted if r.kind in ("target", "percent") for i in r.indices()}
    shapes: dict[int, set[tuple[int, str]]] = defaultdict(set)
    for r in accepted:
        for t, a in zip(r.indices("target"), r.indices("achieved"), strict=True):
            link = ctx.layout.between(t, a)[-1:]
            if link != WORDS or breakdown.in_item(ctx, t):
                shapes[ctx.layout.group[t]].add((a - t, link))
    for t in range(len(ctx.figures)):
        for step, link in shapes.get(ctx.layout.group[t], ()):
            a = t + step
            if 0 <= a < len(ctx.figures) and not {t, a} & told and _is_row(ctx, t, a, link):
                yield targets.reading(ctx, "target.sibling", t, a, None, ROW)


def _is_row(ctx: Context, t: int, a: int, link: str) -> bool:
    """Whether two figures stand to each other as target and achievement do in the rows beside."""
    alike = ctx.alike(t, a) and ctx.unit[t] != "%" and ctx.layout.group[t] == ctx.layout.group[a]
    return bool(alike) and _together(ctx, t, a) and ctx.layout.between(t, a).endswith(link)
