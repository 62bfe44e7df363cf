"""Sums that the names of quantities demand: what is exported is what is imported and the surplus."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from itertools import product

from pipeline.claims import sums
from pipeline.claims.context import Context
from pipeline.claims.layout import ENDS
from pipeline.claims.lists import Parts
from pipeline.claims.reading import Reading
from pipeline.language import Language

WORDS = 3.0  # decades: the names alone say that the figures must agree
APART = 3  # sentences, at most, from the first of the figures to the last
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
    names = re.compile(rf"\b(?:{'|'.join(map(re.escape, longest_first))})\b", re.IGNORECASE)
    return Identity(total, parts, names, other)


def read(ctx: Context) -> Iterator[Reading]:
    """The figures that an identity names, where each of its names has one figure of its own."""
    text = ctx.layout.document.text.lower()
    for identity in identities(ctx.language):
        if all(any(name in text for name in names) for names in (identity.total, *identity.parts)):
            yield from _read(ctx, identity)


def _read(ctx: Context, identity: Identity) -> Iterator[Reading]:
    named = {i: name for i in range(len(ctx.figures)) if (name := _name(ctx, identity, i))}
    roles = [[i for i, name in named.items() if name in names] for names in (identity.total, *identity.parts)]
    found = [(t, parts) for t, *parts in product(*roles) if _together(ctx, t, tuple(parts))]
    for t, parts in found:
        reading = sums.listed(ctx, t, tuple(sorted(parts)), _RULE, WORDS)
        if reading.holds or len(found) == 1:
            yield reading


def _name(ctx: Context, identity: Identity, i: int) -> str:
    """The last of the names before a figure in its sentence, as long as no other figure lies between; else nothing."""
    lay = ctx.layout
    if ENDS & set(lay.gaps[i][-1:]):
        return ""
    start = ctx.figures[i - 1].end if i else 0
    said = re.split(r"[.;!?](?=\s)|\n", lay.document.text[start : ctx.figures[i].start])[-1]
    names = [match.lower() for match in identity.names.findall(said)]
    return names[-1] if names and not identity.other.intersection(names) else ""


def _together(ctx: Context, t: int, parts: Parts) -> bool:
    """Whether total and parts are of one unit, none is a difference or a former value, and all are told together."""
    some = (t, *parts)
    sentences = [ctx.layout.sentence[i] for i in some]
    if len({*some}) < len(some) or max(sentences) - min(sentences) > APART:
        return False
    moved = any(ctx.layout.near[i] & (ctx.cue.prior | ctx.cue.than | ctx.cue.move - ctx.cue.turn) for i in some)
    return not moved and all(ctx.alike(t, p) == 2 for p in parts) and ctx.unit[t] != "%"


__all__ = ["identities", "read"]
