"""Restatements by name: two lists tell the same of the same names; where one differs, it is wrong."""

import re
from collections import defaultdict
from collections.abc import Iterator
from typing import NamedTuple

from pipeline.claims.breakdown import in_item
from pipeline.claims.context import Context
from pipeline.claims.reading import Reading
from pipeline.claims.repeats import members, significant

WORDS = 3.0  # decades: the names say that both are one measure
SLIP = 0.5  # decades for one that differs among several that agree
LEAST = 2  # names, beside the one that differs, of which both lists tell the same figure
BESIDE = 4  # figures around one that are told with it
REACH = 120  # characters before a figure in which its name stands
_RULE = "restatement.named"
_NAME = re.compile(r"(?:[A-Z][^\W_]*(?:[-/.][^\W_]+)*[\s()]{1,2})*[A-Z][^\W_]*(?:[-/.][^\W_]+)*")


Name = tuple[str, ...]


class Pair(NamedTuple):
    """Two figures of one unit that bear one name."""

    first: int
    second: int
    name: Name
    equal: bool


def read(ctx: Context) -> Iterator[Reading]:
    """Figures of one name in two lists that agree on other names; and those that agree."""
    pairs = list(_pairs(ctx))
    for pair in pairs:
        beside = [other for other in pairs if _told_together(ctx, pair, other)]
        same = {other.name for other in beside if other.equal and other.name != pair.name}
        if len(same) >= LEAST and (pair.equal or not any(not other.equal for other in beside)):
            yield Reading("restatement", _RULE, members(pair.first, pair.second), WORDS, SLIP, pair.equal)


def _pairs(ctx: Context) -> Iterator[Pair]:
    """The figures that bear one name, each with the nearest before it that is equal, or else the nearest."""
    known: dict[str, list[int]] = defaultdict(list)
    names = [_name(ctx, i) for i in range(len(ctx.figures))]
    for j, name in enumerate(names):
        before = sorted({i for word in name for i in known[word]})
        alike = [i for i in before if _one_name(names[i], name) and _comparable(ctx, i, j)]
        equal = [i for i in alike if ctx.value[i] == ctx.value[j]]
        if alike:
            yield Pair((equal or alike)[-1], j, name, bool(equal))
        for word in name:
            known[word].append(j)


def _comparable(ctx: Context, i: int, j: int) -> bool:
    if in_item(ctx, i) and in_item(ctx, j) and ctx.layout.group[i] == ctx.layout.group[j]:
        return False  # "UP3: Rp 9 juta" in each item of one list: the name of a column
    apart = ctx.layout.sentence[i] != ctx.layout.sentence[j] or ctx.layout.block[i] != ctx.layout.block[j]
    return apart and bool(ctx.alike(i, j)) and ctx.figures[i].bound == ctx.figures[j].bound == "exact"


def _name(ctx: Context, i: int) -> Name:
    """The last words with a capital before a figure in its sentence, in small letters."""
    names = _NAME.findall(ctx.led(i, REACH))
    return tuple(word for word in re.split(r"[\s()]+", names[-1].lower()) if word not in ctx.plain) if names else ()


def _one_name(one: Name, other: Name) -> bool:
    """Whether two names are the same, or one is the other cut short: "BBNI", "PT Bank Negara Indonesia (BBNI)"."""
    short, long = sorted((one, other), key=len)
    return bool(short) and short == long[len(long) - len(short) :]


def _told_together(ctx: Context, pair: Pair, other: Pair) -> bool:
    """Whether another pair is of the same two lists: beside the first figure, and in the list of the second, or so."""
    if other is pair or significant(ctx, other.first) < 2 or not ctx.alike(pair.first, other.first):
        return False
    group = ctx.layout.group
    one, two = abs(pair.first - other.first), abs(pair.second - other.second)
    listed = group[pair.second] == group[other.second] and one <= BESIDE
    return listed or (group[pair.first] == group[other.first] and two <= BESIDE)
