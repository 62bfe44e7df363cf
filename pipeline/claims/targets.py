"""Targets: what was aimed at, and what was reached, with or without its percentage."""

from collections.abc import Iterator

from pipeline.claims import arithmetic, percents
from pipeline.claims.context import Context
from pipeline.claims.frames import Match
from pipeline.claims.reading import TIERS, Reading

SAID = 0.5  # decades for a target without a percentage: nothing can contradict it


def read(ctx: Context, found: list[Match]) -> Iterator[Reading]:
    """The targets that words frame."""
    for m in found:
        if m.frame.kind != "target":
            continue
        t, a, p = m.roles["target"], m.roles["achieved"], m.roles.get("percent")
        if m.frame.scope == "shares" and not ctx.unit[t] == ctx.unit[a] == "%":
            continue
        if t != a and ctx.alike(t, a) and ctx.rate[t] == ctx.rate[a]:
            yield reading(ctx, m.frame.id, t, a, None if ctx.unit[t] == "%" else p, TIERS[m.frame.tier])


def reading(ctx: Context, rule: str, t: int, a: int, p: int | None, words: float) -> Reading:
    """The reading of this target and what was reached of it."""
    members = (("target", t), ("achieved", a))
    if p is None:
        return Reading("target", rule, members, words, SAID, True)
    holds = arithmetic.share(ctx, t, a, p)
    odds = percents.chance(ctx, p, 2) if holds else percents.slip(ctx, t, a, p)
    return Reading("target", rule, (*members, ("percent", p)), words, odds, holds)
