"""Indices: one that is named twice and has two values."""

from collections import Counter
from collections.abc import Iterator
from decimal import Decimal
from itertools import combinations

from pipeline.claims.context import Context
from pipeline.claims.reading import Reading
from pipeline.claims.repeats import members

NEAR = 60  # figures among which the other value is sought
SHARED = 3  # words that two mentions of one index share
CLOSE = Decimal("1.3")  # times an index: another value of it, which some years may bring


def read(ctx: Context, accepted: list[Reading]) -> Iterator[Reading]:
    """One named index with two values: "indeks ketahanan keluarga 76,69" and, elsewhere, 75,79."""
    told = {i for r in accepted for role, i in r.members if role in ("target", "mean", "item", "value", "delta")}
    free = [i for i, f in enumerate(ctx.figures) if f.kind == "index" and f.decimals and i not in told]
    pairs = [(i, j) for i, j in combinations(free[:NEAR], 2) if _one_index(ctx, i, j)]
    often = Counter(i for pair in pairs for i in pair)
    for i, j in pairs:
        if often[i] == often[j] == 1 and 1 < _ratio(ctx, i, j) < CLOSE:  # a name with three values is a series
            yield Reading("restatement", "restatement.index", members(i, j), 2.0, 1.2, False)


def _one_index(ctx: Context, i: int, j: int) -> bool:
    lay = ctx.layout
    if lay.group[i] == lay.group[j]:
        return False
    names = (lay.words(i) | lay.lead[i]) & (lay.words(j) | lay.lead[j]) - ctx.plain
    return len(names) >= SHARED and _ratio(ctx, i, j) < 2 and ctx.figures[i].decimals == ctx.figures[j].decimals


def _ratio(ctx: Context, i: int, j: int) -> Decimal:
    least, most = sorted((ctx.value[i], ctx.value[j]))
    return most / least if least else Decimal(99)
