"""Columns of a table told in prose: what each sentence counts of one outcome, and the row of their totals.

"Banjir: 99 meninggal, 17 hilang. ... Longsor: 92 meninggal, 6 hilang. ... Total 191 meninggal dan 23 hilang."
"""

from collections import defaultdict
from collections.abc import Iterator
from functools import cache

from pipeline.claims import sums
from pipeline.claims.context import Context
from pipeline.claims.lists import LONGEST, Parts
from pipeline.claims.reading import Reading
from pipeline.claims.totals import agrees
from pipeline.language import Language

WORDS = 3.0  # decades for a row whose words call it the total, and for one of which another column adds up
SURE = 1.0  # decades of arithmetic in the column that shows the row of totals
_RULE = "sum.outcomes"
Column = tuple[int, Parts]


@cache
def _outcomes(language: Language) -> tuple[dict[str, str], dict[str, str]]:
    """The outcome that each word beside a figure tells, and each verb before one."""
    entries = language.data["outcomes"].items()
    beside = {word: name for name, entry in entries for word in entry["words"]}
    return beside, beside | {verb: name for name, entry in entries for verb in entry["verbs"]}


def read(ctx: Context) -> Iterator[Reading]:
    """Each column of which the total stands in a row of totals, above the others or below."""
    rows: dict[int, list[Column]] = defaultdict(list)
    for column in _columns(ctx).values():
        for t, parts in _totals(ctx, column):
            rows[ctx.layout.sentence[t]].append((t, parts))
    for row in rows.values():
        yield from _row(ctx, row)


def _columns(ctx: Context) -> dict[str, list[int]]:
    """The figures of each outcome."""
    columns: dict[str, list[int]] = defaultdict(list)
    for i in range(len(ctx.figures)):
        if (name := _name(ctx, i)) and ctx.figures[i].kind == "count" and not ctx.rate[i]:
            columns[name].append(i)
    return columns


def _name(ctx: Context, i: int) -> str:
    """The outcome that the words behind a figure tell, or else those before it."""
    (beside, before), lay = _outcomes(ctx.language), ctx.layout
    behind = (beside[w] for w in (ctx.figures[i].unit, *lay.after[i]) if w in beside)
    return next(behind, "") or next((before[w] for w in reversed(lay.before[i]) if w in before), "")


def _totals(ctx: Context, column: list[int]) -> Iterator[Column]:
    """The first figure of a column above the others, and the last below them."""
    for t, others in ((column[0], column[1:]), (column[-1], column[:-1])):
        parts = tuple(p for p in others if ctx.alike(t, p) and ctx.value[p] != ctx.value[t])
        apart = len({ctx.layout.sentence[i] for i in (t, *parts)}) > 2
        if apart and 1 < len(parts) <= LONGEST:
            yield t, parts


def _row(ctx: Context, row: list[Column]) -> Iterator[Reading]:
    """The columns of a row whose words call it the total, or of which one adds up by no chance."""
    read = [sums.listed(ctx, t, parts, _RULE, WORDS) for t, parts in row]
    called = any(ctx.layout.near[t] & ctx.cue.total for t, _ in row)
    for (t, parts), r in zip(row, read, strict=True):
        beside = any(other.holds and other.odds > SURE for other in read if other is not r)
        if (r.holds and (called or beside)) or (beside and not r.holds and r.odds > 0 and not agrees(ctx, t, parts)):
            yield r


__all__ = ["read"]
