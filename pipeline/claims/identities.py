"""Sums that the names of quantities demand: what is exported is what is imported and the surplus."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from itertools import product

from pipeline.claims import sums
from pipeline.claims.context import Context
from pipeline.claims.lists import Parts
from pipeline.claims.reading import Reading
from pipeline.language import Language

WORDS = 3.0  # decades: the names alone say that the figures must agree
APART = 3  # sentences, at most, from the first of the figures to the last
REACH = 200  # characters before a figure in which its name may stand
_RULE = "sum.identity"


@dataclass(frozen=True, slots=True)
class Identity:
    """The names of a total and of each of its parts, and names that only begin like them."""

    total: frozenset[str]
    parts: tuple[frozenset[str], ...]
    names: re.Pattern[str]
    other: frozenset[str]


@cache
def identities(language: Language) -> tuple[Identity, ...]:
    """The identities of this language."""
    return tuple(map(_identity, language.data["identities"]["identity"]))


def _identity(entry: Mapping[str, list[str]]) -> Identity:
    total, parts = frozenset(entry["total"]), tuple(map(frozenset, entry["parts"]))
    other = frozenset(entry["other"])
    longest_first = sorted(total.union(*parts, other), key=len, reverse=True)
    names = re.compile(rf"\b(?:{'|'.join(map(re.escape, longest_first))})\b")
    return Identity(total, parts, names, other)


def read(ctx: Context) -> Iterator[Reading]:
    """The figures that an identity names, where each of its names has one figure of its own."""
    if not ctx.figures:
        return
    start, end = max(0, ctx.figures[0].start - REACH), ctx.figures[-1].start
    text = ctx.layout.document.text[start:end].lower()
    for identity in identities(ctx.language):
        if all(any(name in text for name in names) for names in (identity.total, *identity.parts)):
            yield from _read(ctx, identity)


def _read(ctx: Context, identity: Identity) -> Iterator[Reading]:
    named = [_name(identity, ctx.led(i, REACH).lower()) for i in range(len(ctx.figures))]
    roles = [[i for i, name in enumerate(named) if name in names] for names in (identity.total, *identity.parts)]
    found = [(t, parts) for t, *parts in product(*roles) if _together(ctx, t, tuple(parts))]
    for t, parts in found:
        reading = sums.listed(ctx, t, tuple(sorted(parts)), _RULE, WORDS)
        if reading.holds or len(found) == 1:
            yield reading


def _name(identity: Identity, words: str) -> str:
    """The last of the names among these words; nothing where one of them means something else."""
    names = identity.names.findall(words)
    return names[-1] if names and not identity.other.intersection(names) else ""


def _together(ctx: Context, t: int, parts: Parts) -> bool:
    """Whether total and parts are of one unit, none is a difference or a former value, and all are told together."""
    some = (t, *parts)
    sentences = [ctx.layout.sentence[i] for i in some]
    if len({*some}) < len(some) or max(sentences) - min(sentences) > APART:
        return False
    moved = any(ctx.layout.near[i] & (ctx.cue.prior | ctx.cue.than | ctx.cue.move - ctx.cue.turn) for i in some)
    return not moved and ctx.of_one_unit(some) and ctx.unit[t] != "%"
