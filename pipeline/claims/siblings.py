"""Rows of a hidden table: where a relation is read for one row or column, its neighbours are read the same way."""

from collections.abc import Iterator

from pipeline.claims import percents, sums, targets
from pipeline.claims.context import Context
from pipeline.claims.layout import BLOCK, STOP
from pipeline.claims.reading import Reading

STRONG = 3.0


def read(ctx: Context, accepted: list[Reading]) -> Iterator[Reading]:
    """What the accepted readings say about the figures beside theirs."""
    for r in accepted:
        if r.kind == "sum" and r.holds and len(r.members) > 3 and r.odds > 1:
            yield from _columns(ctx, r)
    yield from _shares(ctx, accepted)
    yield from _targets(ctx, accepted)


def _columns(ctx: Context, r: Reading) -> Iterator[Reading]:
    """The column beside a column that adds up: its parts at one distance, its total near the other total."""
    t, parts = r.indices("total")[0], r.indices("part")
    for step in (1, -1, 2, -2):
        column = tuple(p + step for p in parts)
        if not _parallel(ctx, parts, column):
            continue
        for total in (t + 1, t - 1, t + 2, t - 2):
            if 0 <= total < len(ctx.figures) and total not in (*parts, *column) and ctx.alike(total, column[0]) and _together(ctx, t, total):
                if sums.of_that_size(ctx, total, column):
                    yield sums.listed(ctx, total, column, "sum.sibling-column", STRONG)


def _parallel(ctx: Context, parts: tuple[int, ...], column: tuple[int, ...]) -> bool:
    """Whether the figures of a column follow those of another in the same way, row by row."""
    count = len(ctx.figures)
    if column[0] < 0 or column[-1] >= count or set(parts) & set(column):
        return False
    if any(not ctx.alike(column[0], c) or ctx.unit[c] == "%" for c in column):
        return False
    return all(_together(ctx, p, c) and ctx.layout.depth[p] == ctx.layout.depth[parts[0]] for p, c in zip(parts, column, strict=True))


def _together(ctx: Context, i: int, j: int) -> bool:
    """Whether no sentence ends between two figures."""
    between = ctx.layout.between(min(i, j), max(i, j))
    return STOP not in between and BLOCK not in between


def _shares(ctx: Context, accepted: list[Reading]) -> Iterator[Reading]:
    """Percentages beside a part, of the whole that their neighbours in the list or sentence are of."""
    told = {i for r in accepted for i in r.indices("percent")}
    wholes: dict[int, set[int]] = {}
    for r in accepted:
        if r.kind in ("percent", "target") and r.holds and (p := r.indices("percent")):
            wholes.setdefault(ctx.layout.group[p[0]], set()).update(r.indices("whole", "target"))
    for p, part in percents.joined(ctx):
        if p in told or percents.named_whole(ctx, p):
            continue
        for whole in wholes.get(ctx.layout.group[p], ()):
            if whole not in (part, p) and ctx.alike(whole, part):
                r = percents.reading(ctx, "percent.sibling", whole, part, p, 2.4, 3)
                if r.holds or r.odds > 0:
                    yield r


def _targets(ctx: Context, accepted: list[Reading]) -> Iterator[Reading]:
    """Rows of a list of targets in which the word itself is missing or misspelt."""
    lay = ctx.layout
    told = {i for r in accepted if r.kind in ("target", "percent") for i in r.indices()}
    shapes = {}
    for r in accepted:
        if r.kind == "target" or (r.kind == "percent" and r.rule.startswith("target")):
            t, a = r.indices("target")[0], r.indices("achieved")[0]
            shapes.setdefault(lay.group[t], set()).add((a - t, lay.between(t, a)[-2:]))
    for group, steps in shapes.items():
        for step, link in steps:
            for t in range(len(ctx.figures)):
                a = t + step
                if lay.group[t] != group or not 0 <= a < len(ctx.figures) or {t, a} & told or not ctx.alike(t, a) or ctx.unit[t] == "%":
                    continue
                between = lay.between(t, a)
                if STOP not in between and BLOCK not in between and between.endswith(link[-1:]):
                    yield targets.reading(ctx, "target.sibling", t, a, None, 2.4)
