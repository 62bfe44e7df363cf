"""Lists, each with the figures that words and layout make its possible totals: its heads."""

from collections.abc import Iterator
from functools import cache, partial
from itertools import islice

from pipeline.claims.breakdown import from_it, make_hundred, named, points_to_it
from pipeline.claims.context import Context
from pipeline.claims.layout import COMMA, STOP, WORDS
from pipeline.claims.lists import LONGEST, Parts, called_rest, columns, natural, rest
from pipeline.claims.opposites import complementary

BESIDE = 4  # totals that may stand before a list, the last ones
NAMED = 3  # totals that the words before a list name again, the last ones


def proposed(ctx: Context) -> Iterator[tuple[int, Parts]]:
    """Lists as the layout ends them, each with the figures that may be their total."""
    before = cache(partial(_heads_before, ctx))
    for first in range(len(ctx.figures)):
        for whole in natural(ctx, first):
            for parts in columns(ctx, whole):
                heads = (*before(parts[0]), *_heads_behind(ctx, parts))
                yield from ((t, parts) for t in heads if t not in parts)
    yield from _complements(ctx)
    yield from _summed(ctx)
    yield from _contrasts(ctx)
    yield from _shares(ctx)
    yield from _remainders(ctx)
    yield from _to_the_rest(ctx)
    yield from _called(ctx)


def _complements(ctx: Context) -> Iterator[tuple[int, Parts]]:
    """Two neighbours that leave nothing out, and the figure before: "131 klien. Rawat jalan 96; rawat inap 35"."""
    lay, counted = ctx.layout, [f.kind not in ("index", "percent") for f in ctx.figures]
    for t, p, q in _threes(ctx):
        near = lay.block[t] == lay.block[p] == lay.block[q] and lay.sentence[q] - lay.sentence[p] < 2
        fit = (ctx.alike(t, p) and ctx.alike(p, q)) or (ctx.alike(t, q) and from_it(ctx, t))
        if near and counted[p] and fit and ctx.addable(p, q) and complementary(ctx, (p, q)):
            yield t, (p, q)


def _summed(ctx: Context) -> Iterator[tuple[int, Parts]]:
    """Two that leave nothing out, and what their sentence calls the total: "86 laki-laki, 83 perempuan, total 169"."""
    lay = ctx.layout
    for p, q, t in _threes(ctx):
        one = lay.sentence[p] == lay.sentence[t] and not lay.since[t] & ctx.cue.source
        if one and lay.since[t] & ctx.cue.total and ctx.of_one_unit((p, q, t)) and complementary(ctx, (p, q)):
            yield t, (p, q)


def _contrasts(ctx: Context) -> Iterator[tuple[int, Parts]]:
    """A total split by a contrast: "dari 90 perkara, 60 selesai, sementara 30 berjalan", "dari jumlah itu 60 ..."."""
    lay = ctx.layout
    for t, p, q in _threes(ctx):
        split = lay.sentence[p] == lay.sentence[q] and lay.since[q] & ctx.cue.contrast
        if split and ctx.alike(t, p) and ctx.alike(p, q) and (_in_one_sentence(ctx, t, p) or points_to_it(ctx, t, p)):
            yield t, (p, q)


def _threes(ctx: Context) -> Iterator[tuple[int, int, int]]:
    """Every three figures that follow each other, percentages that say one of them in another way left out."""
    told = [i for i in range(len(ctx.figures)) if not ctx.says_again(i)]
    return zip(told, told[1:], told[2:], strict=False)


def _in_one_sentence(ctx: Context, t: int, p: int) -> bool:
    """Whether a part stands in the sentence that takes it from its whole."""
    return bool(ctx.layout.near[t] & ctx.cue.source) and ctx.layout.sentence[t] == ctx.layout.sentence[p]


def _shares(ctx: Context) -> Iterator[tuple[int, Parts]]:
    """Figures whose percentages make a hundred, and what may be their total."""
    told = [i for i, share in enumerate(ctx.share) if share is not None]
    for start in range(len(told)):
        for end in range(start + 2, min(len(told), start + LONGEST) + 1):
            parts = tuple(told[start:end])
            if not ctx.alike(parts[0], parts[-1]) or ctx.layout.group[parts[0]] != ctx.layout.group[parts[-1]]:
                break
            if make_hundred(ctx, parts):
                heads = (*_heads_before(ctx, parts[0]), *_heads_behind(ctx, parts))
                yield from ((t, parts) for t in heads if t not in parts)


def _called(ctx: Context) -> Iterator[tuple[int, Parts]]:
    """A total of percentages that words call so, with those of the paragraph: "(17%) ... (12%). Keduanya 29%"."""
    lay = ctx.layout
    for t in range(2, len(ctx.figures)):
        if ctx.unit[t] == "%" and lay.near[t] & ctx.cue.total:
            before = range(max(0, t - 2 * LONGEST), t)
            like = [p for p in before if lay.group[p] == lay.group[t] and ctx.alike(p, t) == 2]
            like = [p for p in like if lay.depth[p] == lay.depth[like[-1]]]
            if len(like) > 1:
                yield t, tuple(like)


def _remainders(ctx: Context) -> Iterator[tuple[int, Parts]]:
    """A part, its whole and what is left: "5 kasus dari 12 kasus. Sisanya 7"."""
    for last in range(2, len(ctx.figures)):
        yield from _with_rest(ctx, last) if rest(ctx, last) else _leaves(ctx, last)


def _with_rest(ctx: Context, last: int) -> Iterator[tuple[int, Parts]]:
    """What is left with a part before it, and their whole: right before, or right before "of", or further off."""
    near = (last - 1, last - 2)
    whole = next((t for t in near if _sourced(ctx, t) and ctx.alike(t, last)), 0)
    part = next((p for p in range(whole - 1, max(-1, whole - 4), -1) if ctx.alike(p, whole)), None)
    if part is not None:
        yield whole, (part, last)
    if called_rest(ctx, last):
        yield from _wholes_before(ctx, last)
    if ctx.of_one_unit((*near, last)) and ctx.value[last - 2] > ctx.value[last - 1]:
        yield last - 2, (last - 1, last)


def _wholes_before(ctx: Context, last: int) -> Iterator[tuple[int, Parts]]:
    """What is left with the last part before it, and the larger figures of the paragraph before that."""
    lay = ctx.layout
    before = (k for k in range(last - 1, max(-1, last - BESIDE * 2), -1) if lay.group[k] == lay.group[last])
    alike = [k for k in before if ctx.alike(k, last) and ctx.unit[k] != "%"]
    for t in alike[1:]:
        if ctx.alike(t, last) == 2 and ctx.value[t] > ctx.value[alike[0]]:
            yield t, (alike[0], last)


def _to_the_rest(ctx: Context) -> Iterator[tuple[int, Parts]]:
    """A list over some sentences, from its whole to what is left: "dari 90 surat, 60 dibaca. Hilang 20, sisanya 10"."""
    lay = ctx.layout
    for last in range(3, len(ctx.figures)):
        if lay.gaps[last][-3:].strip(WORDS)[-1:] in ctx.cue.rest:
            reach = range(last - 1, max(-1, last - LONGEST), -1)
            whole = next((t for t in reach if from_it(ctx, t) and lay.group[t] == lay.group[last]), last)
            parts = tuple(p for p in range(whole + 1, last + 1) if ctx.alike(whole, p))
            if len(parts) > 2:
                yield whole, parts


def _leaves(ctx: Context, last: int) -> Iterator[tuple[int, Parts]]:
    """Two amounts and what they leave: "kuota 272, yang lulus 231. Masih ada 41", "41 dari target 90. Sisa 49"."""
    lay = ctx.layout
    if lay.near[last] & ctx.cue.balance:
        told = (k for k in range(last - 1, max(-1, last - BESIDE), -1) if ctx.unit[k] != "%")
        two = [k for k in told if ctx.addable(k, last) and lay.sentence[last] - lay.sentence[k] < BESIDE][:2]
        if len(two) == 2:
            part, whole = sorted(two, key=lambda k: ctx.value[k])
            yield whole, (part, last)


def _sourced(ctx: Context, t: int) -> bool:
    """Whether "dari" leads to the figure in one clause."""
    clause = ctx.layout.gaps[t].rpartition(STOP)[2].rpartition(COMMA)[2]
    return not ctx.cue.source.isdisjoint(clause)


def _heads_behind(ctx: Context, parts: Parts) -> list[int]:
    """The figures just behind a list that may be its total."""
    behind = range(parts[-1] + 1, min(len(ctx.figures), parts[-1] + 4))
    return [t for t in behind if _may_head(ctx, t, parts[0])]


def _heads_before(ctx: Context, first: int) -> tuple[int, ...]:
    """The figures that may be the total of a list that begins here: before it, nearest first, or named again."""
    depth = ctx.layout.depth
    before = (t for t in range(first - 1, max(-1, first - 12), -1) if depth[t] <= depth[first])
    far = range(first - 2, max(-1, first - 41), -1)
    again = (t for t in far if named(ctx, t, first))
    return (
        *islice((t for t in before if _may_head(ctx, t, first)), BESIDE),
        *islice((t for t in again if _may_head(ctx, t, first)), NAMED),
    )


def _may_head(ctx: Context, t: int, first: int) -> bool:
    return ctx.addable(t, first) and ctx.figures[t].kind != "index" and ctx.times[t] == 1
